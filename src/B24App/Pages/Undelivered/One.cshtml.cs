using System.Collections.Immutable;
using B24App.DeadLetters;
using B24App.Pages.Journal;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Undelivered;

/// <summary>One step of a story.</summary>
/// <param name="At">When.</param>
/// <param name="Label">What kind of step.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Code">For support; empty for none.</param>
public sealed record StoryStep(DateTimeOffset At, string Label, string Sentence, string Code);

/// <summary>One thing that was refused, with its whole story.</summary>
public sealed class OneModel(ScreenTools tools, DeadLetterBox box) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "undelivered";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The story.</summary>
    public DeadLetterStory Story { get; private set; } = null!;

    /// <summary>How it went, in the order it happened: what the journal says of the item, and every try.</summary>
    public ImmutableArray<StoryStep> Steps =>
    [
        .. Story.Journal.Select(row => new StoryStep(row.At, JournalWords.Station(Words, row.Station, row.Detail), JournalWords.Step(Words, row.Station, row.Reason, row.Detail), row.Detail))
            .Concat(Story.Attempts.Select(attempt => new StoryStep(attempt.At, Words["Undelivered.attempt"], CallWords.Attempt(Words, attempt), attempt.Outcome)))
            .OrderBy(step => step.At),
    ];

    /// <summary>Shows the screen.</summary>
    public async Task<IActionResult> OnGet(long id)
    {
        if (await box.Story(Portal.Id, new IntentId(id)) is not { } story)
        {
            return NotThere();
        }

        Story = story;
        return Page();
    }
}

using B24App.DeadLetters;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Undelivered;

/// <summary>One thing that was refused, with its whole story.</summary>
public sealed class OneModel(ScreenTools tools, DeadLetterBox box) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "undelivered";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The story.</summary>
    public DeadLetterStory Story { get; private set; } = null!;

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

using B24App.Journal;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Journal;

/// <summary>One line with its story: received, decided, sent, confirmed.</summary>
public sealed class OneModel(ScreenTools tools, JournalStories stories, JournalShow show) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "journal";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The line.</summary>
    public ShownLine Line { get; private set; } = null!;

    /// <summary>Its story.</summary>
    public JournalStory Story { get; private set; } = null!;

    /// <summary>Shows the screen.</summary>
    public async Task<IActionResult> OnGet(long id) => await Load(id) ? Page() : NotThere();

    /// <summary>The story alone, inside the opened line.</summary>
    public async Task<IActionResult> OnGetStory(long id) => await Load(id) ? Partial("_Story", this) : NotThere();

    private async Task<bool> Load(long id)
    {
        if (await stories.Of(Portal.Id, id) is not { } story)
        {
            return false;
        }

        Story = story;
        Line = (await show.Lines(Portal, Session.User, Words, [story.Line]))[0];
        return true;
    }
}

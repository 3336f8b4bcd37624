using B24App.Journal;
using B24App.Links;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Journal;

/// <summary>The journal: every outcome in words, filtered and page by page.</summary>
public sealed class IndexModel(ScreenTools tools, JournalReader reader, JournalShow show, LinkBook book, Freshness freshness) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "journal";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>What the form says.</summary>
    [BindProperty(SupportsGet = true, Name = "")]
    public JournalFilter Filter { get; set; } = new();

    /// <summary>The portal's links, for the form.</summary>
    public IReadOnlyList<Link> Links { get; private set; } = [];

    /// <summary>The lines.</summary>
    public JournalPage Lines { get; private set; } = null!;

    /// <summary>Set while a portal is down.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>Shows the screen.</summary>
    public async Task OnGet()
    {
        await Load();
        AsOf = await freshness.Of(Portal);
    }

    /// <summary>The lines alone, after the form changed.</summary>
    public async Task<IActionResult> OnGetLines()
    {
        await Load();
        return Partial("_List", this);
    }

    /// <summary>Older lines, below those that stand there.</summary>
    public async Task<IActionResult> OnGetMore()
    {
        await Load();
        return Partial("_Rows", Lines);
    }

    private async Task Load()
    {
        Links = await book.Of(Portal.Id);
        var lines = await reader.Page(Filter.Query(Portal.Id, Links, Words, Now));
        var page = lines.Take(JournalReader.PageSize).ToList();
        Lines = new JournalPage(
            Words, Now, await show.Lines(Portal, Session.User, Words, page), lines.Count > JournalReader.PageSize ? Filter.Next(page[^1].Row.Id) : null);
    }
}

using System.Collections.Immutable;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;
using Half = B24App.Links.Half;

namespace B24App.Pages.Links;

/// <summary>All links of the portal.</summary>
public sealed class IndexModel(ScreenTools tools, LinkLines reader, LinkBook book, Pausing pausing, DraftStore drafts, WorkSignal signal) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "links";

    /// <summary>Links and drafts that match the filter.</summary>
    public ImmutableArray<LinkLine> Lines { get; private set; } = [];

    /// <summary>There are links, whatever the filter says.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Names of the partners there are.</summary>
    public ImmutableArray<string> Partners { get; private set; } = [];

    /// <summary>Words in a name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>A state.</summary>
    [BindProperty(SupportsGet = true)]
    public LineState? State { get; set; }

    /// <summary>A partner.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Partner { get; set; }

    /// <summary>Numbers of the links that are meant.</summary>
    [BindProperty]
    public IReadOnlyList<long> Ids { get; set; } = [];

    /// <summary>Shows them.</summary>
    public Task OnGet() => Load();

    /// <summary>Pauses the links that were marked.</summary>
    public Task<IActionResult> OnPostPause(CancellationToken ct) => Each(
        async (link, side, by) => await pausing.Pause(link.Id, side, by) == LinkAnswer.Done, "Links.paused", ct);

    /// <summary>Lifts our own pause.</summary>
    public Task<IActionResult> OnPostResume(CancellationToken ct) => Each(
        async (link, side, by) => (await pausing.Resume(link.Id, side, by)).Answer == LinkAnswer.Done, "Links.resumed", ct);

    /// <summary>Begins a draft with the rules of a link.</summary>
    public Task<IActionResult> OnPostCopy(CancellationToken ct) => Each(
        async (link, side, by) =>
        {
            var half = link.Contract.Of(side);
            await drafts.Begin(Portal.Id, default, new DraftBody { Name = Words.Say("Links.copyOf", link.Name), Kind = KindOf(half), Half = half with { Filter = half.Filter with { WholePortal = false } } }, by.User);
            return true;
        },
        "Links.copied",
        ct);

    internal static DraftKind KindOf(Half half) => (half.SendsTasks, half.TakesTasks) switch
    {
        (true, true) => DraftKind.Equal,
        (false, true) => DraftKind.TheyFile,
        _ => half.TakesComments || !half.TakesFields.IsEmpty ? DraftKind.WeFile : DraftKind.TheyFollow,
    };

    private Task<IActionResult> Each(Func<Link, Side, Admin, Task<bool>> act, string done, CancellationToken ct) => AsManager(
        async by =>
        {
            var count = 0;
            foreach (var id in Ids.Distinct())
            {
                if (await book.Find(new LinkId(id)) is { } link && LinkWords.SideOf(link, Portal) is { } side && await act(link, side, by))
                {
                    count++;
                }
            }

            if (count > 0)
            {
                signal.Wake();
                Toast(Words.Count(done, count));
            }
            else
            {
                Toast(Words["Links.nothingChanged"]);
            }

            await Load();
            return Page();
        },
        ct);

    private async Task Load()
    {
        var all = await reader.Of(Portal, Words);
        HasAny = all.Length > 0;
        Partners = [.. all.Select(line => line.Partner).Where(name => name.Length > 0).Distinct().Order(StringComparer.CurrentCultureIgnoreCase)];
        Lines = [.. all.Where(line =>
            (string.IsNullOrWhiteSpace(Text) || line.Name.Contains(Text.Trim(), StringComparison.CurrentCultureIgnoreCase) || line.Partner.Contains(Text.Trim(), StringComparison.CurrentCultureIgnoreCase))
            && (State is null || line.State == State)
            && (string.IsNullOrWhiteSpace(Partner) || line.Partner == Partner))];
    }
}

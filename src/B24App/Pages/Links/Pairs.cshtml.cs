using B24App.Adoption;
using B24App.Backfill;
using B24App.Plan;
using B24App.Portals;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>
/// Pairs of tasks that exist already: found, shown with a score, adopted when both sides agree. A reader sees the title of his own task
/// and the number of the partner's: they become one only by consent, and until then nobody reads the other's.
/// </summary>
public sealed class PairsModel(ScreenTools tools, LinkDesk desk, BackfillStore runs, AdoptionStore pairs, AdoptionActs acts, PortalStore portals) : LinkRunPage(tools, desk)
{
    private const int PageSize = 50;

    private int _skip;

    /// <summary>Scores to choose from.</summary>
    public static IReadOnlyList<int> Scores { get; } = [95, 80, 65];

    /// <summary>The partner; null when he is gone.</summary>
    public Portal? Partner { get; private set; }

    /// <summary>The newest search; null for none.</summary>
    public BackfillRun? Run { get; private set; }

    /// <summary>Somebody's tasks are still being read.</summary>
    public bool IsReading { get; private set; }

    /// <summary>How many pairs stand where.</summary>
    public IReadOnlyList<(AdoptionState State, int Count, int WaitForA, int WaitForB)> Counts { get; private set; } = [];

    /// <summary>Pairs that wait for the reader's side.</summary>
    public int Waiting => Counts.Sum(count => Side == Side.A ? count.WaitForA : count.WaitForB);

    /// <summary>Some pairs.</summary>
    public IReadOnlyList<PairRow> Rows { get; private set; } = [];

    /// <summary>How many pairs to pass over for the next page; 0 at the end.</summary>
    public int Next { get; private set; }

    /// <summary>Titles are shown to administrators, who may read every task of their portal.</summary>
    public bool ShowsTexts => Session.IsAdmin;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(long id) => await Load(id) ? Page() : NotThere();

    /// <summary>A further piece of the list.</summary>
    public async Task<IActionResult> OnGetLines(long id, int skip)
    {
        _skip = Math.Clamp(skip, 0, 1_000_000);
        return await Load(id) ? Partial("_Pairs", this) : NotThere();
    }

    /// <summary>Reads both sides and finds pairs.</summary>
    public Task<IActionResult> OnPostSearch(long id, CancellationToken ct) => Press(id, by => acts.Search(Details.Link.Id, Side, by), ct);

    /// <summary>Agrees to one pair.</summary>
    public Task<IActionResult> OnPostYes(long id, long pair, bool align, CancellationToken ct) => Press(id, by => acts.Agree(Details.Link.Id, Side, [pair], 0, align, by), ct);

    /// <summary>Agrees to all pairs above a score that have no rivals.</summary>
    public Task<IActionResult> OnPostAll(long id, int least, bool align, CancellationToken ct) =>
        Press(id, by => acts.Agree(Details.Link.Id, Side, [], Scores.Contains(least) ? least : Scores[0], align, by), ct);

    /// <summary>These two are not one.</summary>
    public Task<IActionResult> OnPostNo(long id, long pair, CancellationToken ct) => Press(id, by => acts.Refuse(Details.Link.Id, Side, pair, by), ct);

    /// <summary>Where a pair stands, for its reader.</summary>
    public string StateOf(PairRow row) => row.State switch
    {
        AdoptionState.Found when row.Yes(Side) => "waitsThere",
        AdoptionState.Found when row.Yes(Side.Other()) => "waitsHere",
        AdoptionState.Found => "waitsBoth",
        var state => state.ToString(),
    };

    /// <summary>Tone of it.</summary>
    public static string Tone(PairRow row) => row.State switch { AdoptionState.Adopted => "good", AdoptionState.Failed => "bad", _ => "wait" };

    /// <inheritdoc/>
    protected override async Task Read()
    {
        Partner = await portals.Find(Details.Link.Portal(Side.Other()));
        var searches = await runs.Of(Details.Link.Id, Portal.Id, RunKind.Adoption);
        var theirs = await runs.Of(Details.Link.Id, Details.Link.Portal(Side.Other()), RunKind.Adoption);
        Run = searches.Count > 0 ? searches[0] : null;
        IsReading = searches.Concat(theirs).Any(run => run.State == RunState.Dry);
        Counts = await pairs.Counts(Details.Link.Id);
        Rows = await pairs.Page(Details.Link.Id, Side, Portal.Member, _skip, PageSize + 1);
        Next = Rows.Count > PageSize ? _skip + PageSize : 0;
        Rows = [.. Rows.Take(PageSize)];
    }
}

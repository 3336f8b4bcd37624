using B24App.Backfill;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Store;
using B24App.Timeline;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.CrmTab;

/// <summary>A pair or an offer as one side sees it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Partner">Name of the other portal.</param>
/// <param name="Partners">The card there; null while nobody named one.</param>
public sealed record PairLine(long Id, string Partner, CrmKey? Partners)
{
    /// <summary>It is a pair, and something of this side leaves by it.</summary>
    public bool Leaves { get; init; }

    /// <summary>The newest run over what is older than the pair; null for none.</summary>
    public HistoryView? History { get; init; }

    /// <summary>Entries that seem to stand on both cards already; null for none.</summary>
    public CopiesPart? Copies { get; init; }

    /// <summary>What a run of the partner brought here; null for nothing.</summary>
    public HistoryTheirs? Brought { get; init; }
}

/// <summary>Entries that seem to stand on both cards of a pair already, as one side sees them.</summary>
/// <param name="Pair">Number of the pair.</param>
/// <param name="Side">Side of the reader.</param>
/// <param name="Rows">Some of them, the likeliest first.</param>
/// <param name="Waiting">How many there are.</param>
/// <param name="Sure">How many the reader may agree to at once.</param>
/// <param name="ShowsTexts">The reader may read every entry of his portal.</param>
/// <param name="Words">Words of the reader.</param>
public sealed record CopiesPart(long Pair, Side Side, IReadOnlyList<CopyRow> Rows, int Waiting, int Sure, bool ShowsTexts, Texts Words);

/// <summary>What is older than a pair, and how far it has come.</summary>
/// <param name="Pair">Number of the pair.</param>
/// <param name="View">The newest run; null for none.</param>
/// <param name="Words">Words of the reader.</param>
public sealed record HistoryPart(long Pair, HistoryView? View, Texts Words)
{
    /// <summary>Entries that seem to stand on both cards already; null for none.</summary>
    public CopiesPart? Copies { get; init; }

    /// <summary>Colour of the word that says where a run stands.</summary>
    public static string Tone(RunState state) => state switch
    {
        RunState.Done => "good",
        RunState.Dry or RunState.Running or RunState.Undoing or RunState.Paused => "wait",
        _ => "calm",
    };
}

/// <summary>What a run of the partner brought into a pair.</summary>
/// <param name="Pair">Number of the pair.</param>
/// <param name="Theirs">The run, as far as it concerns this side.</param>
/// <param name="Words">Words of the reader.</param>
public sealed record TheirsPart(long Pair, HistoryTheirs Theirs, Texts Words);

/// <summary>A link by which the card could be paired.</summary>
/// <param name="Id">The link.</param>
/// <param name="Partner">Name of the other portal.</param>
public sealed record FreeLink(LinkId Id, string Partner);

/// <summary>By which field cards are paired over a link.</summary>
/// <param name="Link">The link.</param>
/// <param name="Partner">Name of the other portal.</param>
/// <param name="Own">The own field; empty for none.</param>
/// <param name="IsNamedThere">The partner named one too; which, is his affair.</param>
public sealed record FieldLine(LinkId Link, string Partner, string Own, bool IsNamedThere);

/// <summary>Which card of a partner the record is paired with; offered by one side, named by the other.</summary>
public sealed class PairModel(ScreenTools tools, CardPairs pairs, CardFields fields, LinkBook links, PortalStore portals, HistoryDesk history, BackfillActs acts, CopyStore copies, CopyActs copyActs) : SignedInPage(tools)
{
    private const int MostCopies = 20;
    private const int MostDoors = 3;

    /// <inheritdoc/>
    public override string Screen => "carry";

    /// <inheritdoc/>
    protected override string ListPath => "/crm/card";

    /// <summary>Words of this part.</summary>
    public PairWords Say => new(Words);

    /// <summary>The record.</summary>
    public CrmKey Card { get; private set; }

    /// <summary>Pairs and open offers of the record.</summary>
    public IReadOnlyList<PairLine> Pairs { get; private set; } = [];

    /// <summary>What partners offer.</summary>
    public IReadOnlyList<PairLine> Offers { get; private set; } = [];

    /// <summary>Links by which it is not paired yet.</summary>
    public IReadOnlyList<FreeLink> Free { get; private set; } = [];

    /// <summary>Fields by which cards are paired by themselves, one for each link.</summary>
    public IReadOnlyList<FieldLine> Fields { get; private set; } = [];

    /// <summary>Where it is mended that nothing of cards crosses: the links that run, or the list of links; empty while something does.</summary>
    public IReadOnlyList<ScreenDoor> Mends { get; private set; } = [];

    /// <summary>Some link to a partner runs.</summary>
    public bool HasLinks { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet() => await Load() ? Page() : NoRights();

    /// <summary>Offers the record to a partner.</summary>
    public Task<IActionResult> OnPostOffer(long link, CancellationToken ct) => Press(() => pairs.Offer(Portal.Id, new LinkId(link), Card), ct);

    /// <summary>Takes a partner's offer.</summary>
    public Task<IActionResult> OnPostAccept(long offer, CancellationToken ct) => Press(() => pairs.Accept(Portal.Id, new MappingId(offer), Card), ct);

    /// <summary>Ends a pair, or takes an offer back.</summary>
    public Task<IActionResult> OnPostEnd(long pair, CancellationToken ct) => Press(() => pairs.End(Portal.Id, new MappingId(pair)), ct);

    /// <summary>Names the field by which cards of this type are paired by themselves.</summary>
    public Task<IActionResult> OnPostField(long link, string? field, CancellationToken ct) => Press(() => fields.Set(Portal.Id, new LinkId(link), Card.Type, field?.Trim() ?? ""), ct);

    /// <summary>How far the run over what is older than a pair has come.</summary>
    public async Task<IActionResult> OnGetHistory(long pair) =>
        !await Load() ? NoRights() : MayManage && Pairs.FirstOrDefault(line => line.Id == pair) is { Leaves: true } found ? Partial("_History", new HistoryPart(pair, found.History, Words) { Copies = found.Copies }) : NotThere();

    /// <summary>Counts what is older than a pair; nothing is written to a portal.</summary>
    public Task<IActionResult> OnPostPreview(long pair, CancellationToken ct) => OnHistory(pair, by => history.Preview(new MappingId(pair), by), ct);

    /// <summary>Starts what was counted.</summary>
    public Task<IActionResult> OnPostStart(long pair, CancellationToken ct) => OnHistory(pair, by => history.On(new MappingId(pair), by, acts.Start), ct);

    /// <summary>Nothing new begins.</summary>
    public Task<IActionResult> OnPostPause(long pair, CancellationToken ct) => OnHistory(pair, by => history.On(new MappingId(pair), by, acts.Pause), ct);

    /// <summary>Goes on.</summary>
    public Task<IActionResult> OnPostResume(long pair, CancellationToken ct) => OnHistory(pair, by => history.On(new MappingId(pair), by, acts.Resume), ct);

    /// <summary>Ends it; what crossed stays.</summary>
    public Task<IActionResult> OnPostCancel(long pair, CancellationToken ct) => OnHistory(pair, by => history.On(new MappingId(pair), by, acts.Cancel), ct);

    /// <summary>Tries what was refused once more.</summary>
    public Task<IActionResult> OnPostRepeat(long pair, CancellationToken ct) => OnHistory(pair, by => history.On(new MappingId(pair), by, acts.Repeat), ct);

    /// <summary>An entry and its copy are one; 0 for all sure ones.</summary>
    public Task<IActionResult> OnPostSame(long pair, long copy, CancellationToken ct) => OnCopy(pair, by => copyActs.Agree(new MappingId(pair), copy, by), ct);

    /// <summary>They are two: the entry crosses like any other.</summary>
    public Task<IActionResult> OnPostOther(long pair, long copy, CancellationToken ct) => OnCopy(pair, by => copyActs.Refuse(new MappingId(pair), copy, by), ct);

    private Task<IActionResult> OnCopy(long pair, Func<Admin, Task<LinkAnswer>> act, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Load())
            {
                return NoRights();
            }

            if (!Pairs.Any(line => line.Id == pair))
            {
                return NotThere();
            }

            if (await act(by) is var answer and not (LinkAnswer.Done or LinkAnswer.NothingToDo))
            {
                return Problem(answer);
            }

            await Load();
            return Page();
        },
        ct);

    /// <summary>Takes back what it brought.</summary>
    public Task<IActionResult> OnPostUndo(long pair, CancellationToken ct) => OnHistory(pair, by => history.Undo(new MappingId(pair), by), ct);

    /// <summary>How far what the partner brought is taken back.</summary>
    public async Task<IActionResult> OnGetTheirs(long pair) =>
        !await Load() ? NoRights() : MayManage && Pairs.FirstOrDefault(line => line.Id == pair) is { Brought: { } brought } ? Partial("_Theirs", new TheirsPart(pair, brought, Words)) : NotThere();

    /// <summary>Takes back what the partner brought here: in his own portal a manager removes what nobody has worked on.</summary>
    public Task<IActionResult> OnPostUndoTheirs(long pair, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Load())
            {
                return NoRights();
            }

            if (Pairs.FirstOrDefault(line => line.Id == pair) is not { Brought: not null })
            {
                return NotThere();
            }

            if (await history.UndoTheirs(new MappingId(pair), by) is var answer and not LinkAnswer.Done)
            {
                return Problem(answer);
            }

            await Load();
            return Partial("_Theirs", new TheirsPart(pair, Pairs.First(line => line.Id == pair).Brought!, Words));
        },
        ct);

    // Only a pair of the card that is open may be named.
    private Task<IActionResult> OnHistory(long pair, Func<Admin, Task<LinkAnswer>> act, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Load())
            {
                return NoRights();
            }

            if (Pairs.FirstOrDefault(line => line.Id == pair) is not { Leaves: true })
            {
                return NotThere();
            }

            if (await act(by) is var answer and not (LinkAnswer.Done or LinkAnswer.NothingToDo))
            {
                return Problem(answer);
            }

            await Load();
            var shown = Pairs.First(line => line.Id == pair);
            return Partial("_History", new HistoryPart(pair, shown.History, Words) { Copies = shown.Copies });
        },
        ct);

    private Task<IActionResult> Press(Func<Task<PairAnswer>> act, CancellationToken ct) => AsManager(
        async _ =>
        {
            if (!await Load())
            {
                return NoRights();
            }

            if (await act() is var answer and not PairAnswer.Done)
            {
                return Problem(Say[$"answer.{answer}"], Say[$"answer.{answer}.advice"], answer.ToString());
            }

            await Load();
            return Page();
        },
        ct);

    private async Task<bool> Load()
    {
        if (CrmKey.Read(Session.Card) is not { } card)
        {
            return false;
        }

        Card = card;
        var own = await pairs.Of(Portal.Id, card);
        var lines = new List<PairLine>();
        foreach (var pair in own)
        {
            if (await links.Find(pair.Link) is { } link)
            {
                var side = link.A == Portal.Id ? Side.A : Side.B;
                var leaves = pair.State == MappingState.Live && HistoryDesk.Leaves(link, side);
                lines.Add(new PairLine(pair.Id.Value, await NameOf(link.Portal(side.Other())), pair.End(side.Other()) is { } end ? CrmKey.Read(end.Item) : null)
                {
                    Leaves = leaves,
                    History = leaves ? await history.View(pair.Id, Portal.Id) : null,
                    Copies = await CopiesOf(pair, side),
                    Brought = pair.State == MappingState.Live && await history.Theirs(pair.Id, Portal.Id) is { } theirs && (theirs.Mirrors > 0 || theirs.Run.State is RunState.Undoing or RunState.Undone) ? theirs : null,
                });
            }
        }

        var offers = new List<PairLine>();
        foreach (var offer in await pairs.OffersTo(Portal.Id, card.Type))
        {
            offers.Add(new PairLine(offer.Id.Value, await NameOf(offer.End(offer.Origin)!.Portal), CrmKey.Read(offer.End(offer.Origin)!.Item)));
        }

        var running = (await links.Of(Portal.Id)).Where(link => link is { Runs: true, IsSelfLink: false }).ToList();
        var free = new List<FreeLink>();
        foreach (var link in running.Where(link => CardPairs.Crosses(link.Contract) && own.All(pair => pair.Link != link.Id)))
        {
            free.Add(new FreeLink(link.Id, await NameOf(link.A == Portal.Id ? link.B : link.A)));
        }

        var named = new List<FieldLine>();
        foreach (var link in running.Where(link => CardPairs.Crosses(link.Contract)))
        {
            var side = link.A == Portal.Id ? Side.A : Side.B;
            named.Add(new FieldLine(link.Id, await NameOf(link.Portal(side.Other())), await fields.Of(link.Id, side, card.Type) ?? "", await fields.Of(link.Id, side.Other(), card.Type) is not null));
        }

        (Pairs, Offers, Free, Fields) = (lines, offers, free, named);
        Mends = named.Count > 0 || lines.Count > 0 ? [] : running is [] or { Count: > MostDoors }
            ? [new ScreenDoor(Words["Journal.toLinks"], "links", Portal)]
            : [.. running.Select(link => new ScreenDoor(Say.With("none.open", link.Name), "links", Portal, link.Id.Value))];
        HasLinks = running.Count > 0;
        return true;
    }

    private async Task<CopiesPart?> CopiesOf(Mapping pair, Side side)
    {
        if (!MayManage || pair.State != MappingState.Live || await copies.Waiting(pair.Id) is not (> 0 and var waiting))
        {
            return null;
        }

        var (rows, sure) = (await copies.Page(pair.Id, side, Portal.Member, MostCopies), await copies.CountSure(pair.Id, side, CopyActs.Sure));
        return new CopiesPart(pair.Id.Value, side, rows, waiting, sure, Session.IsAdmin, Words);
    }

    private async Task<string> NameOf(PortalId portal) => (await portals.Find(portal))?.Name ?? "";
}

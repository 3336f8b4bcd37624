using B24App.Backfill;
using B24App.Bitrix24.Limits;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;

namespace B24App.Timeline;

/// <summary>A run over the history of a pair as its page shows it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Counts">How many entries stand where.</param>
/// <param name="Requests">Requests the rest takes at both portals, at most.</param>
/// <param name="Time">How long that is at the pace of the partner's portal.</param>
/// <param name="Left">How long the rest takes at the speed of the last minutes; null while that says too little.</param>
public sealed record HistoryView(BackfillRun Run, IReadOnlyList<HistoryCount> Counts, int Requests, TimeSpan Time, TimeSpan? Left)
{
    /// <summary>Something that a run of this pair brought stands at the partner, and nothing moves: it can be taken back.</summary>
    public bool MayUndo { get; init; }

    /// <summary>The oldest entries whose mirrors stayed although the run was taken back.</summary>
    public IReadOnlyList<HistoryItem> Stayed { get; init; } = [];
}

/// <summary>What a run of the partner brought into a pair, as the side sees where it stands.</summary>
/// <param name="Run">The run.</param>
/// <param name="Mirrors">How many mirrors of it stand here.</param>
/// <param name="MayUndo">It can be taken back.</param>
public sealed record HistoryTheirs(BackfillRun Run, int Mirrors, bool MayUndo);

/// <summary>What a manager of links does with the history of a pair: it is previewed, started, and told how far it is. Only the own side's entries leave.</summary>
public sealed class HistoryDesk(MappingStore mappings, LinkBook links, PortalStore portals, BackfillStore runs, HistoryStore history, BackfillActs acts, Gates gates, TimeProvider clock)
{
    private const int LooksOfRequest = 25; // an entry and the cards it stands in are two commands of fifty
    private const int MostNamed = 20;

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(5);

    /// <summary>Begins to read and count: nothing is written to a portal.</summary>
    public async Task<LinkAnswer> Preview(MappingId pair, Admin by) =>
        await mappings.Find(pair) is { Kind: MappingKind.Card, State: MappingState.Live } found && SideOf(found, by.Portal) is { } side
            ? (await acts.Preview(found.Link, side, RunKind.History, new RunOptions(null, WithComments: true, OpenOnly: false, ToRelay: true), by, pair)).Answer
            : LinkAnswer.NotFound;

    /// <summary>Acts on the newest run of a pair of the own side.</summary>
    public async Task<LinkAnswer> On(MappingId pair, Admin by, Func<long, Admin, Task<LinkAnswer>> act) => await Newest(pair, by.Portal) is { } run ? await act(run.Id, by) : LinkAnswer.NotFound;

    /// <summary>Takes back what the newest run brought of which something stands at the partner.</summary>
    public async Task<LinkAnswer> Undo(MappingId pair, Admin by) => await history.Standing(pair, by.Portal, withLeft: false) is > 0 and var run ? await acts.Undo(run, by) : LinkAnswer.NotFound;

    /// <summary>Takes back what a run of the partner brought here: in his own portal an administrator removes what nobody has worked on.</summary>
    public async Task<LinkAnswer> UndoTheirs(MappingId pair, Admin by) => await Theirs(pair, by.Portal) is { MayUndo: true } theirs ? await acts.Undo(theirs.Run.Id, by) : LinkAnswer.NotFound;

    /// <summary>The run of the partner that is to be shown to the side where its mirrors stand; null when it brought nothing. Of what stayed with him nothing is told (RULES 5).</summary>
    public async Task<HistoryTheirs?> Theirs(MappingId pair, PortalId portal)
    {
        if (await mappings.Find(pair) is not { Kind: MappingKind.Card } found || SideOf(found, portal) is not { } side || found.End(side.Other()) is not { } end)
        {
            return null;
        }

        var begun = (await runs.OfPair(pair, end.Portal)).Where(run => run.BeganAt is not null).ToList();
        var standing = await history.Standing(pair, end.Portal, withLeft: true);
        var shown = begun.Find(run => run.IsAtWork) ?? begun.Find(run => run.Id == standing) ?? begun.Find(run => run.State == RunState.Undone);
        return shown is null ? null : new HistoryTheirs(shown, await history.Mirrors(shown.Id), shown.Id == standing && !shown.IsAtWork);
    }

    /// <summary>The newest run of a pair of the own side, as far as it has come; null for none.</summary>
    public async Task<HistoryView?> View(MappingId pair, PortalId portal)
    {
        if (await Newest(pair, portal) is not { } run || await links.Find(run.Link) is not { } link || await portals.Find(link.Portal(run.Side.Other())) is not { } partner)
        {
            return null;
        }

        var counts = await history.Counts(run.Id);
        var rest = counts.Where(count => count.State is ItemState.Waits or ItemState.Looking).ToList();
        var (entries, writes) = (rest.Sum(count => count.Entries), rest.Sum(count => count.Writes));
        var files = rest.Sum(count => count.Files); // each is looked at once more and fetched
        var each = (await gates.Of(partner.Member)).Expected("crm.timeline.comment.add");
        var pace = TimeSpan.FromSeconds(writes / RateLimit.ForLicence(partner.LicenseFamily).PerSecond);
        var now = clock.GetUtcNow();
        var since = run.BeganAt is { } began && now - began < Lately ? now - began : Lately;
        return new HistoryView(
            run, counts, ((entries + LooksOfRequest - 1) / LooksOfRequest) + writes + (2 * files), each * writes > pace ? each * writes : pace,
            run.State switch
            {
                RunState.Running => Estimate.Left(await history.EndedSince(run.Id, now - since), since, entries),
                RunState.Undoing => await LeftToUndo(run, counts, now),
                _ => null,
            })
        {
            MayUndo = !run.IsAtWork && await history.Standing(pair, portal, withLeft: false) > 0,
            Stayed = run.State is RunState.Undoing or RunState.Undone ? await history.Left(run.Id, MostNamed) : [],
        };
    }

    /// <summary>Something of this side leaves over the link of a pair.</summary>
    public static bool Leaves(Link link, Side side) => Plan.Timeline.EntryCrossing.Fields.Any(field => link.Contract.Carries(side, field));

    private async Task<TimeSpan?> LeftToUndo(BackfillRun run, IReadOnlyList<HistoryCount> counts, DateTimeOffset now)
    {
        var (first, ended) = await history.TakenBackSince(run.Id, now - Lately);
        var since = first is { } began && now - began < Lately ? now - began : Lately;
        return Estimate.Left(ended, since, counts.Where(count => count.State is ItemState.Done or ItemState.Failed or ItemState.Undoing).Sum(count => count.Entries));
    }

    // What moves is shown before what is newer and waits for a person.
    private async Task<BackfillRun?> Newest(MappingId pair, PortalId portal)
    {
        var all = (await runs.OfPair(pair, portal)).ToList();
        return all.Find(run => run.IsAtWork) ?? all.FirstOrDefault();
    }

    private static Side? SideOf(Mapping pair, PortalId portal) => pair.A?.Portal == portal ? Side.A : pair.B?.Portal == portal ? Side.B : null;
}

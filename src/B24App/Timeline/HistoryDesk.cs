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
public sealed record HistoryView(BackfillRun Run, IReadOnlyList<HistoryCount> Counts, int Requests, TimeSpan Time, TimeSpan? Left);

/// <summary>What a manager of links does with the history of a pair: it is previewed, started, and told how far it is. Only the own side's entries leave.</summary>
public sealed class HistoryDesk(MappingStore mappings, LinkBook links, PortalStore portals, BackfillStore runs, HistoryStore history, BackfillActs acts, Gates gates, TimeProvider clock)
{
    private const int LooksOfRequest = 25; // an entry and the cards it stands in are two commands of fifty

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(5);

    /// <summary>Begins to read and count: nothing is written to a portal.</summary>
    public async Task<LinkAnswer> Preview(MappingId pair, Admin by) =>
        await mappings.Find(pair) is { Kind: MappingKind.Card, State: MappingState.Live } found && SideOf(found, by.Portal) is { } side
            ? (await acts.Preview(found.Link, side, RunKind.History, new RunOptions(null, WithComments: true, OpenOnly: false, ToRelay: true), by, pair)).Answer
            : LinkAnswer.NotFound;

    /// <summary>Acts on the newest run of a pair of the own side.</summary>
    public async Task<LinkAnswer> On(MappingId pair, Admin by, Func<long, Admin, Task<LinkAnswer>> act) => await Newest(pair, by.Portal) is { } run ? await act(run.Id, by) : LinkAnswer.NotFound;

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
            run.State == RunState.Running ? Estimate.Left(await history.EndedSince(run.Id, now - since), since, entries) : null);
    }

    /// <summary>Something of this side leaves over the link of a pair.</summary>
    public static bool Leaves(Link link, Side side) => Plan.Timeline.EntryCrossing.Fields.Any(field => link.Contract.Carries(side, field));

    private async Task<BackfillRun?> Newest(MappingId pair, PortalId portal) =>
        await mappings.Find(pair) is { Kind: MappingKind.Card } found ? (await runs.Of(found.Link, portal, RunKind.History)).FirstOrDefault(run => run.Pair == pair) : null;

    private static Side? SideOf(Mapping pair, PortalId portal) => pair.A?.Portal == portal ? Side.A : pair.B?.Portal == portal ? Side.B : null;
}

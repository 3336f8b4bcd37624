using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>
/// Reads what no event told of in the timelines of paired cards: activities that changed since the last time, fifty cards in a command, and the newest
/// comments of each card. It only says "look at this".
/// </summary>
public sealed class TimelineSweepWork(TaskStores stores, PortalStore portals, LinkBook links) : IWork
{
    private const int CardsOfCommand = 50;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private readonly NextTurn _next = new();

    /// <summary>Sweeps what is due; returns the next moment.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        if (_next.IsLater(Now))
        {
            return _next.At;
        }

        foreach (var id in await Paired())
        {
            ct.ThrowIfCancellationRequested();
            if (await portals.Find(id) is { Runs: true } && await Cards(id) is { Count: > 0 } cards)
            {
                await Sweep(id, cards);
            }
        }

        return _next.After(Now, Soon);
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private Task<IReadOnlyList<PortalId>> Paired() => stores.Db.Read<IReadOnlyList<PortalId>>(async connection =>
        [.. (await connection.QueryAsync<long>("SELECT DISTINCT s.portal_id FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id WHERE m.kind = 'card' AND m.state = 'live'")).Select(id => new PortalId(id))]);

    // Cards of a portal from which the contract lets anything leave.
    private async Task<IReadOnlyList<CrmRef>> Cards(PortalId portal)
    {
        var leaving = (await links.Of(portal)).Where(link => link.Runs && EntryCrossing.Fields.Any(field => link.Contract.Carries(link.A == portal ? Side.A : Side.B, field))).Select(link => link.Id.Value).ToList();
        return await stores.Db.Read<IReadOnlyList<CrmRef>>(async connection =>
            [.. (await connection.QueryAsync<string>(
                "SELECT DISTINCT s.item FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id WHERE m.kind = 'card' AND m.state = 'live' AND s.portal_id = @portal AND m.link_id IN @leaving", new { portal, leaving }))
                .Select(CrmKey.Read).OfType<CrmKey>().Select(key => new CrmRef(key.Type, key.Id))]);
    }

    private async Task Sweep(PortalId portal, IReadOnlyList<CrmRef> cards)
    {
        var point = await stores.Db.Read(connection => connection.QueryFirstOrDefaultAsync<(long ReadTo, long SweptAt)?>("SELECT read_to, swept_at FROM timeline_sweep WHERE portal_id = @portal", new { portal }));
        if (point is { } known && Now.ToUnixTimeMilliseconds() - known.SweptAt is >= 0 and var since && since < stores.Patience.Sweep.TotalMilliseconds)
        {
            return;
        }

        using var bulk = Bulk.Enter(Bulk.Echo);
        var from = point is { } read ? DateTimeOffset.FromUnixTimeMilliseconds(read.ReadTo) - stores.Patience.Overlap : Now - stores.Patience.Overlap;
        var activities = cards.Chunk(CardsOfCommand).Select(some => (Cards: some, After: 0L)).ToList();
        var found = new List<string>();
        DateTimeOffset? began = null;
        var talks = await stores.Desks.Ask(portal, [.. cards.Select(TimelineCommands.LatestOf)]);
        while (activities.Count > 0)
        {
            var outcomes = await stores.Desks.Ask(portal, [.. activities.Select(page => ActivityCommands.ChangedIn(page.Cards, from, page.After))]);
            if (outcomes.Any(outcome => outcome is not Answer))
            {
                return; // nothing was written down, so it is read again
            }

            began ??= outcomes.Cast<Answer>().Min(answer => answer.PortalTime) ?? Now;
            found.AddRange(outcomes.Cast<Answer>().SelectMany(answer => ActivityWire.ListFrom(answer.Result)).Select(row => Items.Activity(row.Id)));
            activities = [.. activities.Zip(outcomes.Cast<Answer>()).Select(pair => (pair.First.Cards, After: ActivityWire.NextAfter(pair.Second.Result) ?? 0L)).Where(page => page.After > 0)];
        }

        if (talks.Any(outcome => outcome is Later or NoAccess or Unknown))
        {
            return;
        }

        found.AddRange(talks.OfType<Answer>().SelectMany(answer => TimelineCommentWire.ListFrom(answer.Result)).Where(comment => comment.Created >= from).Select(comment => Items.Remark(comment.Id)));
        await stores.Write(connection =>
        {
            foreach (var item in found.Distinct().Where(item => !EchoFilter.IsMirror(connection, portal, item)))
            {
                if (item[0] == 'a' || !connection.IsMapped(portal, item))
                {
                    stores.Dirty.Mark(connection, new Hint(portal, Items.KindOf(item), Items.IdOf(item), Hint.Anything), "sweep");
                }
            }

            connection.Execute(
                "INSERT INTO timeline_sweep (portal_id, read_to, swept_at) VALUES (@portal, @readTo, @now) ON CONFLICT (portal_id) DO UPDATE SET read_to = excluded.read_to, swept_at = excluded.swept_at",
                new { portal, readTo = (began ?? Now).ToUnixTimeMilliseconds(), now = Now.ToUnixTimeMilliseconds() });
        });
    }
}

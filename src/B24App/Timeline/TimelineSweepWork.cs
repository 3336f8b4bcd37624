using B24App.Balance;
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
/// Reads what no event told of in the timelines of paired cards: activities that changed since the last time, fifty cards in a command, the newest
/// comments of each card with their texts, and whether what crossed is still there. It only says "look at this".
/// </summary>
public sealed class TimelineSweepWork(TaskStores stores, PortalStore portals, LinkBook links, TimelineCensus census) : IWork
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private readonly NextTurn _next = new();
    private readonly Dictionary<PortalId, Begun> _begun = [];

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
        using var bulk = Bulk.Enter(Bulk.Echo);
        if (await Due(portal, cards) is not { } begun || !await Read(portal, begun.Reading))
        {
            return; // nothing was written down; what stays open is read when the portal has time
        }

        _begun.Remove(portal);
        var (reading, crossed, from, _, countedAt) = begun;
        var suspicions = Suspicions(crossed, reading).ToList();
        var held = await census.Held(portal, [.. reading.Counted, .. crossed.Where(entry => !entry.IsActivity && reading.Talks.ContainsKey(entry.Card))], suspicions);
        var found = reading.Changed.Select(Items.Activity).Concat(reading.Talks.Values.SelectMany(talk => talk.Rows).Where(comment => comment.Created >= from).Select(comment => Items.Remark(comment.Id)));
        await stores.Write(connection =>
        {
            foreach (var item in found.Distinct().Where(item => !EchoFilter.IsMirror(connection, portal, item)))
            {
                if (item[0] == 'a' || !connection.IsMapped(portal, item))
                {
                    stores.Dirty.Mark(connection, new Hint(portal, Items.KindOf(item), Items.IdOf(item), Hint.Anything), "sweep");
                }
            }

            census.Settle(connection, portal, held, suspicions);
            connection.Execute(
                """
                INSERT INTO timeline_sweep (portal_id, read_to, swept_at, counted_at) VALUES (@portal, @readTo, @now, @counted)
                ON CONFLICT (portal_id) DO UPDATE SET read_to = excluded.read_to, swept_at = excluded.swept_at, counted_at = excluded.counted_at
                """,
                new { portal, readTo = (reading.Began ?? Now).ToUnixTimeMilliseconds(), now = Now.ToUnixTimeMilliseconds(), counted = countedAt.ToUnixTimeMilliseconds() });
        });
    }

    // The reading that was begun goes on. One that cannot be finished for as long as a count lasts is about yesterday and is begun anew.
    private async Task<Begun?> Due(PortalId portal, IReadOnlyList<CrmRef> cards)
    {
        if (_begun.TryGetValue(portal, out var begun) && (Now - begun.At).Duration() < stores.Patience.Census)
        {
            return begun;
        }

        var point = await stores.Db.Read(connection => connection.QueryFirstOrDefaultAsync<(long ReadTo, long SweptAt, long CountedAt)?>("SELECT read_to, swept_at, counted_at FROM timeline_sweep WHERE portal_id = @portal", new { portal }));
        if (point is { } known && Now.ToUnixTimeMilliseconds() - known.SweptAt is >= 0 and var since && since < stores.Patience.Sweep.TotalMilliseconds)
        {
            return null;
        }

        var from = point is { } read ? DateTimeOffset.FromUnixTimeMilliseconds(read.ReadTo) - stores.Patience.Overlap : Now - stores.Patience.Overlap;
        var isCount = point is null || Math.Abs(Now.ToUnixTimeMilliseconds() - point.Value.CountedAt) >= stores.Patience.Census.TotalMilliseconds;
        var crossed = await census.Crossed(portal);
        var asked = crossed.Where(entry => entry.IsActivity && (isCount || Now - entry.CrossedAt < stores.Patience.Exchange)).ToList();
        return _begun[portal] = new Begun(
            new TimelineReading(cards, crossed, asked, from, isCount), crossed, from, Now, isCount ? Now : DateTimeOffset.FromUnixTimeMilliseconds(point!.Value.CountedAt));
    }

    private async Task<bool> Read(PortalId portal, TimelineReading reading)
    {
        while (reading.Questions() is { Count: > 0 } questions)
        {
            if (!reading.Take(await stores.Desks.Ask(portal, questions)))
            {
                return false;
            }
        }

        return true;
    }

    // What is compared belongs to the moment the reading began.
    private sealed record Begun(TimelineReading Reading, IReadOnlyList<CensusEntry> Crossed, DateTimeOffset From, DateTimeOffset At, DateTimeOffset CountedAt);

    private IEnumerable<(CensusEntry Entry, Suspicion Why)> Suspicions(IReadOnlyList<CensusEntry> crossed, TimelineReading reading)
    {
        var today = Days.Of(Now);
        foreach (var comments in crossed.Where(entry => !entry.IsActivity && reading.Talks.ContainsKey(entry.Card)).GroupBy(entry => (entry.Card, entry.Link.Contract.Number)))
        {
            var byName = comments.ToLookup(entry => entry.Entry.Name);
            foreach (var why in TimelineDifferences.OfComments(comments.Select(entry => entry.Entry), reading.Talks[comments.Key.Card].Listed, comments.Key.Number, today))
            {
                foreach (var entry in byName[why.Name])
                {
                    yield return (entry, why);
                }
            }
        }

        var activities = reading.Counted.ToLookup(entry => entry.Entry.Name);
        foreach (var why in TimelineDifferences.OfActivities([.. reading.Counted.Select(entry => entry.Entry)], reading.Shown, today).Concat(TimelineDifferences.OfFiles([.. reading.Counted.Select(entry => entry.Entry)], reading.Files)))
        {
            foreach (var entry in activities[why.Name])
            {
                yield return (entry, why);
            }
        }
    }
}

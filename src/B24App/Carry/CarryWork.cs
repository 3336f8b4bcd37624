using B24App.Portals;
using B24App.Record;

namespace B24App.Carry;

/// <summary>Turns the stations of carrying: looks at what is dirty, makes the calls that were written down; live work before runs.</summary>
public sealed class CarryWork(CarryStores stores, CarryLook look, CarrySender sender, PortalStore portals, WorkSignal signal) : IWork
{
    private const int LooksAtOnce = 294; // six lists and six counts of 49; where each stands in several timelines, six requests more
    private const int CallsAtOnce = 100;
    private const int SideBySide = 16;

    private bool _recovered;

    /// <summary>Does all that is due now; returns when the next thing is.</summary>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        if (!_recovered)
        {
            await stores.Intents.Recover();
            _recovered = true;
        }

        var worked = false;
        var open = await Waiting();
        while (open.Where(portal => portal.At <= Now).Select(portal => portal.Portal).ToList() is { Count: > 0 } due)
        {
            var done = 0;
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct }, async (portal, _) => Interlocked.Add(ref done, await Round(portal)));
            if (done == 0)
            {
                break; // whatever is due cannot be moved now
            }

            worked = true;
            open = await Waiting();
        }

        if (worked)
        {
            signal.Wake(); // a run may go on
        }

        var later = open.Select(portal => portal.At).Where(at => at > Now).ToList();
        return later.Count > 0 ? later.Min() : open.Count > 0 ? Now + stores.Patience.NoAccess : null;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private async Task<List<(Portal Portal, DateTimeOffset At)>> Waiting()
    {
        var found = new List<(Portal, DateTimeOffset)>();
        foreach (var group in (await stores.Dirty.Waiting()).Concat(await stores.Intents.Waiting()).GroupBy(row => row.Portal, row => row.At))
        {
            if (await portals.Find(group.Key) is { Runs: true } portal)
            {
                found.Add((portal, group.Min()));
            }
        }

        return found;
    }

    private async Task<int> Round(Portal portal)
    {
        var items = await stores.Dirty.Due(portal.Id, LooksAtOnce);
        foreach (var some in items.GroupBy(item => item.Run != 0))
        {
            using var bulk = some.Key ? Bulk.Enter(Bulk.Echo) : null;
            await look.Look(portal.Id, [.. some]);
        }

        var heads = await stores.Intents.Heads(portal.Id, CallsAtOnce);
        foreach (var some in heads.GroupBy(head => head.Run != 0))
        {
            using var bulk = some.Key ? Bulk.Enter(Bulk.Echo) : null;
            await sender.Send(portal, [.. some]);
        }

        return items.Count + heads.Count;
    }
}

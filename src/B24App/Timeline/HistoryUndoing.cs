using System.Data;
using B24App.Apply;
using B24App.Backfill;
using B24App.Confirm;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>
/// Takes back what a run over the history of a pair brought, and only that: each mirror is looked at first, then removed, or left where somebody worked on it. All it
/// knows is in the rows of the run and of the stations, so it goes on where it stood whatever ended the process.
/// </summary>
public sealed class HistoryUndoing(TaskStores stores, HistoryStore history, HistoryCarrying carrying, LinkBook links, PortalStore portals, MirrorSights sights, TimelineWriter writer)
{
    private const int AtOnce = 50;

    private const string LeavingSql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE mapping_id = @mapping AND settled_at = 0 AND state IN ('leaving', 'unknown'))";

    private const string StopSql = "UPDATE outbox SET state = 'void', settled_at = @now, outcome = 'taken back', body = x'' WHERE mapping_id = @mapping AND settled_at = 0 AND state = 'waiting'";

    private const string LeftSql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE mapping_id = @mapping AND kind = 'removeentry' AND sent_at > 0)";

    /// <summary>One step; returns when to go on, or null when nothing is left.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run)
    {
        using var bulk = Bulk.Enter(run.Id);
        if (await stores.Mappings.Find(run.Pair) is not { State: MappingState.Live } pair)
        {
            await stores.Write(connection => BackfillStore.Move(connection, run.Id, [run.State], RunState.Cancelled, Now));
            return Now;
        }

        await carrying.Settle(run);
        await Stop(run);
        var removing = await Settle(run);
        var mirrors = await history.OfMirrors(run.Id, Math.Max(1, AtOnce - removing));
        if (mirrors.Count == 0)
        {
            return removing > 0 || (await history.Items(run.Id, ItemState.Looking, 1)).Count > 0 ? Now : null;
        }

        if (removing >= AtOnce)
        {
            return Now;
        }

        var link = await links.Find(run.Link);
        if (link is not { Runs: true })
        {
            return await Rest(run, Reason.LinkPaused);
        }

        if (await portals.Find(link.Portal(run.Side.Other())) is not { Runs: true } there)
        {
            return await Rest(run, Reason.PortalUnreachable);
        }

        await stores.Write(connection => BackfillStore.Say(connection, run.Id, ""));
        List<Task<DateTimeOffset?>> works;
        using (stores.Desks.Cork())
        {
            works = [.. mirrors.Select(mirror => One(run, mirror, link, pair, there))];
        }

        return (await Task.WhenAll(works)).Max() ?? Now;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private async Task<DateTimeOffset> Rest(BackfillRun run, Reason why)
    {
        await stores.Write(connection => BackfillStore.Say(connection, run.Id, why.ToString()));
        return Now + stores.Patience.NoAccess;
    }

    // What the run had not begun, or what has not left yet, need not be made first.
    private Task Stop(BackfillRun run) => stores.Write(connection =>
    {
        HistoryStore.StopWaiting(connection, run.Id, Now);
        foreach (var (item, mapping) in HistoryStore.Unsent(connection, run.Id))
        {
            Stop(connection, mapping);
            FileStore.Forget(connection, mapping);
            connection.Drop(mapping);
            HistoryStore.Put(connection, run.Id, item, ItemState.Stays, nameof(Reason.TakenBack), default, Now);
        }
    });

    private void Stop(IDbConnection connection, MappingId mapping)
    {
        connection.Execute(StopSql, new { mapping, now = Now.ToUnixTimeMilliseconds() });
        foreach (var parked in connection.Query<long>("SELECT id FROM outbox WHERE mapping_id = @mapping AND state = 'parked'", new { mapping }).ToList())
        {
            OutboxStore.Unpark(connection, new IntentId(parked), IntentState.Dropped, "taken back", Now);
        }
    }

    // How many mirrors are being removed. A removal that did not leave, because the contract changed or it waited too long, is planned anew on another look.
    private async Task<int> Settle(BackfillRun run)
    {
        var rows = await history.Removals(run.Id);
        var moved = rows.Where(row => row.IsGone || row.Parked.Length > 0 || !row.CallsWait).ToList();
        if (moved.Count > 0)
        {
            await stores.Write(connection => moved.ForEach(row => HistoryStore.Put(
                connection, run.Id, row.Item, row.IsGone ? ItemState.Removed : row.Parked.Length > 0 ? ItemState.Marked : ItemState.Done, row.IsGone ? "" : row.Parked, row.Mapping, Now)));
        }

        return rows.Count - moved.Count;
    }

    private async Task<DateTimeOffset?> One(BackfillRun run, HistoryMirror item, Link link, Mapping pair, Portal there)
    {
        var side = run.Side.Other();
        var mapping = item.Mapping.Value == 0 ? null : await stores.Mappings.Find(item.Mapping);
        if (mapping is null || !item.IsBrought)
        {
            await Put(run, item, ItemState.Stays, mapping is null ? item.Reason : nameof(Reason.EntryMirrored));
            return null;
        }

        if (mapping.End(side) is null)
        {
            await stores.Write(connection => Unmade(connection, run, item));
            return null;
        }

        if (mapping.State == MappingState.Ended)
        {
            var isRemoved = mapping.Reason == nameof(Reason.TakenBack);
            await Put(run, item, isRemoved ? ItemState.Removed : ItemState.Marked, isRemoved ? "" : mapping.Reason);
            return null;
        }

        if (await stores.Db.Read(connection => connection.ExecuteScalarAsync<bool>(LeavingSql, new { mapping = mapping.Id })))
        {
            return Now + stores.Patience.Settling;
        }

        var mayRemove = run.UndoBy == there.Id || link.Contract.Of(side).OnPartnerDelete == DeletePolicy.RemoveMirror;
        if (!mayRemove)
        {
            await stores.Write(connection => Carry(connection, run, item, link, pair, mapping, there, UndoVerdict.Mark, Reason.RemovalNotAgreed)); // nothing would come of a look
            return null;
        }

        var (sight, later) = await sights.Look(pair, mapping, side, there);
        if (sight is null)
        {
            return later;
        }

        var (verdict, why) = EntryUndoPlanner.Decide(sight);
        await stores.Write(connection => Carry(connection, run, item, link, pair, mapping, there, verdict, why));
        return null;
    }

    private Task Put(BackfillRun run, HistoryMirror item, ItemState state, string reason) =>
        stores.Write(connection => HistoryStore.Put(connection, run.Id, item.Item, state, reason, item.Mapping, Now));

    // It was refused, so nothing stands there; another run may try it again.
    private void Unmade(IDbConnection connection, BackfillRun run, HistoryMirror item)
    {
        Stop(connection, item.Mapping);
        MappingStore.SetState(connection, item.Mapping, MappingState.Ended, nameof(Reason.TakenBack), Now);
        HistoryStore.Put(connection, run.Id, item.Item, ItemState.Stays, nameof(Reason.TakenBack), item.Mapping, Now);
    }

    private void Carry(IDbConnection connection, BackfillRun run, HistoryMirror item, Link link, Mapping pair, Mapping mapping, Portal there, UndoVerdict verdict, Reason? why)
    {
        Stop(connection, mapping.Id);
        stores.Ledger.Verdict(connection, run.Portal, link.Id, item.Item, why ?? Reason.TakenBack, verdict.ToString());
        var (mappingState, itemState) = verdict switch
        {
            UndoVerdict.Remove => (MappingState.Over, ItemState.Undoing),
            UndoVerdict.Mark => (MappingState.Over, ItemState.Marked),
            _ when WeRemoved(connection, mapping.Id) => (MappingState.Ended, ItemState.Removed), // the answer to our own call was lost
            _ => (MappingState.Over, ItemState.Removed), // a person there deleted it: it is not made anew (RULES 22)
        };
        MappingStore.SetState(connection, mapping.Id, mappingState, nameof(Reason.TakenBack), Now);
        HistoryStore.Put(connection, run.Id, item.Item, itemState, why?.ToString() ?? "", mapping.Id, Now);
        if (verdict == UndoVerdict.Remove)
        {
            writer.Remove(connection, link, pair, mapping, there);
        }
    }

    private static bool WeRemoved(IDbConnection connection, MappingId mapping) => connection.ExecuteScalar<bool>(LeftSql, new { mapping });
}

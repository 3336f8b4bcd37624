using System.Data;
using B24App.Apply;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using Dapper;

namespace B24App.Backfill;

/// <summary>Takes back what a run made, and only that: each mirror is looked at first, then removed, or told that it is mirrored no more.</summary>
public sealed class Undoing(TaskStores stores, BackfillStore runs, LinkBook links, PortalStore portals, TaskLook tasks, TalkLook talks)
{
    private const int AtOnce = 50;

    private const string MadeSql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE mapping_id = @mapping AND kind = 'createtask' AND run_id = @run)";

    private const string LivesSql = """
        SELECT EXISTS (SELECT 1 FROM outbox WHERE item_group = @mapping AND run_id = 0 AND state IN ('settled', 'waiting', 'leaving', 'unknown')
                          AND kind NOT IN ('frame', 'joinchat', 'addnote'))
            OR EXISTS (SELECT 1 FROM mapping WHERE parent_id = @mapping AND kind = 'comment' AND origin = @mirror)
        """;

    private const string GoneSql = """
        SELECT i.task AS Task, m.state AS State,
               coalesce((SELECT o.cause FROM outbox o WHERE o.mapping_id = m.id AND o.kind = 'deletetask' AND o.state = 'parked' LIMIT 1), '') AS Parked,
               EXISTS (SELECT 1 FROM outbox o WHERE o.lane = m.family AND o.settled_at = 0) AS CallsWait
          FROM backfill_item i JOIN mapping m ON m.id = i.mapping_id
         WHERE i.run_id = @run AND i.state = 'undoing'
        """;

    /// <summary>One step; returns when to go on, or null when nothing is left.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run)
    {
        using var bulk = Bulk.Enter(run.Id);
        await Settle(run);
        var items = (await runs.Items(run.Id, AtOnce, ItemState.Done, ItemState.Failed)).ToList();
        if (items.Count == 0)
        {
            return (await runs.Items(run.Id, 1, ItemState.Undoing)).Count > 0 ? Now : null;
        }

        var link = await links.Find(run.Link);
        var here = await portals.Find(run.Portal);
        var there = link is null ? null : await portals.Find(link.Portal(run.Side.Other()));
        if (link is null || here is null || there is not { Runs: true })
        {
            await stores.Write(connection => BackfillStore.Say(connection, run.Id, nameof(Reason.PortalUnreachable)));
            return Now + stores.Patience.NoAccess;
        }

        List<Task<DateTimeOffset?>> works;
        using (stores.Desks.Cork())
        {
            works = [.. items.Select(item => One(run, item, link, here, there))];
        }

        return (await Task.WhenAll(works)).Max() ?? Now;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private async Task<DateTimeOffset?> One(BackfillRun run, RunItem item, Link link, Portal here, Portal there)
    {
        var mapping = item.Mapping.Value == 0 ? null : await stores.Mappings.Find(item.Mapping);
        var made = mapping is not null && await stores.Db.Read(connection => connection.ExecuteScalarAsync<bool>(MadeSql, new { mapping = mapping.Id, run = run.Id }));
        if (item.Earlier || mapping is null || !made || mapping.End(run.Side.Other()) is not { } end)
        {
            await stores.Write(connection => BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Stays, Reason = nameof(Reason.AlreadyMirrored) }, Now));
            return null;
        }

        if (mapping.State is MappingState.Over or MappingState.Ended)
        {
            await stores.Write(connection => BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Marked, Reason = mapping.Reason }, Now));
            return null;
        }

        var (sight, later) = await Look(run, link, there, mapping, end);
        if (later is { } until)
        {
            return until;
        }

        await stores.Write(connection => Carry(connection, run, item, link, mapping, end, here, there, UndoPlanner.Decide(sight!)));
        return null;
    }

    private async Task<(UndoSight? Sight, DateTimeOffset? Later)> Look(BackfillRun run, Link link, Portal there, Mapping mapping, MappingEnd end)
    {
        var looked = await tasks.Look(there.Id, Items.IdOf(end.Item));
        if (looked is Looked<TaskWire>.NotNow(var until))
        {
            return (null, until);
        }

        var mirror = looked is Looked<TaskWire>.Seen(var wire) ? TaskLook.Seen(wire, null) : null;
        var talk = mirror is null ? null : mirror.Chat > 0 ? await talks.Chat(there.Id, mirror.Chat, 0, DateTimeOffset.MinValue) : await talks.Forum(there.Id, mirror.Id);
        if (talk is Looked<TalkWindow>.NotNow(var later))
        {
            return (null, later);
        }

        var children = await stores.Mappings.OfParent(mapping.Id);
        var side = run.Side.Other();
        return (new UndoSight
        {
            Mirror = mirror,
            Agreed = mapping.Baseline.Of(side),
            Talk = talk is Looked<TalkWindow>.Seen(var window) ? window.Window : null,
            Known = children.Select(child => child.End(side)?.Item).OfType<string>().ToHashSet(StringComparer.Ordinal),
            LivesOn = await stores.Db.Read(connection => connection.ExecuteScalarAsync<bool>(LivesSql, new { mapping = mapping.Id, mirror = side.ToString() })),
            MayRemove = link.IsSelfLink || run.UndoBy == there.Id || link.Contract.Of(side).OnPartnerDelete == DeletePolicy.RemoveMirror,
        }, null);
    }

    private void Carry(IDbConnection connection, BackfillRun run, RunItem item, Link link, Mapping mapping, MappingEnd end, Portal here, Portal there, UndoVerdict verdict)
    {
        var side = run.Side.Other();
        var own = mapping.End(run.Side)!.Item;
        stores.Outbox.VoidFields(connection, mapping.Id);
        stores.Ledger.Verdict(connection, here.Id, link.Id, own, Reason.TakenBack, verdict.ToString());
        switch (verdict)
        {
            case UndoVerdict.Remove:
                MappingStore.SetState(connection, mapping.Id, MappingState.Over, nameof(Reason.TakenBack), Now);
                stores.Outbox.Add(connection, new Intent
                {
                    Lane = mapping.Family,
                    Mapping = mapping.Id,
                    Task = mapping.Id,
                    Link = link.Id,
                    Portal = there.Id,
                    Side = side,
                    Kind = IntentKind.DeleteTask,
                    Contract = link.Contract.Number,
                    Body = IntentBody.Of(TaskCommands.Delete(Items.IdOf(end.Item))) with { FromItem = own },
                }, there.Member);
                BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Undoing }, Now);
                break;
            case UndoVerdict.Mark:
                MappingStore.SetState(connection, mapping.Id, MappingState.Over, nameof(Reason.TakenBack), Now);
                if (link.Contract.Of(side).OnPartnerDelete != DeletePolicy.Keep)
                {
                    NoteIntents.Add(connection, stores, link, mapping, side, there, Notes.In(Translation.Of(there)).TakenBack(here.Name));
                }

                BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Marked, Reason = nameof(Reason.MirrorWorkedOn) }, Now);
                break;
            default:
                MappingStore.SetState(connection, mapping.Id, MappingState.Over, nameof(Reason.TakenBack), Now);
                BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Removed }, Now);
                break;
        }
    }

    // A mirror that was removed leaves no tombstone: what a person took back he may bring over again.
    private async Task Settle(BackfillRun run)
    {
        var items = (await runs.Items(run.Id, int.MaxValue, ItemState.Undoing)).ToDictionary(item => item.Task);
        if (items.Count == 0)
        {
            return;
        }

        var rows = await stores.Db.Read(async connection => (await connection.QueryAsync<Row>(GoneSql, new { run = run.Id })).Where(row => row.Parked.Length > 0 || !row.CallsWait).ToList());
        await stores.Write(connection =>
        {
            foreach (var row in rows)
            {
                var item = items[row.Task];
                if (row.Parked.Length > 0)
                {
                    BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Marked, Reason = row.Parked }, Now);
                    continue;
                }

                MappingStore.SetState(connection, item.Mapping, MappingState.Ended, nameof(Reason.TakenBack), Now);
                BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Removed }, Now);
            }
        });
    }

    private sealed class Row
    {
        public long Task { get; init; }
        public string Parked { get; init; } = "";
        public bool CallsWait { get; init; }
    }
}

using System.Data;
using B24App.Confirm;
using B24App.Links;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Backfill;

/// <summary>
/// The carrying part of a run: it says "look at this task" for a few tasks at a time and reads off the rows of the stations how far each
/// has come. It plans and writes nothing itself, so a run cannot do what live work would not.
/// </summary>
public sealed class Carrying(TaskStores stores, BackfillStore runs, LinkBook links, RunGate gate)
{
    /// <summary>Tasks under way at once, of all runs together; the rest of what the engine takes in a turn is for live work.</summary>
    public const int MostUnderWay = 200;

    private const string FactsSql = """
        WITH item AS (
            SELECT i.portal_id, i.task, i.at,
                   (SELECT m.id FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id
                     WHERE s.portal_id = i.portal_id AND s.item = 't' || i.task AND s.side = @side AND m.link_id = @link AND m.kind = 'task' AND m.state <> 'ended'
                     ORDER BY m.id DESC LIMIT 1) AS mapping_id
              FROM backfill_item i WHERE i.run_id = @run AND i.state IN ('looking', 'talking'))
        SELECT i.task AS Task, coalesce(m.id, 0) AS Mapping, coalesce(m.state, '') AS State, coalesce(m.reason, '') AS MappingReason,
               EXISTS (SELECT 1 FROM dirty d WHERE d.portal_id = i.portal_id AND d.kind = 'task' AND d.task = i.task) AS TaskWaits,
               EXISTS (SELECT 1 FROM dirty d WHERE d.portal_id = i.portal_id AND d.kind IN ('talk', 'parts') AND d.task = i.task) AS TalkWaits,
               EXISTS (SELECT 1 FROM outbox o WHERE o.lane = m.family AND o.settled_at = 0) AS CallsWait,
               coalesce((SELECT o.cause FROM outbox o WHERE o.item_group = m.id AND o.state = 'parked' LIMIT 1), '') AS Parked,
               coalesce((SELECT s.reason FROM skip s WHERE s.portal_id = i.portal_id AND s.link_id IN (@link, 0) AND s.item = 't' || i.task AND s.reason <> 'Overheard'
                          ORDER BY s.last_at DESC LIMIT 1), '') AS Skipped,
               EXISTS (SELECT 1 FROM skip s WHERE s.portal_id = i.portal_id AND s.link_id IN (@link, 0) AND s.item = 't' || i.task AND s.reason <> 'Overheard'
                          AND s.last_at >= i.at) AS SkippedSince,
               (SELECT count(DISTINCT e.item) FROM mapping c JOIN mapping_side e ON e.mapping_id = c.id AND e.side = @side
                 WHERE c.parent_id = m.id AND c.kind = 'comment' AND c.origin = @side AND c.state = 'live') AS Crossed
          FROM item i LEFT JOIN mapping m ON m.id = i.mapping_id
        """;

    /// <summary>One step; returns when to go on, or null when nothing is left.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, int active)
    {
        var link = await links.Find(run.Link);
        await Settle(run);
        if (run.State != RunState.Running)
        {
            return Now; // stopped by a person: what is under way ends
        }

        if (await gate.WhyNot(run, link) is { } why)
        {
            await stores.Write(connection => BackfillStore.Say(connection, run.Id, why.ToString()));
            return gate.Again(why);
        }

        var room = Math.Min(MostUnderWay - await runs.UnderWay(), MostUnderWay / Math.Max(1, active));
        var next = room <= 0 ? [] : await runs.Items(run.Id, room, ItemState.Waits);
        if (next.Count > 0)
        {
            using var bulk = Bulk.Enter(run.Id);
            await stores.Write(connection =>
            {
                BackfillStore.Say(connection, run.Id, "");
                foreach (var item in next)
                {
                    Open(connection, run, item);
                }
            });
            return Now;
        }

        return (await runs.Items(run.Id, 1, ItemState.Looking, ItemState.Talking)).Count > 0 ? Now : null;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private async Task Settle(BackfillRun run)
    {
        var items = (await runs.Items(run.Id, MostUnderWay, ItemState.Looking, ItemState.Talking)).ToDictionary(item => item.Task);
        if (items.Count == 0)
        {
            return;
        }

        var rows = await stores.Db.Read(async connection => (await connection.QueryAsync<Row>(FactsSql, new { run = run.Id, link = run.Link, side = run.Side.ToString() })).ToList());
        var moved = rows.Where(row => items.ContainsKey(row.Task)).Select(row => (Was: items[row.Task], Next: row.Facts.Next(items[row.Task]), row.Crossed)).Where(pair => pair.Was != pair.Next).ToList();
        if (moved.Count == 0)
        {
            return;
        }

        using var bulk = Bulk.Enter(run.Id);
        await stores.Write(connection =>
        {
            foreach (var (_, next, crossed) in moved)
            {
                BackfillStore.PutItem(connection, run.Id, next, Now, crossed);
                if (next.State != ItemState.Talking)
                {
                    continue;
                }

                if (next.Comments != 0)
                {
                    Mark(connection, run, DirtyKind.Talk, next.Task);
                }

                if (next.HasParts)
                {
                    Mark(connection, run, DirtyKind.Parts, next.Task);
                }
            }
        });
    }

    private void Open(IDbConnection connection, BackfillRun run, RunItem item)
    {
        if (!item.Earlier)
        {
            BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Looking }, Now);
            Mark(connection, run, DirtyKind.Task, item.Task);
            return;
        }

        // Every comment is judged once more with the border lifted; what crossed already is known by its row.
        if (DiscussionStore.Find(connection, item.Mapping, run.Side) is { } talk)
        {
            DiscussionStore.Put(connection, talk with { OpenedAt = DateTimeOffset.UnixEpoch, Newest = 0 });
        }

        BackfillStore.PutItem(connection, run.Id, item with { State = ItemState.Talking }, Now);
        Mark(connection, run, DirtyKind.Talk, item.Task);
    }

    private void Mark(IDbConnection connection, BackfillRun run, DirtyKind kind, long task) =>
        stores.Dirty.Mark(connection, new Hint(run.Portal, kind, task, Hint.Anything), "backfill", notBefore: Now);

    private sealed class Row
    {
        public long Task { get; init; }
        public long Mapping { get; init; }
        public string State { get; init; } = "";
        public string MappingReason { get; init; } = "";
        public bool TaskWaits { get; init; }
        public bool TalkWaits { get; init; }
        public bool CallsWait { get; init; }
        public string Parked { get; init; } = "";
        public string Skipped { get; init; } = "";
        public bool SkippedSince { get; init; }
        public int Crossed { get; init; }

        public ItemFacts Facts => new()
        {
            Mapping = new MappingId(Mapping),
            State = State.Length == 0 ? null : Words.To<MappingState>(State),
            MappingReason = MappingReason,
            TaskWaits = TaskWaits,
            TalkWaits = TalkWaits,
            CallsWait = CallsWait,
            Parked = Parked,
            Skipped = Skipped,
            SkippedSince = SkippedSince,
            Crossed = Crossed,
        };
    }
}

using System.Data;
using B24App.DeadLetters;
using B24App.Links;
using B24App.Plan;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using B24App.Timeline;
using Dapper;

namespace B24App.Backfill;

/// <summary>What an administrator does with runs. Each act is one commit with a line in his portal's journal.</summary>
public sealed class BackfillActs(TaskStores stores, LinkBook links, BackfillStore runs, Replay replay, WorkSignal signal)
{
    private static readonly RunState[] Idle = [RunState.Ready, RunState.Paused, RunState.Cancelled, RunState.Done];

    private static readonly RunState[] Begun = [RunState.Paused, RunState.Cancelled, RunState.Done];

    private const string ParkedSql = """
        SELECT o.id FROM outbox o JOIN backfill_item i ON i.mapping_id = o.item_group
         WHERE i.run_id = @run AND i.state IN ('looking', 'failed') AND o.state = 'parked'
        UNION
        SELECT o.id FROM outbox o JOIN history_item i ON i.mapping_id = o.mapping_id
         WHERE i.run_id = @run AND i.state IN ('looking', 'failed') AND o.state = 'parked'
        """;

    /// <summary>Begins to read: nothing is written to a portal. What was previewed before and not started is replaced.</summary>
    public async Task<(LinkAnswer Answer, long Run)> Preview(LinkId link, Side side, RunKind kind, RunOptions options, Admin by, MappingId pair = default)
    {
        var found = await links.Find(link);
        return await Awake(stores.Db.Write(connection =>
        {
            var row = LinkBook.Row(connection, link);
            string[] lives = kind == RunKind.LeakTest ? [LinkRow.Invited, LinkRow.Accepted, LinkRow.Running] : [LinkRow.Running];
            if (LinkActs.Refusal(row, side, by, Now, lives) is { } no)
            {
                return (no, 0L);
            }

            foreach (var old in connection.Query<long>(
                "SELECT id FROM backfill_run WHERE link_id = @link AND side = @side AND kind = @kind AND pair_id = @pair AND (state = 'ready' OR kind = 'leaktest')", new { link, side = side.ToString(), kind = Words.Of(kind), pair }).ToList())
            {
                connection.Execute("DELETE FROM backfill_run WHERE id = @old", new { old });
            }

            var run = new BackfillRun
            {
                Portal = by.Portal,
                Link = link,
                Side = side,
                Kind = kind,
                State = RunState.Dry,
                Pair = pair,
                Options = options,
                Contract = found?.Contract.Number ?? 0,
                User = by.User,
                CreatedAt = Now,
            };
            if (BackfillStore.Add(connection, run) is not { } id)
            {
                return (LinkAnswer.WrongState, 0L);
            }

            Tell(connection, run, by, kind == RunKind.LeakTest ? "leak test" : "preview");
            return (LinkAnswer.Done, id);
        }));
    }

    /// <summary>Starts what was previewed, if the contract is still the one it was previewed under.</summary>
    public async Task<LinkAnswer> Start(long run, Admin by) =>
        await runs.Find(run) is { } found && await links.Find(found.Link) is { } link && link.Contract.Number != found.Contract
            ? LinkAnswer.Stale
            : await Move(run, by, [RunState.Ready], RunState.Running, "started");

    /// <summary>Ends a leak test and deletes what it found.</summary>
    public Task<LinkAnswer> Discard(long run, Admin by) => Change(run, by, bothSides: false, (connection, found) =>
    {
        if (found.Kind != RunKind.LeakTest)
        {
            return LinkAnswer.WrongState;
        }

        connection.Execute("DELETE FROM backfill_run WHERE id = @run", new { run });
        return LinkAnswer.Done;
    });

    /// <summary>Nothing new begins; what is under way ends.</summary>
    public Task<LinkAnswer> Pause(long run, Admin by) => Move(run, by, [RunState.Running], RunState.Paused, "paused");

    /// <summary>Goes on where it stood.</summary>
    public Task<LinkAnswer> Resume(long run, Admin by) => Move(run, by, [RunState.Paused], RunState.Running, "resumed");

    /// <summary>Ends it; what crossed stays.</summary>
    public Task<LinkAnswer> Cancel(long run, Admin by) => Move(run, by, [RunState.Dry, RunState.Ready, RunState.Running, RunState.Paused], RunState.Cancelled, "cancelled");

    /// <summary>What was refused is planned anew and tried once more.</summary>
    public async Task<LinkAnswer> Repeat(long run, Admin by)
    {
        var answer = await Move(run, by, [RunState.Running, RunState.Paused, RunState.Cancelled, RunState.Done], RunState.Running, "repeated", connection => connection.Execute(
            """
            UPDATE backfill_item SET state = 'looking', reason = '', at = @now WHERE run_id = @run AND state = 'failed';
            UPDATE history_item SET state = 'looking', reason = '', at = @now WHERE run_id = @run AND state = 'failed';
            """,
            new { run, now = Now.ToUnixTimeMilliseconds() }));
        if (answer == LinkAnswer.Done)
        {
            using var bulk = Bulk.Enter(run);
            var parked = await stores.Db.Read(async connection => (await connection.QueryAsync<long>(ParkedSql, new { run })).Select(id => new IntentId(id)).ToList());
            await replay.Anew(parked, by.Portal, $"replayed by user {by.User}");
            signal.Wake();
        }

        return answer;
    }

    /// <summary>
    /// Takes back what the run made. Mirrors are removed only where their own portal agrees: by its administrator's act, or by what its half
    /// says about deletions at the partner; elsewhere they are told and left alone.
    /// </summary>
    public Task<LinkAnswer> Undo(long run, Admin by) => Change(run, by, bothSides: true, (connection, found) =>
    {
        var from = found.Kind switch
        {
            RunKind.Backfill => Idle,
            RunKind.History when found.Portal != by.Portal && HistoryStore.HasLeft(connection, run) => [.. Begun, RunState.Undone], // the sender alone could not
            RunKind.History => Begun,
            _ => [],
        };
        if (!BackfillStore.Move(connection, run, from, RunState.Undoing, Now))
        {
            return LinkAnswer.WrongState;
        }

        if (found.Portal != by.Portal)
        {
            HistoryStore.Reopen(connection, run, Now);
        }

        connection.Execute("UPDATE backfill_run SET undo_by = @portal WHERE id = @run", new { run, portal = by.Portal });
        Tell(connection, found, by, "taken back");
        return LinkAnswer.Done;
    });

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    private Task<LinkAnswer> Move(long run, Admin by, RunState[] from, RunState to, string what, Action<IDbConnection>? also = null) => Change(run, by, bothSides: false, (connection, found) =>
    {
        if (found.Kind is not (RunKind.Backfill or RunKind.History) || !BackfillStore.Move(connection, run, from, to, Now))
        {
            return LinkAnswer.WrongState;
        }

        also?.Invoke(connection);
        Tell(connection, found, by, what);
        return LinkAnswer.Done;
    });

    private async Task<LinkAnswer> Change(long run, Admin by, bool bothSides, Func<IDbConnection, BackfillRun, LinkAnswer> act)
    {
        var answer = await stores.Db.Write(connection =>
        {
            if (BackfillStore.Find(connection, run) is not { } found || LinkBook.Row(connection, found.Link) is not { } row
                || (found.Portal != by.Portal && !(bothSides && row.Portal(found.Side.Other()) == by.Portal)))
            {
                return LinkAnswer.NotFound;
            }

            return by.IsFresh(Now) ? act(connection, found) : LinkAnswer.AskRightsAgain;
        });
        signal.Wake();
        return answer;
    }

    private void Tell(IDbConnection connection, BackfillRun run, Admin by, string what)
    {
        if (LinkBook.Row(connection, run.Link) is { } row)
        {
            LinkActs.TellOne(connection, row, row.Portal(Side.A) == by.Portal ? Side.A : Side.B, Now, LinkNews.Backfill, $"user {by.User}: {what}");
        }
    }

    private async Task<(LinkAnswer, long)> Awake(Task<(LinkAnswer, long)> act)
    {
        var answer = await act;
        signal.Wake();
        return answer;
    }
}

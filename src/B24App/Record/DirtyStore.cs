using System.Collections.Concurrent;
using System.Data;
using B24App.Backfill;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Record;

/// <summary>
/// Dirty items: at most one row per task's fields and one per its discussion, however many hints came. The first hint of a
/// quiet item is due at once; hints within the settling time after a look or a write of ours make one trailing look (RULES 29).
/// </summary>
public sealed class DirtyStore(Database db, TimeProvider clock, Patience patience)
{
    private const int LongestNames = 400;
    private const string Columns = "portal_id, kind, task, due_at, hinted_at, hints, feed, names, run_id";

    // What a run wrote comes back as an event within moments and in the next sweep: those looks are the run's as well.
    private static readonly TimeSpan EchoOfRun = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SweptEchoOfRun = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SweepOverlap = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(PortalId, DirtyKind, long), (DateTimeOffset At, long Run)> _touched = new();

    /// <summary>Adds a hint inside a transaction of the caller.</summary>
    /// <param name="connection">Connection of the writer.</param>
    /// <param name="hint">What to look at.</param>
    /// <param name="feed">Who said it: <c>event</c>, <c>button</c>, <c>replan</c> …</param>
    /// <param name="inboxId">The inbox row it came with, or 0.</param>
    /// <param name="notBefore">Earliest moment of the look, or null for the ordinary settling time.</param>
    public void Mark(IDbConnection connection, Hint hint, string feed, long inboxId = 0, DateTimeOffset? notBefore = null)
    {
        var now = clock.GetUtcNow();
        var run = Bulk.Run != 0 ? Bulk.Run : IsEchoOfRun(connection, hint, feed, now) ? Bulk.Echo : 0;
        var due = notBefore ?? Settled(hint, now);
        if (run == Bulk.Echo && hint.Kind == DirtyKind.Talk && feed == "event")
        {
            due = Gathering.Together(due, patience.EchoGrid);
        }

        connection.Execute(
            """
            INSERT INTO dirty (portal_id, kind, task, due_at, hinted_at, hints, feed, names, inbox_id, run_id)
            VALUES (@portal, @kind, @task, @due, @now, @number, @feed, @names, @inboxId, @run)
            ON CONFLICT (portal_id, kind, task) DO UPDATE SET
                due_at = min(due_at, excluded.due_at),
                hints  = excluded.hints,
                run_id = CASE WHEN run_id = 0 OR excluded.run_id = 0 THEN 0 ELSE max(run_id, excluded.run_id) END, -- a live hint makes it live
                names  = CASE WHEN instr(' ' || names || ' ', ' ' || excluded.names || ' ') > 0 THEN names
                              WHEN length(names) > @longest AND excluded.names NOT IN ('deleted', 'missing') THEN '* ' || replace(names, '* ', '')
                              ELSE names || ' ' || excluded.names END
            """,
            new
            {
                portal = hint.Portal,
                kind = KindName(hint.Kind),
                task = hint.Task,
                due = due.ToUnixTimeMilliseconds(),
                now = now.ToUnixTimeMilliseconds(),
                number = HintNumber.Next(),
                feed,
                names = hint.Names,
                inboxId,
                longest = LongestNames,
                run,
            });
    }

    /// <summary>Remembers that we just looked at or wrote this item: hints that follow at once are mostly our own echo.</summary>
    public void Touch(PortalId portal, DirtyKind kind, long task)
    {
        var now = clock.GetUtcNow();
        _touched[(portal, kind, task)] = (now, Bulk.Owner);
        if (_touched.Count > 20_000)
        {
            foreach (var old in _touched.Where(pair => now - pair.Value.At > (pair.Value.Run == 0 ? patience.Settling : SweptEchoOfRun)).ToList())
            {
                _touched.TryRemove(old.Key, out _);
            }
        }
    }

    /// <summary>Items that are due, oldest first; those of one portal together, so that they leave together.</summary>
    public Task<IReadOnlyList<DirtyItem>> Due(int limit) => db.Read<IReadOnlyList<DirtyItem>>(async connection =>
    {
        var rows = await connection.QueryAsync<Row>(
            $"SELECT {Columns} FROM dirty WHERE due_at <= @now ORDER BY due_at, portal_id, task LIMIT @limit",
            new { now = clock.GetUtcNow().ToUnixTimeMilliseconds(), limit });
        return [.. rows.Select(row => row.Item)];
    });

    /// <summary>The item as it stands now, when it is still due; what was read a moment ago may have been done meanwhile.</summary>
    public Task<DirtyItem?> StillDue(DirtyItem item) => db.Read(async connection => (await connection.QueryFirstOrDefaultAsync<Row>(
        $"SELECT {Columns} FROM dirty WHERE portal_id = @portal AND kind = @kind AND task = @task AND due_at <= @now",
        new { portal = item.Portal, kind = KindName(item.Kind), task = item.Task, now = clock.GetUtcNow().ToUnixTimeMilliseconds() }))?.Item);

    /// <summary>The clock was set back: what was put off by the old one is due now.</summary>
    public static void ClockSetBack(IDbConnection connection, DateTimeOffset now) => connection.Execute(
        "UPDATE dirty SET due_at = @now WHERE due_at > @now", new { now = now.ToUnixTimeMilliseconds() });

    /// <summary>True when the item waits for a look; with a moment, for one that was first asked for after it.</summary>
    public Task<bool> IsDirty(PortalId portal, DirtyKind kind, long task, DateTimeOffset since = default) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM dirty WHERE portal_id = @portal AND kind = @kind AND task = @task AND hinted_at > @since)",
        new { portal, kind = KindName(kind), task, since = since.ToUnixTimeMilliseconds() }));

    /// <summary>Moment of the next item that falls due after a moment, or null.</summary>
    public Task<DateTimeOffset?> NextDue(DateTimeOffset after) => db.Read(async connection =>
        await connection.ExecuteScalarAsync<long?>("SELECT min(due_at) FROM dirty WHERE due_at > @after", new { after = after.ToUnixTimeMilliseconds() }) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null);

    /// <summary>Forgets an item, unless a hint came after it was read: then it stays, due after the settling time.</summary>
    public void Done(IDbConnection connection, DirtyItem item)
    {
        var key = new { portal = item.Portal, kind = KindName(item.Kind), task = item.Task, hints = item.LastHint, due = (clock.GetUtcNow() + patience.Settling).ToUnixTimeMilliseconds() };
        if (connection.Execute("DELETE FROM dirty WHERE portal_id = @portal AND kind = @kind AND task = @task AND hints = @hints", key) == 0)
        {
            connection.Execute("UPDATE dirty SET due_at = @due WHERE portal_id = @portal AND kind = @kind AND task = @task", key);
        }
    }

    /// <summary>Puts an item off, for example until a portal asks to be called again.</summary>
    public static void Postpone(IDbConnection connection, DirtyItem item, DateTimeOffset until) => connection.Execute(
        "UPDATE dirty SET due_at = @until WHERE portal_id = @portal AND kind = @kind AND task = @task",
        new { portal = item.Portal, kind = KindName(item.Kind), task = item.Task, until = until.ToUnixTimeMilliseconds() });

    private DateTimeOffset Settled(Hint hint, DateTimeOffset now) =>
        _touched.TryGetValue((hint.Portal, hint.Kind, hint.Task), out var touched) && now >= touched.At && now - touched.At < patience.Settling ? touched.At + patience.Settling : now;

    // Memory knows the moment of each look and write; what a kill took of it stands in the rows of the runs.
    private bool IsEchoOfRun(IDbConnection connection, Hint hint, string feed, DateTimeOffset now)
    {
        if (feed is not ("event" or "offline" or "sweep") || hint.Kind is DirtyKind.Activity or DirtyKind.Remark)
        {
            return false;
        }

        var lasts = feed == "sweep" ? SweptEchoOfRun : EchoOfRun;
        if (_touched.TryGetValue((hint.Portal, hint.Kind, hint.Task), out var touched) && now >= touched.At && now - touched.At < lasts)
        {
            return touched.Run != 0;
        }

        var since = now - lasts;
        var swept = feed == "event" ? since : RunTraces.SweptAt(connection, hint.Portal) - SweepOverlap;
        return RunTraces.IsOfRun(connection, hint.Portal, hint.Task, swept < since ? swept : since);
    }

    private static string KindName(DirtyKind kind) => Words.Of(kind);

    private sealed class Row
    {
        public long portal_id { get; init; }
        public string kind { get; init; } = "";
        public long task { get; init; }
        public long due_at { get; init; }
        public long hints { get; init; }
        public string feed { get; init; } = "";
        public string names { get; init; } = "";
        public long run_id { get; init; }
        public long hinted_at { get; init; }

        public DirtyItem Item => new(new PortalId(portal_id), Words.To<DirtyKind>(kind), task, DateTimeOffset.FromUnixTimeMilliseconds(due_at), hints, feed, names) { Run = run_id, HintedAt = DateTimeOffset.FromUnixTimeMilliseconds(hinted_at) };
    }
}

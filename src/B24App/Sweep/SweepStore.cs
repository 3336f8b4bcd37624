using System.Data;
using System.Text.Json;
using B24App.Look;
using B24App.Store;
using Dapper;

namespace B24App.Sweep;

/// <summary>What a sweep reads by.</summary>
public enum SweepKind
{
    /// <summary>Changes of fields and status.</summary>
    Task,

    /// <summary>Activity, comments included.</summary>
    Talk,
}

/// <summary>How far a portal was read in one way, by its own clock.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="ReadTo">Everything up to here was found.</param>
/// <param name="Backward">The portal ignores the filter by this date.</param>
/// <param name="Walk">Where a walk stands that did not end in its turn; null when it did.</param>
/// <param name="WalkBegan">The portal's clock when that walk began.</param>
public sealed record Checkpoint(SweepKind Kind, DateTimeOffset ReadTo, bool Backward, DateWalk? Walk, DateTimeOffset? WalkBegan);

/// <summary>Checkpoints and what sweeps remember. Writes are static, for the commit that stores what was found.</summary>
public sealed class SweepStore(Database db)
{
    /// <summary>Checkpoints of a portal.</summary>
    public Task<IReadOnlyList<Checkpoint>> Of(PortalId portal) => db.Read<IReadOnlyList<Checkpoint>>(async connection =>
        [.. (await connection.QueryAsync<Row>(
            "SELECT kind AS Kind, read_to AS ReadTo, backward AS Backward, walk AS Walk, walk_began AS WalkBegan FROM sweep WHERE portal_id = @portal", new { portal }))
            .Select(row => row.Checkpoint)]);

    /// <summary>Of the given tasks those that a mapping knows.</summary>
    public Task<IReadOnlySet<long>> Mapped(PortalId portal, IReadOnlyList<long> tasks) => db.Read<IReadOnlySet<long>>(async connection =>
        (await connection.QueryAsync<long>(
            """
            SELECT CAST(substr(s.item, 2) AS INTEGER) FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id
             WHERE s.portal_id = @portal AND s.item IN (SELECT 't' || value FROM json_each(@tasks)) AND m.kind = 'task' AND m.state <> 'ended'
            """,
            new { portal, tasks = JsonSerializer.Serialize(tasks) })).ToHashSet());

    /// <summary>True when a mapping knows the task.</summary>
    public static bool IsMapped(IDbConnection connection, PortalId portal, long task) => connection.ExecuteScalar<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id
                        WHERE s.portal_id = @portal AND s.item = 't' || @task AND m.kind = 'task' AND m.state <> 'ended')
        """,
        new { portal, task });

    /// <summary>How the given tasks were judged by earlier sweeps.</summary>
    public Task<IReadOnlyDictionary<long, SeenDate>> Judged(PortalId portal, IReadOnlyList<long> tasks) => db.Read<IReadOnlyDictionary<long, SeenDate>>(async connection =>
        (await connection.QueryAsync<(long Task, long Date, long ListedAt)>(
            "SELECT task, date, listed_at FROM swept WHERE portal_id = @portal AND task IN (SELECT value FROM json_each(@tasks))",
            new { portal, tasks = JsonSerializer.Serialize(tasks) })).ToDictionary(row => row.Task, row => new SeenDate(Moment(row.Date), Moment(row.ListedAt))));

    /// <summary>Moves a checkpoint.</summary>
    public static void Put(IDbConnection connection, PortalId portal, Checkpoint checkpoint) => connection.Execute(
        """
        INSERT INTO sweep (portal_id, kind, read_to, backward, walk, walk_began) VALUES (@portal, @kind, @readTo, @backward, @walk, @began)
        ON CONFLICT (portal_id, kind) DO UPDATE SET read_to = excluded.read_to, backward = excluded.backward, walk = excluded.walk, walk_began = excluded.walk_began
        """,
        new
        {
            portal,
            kind = Words.Of(checkpoint.Kind),
            readTo = checkpoint.ReadTo.ToUnixTimeMilliseconds(),
            backward = checkpoint.Backward,
            walk = checkpoint.Walk is { } walk ? JsonSerializer.Serialize(walk) : "",
            began = checkpoint.WalkBegan?.ToUnixTimeMilliseconds() ?? 0,
        });

    /// <summary>Remembers that a row was judged.</summary>
    public static void Judge(IDbConnection connection, PortalId portal, long task, SeenDate date) => connection.Execute(
        """
        INSERT INTO swept (portal_id, task, date, listed_at) VALUES (@portal, @task, @date, @at)
        ON CONFLICT (portal_id, task) DO UPDATE SET date = excluded.date, listed_at = excluded.listed_at
        """,
        new { portal, task, date = date.Changed.ToUnixTimeMilliseconds(), at = date.At.ToUnixTimeMilliseconds() });

    /// <summary>Forgets rows that no sweep lists again unless they change.</summary>
    public static void Forget(IDbConnection connection, PortalId portal, DateTimeOffset before) => connection.Execute(
        "DELETE FROM swept WHERE portal_id = @portal AND date < @before", new { portal, before = before.ToUnixTimeMilliseconds() });

    /// <summary>A sweep stored what it found, which counts as exchange also when no event told of it. One that did not get to the end is due again at once.</summary>
    public static void Swept(IDbConnection connection, PortalId portal, DateTimeOffset now, bool whole, bool found) => connection.Execute(
        """
        INSERT INTO sweep_portal (portal_id, swept_at, censused_at, exchanged_at) VALUES (@portal, @at, @at, @found)
        ON CONFLICT (portal_id) DO UPDATE SET swept_at = CASE excluded.swept_at WHEN 0 THEN swept_at ELSE excluded.swept_at END, exchanged_at = max(exchanged_at, excluded.exchanged_at),
            censused_at = CASE censused_at WHEN 0 THEN excluded.censused_at ELSE censused_at END
        """,
        new { portal, at = whole ? now.ToUnixTimeMilliseconds() : 0, found = found ? now.ToUnixTimeMilliseconds() : 0 });

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed class Row
    {
        public string Kind { get; init; } = "";

        public long ReadTo { get; init; }

        public bool Backward { get; init; }

        public string Walk { get; init; } = "";

        public long WalkBegan { get; init; }

        public Checkpoint Checkpoint => new(
            Words.To<SweepKind>(Kind), Moment(ReadTo), Backward, Walk.Length > 0 ? JsonSerializer.Deserialize<DateWalk>(Walk) : null, WalkBegan > 0 ? Moment(WalkBegan) : null);
    }
}

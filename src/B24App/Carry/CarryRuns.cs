using System.Data;
using System.Text.Json;
using B24App.Backfill;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>Rows of runs, and what an administrator does with them. Each act is one commit.</summary>
public sealed class CarryRuns(Database db, CarryRules rules, TimeProvider clock, WorkSignal signal)
{
    private const string Columns = """
        SELECT id AS Id, portal_id AS Portal, rule_id AS Rule, state AS State, walk AS Walk, rule AS Previewed, reason AS Reason, created_at AS CreatedAt, began_at AS BeganAt, ended_at AS EndedAt
          FROM carry_run
        """;

    private static readonly TimeSpan PreviewLasts = TimeSpan.FromDays(1);

    /// <summary>Runs that may move by themselves.</summary>
    public Task<IReadOnlyList<CarryRun>> Moving() => Many($"{Columns} WHERE state IN ('dry', 'running', 'undoing') ORDER BY id", null);

    /// <summary>Runs of a rule, newest first.</summary>
    public Task<IReadOnlyList<CarryRun>> Of(PortalId portal, long rule) => Many($"{Columns} WHERE portal_id = @portal AND rule_id = @rule ORDER BY id DESC LIMIT 20", new { portal, rule });

    /// <summary>One run of a portal.</summary>
    public async Task<CarryRun?> Find(PortalId portal, long run) => await Many($"{Columns} WHERE portal_id = @portal AND id = @run", new { portal, run }) is [var found, ..] ? found : null;

    /// <summary>Begins to read and count; nothing is written to the portal. What was previewed before and not started is replaced.</summary>
    public async Task<(CarryAnswer Answer, long Run)> Preview(PortalId portal, long rule, long user)
    {
        if (await rules.Find(portal, rule) is not { } row)
        {
            return (CarryAnswer.NotFound, 0);
        }

        var answer = await db.Write(connection =>
        {
            if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_run WHERE rule_id = @rule AND state IN ('dry', 'running', 'paused', 'undoing'))", new { rule }))
            {
                return (CarryAnswer.WrongState, 0L);
            }

            connection.Execute("DELETE FROM carry_run WHERE rule_id = @rule AND state = 'ready'", new { rule });
            return (CarryAnswer.Done, connection.ExecuteScalar<long>(
                "INSERT INTO carry_run (portal_id, rule_id, state, rule, user_id, created_at) VALUES (@portal, @rule, 'dry', @body, @user, @now) RETURNING id",
                new { portal, rule, body = JsonSerializer.Serialize(row.Rule), user, now = Now }));
        });
        signal.Wake();
        return answer;
    }

    /// <summary>Starts what was previewed, if the rule is still the one it was previewed under.</summary>
    public async Task<CarryAnswer> Start(PortalId portal, long run) => await Find(portal, run) is not { } found ? CarryAnswer.NotFound
        : (await rules.Find(portal, found.Rule))?.Rule is not { } rule || JsonSerializer.Serialize(rule) != JsonSerializer.Serialize(found.Previewed) || clock.GetUtcNow() - found.CreatedAt > PreviewLasts ? CarryAnswer.Stale
        : await Move(portal, run, [RunState.Ready], RunState.Running);

    /// <summary>Nothing new begins; what is under way ends.</summary>
    public Task<CarryAnswer> Pause(PortalId portal, long run) => Move(portal, run, [RunState.Running], RunState.Paused);

    /// <summary>Goes on where it stood.</summary>
    public Task<CarryAnswer> Resume(PortalId portal, long run) => Move(portal, run, [RunState.Paused], RunState.Running);

    /// <summary>Ends it; what was carried stays.</summary>
    public Task<CarryAnswer> Cancel(PortalId portal, long run) => Move(portal, run, [RunState.Dry, RunState.Ready, RunState.Running, RunState.Paused], RunState.Cancelled);

    /// <summary>Takes back what it did.</summary>
    public Task<CarryAnswer> Undo(PortalId portal, long run) => Move(portal, run, [RunState.Paused, RunState.Cancelled, RunState.Done], RunState.Undoing);

    /// <summary>What a run counted, and how far it has come.</summary>
    public Task<CarryCounts> Counts(CarryRun run) => db.Read(async connection =>
    {
        var sources = (await connection.QueryAsync<(string What, long Number)>("SELECT what, number FROM carry_count WHERE run_id = @id", new { id = run.Id })).ToDictionary(row => row.What, row => row.Number);
        var entries = (await connection.QueryAsync<(string Verdict, long Stage, long Number)>(
            "SELECT verdict, stage, count(*) FROM carry_run_item WHERE run_id = @id GROUP BY verdict, stage", new { id = run.Id })).ToList();
        var open = await connection.ExecuteScalarAsync<long>(
            """
            SELECT count(*) FROM (SELECT item FROM carry_dirty WHERE portal_id = @portal AND run_id = @id
                                   UNION SELECT item FROM carry_intent WHERE run_id = @id AND settled_at = 0)
            """,
            new { portal = run.Portal, id = run.Id });
        var refused = await connection.ExecuteScalarAsync<long>("SELECT count(DISTINCT item) FROM carry_intent WHERE run_id = @id AND state = 'parked'", new { id = run.Id });
        return new CarryCounts(
            sources.GetValueOrDefault("sources"), sources.GetValueOrDefault(nameof(CarryReason.NoTarget)), sources.GetValueOrDefault(nameof(CarryReason.NotMarked)),
            entries.Where(row => row.Verdict == nameof(CarryReason.None)).Sum(row => row.Number),
            entries.Where(row => row.Verdict != nameof(CarryReason.None)).GroupBy(row => row.Verdict).ToDictionary(group => Enum.Parse<CarryReason>(group.Key), group => group.Sum(row => row.Number)),
            entries.Where(row => row is { Verdict: nameof(CarryReason.None), Stage: 0 }).Sum(row => row.Number), open, refused);
    });

    /// <summary>Entries of a run on which something was done since a moment.</summary>
    public Task<long> EndedSince(long run, DateTimeOffset since) => db.Read(connection => connection.ExecuteScalarAsync<long>(
        "SELECT count(DISTINCT item) FROM carry_deed WHERE run_id = @run AND at >= @since", new { run, since = since.ToUnixTimeMilliseconds() }));

    /// <summary>Writes down how far the preview has read, with what it found.</summary>
    internal static void Read(IDbConnection connection, CarryRun run, IdWalk walk, IReadOnlyDictionary<string, int> sources, IEnumerable<(string Item, CarryReason Verdict)> entries)
    {
        connection.Execute("UPDATE carry_run SET walk = @walk, reason = '' WHERE id = @id", new { id = run.Id, walk = JsonSerializer.Serialize(walk) });
        connection.Execute(
            "INSERT INTO carry_count (run_id, what, number) VALUES (@id, @what, @number) ON CONFLICT (run_id, what) DO UPDATE SET number = number + excluded.number",
            sources.Select(count => new { id = run.Id, what = count.Key, number = count.Value }));

        // An entry may stand at several sources: it is carried when one of them says so.
        connection.Execute(
            """
            INSERT INTO carry_run_item (run_id, item, verdict) VALUES (@id, @item, @verdict)
            ON CONFLICT (run_id, item) DO UPDATE SET verdict = excluded.verdict WHERE excluded.verdict = 'None'
            """,
            entries.Select(entry => new { id = run.Id, item = entry.Item, verdict = entry.Verdict.ToString() }));
    }

    /// <summary>Moves a run on, unless somebody moved it meanwhile.</summary>
    internal static bool Move(IDbConnection connection, long run, IReadOnlyList<RunState> from, RunState to, DateTimeOffset now)
    {
        var moved = connection.Execute(
            """
            UPDATE carry_run SET state = @to, reason = '',
                   began_at = CASE WHEN @to = 'running' AND began_at = 0 THEN @now ELSE began_at END,
                   ended_at = CASE WHEN @to IN ('done', 'cancelled', 'undone') THEN @now ELSE 0 END
             WHERE id = @run AND state IN @from
            """,
            new { run, to = Words.Of(to), from = from.Select(Words.Of), now = now.ToUnixTimeMilliseconds() }) > 0;
        if (moved && to is RunState.Paused or RunState.Cancelled)
        {
            // What was only to be looked at waits for its turn again.
            connection.Execute(
                """
                UPDATE carry_run_item SET stage = 0 WHERE run_id = @run AND item IN (SELECT item FROM carry_dirty WHERE run_id = @run);
                DELETE FROM carry_dirty WHERE run_id = @run;
                """,
                new { run });
        }

        return moved;
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<CarryAnswer> Move(PortalId portal, long run, RunState[] from, RunState to)
    {
        var answer = await db.Write(connection => !connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_run WHERE id = @run AND portal_id = @portal)", new { run, portal }) ? CarryAnswer.NotFound
            : Move(connection, run, from, to, clock.GetUtcNow()) ? CarryAnswer.Done : CarryAnswer.WrongState);
        signal.Wake();
        return answer;
    }

    private Task<IReadOnlyList<CarryRun>> Many(string sql, object? values) => db.Read<IReadOnlyList<CarryRun>>(async connection => [.. (await connection.QueryAsync<Stored>(sql, values)).Select(row => row.Run)]);

    private sealed record Stored(long Id, long Portal, long Rule, string State, string Walk, string Previewed, string Reason, long CreatedAt, long BeganAt, long EndedAt)
    {
        public CarryRun Run => new()
        {
            Id = Id,
            Portal = new PortalId(Portal),
            Rule = Rule,
            State = Words.To<RunState>(State),
            Walk = Walk.Length > 0 ? JsonSerializer.Deserialize<IdWalk>(Walk)! : IdWalk.Unread,
            Previewed = JsonSerializer.Deserialize<CarryRule>(Previewed)!,
            Reason = Reason,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            BeganAt = BeganAt > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(BeganAt) : null,
            EndedAt = EndedAt > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(EndedAt) : null,
        };
    }
}

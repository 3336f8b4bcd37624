using System.Data;
using System.Text.Json;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Backfill;

/// <summary>Rows of runs and of their tasks. Writes are static, for use inside the commit that stores the work they stand for.</summary>
public sealed class BackfillStore(Database db)
{
    private const string RunColumns = """
        SELECT id AS Id, portal_id AS Portal, link_id AS Link, side AS Side, kind AS Kind, state AS State, since AS Since, with_comments AS WithComments, open_only AS OpenOnly,
               to_relay AS ToRelay, contract AS Contract, pair_id AS Pair, walk AS Walk, reason AS Reason, user_id AS User, undo_by AS UndoBy, created_at AS CreatedAt, began_at AS BeganAt, ended_at AS EndedAt
          FROM backfill_run
        """;

    private const string ItemColumns =
        "SELECT task AS Task, state AS State, reason AS Reason, earlier AS Earlier, comments AS Comments, responsible AS Responsible, mapping_id AS Mapping, parts AS HasParts FROM backfill_item";

    // Runs that may move by themselves, and those that a person stopped while something of theirs is still under way.
    private const string MovingSql = RunColumns + """
         WHERE state IN ('dry', 'running', 'undoing')
            OR (state IN ('paused', 'cancelled') AND (EXISTS (SELECT 1 FROM backfill_item i WHERE i.run_id = backfill_run.id AND i.state IN ('looking', 'talking'))
                                                     OR EXISTS (SELECT 1 FROM history_item i WHERE i.run_id = backfill_run.id AND i.state = 'looking')))
         ORDER BY id
        """;

    private const string WantedSql = """
        SELECT r.with_comments AS WithComments, r.to_relay AS ToRelay, i.earlier AS Earlier
          FROM backfill_item i JOIN backfill_run r ON r.id = i.run_id
         WHERE i.portal_id = @portal AND i.task = @task AND i.state IN ('looking', 'talking') AND r.link_id = @link AND r.kind = 'backfill'
         ORDER BY i.run_id DESC LIMIT 1
        """;

    private const string ByHandSql = """
        SELECT with_comments AS WithComments, 0 AS ToRelay, 0 AS Earlier, 1 AS ByHand FROM sent_by_hand WHERE portal_id = @portal AND link_id = @link AND item = 't' || @task
        """;

    /// <summary>Runs with something to do, oldest first.</summary>
    public Task<IReadOnlyList<BackfillRun>> Moving() => db.Read<IReadOnlyList<BackfillRun>>(async connection => [.. (await connection.QueryAsync<RunRow>(MovingSql)).Select(row => row.Run)]);

    /// <summary>Runs of one side of a link, newest first.</summary>
    public Task<IReadOnlyList<BackfillRun>> Of(LinkId link, PortalId portal, RunKind kind) => db.Read<IReadOnlyList<BackfillRun>>(async connection =>
        [.. (await connection.QueryAsync<RunRow>(RunColumns + " WHERE link_id = @link AND portal_id = @portal AND kind = @kind ORDER BY id DESC LIMIT 20", new { link, portal, kind = Words.Of(kind) })).Select(row => row.Run)]);

    /// <summary>Runs of one side over the history of a pair, newest first.</summary>
    public Task<IReadOnlyList<BackfillRun>> OfPair(MappingId pair, PortalId portal) => db.Read<IReadOnlyList<BackfillRun>>(async connection =>
        [.. (await connection.QueryAsync<RunRow>(RunColumns + " WHERE pair_id = @pair AND portal_id = @portal AND kind = 'history' ORDER BY id DESC LIMIT 20", new { pair, portal })).Select(row => row.Run)]);

    /// <summary>One run.</summary>
    public Task<BackfillRun?> Find(long id) => db.Read(connection => Task.FromResult(Find(connection, id)));

    /// <summary>One run, inside a commit.</summary>
    public static BackfillRun? Find(IDbConnection connection, long id) => connection.QuerySingleOrDefault<RunRow>(RunColumns + " WHERE id = @id", new { id })?.Run;

    /// <summary>What an open run wants with a task, or null: then the rules of live work hold (RULES 8).</summary>
    public Task<Wanted?> Wants(LinkId link, PortalId portal, long task) => db.Read(connection =>
        connection.QuerySingleOrDefaultAsync<Wanted?>(WantedSql, new { link, portal, task }));

    /// <summary>What an open run, or a person who sent this one task, wants with it.</summary>
    public Task<Wanted?> WantsToSend(LinkId link, PortalId portal, long task) => db.Read(async connection =>
        await connection.QuerySingleOrDefaultAsync<Wanted?>(WantedSql, new { link, portal, task }) ?? await connection.QuerySingleOrDefaultAsync<Wanted?>(ByHandSql, new { link, portal, task }));

    /// <summary>How many tasks stand where.</summary>
    public Task<IReadOnlyList<RunCount>> Counts(long run) => db.Read<IReadOnlyList<RunCount>>(async connection =>
        [.. (await connection.QueryAsync<(string State, string Reason, int Tasks, long Comments, long Crossed)>(
            "SELECT state, reason, count(*), sum(max(comments, 0)), sum(crossed) FROM backfill_item WHERE run_id = @run GROUP BY state, reason ORDER BY count(*) DESC", new { run }))
            .Select(row => new RunCount(Words.To<ItemState>(row.State), row.Reason, row.Tasks, row.Comments, row.Crossed))]);

    /// <summary>Tasks of a run in some states, by id, so that a parent goes before its children.</summary>
    public Task<IReadOnlyList<RunItem>> Items(long run, int limit, params ItemState[] states) => db.Read<IReadOnlyList<RunItem>>(async connection =>
        [.. (await connection.QueryAsync<ItemRow>(
            ItemColumns + " WHERE run_id = @run AND state IN @states ORDER BY task LIMIT @limit", new { run, states = states.Select(Words.Of), limit })).Select(row => row.Item)]);

    /// <summary>Tasks under way over all runs.</summary>
    public Task<int> UnderWay() => db.Read(connection => connection.ExecuteScalarAsync<int>("SELECT count(*) FROM backfill_item WHERE state IN ('looking', 'talking')"));

    /// <summary>Whom how many notices would reach, of the tasks that would cross (RULES 33).</summary>
    public Task<(int People, int Tasks, int Digests)> Told(long run) => db.Read(async connection => await connection.QuerySingleAsync<(int, int, int)>(
        "SELECT count(DISTINCT responsible), count(*), coalesce(sum(comments <> 0), 0) FROM backfill_item WHERE run_id = @run AND state IN ('waits', 'looking', 'talking') AND responsible > 0 AND earlier = 0", new { run }));

    /// <summary>Tasks that ended since a moment.</summary>
    public Task<int> EndedSince(long run, DateTimeOffset since) => db.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT count(*) FROM backfill_item WHERE run_id = @run AND state IN ('done', 'failed', 'removed', 'marked') AND at >= @since", new { run, since = since.ToUnixTimeMilliseconds() }));

    /// <summary>Writes a new run; an open one of the same side and kind is not doubled: null then.</summary>
    public static long? Add(IDbConnection connection, BackfillRun run) => connection.ExecuteScalar<long?>(
        """
        INSERT INTO backfill_run (portal_id, link_id, side, kind, state, since, with_comments, open_only, to_relay, contract, pair_id, user_id, created_at)
        VALUES (@portal, @link, @side, @kind, @state, @since, @WithComments, @OpenOnly, @ToRelay, @contract, @pair, @user, @at)
        ON CONFLICT DO NOTHING RETURNING id
        """,
        new
        {
            portal = run.Portal,
            link = run.Link,
            side = run.Side.ToString(),
            kind = Words.Of(run.Kind),
            state = Words.Of(run.State),
            since = run.Options.Since?.ToUnixTimeMilliseconds() ?? 0,
            run.Options.WithComments,
            run.Options.OpenOnly,
            run.Options.ToRelay,
            contract = run.Contract,
            pair = run.Pair,
            user = run.User,
            at = run.CreatedAt.ToUnixTimeMilliseconds(),
        });

    /// <summary>Moves a run on; false when it is not in the state it was seen in, or another one of the same side is open.</summary>
    public static bool Move(IDbConnection connection, long run, IReadOnlyCollection<RunState> from, RunState to, DateTimeOffset now) => connection.Execute(
        """
        UPDATE OR IGNORE backfill_run
           SET state = @to, reason = '',
               began_at = CASE WHEN @to = 'running' AND began_at = 0 THEN @now ELSE began_at END,
               ended_at = CASE WHEN @to IN ('cancelled', 'done', 'undone') THEN @now ELSE 0 END
         WHERE id = @run AND state IN @from
        """,
        new { run, from = from.Select(Words.Of), to = Words.Of(to), now = now.ToUnixTimeMilliseconds() }) > 0;

    /// <summary>Says why a run stands still; empty when it goes on.</summary>
    public static void Say(IDbConnection connection, long run, string reason) =>
        connection.Execute("UPDATE backfill_run SET reason = @reason WHERE id = @run AND reason <> @reason", new { run, reason });

    /// <summary>Moves the checkpoint of the reading, in the commit that stores what was read.</summary>
    public static void PutWalk(IDbConnection connection, long run, IdWalk walk) =>
        connection.Execute("UPDATE backfill_run SET walk = @walk WHERE id = @run", new { run, walk = JsonSerializer.Serialize(walk.Open) });

    /// <summary>Writes what was decided about a task; what is known of it already stays.</summary>
    public static void AddItem(IDbConnection connection, BackfillRun run, RunItem item) => connection.Execute(
        """
        INSERT INTO backfill_item (run_id, portal_id, task, state, reason, earlier, comments, responsible, mapping_id, parts)
        VALUES (@run, @portal, @Task, @state, @Reason, @Earlier, @Comments, @Responsible, @Mapping, @HasParts) ON CONFLICT DO NOTHING
        """,
        new { run = run.Id, portal = run.Portal, item.Task, state = Words.Of(item.State), item.Reason, item.Earlier, item.Comments, item.Responsible, item.Mapping, item.HasParts });

    /// <summary>Moves a task of a run on.</summary>
    public static void PutItem(IDbConnection connection, long run, RunItem item, DateTimeOffset now, int crossed = 0) => connection.Execute(
        "UPDATE backfill_item SET state = @state, reason = @Reason, mapping_id = @Mapping, crossed = max(crossed, @crossed), at = @now WHERE run_id = @run AND task = @Task",
        new { run, item.Task, state = Words.Of(item.State), item.Reason, item.Mapping, crossed, now = now.ToUnixTimeMilliseconds() });

    private sealed class RunRow
    {
        public long Id { get; init; }
        public long Portal { get; init; }
        public long Link { get; init; }
        public string Side { get; init; } = "";
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public long Since { get; init; }
        public bool WithComments { get; init; }
        public bool OpenOnly { get; init; }
        public bool ToRelay { get; init; }
        public int Contract { get; init; }
        public long Pair { get; init; }
        public string Walk { get; init; } = "";
        public string Reason { get; init; } = "";
        public long User { get; init; }
        public long UndoBy { get; init; }
        public long CreatedAt { get; init; }
        public long BeganAt { get; init; }
        public long EndedAt { get; init; }

        public BackfillRun Run => new()
        {
            Id = Id,
            Portal = new PortalId(Portal),
            Link = new LinkId(Link),
            Side = Enum.Parse<Side>(Side),
            Kind = Words.To<RunKind>(Kind),
            State = Words.To<RunState>(State),
            Options = new RunOptions(Moment(Since), WithComments, OpenOnly, ToRelay),
            Contract = Contract,
            Pair = new MappingId(Pair),
            Walk = Walk.Length == 0 ? IdWalk.Unread : new IdWalk(JsonSerializer.Deserialize<System.Collections.Immutable.ImmutableArray<Stretch>?>(Walk)),
            Reason = Reason,
            User = User,
            UndoBy = new PortalId(UndoBy),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            BeganAt = Moment(BeganAt),
            EndedAt = Moment(EndedAt),
        };

        private static DateTimeOffset? Moment(long at) => at == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(at);
    }

    private sealed class ItemRow
    {
        public long Task { get; init; }
        public string State { get; init; } = "";
        public string Reason { get; init; } = "";
        public bool Earlier { get; init; }
        public int Comments { get; init; }
        public long Responsible { get; init; }
        public long Mapping { get; init; }
        public bool HasParts { get; init; }

        public RunItem Item => new(Task, Words.To<ItemState>(State), Reason, Earlier, Comments, Responsible, new MappingId(Mapping), HasParts);
    }
}

/// <summary>What an open run wants with a task.</summary>
public sealed class Wanted
{
    /// <summary>Comments older than the link cross too, as one digest.</summary>
    public bool WithComments { get; init; }

    /// <summary>The mirror is given to the relay account.</summary>
    public bool ToRelay { get; init; }

    /// <summary>It is mirrored already: only its earlier comments cross.</summary>
    public bool Earlier { get; init; }

    /// <summary>A person sent this one task from its card.</summary>
    public bool ByHand { get; init; }
}

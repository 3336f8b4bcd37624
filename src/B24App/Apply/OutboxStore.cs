using System.Data;
using B24App.Balance;
using B24App.Confirm;
using B24App.Drills;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Apply;

/// <summary>Intents waiting, running or settled. A lane's next intent leaves only after the one before it is settled.</summary>
public sealed class OutboxStore(Database db, Vault vault, DailyCaps caps, TimeProvider clock)
{
    /// <summary>Outcome of a step that was refused because the item had moved meanwhile.</summary>
    public const string Overtaken = "refused, planned anew";

    private const int Gap = 16;

    private const string Columns = """
        SELECT id AS Id, position AS Position, lane AS Lane, mapping_id AS MappingId, item_group AS TaskId, link_id AS LinkId, portal_id AS PortalId, side AS Side,
               kind AS Kind, body AS Body, marker AS Marker, newest_known AS NewestKnown, contract AS Contract, state AS State, attempts AS Attempts, sent_at AS SentAt, not_before AS NotBefore, created_at AS CreatedAt, run_id AS RunId
          FROM outbox
        """;

    // Lanes whose head is due, with everything that waits behind it: the sender takes the head, or a run of comments.
    private const string DueSql = Columns + """
         WHERE settled_at = 0 AND lane IN (
               SELECT o.lane FROM outbox o
                WHERE o.settled_at = 0 AND o.not_before <= @now
                  AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.lane = o.lane AND p.settled_at = 0 AND p.position < o.position)
                ORDER BY o.position LIMIT @lanes)
         ORDER BY lane, position
        """;

    private const string NextSql = """
        SELECT min(o.not_before) FROM outbox o
         WHERE o.settled_at = 0 AND o.not_before > @now
           AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.lane = o.lane AND p.settled_at = 0 AND p.position < o.position)
        """;

    private const string MayLeaveSql = """
        SELECT count(*) FROM outbox o
         WHERE o.id IN @ids AND o.state = 'waiting' AND o.settled_at = 0
           AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.lane = @lane AND p.settled_at = 0 AND p.position < @position)
        """;

    /// <summary>Unsettled intents of the lanes that are due, lane by lane in order.</summary>
    /// <param name="lanes">Most lanes to take.</param>
    /// <param name="memberOf"><c>member_id</c> of a portal: the bodies are sealed for it.</param>
    public async Task<IReadOnlyList<Intent>> Due(int lanes, Func<PortalId, string?> memberOf)
    {
        var rows = await db.Read(async connection => (await connection.QueryAsync<Row>(DueSql, new { now = Now, lanes })).AsList());
        return [.. rows.Select(row => Open(row, memberOf)).OfType<Intent>()];
    }

    /// <summary>Moment of the next head that falls due after a moment, or null.</summary>
    public Task<DateTimeOffset?> NextDue(DateTimeOffset after) => db.Read(async connection =>
        await connection.ExecuteScalarAsync<long?>(NextSql, new { now = after.ToUnixTimeMilliseconds() }) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null);

    /// <summary>
    /// True when a task creation on this portal had left before a hint came and is not settled: the unknown task it names may be ours
    /// (RULES 29). Creations that left later cannot be what it names, so a long run of them holds nothing up.
    /// </summary>
    public Task<bool> IsCreatingOn(PortalId portal, DateTimeOffset hintedAt) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE settled_at = 0 AND portal_id = @portal AND kind = 'createtask' AND state = 'leaving' AND sent_at <= @hinted)",
        new { portal, hinted = hintedAt.ToUnixTimeMilliseconds() }));

    /// <summary>True when the relay account is about to take its seat in a task's chat.</summary>
    public Task<bool> IsJoining(MappingId task, Side side) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE settled_at = 0 AND item_group = @task AND side = @side AND kind = 'joinchat')", new { task, side = side.ToString() }));

    /// <summary>Lanes that wait because an outcome is unknown (RULES 14): nothing in them is looked at or written meanwhile.</summary>
    public Task<IReadOnlySet<string>> InDoubt() => db.Read<IReadOnlySet<string>>(async connection =>
        (await connection.QueryAsync<string>("SELECT DISTINCT lane FROM outbox WHERE settled_at = 0 AND state = 'unknown'")).ToHashSet(StringComparer.Ordinal));

    /// <summary>
    /// Writes a new intent at the end of its lane, or just before another. One whose state is unknown from the start is looked for before
    /// it is sent. What is over the link's daily cap waits for the next day that has room (RULES 38).
    /// </summary>
    public void Add(IDbConnection connection, Intent intent, string member, DateTimeOffset? notBefore = null)
    {
        var room = caps.Place(connection, intent);
        notBefore = room is null || notBefore > room ? notBefore : room;
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO outbox (position, lane, mapping_id, item_group, link_id, portal_id, side, kind, body, marker, newest_known, contract, state, not_before, created_at, look_id, run_id)
            VALUES (@position, @lane, @mapping, @task, @link, @portal, @side, @kind, @body, @marker, @newest, @contract, @state, @notBefore, @now, @look, @run) RETURNING id
            """,
            new
            {
                position = intent.Position,
                lane = intent.Lane,
                mapping = intent.Mapping,
                task = intent.Task,
                link = intent.Link,
                portal = intent.Portal,
                side = intent.Side.ToString(),
                kind = Words.Of(intent.Kind),
                body = vault.Seal(member, intent.Body.ToJson()),
                marker = intent.Marker,
                newest = intent.NewestKnown,
                contract = intent.Contract,
                state = Words.Of(intent.State),
                notBefore = (notBefore ?? clock.GetUtcNow()).ToUnixTimeMilliseconds(),
                now = Now,
                look = LookTally.Current?.Writes(connection, intent.Link, Days.Of(clock.GetUtcNow())) ?? 0,
                run = Bulk.Owner,
            });
        Drill.At(DrillStep.IntentAdded);
        if (intent.Position == 0)
        {
            connection.Execute("UPDATE outbox SET position = @position WHERE id = @id", new { id, position = id * Gap });
        }
    }

    /// <summary>Writes an intent's content anew before it leaves: what leaves is what is looked for when no answer comes.</summary>
    public void PutBody(IDbConnection connection, Intent intent, string member) =>
        connection.Execute("UPDATE outbox SET body = @body WHERE id = @id", new { id = intent.Id, body = vault.Seal(member, intent.Body.ToJson()) });

    /// <summary>The place just before the next intent of a lane; 0 when the lane is empty.</summary>
    public static long BeforeHead(IDbConnection connection, string lane) => connection.ExecuteScalar<long?>(
        "SELECT min(position) - 1 FROM outbox WHERE lane = @lane AND settled_at = 0", new { lane }) ?? 0;

    /// <summary>
    /// The intents leave: from here on a crash makes their outcome unknown. False when one of them has gone its way since it was read, or
    /// another stands before them in the lane now: then none leaves.
    /// </summary>
    public Task<bool> Leave(IReadOnlyList<Intent> intents) => db.Write(connection =>
    {
        var ids = intents.Select(intent => intent.Id.Value);
        if (connection.ExecuteScalar<int>(MayLeaveSql, new { ids, lane = intents[0].Lane, position = intents[0].Position }) != intents.Count)
        {
            return false;
        }

        foreach (var intent in intents)
        {
            connection.Execute(
                "UPDATE outbox SET state = 'leaving', sent_at = @now, attempts = attempts + 1, newest_known = @newest WHERE id = @id",
                new { id = intent.Id, now = Now, newest = intent.NewestKnown });
        }

        return true;
    });

    /// <summary>How often a try of an intent ended with this outcome.</summary>
    public static Task<int> Tries(IDbConnection connection, Intent intent, string outcome) =>
        connection.ExecuteScalarAsync<int>("SELECT count(*) FROM attempt WHERE intent_id = @id AND outcome = @outcome", new { id = intent.Id, outcome });

    /// <summary>What a crash left behind is unknown; claims of an earlier run are void at start (RULES 15, 32).</summary>
    public Task Recover(TimeSpan patience) => db.Write(connection =>
    {
        connection.Execute(
            "UPDATE outbox SET state = @state, not_before = sent_at + @patience WHERE state = 'leaving' AND settled_at = 0",
            new { state = Drill.Without(Guard.Recovery) ? "waiting" : "unknown", patience = (long)patience.TotalMilliseconds });
    });

    /// <summary>The clock was set back: what waits by the old one leaves now, what is unknown keeps its patience (RULES 15).</summary>
    public static void ClockSetBack(IDbConnection connection, DateTimeOffset now, TimeSpan patience) => connection.Execute(
        """
        UPDATE outbox SET not_before = @now WHERE settled_at = 0 AND state = 'waiting' AND not_before > @now;
        UPDATE outbox SET not_before = @later WHERE settled_at = 0 AND state IN ('unknown', 'leaving') AND not_before > @later
        """,
        new { now = now.ToUnixTimeMilliseconds(), later = (now + patience).ToUnixTimeMilliseconds() });

    /// <summary>It happened, was refused for good, or is overtaken.</summary>
    public void Settle(IDbConnection connection, Intent intent, IntentState state, string outcome)
    {
        connection.Execute(
            "UPDATE outbox SET state = @state, settled_at = @now, outcome = @outcome, body = CASE WHEN @state = 'parked' THEN body ELSE x'' END WHERE id = @id",
            new { id = intent.Id, state = Words.Of(state), now = Now, outcome });
        if (intent.Kind == IntentKind.Frame && state == IntentState.Void)
        {
            MappingStore.Unframe(connection, intent.Mapping, intent.Side);
        }
    }

    /// <summary>It was refused: kept with its cause, so that a person, or the next look after the cause is mended, can replay it.</summary>
    public void Park(IDbConnection connection, Intent intent, Reason cause, string outcome)
    {
        connection.Execute("UPDATE outbox SET cause = @cause WHERE id = @id", new { id = intent.Id, cause = cause.ToString() });
        Settle(connection, intent, IntentState.Parked, outcome);
    }

    /// <summary>A dead letter is one no longer; its texts go. False when it was none.</summary>
    public static bool Unpark(IDbConnection connection, IntentId id, IntentState state, string outcome, DateTimeOffset at) => connection.Execute(
        "UPDATE outbox SET state = @state, outcome = @outcome, settled_at = @at, body = x'' WHERE id = @id AND state = 'parked'",
        new { id, state = Words.Of(state), outcome, at = at.ToUnixTimeMilliseconds() }) > 0;

    /// <summary>Parked intents of a mirrored task and its discussion that were parked before a moment.</summary>
    public Task<IReadOnlyList<Intent>> Parked(IReadOnlyCollection<MappingId> tasks, DateTimeOffset before, Func<PortalId, string?> memberOf) => Opened(
        Columns + " WHERE state = 'parked' AND item_group IN @tasks AND settled_at <= @before ORDER BY position",
        new { tasks = tasks.Select(task => task.Value), before = before.ToUnixTimeMilliseconds() }, memberOf);

    /// <summary>Parked intents by number.</summary>
    public Task<IReadOnlyList<Intent>> Parked(IReadOnlyCollection<IntentId> ids, Func<PortalId, string?> memberOf) => Opened(
        Columns + " WHERE state = 'parked' AND id IN @ids ORDER BY position", new { ids = ids.Select(id => id.Value) }, memberOf);

    private async Task<IReadOnlyList<Intent>> Opened(string sql, object values, Func<PortalId, string?> memberOf)
    {
        var rows = await db.Read(async connection => (await connection.QueryAsync<Row>(sql, values)).AsList());
        return [.. rows.Select(row => Open(row, memberOf)).OfType<Intent>()];
    }

    /// <summary>It did not happen and is tried again later.</summary>
    public static void Retry(IDbConnection connection, Intent intent, DateTimeOffset notBefore, string outcome) => connection.Execute(
        "UPDATE outbox SET state = 'waiting', not_before = @at, outcome = @outcome WHERE id = @id",
        new { id = intent.Id, at = notBefore.ToUnixTimeMilliseconds(), outcome });

    /// <summary>
    /// A note waits until its link runs again, in a lane of its own: what it says happened, so nothing would plan it anew, and its lane must
    /// not stand still for it.
    /// </summary>
    public static void Hold(IDbConnection connection, Intent intent, DateTimeOffset notBefore) => connection.Execute(
        "UPDATE outbox SET lane = @lane, not_before = @at, outcome = 'link stopped' WHERE id = @id",
        new { id = intent.Id, lane = intent.IsHeld ? intent.Lane : $"{intent.Lane}{Intent.Held}{intent.Id.Value}", at = notBefore.ToUnixTimeMilliseconds() });

    /// <summary>A note whose link runs again takes its place at the end of the lane it came from.</summary>
    public static void Release(IDbConnection connection, Intent intent) => connection.Execute(
        """
        UPDATE outbox SET lane = @lane, position = 1 + max((SELECT max(id) FROM outbox) * @gap,
            coalesce((SELECT max(o.position) FROM outbox o WHERE o.lane = @lane AND o.settled_at = 0), 0))
         WHERE id = @id
        """,
        new { id = intent.Id, lane = intent.Lane[..intent.Lane.IndexOf(Intent.Held, StringComparison.Ordinal)], gap = Gap });

    /// <summary>No answer came: it is looked for no earlier than the given moment.</summary>
    public static void Doubt(IDbConnection connection, Intent intent, DateTimeOffset lookAt, string outcome) => connection.Execute(
        "UPDATE outbox SET state = 'unknown', not_before = @at, outcome = @outcome WHERE id = @id AND settled_at = 0",
        new { id = intent.Id, at = lookAt.ToUnixTimeMilliseconds(), outcome });

    /// <summary>It left, and the flow that waited for its answer ended without being able to store what came.</summary>
    public static void DoubtOrphan(IDbConnection connection, Intent intent, TimeSpan patience) => connection.Execute(
        "UPDATE outbox SET state = 'unknown', not_before = sent_at + @patience, outcome = 'not stored' WHERE id = @id AND state = 'leaving' AND settled_at = 0",
        new { id = intent.Id, patience = (long)patience.TotalMilliseconds });

    /// <summary>Voids what has not left of a task's fields: its item is dirty again and planned anew (RULES 21).</summary>
    public int VoidFields(IDbConnection connection, MappingId task) => connection.Execute(
        """
        UPDATE mapping_side SET framed = 0
         WHERE mapping_id = @task AND EXISTS (
               SELECT 1 FROM outbox o WHERE o.mapping_id = @task AND o.side = mapping_side.side AND o.kind = 'frame' AND o.state = 'waiting' AND o.settled_at = 0);
        UPDATE outbox SET state = 'void', settled_at = @now, outcome = 'replanned', body = x''
         WHERE settled_at = 0 AND state = 'waiting'
           AND ((mapping_id = @task AND kind IN ('updatetask', 'setstatus', 'frame', 'movestage')) OR (item_group = @task AND kind IN ('addline', 'changeline', 'removeline')))
        """,
        new { task, now = Now });

    /// <summary>Voids what has not left of a task's records of time and results: they are planned anew.</summary>
    public void VoidParts(IDbConnection connection, MappingId task) => connection.Execute(
        """
        UPDATE outbox SET state = 'void', settled_at = @now, outcome = 'replanned', body = x''
         WHERE settled_at = 0 AND state = 'waiting' AND item_group = @task AND kind IN ('addtime', 'changetime', 'removetime', 'addresult', 'changeresult', 'removeresult')
        """,
        new { task, now = Now });

    /// <summary>True when lines of a task's checklists are on their way.</summary>
    public static bool HasLines(IDbConnection connection, MappingId task) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE item_group = @task AND settled_at = 0 AND kind IN ('addline', 'changeline', 'removeline'))", new { task });

    /// <summary>How often one line was written within a window.</summary>
    public long Settled(IDbConnection connection, MappingId task, string marker, TimeSpan window) => connection.ExecuteScalar<long>(
        "SELECT count(*) FROM outbox WHERE item_group = @task AND kind = 'changeline' AND marker = @marker AND state = 'settled' AND settled_at > @since AND settled_at <= @Now",
        new { task, marker, since = (clock.GetUtcNow() - window).ToUnixTimeMilliseconds(), Now });

    /// <summary>True when a write of a kind to a mapped task was refused and planned anew within a window.</summary>
    public Task<bool> WasOvertaken(MappingId mapping, IntentKind kind, TimeSpan window) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE mapping_id = @mapping AND kind = @kind AND outcome = @Overtaken AND settled_at > @since AND settled_at <= @Now)",
        new { mapping, kind = Words.Of(kind), Overtaken, since = (clock.GetUtcNow() - window).ToUnixTimeMilliseconds(), Now }));

    /// <summary>True when the same small write was refused and planned anew within a window.</summary>
    public Task<bool> WasOvertaken(Intent small, TimeSpan window) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE item_group = @task AND kind = @kind AND marker = @marker AND outcome = @Overtaken AND settled_at > @since AND settled_at <= @Now)",
        new { task = small.Task, kind = Words.Of(small.Kind), marker = small.Marker, Overtaken, since = (clock.GetUtcNow() - window).ToUnixTimeMilliseconds(), Now }));

    /// <summary>
    /// Live writes of a mapping in a window, for the fuse (RULES 7); what is still to come was dated before the clock was set back. First copies of
    /// records of time and of results are left out: each has a row that lets it leave once, and a link that begins to carry them has years of them.
    /// </summary>
    public Task<(long OfItem, long OfLink)> Recent(MappingId mapping, LinkId link, TimeSpan window) => db.Read(async connection =>
    {
        var (since, now) = ((clock.GetUtcNow() - window).ToUnixTimeMilliseconds(), Now);
        return await connection.QuerySingleAsync<(long, long)>(
            """
            SELECT (SELECT count(*) FROM outbox WHERE mapping_id = @mapping AND sent_at > @since AND sent_at <= @now AND run_id = 0),
                   (SELECT count(*) FROM outbox WHERE link_id = @link AND sent_at > @since AND sent_at <= @now AND run_id = 0 AND kind NOT IN ('addtime', 'addresult'))
            """,
            new { mapping, link, since, now });
    });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Intent? Open(Row row, Func<PortalId, string?> memberOf)
    {
        var json = memberOf(new PortalId(row.PortalId)) is { } member ? vault.Open(member, row.Body) : null;
        return json is null
            ? null
            : new Intent
            {
                Id = new IntentId(row.Id),
                Position = row.Position,
                Lane = row.Lane,
                Mapping = new MappingId(row.MappingId),
                Task = new MappingId(row.TaskId),
                Link = new LinkId(row.LinkId),
                Portal = new PortalId(row.PortalId),
                Side = Enum.Parse<Side>(row.Side),
                Kind = Words.To<IntentKind>(row.Kind),
                Body = IntentBody.FromJson(json),
                Marker = row.Marker,
                NewestKnown = row.NewestKnown,
                Contract = row.Contract,
                State = Words.To<IntentState>(row.State),
                Attempts = row.Attempts,
                Run = row.RunId,
                SentAt = row.SentAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.SentAt),
                NotBefore = DateTimeOffset.FromUnixTimeMilliseconds(row.NotBefore),
                PlannedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            };
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long Position { get; init; }
        public string Lane { get; init; } = "";
        public long MappingId { get; init; }
        public long TaskId { get; init; }
        public long LinkId { get; init; }
        public long PortalId { get; init; }
        public string Side { get; init; } = "";
        public string Kind { get; init; } = "";
        public byte[] Body { get; init; } = [];
        public string Marker { get; init; } = "";
        public long NewestKnown { get; init; }
        public int Contract { get; init; }
        public string State { get; init; } = "";
        public int Attempts { get; init; }
        public long SentAt { get; init; }
        public long NotBefore { get; init; }
        public long CreatedAt { get; init; }
        public long RunId { get; init; }
    }
}

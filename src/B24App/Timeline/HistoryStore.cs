using System.Data;
using B24App.Backfill;
using B24App.Confirm;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>One entry of a run over the history of a pair of cards.</summary>
/// <param name="Item">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, as the name of a <see cref="Plan.Reason"/>.</param>
/// <param name="Made">When it was written.</param>
/// <param name="Writes">Calls it takes at the partner, at most.</param>
/// <param name="Files">Files that come along.</param>
public sealed record HistoryItem(string Item, EntryKind Kind, ItemState State, string Reason, DateTimeOffset? Made, int Writes, int Files = 0);

/// <summary>How many entries of a run stand where, and why.</summary>
public sealed record HistoryCount(EntryKind Kind, ItemState State, string Reason, int Entries, int Writes, int Files = 0);

/// <summary>Where an entry that is under way stands, read off the rows that live work writes too.</summary>
/// <param name="Item">Its name.</param>
/// <param name="Facts">What the store shows of it.</param>
public sealed record HistoryFacts(string Item, ItemFacts Facts);

/// <summary>An entry of a run that is taken back.</summary>
/// <param name="Item">Its name.</param>
/// <param name="Mapping">Its mapping.</param>
/// <param name="IsBrought">It crossed because the run asked for it.</param>
/// <param name="Reason">Why it failed, as the name of a <see cref="Plan.Reason"/>.</param>
public sealed record HistoryMirror(string Item, MappingId Mapping, bool IsBrought, string Reason);

/// <summary>A mirror that is being removed.</summary>
/// <param name="Item">Name of its entry.</param>
/// <param name="Mapping">Its mapping.</param>
/// <param name="IsGone">It is removed.</param>
/// <param name="CallsWait">Calls of it have not settled.</param>
/// <param name="Parked">Why the removal was refused, as the name of a <see cref="Plan.Reason"/>; empty when it was not.</param>
public sealed record HistoryRemoval(string Item, MappingId Mapping, bool IsGone, bool CallsWait, string Parked);

/// <summary>Rows of entries of runs over the history of paired cards. How far the reading has come is read off them as well.</summary>
public sealed class HistoryStore(Database db)
{
    // A list by pages shifts when something is deleted meanwhile: a few rows are read again.
    private const int Again = 5;

    private const string FactsSql = """
        WITH item AS (
            SELECT i.portal_id, i.item, i.at,
                   (SELECT m.id FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id AND m.origin = s.side
                     WHERE s.portal_id = i.portal_id AND s.item = i.item AND m.link_id = @link AND m.kind = 'entry' AND m.state <> 'ended' ORDER BY m.id DESC LIMIT 1) AS mapping_id
              FROM history_item i WHERE i.run_id = @run AND i.state = 'looking')
        SELECT i.item AS Item, coalesce(m.id, 0) AS Mapping, coalesce(m.state, '') AS State, coalesce(m.reason, '') AS MappingReason,
               EXISTS (SELECT 1 FROM dirty d WHERE d.portal_id = i.portal_id AND d.kind = CASE substr(i.item, 1, 1) WHEN 'a' THEN 'activity' ELSE 'remark' END
                          AND d.task = CAST(substr(i.item, 2) AS INTEGER)) AS Waits,
               EXISTS (SELECT 1 FROM outbox o WHERE o.mapping_id = m.id AND o.settled_at = 0) AS CallsWait,
               coalesce((SELECT o.cause FROM outbox o WHERE o.mapping_id = m.id AND o.state = 'parked' LIMIT 1), '') AS Parked,
               coalesce((SELECT s.reason FROM skip s WHERE s.portal_id = i.portal_id AND s.link_id IN (@link, 0) AND s.item = i.item ORDER BY s.last_at DESC LIMIT 1), '') AS Skipped
          FROM item i LEFT JOIN mapping m ON m.id = i.mapping_id
        """;

    private const string WantedSql = """
        SELECT 1 FROM history_item i JOIN backfill_run r ON r.id = i.run_id
         WHERE i.portal_id = @portal AND i.item = @item AND i.state = 'looking' AND r.pair_id = @pair AND r.state <> 'undoing'
        """;

    private const string StandingSql = """
        SELECT r.id FROM backfill_run r
         WHERE r.pair_id = @pair AND r.portal_id = @portal AND r.kind = 'history' AND r.began_at <> 0
           AND ((r.state IN ('paused', 'cancelled', 'done') AND EXISTS (SELECT 1 FROM history_item i WHERE i.run_id = r.id AND i.brought = 1 AND i.state IN ('looking', 'done', 'failed')))
             OR (@left AND r.state = 'undone' AND EXISTS (SELECT 1 FROM history_item i WHERE i.run_id = r.id AND i.state = 'marked' AND i.reason = @why)))
         ORDER BY r.id DESC LIMIT 1
        """;

    private const string OfMirrorsSql = """
        SELECT i.item AS Item, i.mapping_id AS Mapping, i.brought AS IsBrought, i.reason AS Reason
          FROM history_item i WHERE i.run_id = @run AND i.state IN ('done', 'failed') ORDER BY i.made, i.item LIMIT @limit
        """;

    private const string RemovalsSql = """
        SELECT i.item AS Item, i.mapping_id AS Mapping, coalesce(m.state, '') AS State,
               EXISTS (SELECT 1 FROM outbox o WHERE o.mapping_id = i.mapping_id AND o.settled_at = 0) AS CallsWait,
               coalesce((SELECT o.cause FROM outbox o WHERE o.mapping_id = i.mapping_id AND o.kind = 'removeentry' AND o.state = 'parked' LIMIT 1), '') AS Parked
          FROM history_item i LEFT JOIN mapping m ON m.id = i.mapping_id
         WHERE i.run_id = @run AND i.state = 'undoing'
        """;

    /// <summary>An open run of this pair wants the entry to cross, however old it is.</summary>
    public Task<bool> Wants(PortalId portal, string item, MappingId pair) => db.Read(connection => connection.ExecuteScalarAsync<bool>($"SELECT EXISTS ({WantedSql})", new { portal, item, pair }));

    /// <summary>A run of this pair brought the entry over and was taken back: only another run sends it again.</summary>
    public Task<bool> WasTakenBack(PortalId portal, string item, MappingId pair) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id AND s.side = m.origin
                        WHERE m.parent_id = @pair AND m.kind = 'entry' AND m.state = 'ended' AND m.reason = @why AND s.portal_id = @portal AND s.item = @item)
        """,
        new { portal, item, pair, why = nameof(Reason.TakenBack) }));

    /// <summary>The newest run of a portal's side of a pair of which something stands at the partner; 0 for none.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="portal">The portal that sent.</param>
    /// <param name="withLeft">Also one that was taken back as far as the sender alone could.</param>
    public Task<long> Standing(MappingId pair, PortalId portal, bool withLeft) => db.Read(async connection =>
        await connection.ExecuteScalarAsync<long?>(StandingSql, new { pair, portal, left = withLeft, why = nameof(Reason.RemovalNotAgreed) }) ?? 0);

    /// <summary>How many mirrors of a run stand at the partner.</summary>
    public Task<int> Mirrors(long run) => db.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT count(*) FROM history_item WHERE run_id = @run AND ((brought = 1 AND state IN ('looking', 'done', 'undoing')) OR state = 'marked')", new { run }));

    /// <summary>Entries of a run that crossed or failed, in the order they were written.</summary>
    public Task<IReadOnlyList<HistoryMirror>> OfMirrors(long run, int limit) => db.Read<IReadOnlyList<HistoryMirror>>(async connection =>
        [.. (await connection.QueryAsync<MirrorRow>(OfMirrorsSql, new { run, limit })).Select(row => row.Mirror)]);

    /// <summary>How far the mirrors have come that are being removed.</summary>
    public Task<IReadOnlyList<HistoryRemoval>> Removals(long run) => db.Read<IReadOnlyList<HistoryRemoval>>(async connection =>
        [.. (await connection.QueryAsync<MirrorRow>(RemovalsSql, new { run })).Select(row => row.Removal)]);

    /// <summary>Entries whose mirrors stay although their run was taken back, in the order they were written.</summary>
    public Task<IReadOnlyList<HistoryItem>> Left(long run, int limit) => db.Read<IReadOnlyList<HistoryItem>>(async connection =>
        [.. (await connection.QueryAsync<(string Item, string Kind, string Reason, long Made)>(
            "SELECT item, kind, reason, made FROM history_item WHERE run_id = @run AND state = 'marked' ORDER BY made, item LIMIT @limit", new { run, limit }))
            .Select(row => new HistoryItem(row.Item, Words.To<EntryKind>(row.Kind), ItemState.Marked, row.Reason, row.Made == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Made), 0))]);

    /// <summary>When the first mirror of a run was taken back, and how many since a moment.</summary>
    public Task<(DateTimeOffset? First, int Ended)> TakenBackSince(long run, DateTimeOffset since) => db.Read(async connection =>
    {
        var (first, ended) = await connection.QuerySingleAsync<(long First, int Ended)>(
            "SELECT coalesce(min(at), 0), coalesce(sum(at >= @since), 0) FROM history_item WHERE run_id = @run AND state IN ('removed', 'marked')", new { run, since = since.ToUnixTimeMilliseconds() });
        return (first == 0 ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(first), ended);
    });

    /// <summary>Where the reading goes on: above which activity, and from which comment.</summary>
    public Task<(long AfterActivity, int FromComment)> Position(long run) => db.Read(async connection =>
    {
        var (activity, comments) = await connection.QuerySingleAsync<(long Activity, int Comments)>(
            "SELECT coalesce(max(CASE WHEN item LIKE 'a%' THEN CAST(substr(item, 2) AS INTEGER) END), 0), coalesce(sum(item LIKE 'k%'), 0) FROM history_item WHERE run_id = @run", new { run });
        return (activity, Math.Max(0, comments - Again));
    });

    /// <summary>How many entries stand where.</summary>
    public Task<IReadOnlyList<HistoryCount>> Counts(long run) => db.Read<IReadOnlyList<HistoryCount>>(async connection =>
        [.. (await connection.QueryAsync<(string Kind, string State, string Reason, int Entries, int Writes, int Files)>(
            "SELECT kind, state, reason, count(*), sum(writes), sum(files) FROM history_item WHERE run_id = @run GROUP BY kind, state, reason ORDER BY count(*) DESC, kind", new { run }))
            .Select(row => new HistoryCount(Words.To<EntryKind>(row.Kind), Words.To<ItemState>(row.State), row.Reason, row.Entries, row.Writes, row.Files))]);

    /// <summary>Names of entries of a run in a state, in the order they were written.</summary>
    public Task<IReadOnlyList<string>> Items(long run, ItemState state, int limit) => db.Read<IReadOnlyList<string>>(async connection =>
        [.. await connection.QueryAsync<string>("SELECT item FROM history_item WHERE run_id = @run AND state = @state ORDER BY made, item LIMIT @limit", new { run, state = Words.Of(state), limit })]);

    /// <summary>Entries under way over all runs.</summary>
    public Task<int> UnderWay() => db.Read(connection => connection.ExecuteScalarAsync<int>("SELECT count(*) FROM history_item WHERE state = 'looking'"));

    /// <summary>Entries that ended since a moment.</summary>
    public Task<int> EndedSince(long run, DateTimeOffset since) => db.Read(connection => connection.ExecuteScalarAsync<int>(
        "SELECT count(*) FROM history_item WHERE run_id = @run AND state IN ('done', 'failed') AND at >= @since", new { run, since = since.ToUnixTimeMilliseconds() }));

    /// <summary>How far the entries under way have come.</summary>
    public Task<IReadOnlyList<HistoryFacts>> Facts(BackfillRun run) => db.Read<IReadOnlyList<HistoryFacts>>(async connection =>
        [.. (await connection.QueryAsync<Row>(FactsSql, new { run = run.Id, link = run.Link })).Select(row => new HistoryFacts(row.Item, row.Facts))]);

    /// <summary>Writes what was decided about an entry; what is known of it already stays.</summary>
    public static void Add(IDbConnection connection, BackfillRun run, HistoryItem item) => connection.Execute(
        "INSERT INTO history_item (run_id, portal_id, item, kind, state, reason, made, writes, files) VALUES (@run, @portal, @Item, @kind, @state, @Reason, @made, @Writes, @Files) ON CONFLICT DO NOTHING",
        new { run = run.Id, portal = run.Portal, item.Item, kind = Words.Of(item.Kind), state = Words.Of(item.State), item.Reason, made = item.Made?.ToUnixTimeMilliseconds() ?? 0, item.Writes, item.Files });

    /// <summary>Moves an entry of a run on.</summary>
    public static void Put(IDbConnection connection, long run, string item, ItemState state, string reason, MappingId mapping, DateTimeOffset now) => connection.Execute(
        "UPDATE history_item SET state = @state, reason = @reason, mapping_id = @mapping, at = @now WHERE run_id = @run AND item = @item",
        new { run, item, state = Words.Of(state), reason, mapping, now = now.ToUnixTimeMilliseconds() });

    /// <summary>A run that is at the entry let it cross: with that run it is taken back.</summary>
    public static void Brought(IDbConnection connection, PortalId portal, string item, MappingId pair, MappingId mapping) => connection.Execute(
        $"UPDATE history_item SET brought = 1, mapping_id = @mapping WHERE portal_id = @portal AND item = @item AND state = 'looking' AND EXISTS ({WantedSql} AND i.run_id = history_item.run_id)",
        new { portal, item, pair, mapping });

    /// <summary>What a run that is taken back had not begun stays; true when some entries of it waited.</summary>
    public static bool StopWaiting(IDbConnection connection, long run, DateTimeOffset now) => connection.Execute(
        "UPDATE history_item SET state = 'stays', reason = @why, at = @now WHERE run_id = @run AND state = 'waits'",
        new { run, why = nameof(Reason.TakenBack), now = now.ToUnixTimeMilliseconds() }) > 0;

    /// <summary>Mirrors of a run whose making waits to leave: they need not be made.</summary>
    public static IReadOnlyList<(string Item, MappingId Mapping)> Unsent(IDbConnection connection, long run) =>
        [.. connection.Query<(string Item, long Mapping)>(
            """
            SELECT i.item, m.id FROM history_item i JOIN mapping m ON m.id = i.mapping_id AND m.state = 'creating'
             WHERE i.run_id = @run AND i.state = 'looking' AND i.brought = 1
               AND EXISTS (SELECT 1 FROM outbox o WHERE o.mapping_id = m.id AND o.kind = 'addentry' AND o.state = 'waiting' AND o.settled_at = 0)
            """,
            new { run }).Select(row => (row.Item, new MappingId(row.Mapping)))];

    /// <summary>What was left because its portal had not agreed is looked at again: now that portal itself asks. How many there are.</summary>
    public static int Reopen(IDbConnection connection, long run, DateTimeOffset now) => connection.Execute(
        "UPDATE history_item SET state = 'done', reason = '', at = @now WHERE run_id = @run AND state = 'marked' AND reason = @why",
        new { run, why = nameof(Reason.RemovalNotAgreed), now = now.ToUnixTimeMilliseconds() });

    /// <summary>Something of a run was left because its portal had not agreed.</summary>
    public static bool HasLeft(IDbConnection connection, long run) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM history_item WHERE run_id = @run AND state = 'marked' AND reason = @why)", new { run, why = nameof(Reason.RemovalNotAgreed) });

    /// <summary>A removal that was refused is tried again by the run it belongs to.</summary>
    public static void UndoAgain(IDbConnection connection, long run, MappingId mapping, DateTimeOffset now)
    {
        if (connection.Execute(
            "UPDATE history_item SET state = 'done', reason = '', at = @now WHERE run_id = @run AND mapping_id = @mapping AND state = 'marked'", new { run, mapping, now = now.ToUnixTimeMilliseconds() }) > 0)
        {
            BackfillStore.Move(connection, run, [RunState.Undone], RunState.Undoing, now);
        }
    }

    private sealed class MirrorRow
    {
        public string Item { get; init; } = "";
        public long Mapping { get; init; }
        public bool IsBrought { get; init; }
        public string Reason { get; init; } = "";
        public string State { get; init; } = "";
        public bool CallsWait { get; init; }
        public string Parked { get; init; } = "";

        public HistoryMirror Mirror => new(Item, new MappingId(Mapping), IsBrought, Reason);

        public HistoryRemoval Removal => new(Item, new MappingId(Mapping), State.Length == 0 || Words.To<MappingState>(State) == MappingState.Ended, CallsWait, Parked);
    }

    private sealed class Row
    {
        public string Item { get; init; } = "";
        public long Mapping { get; init; }
        public string State { get; init; } = "";
        public string MappingReason { get; init; } = "";
        public bool Waits { get; init; }
        public bool CallsWait { get; init; }
        public string Parked { get; init; } = "";
        public string Skipped { get; init; } = "";

        public ItemFacts Facts => new()
        {
            Mapping = new MappingId(Mapping),
            State = State.Length == 0 ? null : Words.To<MappingState>(State),
            MappingReason = MappingReason,
            TaskWaits = Waits,
            CallsWait = CallsWait,
            Parked = Parked,
            Skipped = Skipped,
        };
    }
}

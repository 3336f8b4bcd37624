using System.Data;
using B24App.Backfill;
using B24App.Confirm;
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

    /// <summary>An open run of this pair wants the entry to cross, however old it is.</summary>
    public Task<bool> Wants(PortalId portal, string item, MappingId pair) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM history_item i JOIN backfill_run r ON r.id = i.run_id WHERE i.portal_id = @portal AND i.item = @item AND i.state = 'looking' AND r.pair_id = @pair)",
        new { portal, item, pair }));

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

using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Why;

/// <summary>The rows that tell a task's story to one portal: inbox, journal, skips and its calls, never a row of another portal.</summary>
internal static class WhySteps
{
    private const int Most = 500;

    // Calls to the partner are told by kind and state only; ids of his items stay his.
    private const string Sql = """
        SELECT At, Station, Link, Item, Reason, Detail FROM (
            SELECT received_at AS At, 0 AS Ord, 'event' AS Station, 0 AS Link, item AS Item, '' AS Reason, event || ' (' || feed || ')' AS Detail
              FROM inbox WHERE portal_id = @portal AND (item = @item OR item GLOB @parts)
            UNION ALL
            SELECT at, 1, station, link_id, item, reason, detail
              FROM journal WHERE portal_id = @portal AND (item = @item OR item GLOB @parts)
            UNION ALL
            SELECT last_at, 2, 'skip', link_id, item, reason, 'met ' || seen || ' times'
              FROM skip WHERE portal_id = @portal AND (item = @item OR item GLOB @parts) AND reason <> 'Overheard' AND seen > 1
            UNION ALL
            SELECT CASE WHEN o.settled_at > 0 THEN o.settled_at WHEN o.sent_at > 0 THEN o.sent_at ELSE o.created_at END, 3, 'intent', o.link_id, @item, o.cause,
                   o.kind || ' ' || o.state || CASE WHEN o.attempts > 1 THEN ', try ' || o.attempts ELSE '' END
              FROM outbox o
             WHERE o.item_group IN (SELECT mapping_id FROM mapping_side WHERE portal_id = @portal AND item = @item))
         ORDER BY At, Ord LIMIT @most
        """;

    public static Task<IReadOnlyList<WhyStep>> Of(Database db, PortalId portal, long task) => db.Read<IReadOnlyList<WhyStep>>(async connection =>
        [.. (await connection.QueryAsync<Row>(Sql, new { portal, item = Items.Task(task), parts = Items.Task(task) + "/*", most = Most })).Select(row =>
            new WhyStep(DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Station, new LinkId(row.Link), row.Item, row.Reason, row.Detail))]);

    private sealed class Row
    {
        public long At { get; init; }
        public string Station { get; init; } = "";
        public long Link { get; init; }
        public string Item { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Detail { get; init; } = "";
    }
}

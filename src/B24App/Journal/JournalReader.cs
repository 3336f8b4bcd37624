using System.Data;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Journal;

/// <summary>
/// The journal as people read it: one line per outcome. What only led to it (an event, a decision, a call written down) stands in the
/// opened line, unless nothing came of it yet.
/// </summary>
public sealed class JournalReader(Database db)
{
    /// <summary>Lines on a page.</summary>
    public const int PageSize = 50;

    // A decision without a reason is a line of its own only while no receipt of its item came after it.
    private const string Outcome = """
        CASE WHEN j.station = 'receipt' AND j.reason = '' THEN 'Done'
             WHEN j.station = 'receipt' THEN 'Refused'
             WHEN j.station = 'link' THEN 'News'
             WHEN j.station = 'verdict' AND j.reason <> '' THEN CASE WHEN j.detail LIKE 'dropped by %' THEN 'News' ELSE 'Skipped' END
             WHEN j.station = 'verdict' AND (j.detail IN ('create', 'edit', 'withdraw') OR j.detail LIKE 'update %' OR j.detail LIKE 'comment%' OR j.detail LIKE '%comments as one message')
                  THEN CASE WHEN EXISTS (SELECT 1 FROM journal r WHERE r.portal_id = j.portal_id AND r.item = j.item AND r.id > j.id AND r.station = 'receipt') THEN '' ELSE 'Waiting' END
             WHEN j.station = 'verdict' THEN 'News'
             ELSE '' END
        """;

    private const string PageSql = $"""
        SELECT * FROM (
            SELECT j.id AS Id, j.link_id AS Link, j.at AS At, j.station AS Station, j.item AS Item, j.reason AS Reason, j.detail AS Detail, {Outcome} AS Result
              FROM journal j
             WHERE j.portal_id = @portal AND j.id < @before AND j.station IN ('receipt', 'verdict', 'link') /*where*/)
         WHERE Result <> '' AND (@result = '' OR Result = @result)
         ORDER BY Id DESC LIMIT @limit
        """;

    private const string PartnersSql = """
        SELECT s.item AS Item, m.link_id AS Link, o.portal_id AS Portal, o.item AS Other
          FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id AND m.kind = 'task'
          JOIN mapping_side o ON o.mapping_id = s.mapping_id AND o.side <> s.side
         WHERE s.portal_id = @portal AND s.item IN @items
        """;

    /// <summary>A page of lines, newest first; one more than the page when there are older ones.</summary>
    public Task<IReadOnlyList<JournalLine>> Page(JournalQuery query, int limit = PageSize + 1) => Lines(query, limit);

    /// <summary>One line; null when the portal has none with this number.</summary>
    public async Task<JournalLine?> Line(PortalId portal, long id) =>
        await Lines(new JournalQuery(portal) { Before = id + 1, IsOne = true }, 1) is [var line] && line.Row.Id == id ? line : null;

    private Task<IReadOnlyList<JournalLine>> Lines(JournalQuery query, int limit) => db.Read<IReadOnlyList<JournalLine>>(async connection =>
    {
        var rows = (await connection.QueryAsync<Row>(PageSql.Replace("/*where*/", Where(query), StringComparison.Ordinal), Values(query, limit))).AsList();
        var partners = await Partners(connection, query.Portal, [.. rows.Where(row => row.Task > 0).Select(row => Items.Task(row.Task)).Distinct()]);
        return [.. rows.Select(row => row.Line(query.Portal, partners))];
    });

    // Only the conditions that are asked for, so that each finds its index.
    private static string Where(JournalQuery query) => string.Concat(
        query.From is null ? "" : " AND j.at >= @from",
        query.Until is null ? "" : " AND j.at < @until",
        query.Link.Value == 0 ? "" : " AND j.link_id = @link",
        query.Task == 0 ? "" : " AND (j.item = @item OR (j.item > @item || '/' AND j.item < @item || '0'))",
        query.WithTalkOfPortals ? "" : " AND j.reason NOT IN ('SystemMessage', 'OurNote', 'OurEcho', 'AlreadyEqual')",
        query.Kind switch
        {
            LineKind.Task => " AND j.item <> '' AND instr(j.item, '/') = 0",
            LineKind.Comment => " AND instr(j.item, '/') > 0",
            LineKind.Link => " AND j.station = 'link'",
            _ => "",
        },
        query.Text.Length == 0 ? "" : " AND (j.detail LIKE @text ESCAPE '\\' OR j.reason IN @reasons OR j.link_id IN @links)");

    private static object Values(JournalQuery query, int limit) => new
    {
        portal = query.Portal,
        before = query.Before,
        from = query.From?.ToUnixTimeMilliseconds(),
        until = query.Until?.ToUnixTimeMilliseconds(),
        link = query.Link,
        item = query.Task == 0 ? "" : Items.Task(query.Task),
        text = "%" + query.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%",
        reasons = query.TextReasons,
        links = query.TextLinks.Select(link => link.Value),
        result = query.Result == LineResult.Any ? "" : query.Result.ToString(),
        limit,
    };

    private static async Task<ILookup<(string Item, long Link), PartnerTask>> Partners(IDbConnection connection, PortalId portal, IReadOnlyCollection<string> items)
    {
        var pairs = items.Count == 0 ? [] : await connection.QueryAsync<(string Item, long Link, long Portal, string Other)>(PartnersSql, new { portal, items });
        return pairs.ToLookup(pair => (pair.Item, pair.Link), pair => new PartnerTask(new PortalId(pair.Portal), Items.IdOf(pair.Other)));
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long Link { get; init; }
        public long At { get; init; }
        public string Station { get; init; } = "";
        public string Item { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Detail { get; init; } = "";
        public string Result { get; init; } = "";

        public long Task => Item.StartsWith('t') && long.TryParse(Item.AsSpan(1, Item.Split('/')[0].Length - 1), out var id) ? id : 0;

        public JournalLine Line(PortalId portal, ILookup<(string Item, long Link), PartnerTask> partners) => new(
            new JournalRow
            {
                Id = Id,
                Portal = portal,
                Link = new LinkId(Link),
                At = DateTimeOffset.FromUnixTimeMilliseconds(At),
                Station = Station,
                Item = Item,
                Reason = Reason,
                Detail = Detail,
            },
            Enum.Parse<LineResult>(Result),
            Task,
            Item.Contains('/', StringComparison.Ordinal),
            Task == 0 ? null : partners[(Items.Task(Task), Link)].FirstOrDefault());
    }
}

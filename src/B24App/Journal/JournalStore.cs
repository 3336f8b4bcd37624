using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Journal;

/// <summary>The append-only journal: why anything did or did not happen, per portal.</summary>
public sealed class JournalStore(Database database)
{
    private const string InsertSql = """
        INSERT INTO journal (portal_id, link_id, at, station, item, reason, detail)
        VALUES (@portal, @link, @at, @station, @item, @reason, @detail)
        """;

    private const string Columns = "SELECT id, portal_id, link_id, at, station, item, reason, detail FROM journal";

    private const string PageSql = Columns + """
         WHERE portal_id = @portal AND id < @before AND (@link = 0 OR link_id = @link)
         ORDER BY id DESC LIMIT @limit
        """;

    private const string ItemSql = Columns + """
         WHERE portal_id = @portal AND item = @item
         ORDER BY id LIMIT @limit
        """;

    /// <summary>Adds a row inside the caller's transaction, so that a deed and its line are on disk together.</summary>
    public static void Write(IDbConnection connection, JournalRow row) => connection.Execute(InsertSql, new
    {
        portal = row.Portal.Value,
        link = row.Link.Value,
        at = row.At.ToUnixTimeMilliseconds(),
        station = row.Station,
        item = row.Item,
        reason = row.Reason,
        detail = row.Detail,
    });

    /// <summary>Adds a row by itself.</summary>
    public Task Write(JournalRow row) => database.Write(connection => Write(connection, row));

    /// <summary>The newest rows of a portal, newest first; go on with the id of the last row as <paramref name="before"/>.</summary>
    public Task<IReadOnlyList<JournalRow>> Page(PortalId portal, LinkId link = default, long before = long.MaxValue, int limit = 50) =>
        Rows(PageSql, new { portal = portal.Value, link = link.Value, before, limit });

    /// <summary>What happened to one item of a portal, oldest first.</summary>
    public Task<IReadOnlyList<JournalRow>> OfItem(PortalId portal, string item, int limit = 500) =>
        Rows(ItemSql, new { portal = portal.Value, item, limit });

    private Task<IReadOnlyList<JournalRow>> Rows(string sql, object values) => database.Read<IReadOnlyList<JournalRow>>(async connection =>
        [.. (await connection.QueryAsync<Stored>(sql, values)).Select(row => row.Row())]);

    private sealed record Stored(long Id, long Portal_Id, long Link_Id, long At, string Station, string Item, string Reason, string Detail)
    {
        public JournalRow Row() => new()
        {
            Id = Id,
            Portal = new PortalId(Portal_Id),
            Link = new LinkId(Link_Id),
            At = DateTimeOffset.FromUnixTimeMilliseconds(At),
            Station = Station,
            Item = Item,
            Reason = Reason,
            Detail = Detail,
        };
    }
}

using System.Data;
using System.Globalization;
using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>What goes when a portal goes (RULES 27). Every table that is keyed by portal is covered, also the ones of later migrations.</summary>
internal static class Farewell
{
    private const string KeyedByPortalSql = """
        SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'portal_id'
         WHERE m.type = 'table' ORDER BY m.name
        """;

    private const string PersonalSql = """
        DELETE FROM token_pair WHERE portal_id = @portal;
        DELETE FROM lifecycle WHERE portal_id = @portal;
        UPDATE inbox SET data = '' WHERE portal_id = @portal AND data <> '';
        UPDATE journal SET detail = '' WHERE portal_id = @portal AND detail <> '';
        UPDATE outbox SET body = x'', state = 'void', settled_at = @now, outcome = 'uninstalled'
         WHERE portal_id = @portal AND settled_at = 0;
        UPDATE outbox SET body = x'', state = 'dropped', outcome = 'uninstalled' WHERE portal_id = @portal AND state = 'parked';
        UPDATE look SET ending = 'skipped', reason = 'PortalLeft', ended_day = max(opened_day, @now / 86400000)
         WHERE portal_id = @portal AND ended_day = 0 AND waits_for = 'portal';
        DELETE FROM backfill_run WHERE portal_id = @portal AND kind = 'leaktest';
        UPDATE file_copy SET name = x'' WHERE from_portal = @portal;
        UPDATE attachment SET name = x'' WHERE portal_id = @portal;
        DELETE FROM dirty WHERE portal_id = @portal;
        DELETE FROM person WHERE portal_id = @portal;
        DELETE FROM people_refresh WHERE portal_id = @portal;
        DELETE FROM person_print WHERE EXISTS (
            SELECT 1 FROM link l WHERE l.id = link_id AND @portal = CASE side WHEN 'A' THEN l.portal_a ELSE l.portal_b END);
        UPDATE met_person SET name = '' WHERE EXISTS (
            SELECT 1 FROM link l WHERE l.id = link_id AND @portal = CASE side WHEN 'A' THEN l.portal_a ELSE l.portal_b END);
        """;

    /// <summary>Tokens, names and texts go; ids, prints and contracts stay.</summary>
    public static void Personal(IDbConnection store, PortalId portal, DateTimeOffset now) =>
        store.Execute(PersonalSql, new { portal, now = now.ToUnixTimeMilliseconds() });

    /// <summary>Every row of the portal goes, and the portal itself.</summary>
    public static void Everything(IDbConnection store, PortalId portal)
    {
        store.Execute("DELETE FROM sub_item WHERE task_id IN (SELECT mapping_id FROM mapping_side WHERE portal_id = @portal)", new { portal });
        foreach (var table in store.Query<string>(KeyedByPortalSql).ToList())
        {
            store.Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM {table} WHERE portal_id = @portal"), new { portal });
        }

        store.Execute("DELETE FROM file_copy WHERE from_portal = @portal OR to_portal = @portal", new { portal });
        store.Execute("DELETE FROM portal WHERE id = @portal", new { portal });
    }
}

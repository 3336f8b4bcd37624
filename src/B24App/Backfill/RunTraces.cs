using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Backfill;

/// <summary>What the rows of the runs tell of a task: it stays true over a kill, which memory does not.</summary>
public static class RunTraces
{
    // A task is known by the item of the run that brought it, a mirror by the origin it belongs to. Asked for every event that comes in, so
    // both are looked up by number: an OR of the two would read every item of every run.
    internal const string ItemsSql = """
        SELECT i.run_id, i.state, i.at, i.earlier
          FROM (SELECT @portal AS portal_id, @task AS task
                UNION ALL
                SELECT o.portal_id, CAST(substr(o.item, 2) AS INTEGER)
                  FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id AND m.kind = 'task' JOIN mapping_side o ON o.mapping_id = m.id AND o.side = m.origin
                 WHERE s.portal_id = @portal AND s.item = 't' || @task AND s.side <> m.origin) named
          CROSS JOIN backfill_item i ON i.portal_id = named.portal_id AND i.task = named.task AND i.state IN ('looking', 'talking', 'done', 'failed')
          JOIN backfill_run r ON r.id = i.run_id AND r.kind = 'backfill'
        """;

    private const string SweptSql = "SELECT swept_at FROM sweep_portal WHERE portal_id = @portal";

    /// <summary>True when a run is at the task, or was after a moment.</summary>
    public static bool IsOfRun(IDbConnection connection, PortalId portal, long task, DateTimeOffset since) => connection.ExecuteScalar<bool>(
        $"SELECT EXISTS (SELECT 1 FROM ({ItemsSql}) WHERE state IN ('looking', 'talking') OR at >= @since)", new { portal, task, since = since.ToUnixTimeMilliseconds() });

    /// <summary>The run that is at the task; 0 for none.</summary>
    public static long RunAt(IDbConnection connection, PortalId portal, long task) =>
        connection.ExecuteScalar<long?>($"SELECT max(run_id) FROM ({ItemsSql}) WHERE state IN ('looking', 'talking')", new { portal, task }) ?? 0;

    /// <summary>True when a run brought the task over: then nothing is written into the origin until something of it changes.</summary>
    public static bool WasBrought(IDbConnection connection, PortalId portal, long task) =>
        connection.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM ({ItemsSql}) WHERE earlier = 0)", new { portal, task });

    /// <summary>When the portal was last swept whole; what was written since then comes up in the next sweep.</summary>
    public static DateTimeOffset SweptAt(IDbConnection connection, PortalId portal) =>
        DateTimeOffset.FromUnixTimeMilliseconds(connection.ExecuteScalar<long?>(SweptSql, new { portal }) ?? 0);
}

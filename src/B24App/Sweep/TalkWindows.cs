using System.Data;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Sweep;

/// <summary>
/// Discussions whose newest comments are read again without a hint (RULES 30): a message that was edited or deleted on the new
/// card moves no date and raises no event of the task (tasks.md §4.7).
/// </summary>
public sealed class TalkWindows(DirtyStore dirty, Patience patience)
{
    private const int MostAtOnce = 500;

    // New mirrors, and discussions in which a comment crossed since the last time.
    private const string RefreshSql = """
        INSERT INTO discussion_window (portal_id, task, active_at)
        SELECT s.portal_id, CAST(substr(s.item, 2) AS INTEGER), max(m.created_at)
          FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
         WHERE s.portal_id = @portal AND s.item >= 't' AND s.item < 'u' AND m.kind = 'task' AND m.state = 'live'
         GROUP BY s.portal_id, s.item
        ON CONFLICT (portal_id, task) DO NOTHING;

        UPDATE discussion_window SET active_at = max(active_at, said.at)
          FROM (SELECT s.portal_id, CAST(substr(s.item, 2) AS INTEGER) AS task, max(c.created_at) AS at
                  FROM mapping c JOIN mapping_side s ON s.mapping_id = c.parent_id
                 WHERE c.id > (SELECT mapped_to FROM sweep_portal WHERE portal_id = @portal) AND c.kind = 'comment' AND s.portal_id = @portal
                 GROUP BY s.portal_id, s.item) AS said
         WHERE discussion_window.portal_id = said.portal_id AND discussion_window.task = said.task;

        UPDATE sweep_portal SET mapped_to = (SELECT coalesce(max(id), 0) FROM mapping) WHERE portal_id = @portal;
        """;

    /// <summary>A listed date of activity.</summary>
    public static void Active(IDbConnection connection, PortalId portal, long task, DateTimeOffset at) => connection.Execute(
        "UPDATE discussion_window SET active_at = max(active_at, @at) WHERE portal_id = @portal AND task = @task",
        new { portal, task, at = at.ToUnixTimeMilliseconds() });

    /// <summary>Learns of new discussions and of comments that crossed; before <see cref="Active"/>.</summary>
    public static void Refresh(IDbConnection connection, PortalId portal) => connection.Execute(RefreshSql, new { portal });

    /// <summary>Marks the discussions that are due, the ones that waited longest first; returns how many.</summary>
    public int Mark(IDbConnection connection, PortalId portal, DateTimeOffset now)
    {
        var due = connection.Query<(long Task, long ActiveAt, long ReadAt)>(
                "SELECT task, active_at, read_at FROM discussion_window WHERE portal_id = @portal AND active_at > @kept ORDER BY read_at, task",
                new { portal, kept = (now - patience.QuietTalk).ToUnixTimeMilliseconds() })
            .Where(row => SweepSchedule.WindowIsDue(
                DateTimeOffset.FromUnixTimeMilliseconds(row.ActiveAt), row.ReadAt > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(row.ReadAt) : null, now, patience))
            .Take(MostAtOnce).Select(row => row.Task).ToList();
        foreach (var task in due)
        {
            dirty.Mark(connection, new Hint(portal, DirtyKind.Talk, task, Hint.Anything), "sweep");
        }

        connection.Execute("UPDATE discussion_window SET read_at = @now WHERE portal_id = @portal AND task = @task", due.Select(task => new { now = now.ToUnixTimeMilliseconds(), portal, task }));
        return due.Count;
    }

    /// <summary>Forgets discussions that nothing mirrors any more.</summary>
    public static void Forget(IDbConnection connection, PortalId portal) => connection.Execute(
        """
        DELETE FROM discussion_window WHERE portal_id = @portal AND NOT EXISTS (
            SELECT 1 FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id
             WHERE s.portal_id = @portal AND s.item = 't' || discussion_window.task AND m.kind = 'task' AND m.state = 'live')
        """,
        new { portal });
}

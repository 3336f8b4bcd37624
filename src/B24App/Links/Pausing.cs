using System.Data;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>What waits behind a link.</summary>
/// <param name="Items">Tasks and discussions to look at, and calls that have not left.</param>
/// <param name="Oldest">Since when the oldest waits; null when nothing does.</param>
public sealed record Backlog(int Items, DateTimeOffset? Oldest);

/// <summary>Answer to a resume or a release.</summary>
/// <param name="Answer">Done, or why not.</param>
/// <param name="Backlog">What waits and goes on now (RULES 21).</param>
public sealed record Resumed(LinkAnswer Answer, Backlog Backlog);

/// <summary>Pause and resume: either side pauses, and who paused resumes (RULES 21).</summary>
public sealed class Pausing(Database database, LinkBook book)
{
    private const string BacklogSql = """
        SELECT COUNT(*) AS Items, MIN(since) AS Oldest FROM (
            SELECT d.hinted_at AS since
              FROM dirty d
             WHERE EXISTS (SELECT 1 FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id
                            WHERE s.portal_id = d.portal_id AND s.item = 't' || d.task AND m.link_id = @link AND m.kind = 'task')
            UNION ALL
            SELECT first_at FROM skip WHERE link_id = @link AND reason = 'LinkPaused'
            UNION ALL
            SELECT created_at FROM outbox WHERE link_id = @link AND settled_at = 0)
        """;

    /// <summary>Stops everything that crosses, both ways.</summary>
    public Task<LinkAnswer> Pause(LinkId link, Side side, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, side, by, now, LinkRow.Running) is { } no)
        {
            return no;
        }

        if (PausedAt(row!, side) != 0)
        {
            return LinkAnswer.NothingToDo;
        }

        SetPaused(connection, link, side, now.ToUnixTimeMilliseconds());
        LinkActs.Tell(connection, row!, now, LinkNews.Paused, LinkActs.By(row!, side, by));
        return LinkAnswer.Done;
    });

    /// <summary>Lifts the pause of this side; the other side's own pause stays.</summary>
    public Task<Resumed> Resume(LinkId link, Side side, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, side, by, now, LinkRow.Running) is { } no)
        {
            return new Resumed(no, new Backlog(0, null));
        }

        var waits = Count(connection, link);
        if (PausedAt(row!, side) == 0)
        {
            return new Resumed(LinkAnswer.NothingToDo, waits);
        }

        SetPaused(connection, link, side, 0);
        GoOn(connection, row!, now, LinkNews.Resumed, LinkActs.By(row!, side, by, $"{waits.Items} wait"));
        return new Resumed(LinkAnswer.Done, waits);
    });

    /// <summary>An administrator of either side read why the link was held and lets it go on.</summary>
    public Task<Resumed> Release(LinkId link, Side side, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, side, by, now, LinkRow.Running) is { } no)
        {
            return new Resumed(no, new Backlog(0, null));
        }

        var waits = Count(connection, link);
        if (row!.Held.Length == 0)
        {
            return new Resumed(LinkAnswer.NothingToDo, waits);
        }

        connection.Execute("UPDATE link SET held = '' WHERE id = @link", new { link = link.Value });
        GoOn(connection, row, now, LinkNews.Released, LinkActs.By(row, side, by, row.Held));
        return new Resumed(LinkAnswer.Done, waits);
    });

    /// <summary>What waits behind a link now; the page shows it before "resume" is pressed.</summary>
    public Task<Backlog> Waiting(LinkId link) => database.Read(connection => Task.FromResult(Count(connection, link)));

    private static void GoOn(IDbConnection connection, LinkRow row, DateTimeOffset now, string reason, Func<Side, string> detail)
    {
        connection.Execute("UPDATE link SET resumed_at = @at WHERE id = @link", new { link = row.Id, at = now.ToUnixTimeMilliseconds() });
        LinkActs.Tell(connection, row, now, reason, detail);
    }

    private static long PausedAt(LinkRow row, Side side) => side == Side.A ? row.PausedA : row.PausedB;

    private static void SetPaused(IDbConnection connection, LinkId link, Side side, long at) => connection.Execute(
        side == Side.A ? "UPDATE link SET paused_a = @at WHERE id = @link" : "UPDATE link SET paused_b = @at WHERE id = @link",
        new { link = link.Value, at });

    private static Backlog Count(IDbConnection connection, LinkId link)
    {
        var (items, oldest) = connection.QuerySingle<(int Items, long? Oldest)>(BacklogSql, new { link = link.Value });
        return new Backlog(items, oldest is { } since ? LinkRow.Moment(since) : null);
    }
}

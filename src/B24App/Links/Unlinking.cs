using System.Data;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>What an unlink would touch.</summary>
/// <param name="Tasks">Pairs of tasks.</param>
/// <param name="Comments">Pairs of comments.</param>
/// <param name="MirrorsAtA">Mirrored tasks that stand at A.</param>
/// <param name="MirrorsAtB">Mirrored tasks that stand at B.</param>
/// <param name="Waiting">Calls that have not left and never will.</param>
public sealed record UnlinkCount(int Tasks, int Comments, int MirrorsAtA, int MirrorsAtB, int Waiting)
{
    /// <summary>Mirrored tasks that stand at a side.</summary>
    public int MirrorsAt(Side side) => side == Side.A ? MirrorsAtA : MirrorsAtB;
}

/// <summary>The end of a link. The count is shown first; the stations carry the ending out.</summary>
public sealed class Unlinking(Database database, LinkBook book)
{
    private const string CountSql = """
        SELECT COUNT(*) FILTER (WHERE kind = 'task')                     AS Tasks,
               COUNT(*) FILTER (WHERE kind = 'comment' AND part <= 1)     AS Comments,
               COUNT(*) FILTER (WHERE kind = 'task' AND origin = 'B')    AS MirrorsAtA,
               COUNT(*) FILTER (WHERE kind = 'task' AND origin = 'A')    AS MirrorsAtB,
               (SELECT COUNT(*) FROM outbox WHERE link_id = @link AND settled_at = 0) AS Waiting
          FROM mapping WHERE link_id = @link AND state IN ('live', 'outside')
        """;

    private const string EndSql = """
        UPDATE link SET life = 'ended', ended_by = @side, ended_at = @at, ending_a = @atA, ending_b = @atB WHERE id = @link;
        DELETE FROM proposal WHERE link_id = @link;
        DELETE FROM person_print WHERE link_id = @link;
        DELETE FROM met_person WHERE link_id = @link;
        """;

    /// <summary>What an unlink would touch now.</summary>
    public Task<UnlinkCount> Count(LinkId link) => database.Read(connection => Task.FromResult(Count(connection, link)));

    /// <summary>
    /// Ends a link. The policy is for the mirrors on the administrator's own portal; the partner's portal gets at most a mark,
    /// because nobody deletes in a portal that is not his. In a self-link the policy is for both groups.
    /// </summary>
    public Task<LinkAnswer> End(LinkId link, Side side, EndingPolicy policy, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, side, by, now, LinkRow.Running) is { } no)
        {
            return no;
        }

        var (atA, atB) = Policies(side, policy, row!.PortalA == row.PortalB);
        var count = Count(connection, link);
        connection.Execute(EndSql, new
        {
            link = link.Value,
            side = side.ToString(),
            at = now.ToUnixTimeMilliseconds(),
            atA = atA.ToString(),
            atB = atB.ToString(),
        });
        LinkActs.Tell(connection, row, now, LinkNews.Ended, LinkActs.By(row, side, by, $"{count.Tasks} tasks, {count.Comments} comments"));
        return LinkAnswer.Done;
    });

    /// <summary>What becomes of the mirrors at A and at B.</summary>
    public static (EndingPolicy AtA, EndingPolicy AtB) Policies(Side by, EndingPolicy policy, bool selfLink)
    {
        var partners = selfLink || policy == EndingPolicy.Keep ? policy : EndingPolicy.Mark;
        return by == Side.A ? (policy, partners) : (partners, policy);
    }

    private static UnlinkCount Count(IDbConnection connection, LinkId link)
    {
        var (tasks, comments, atA, atB, waiting) = connection.QuerySingle<(int, int, int, int, int)>(CountSql, new { link = link.Value });
        return new UnlinkCount(tasks, comments, atA, atB, waiting);
    }
}

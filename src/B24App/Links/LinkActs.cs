using System.Data;
using B24App.Journal;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>What the services of this folder do alike: who may act, whom to tell, how a contract gets its number.</summary>
internal static class LinkActs
{
    private const string ContractSql = """
        INSERT INTO contract (link_id, number, half_a, half_b, made_by, made_at)
        VALUES (@link, @number, @a, @b, @by, @at);
        UPDATE link SET contract = @number, half_a = @a, half_b = @b WHERE id = @link;
        """;

    /// <summary>The sides a portal has in a link: one, both in a self-link, or none.</summary>
    public static IEnumerable<Side> SidesOf(LinkRow row, PortalId portal) =>
        new[] { Side.A, Side.B }.Where(side => row.Portal(side) == portal);

    /// <summary>Why an administrator may not act for a side; null when he may. A stranger learns only that there is no such link.</summary>
    public static LinkAnswer? Refusal(LinkRow? row, Side side, Admin admin, DateTimeOffset now, params ReadOnlySpan<string> lives) =>
        row is null || row.Portal(side) != admin.Portal ? LinkAnswer.NotFound
        : !admin.IsFresh(now) ? LinkAnswer.AskRightsAgain
        : !lives.Contains(row.Life) ? LinkAnswer.WrongState
        : null;

    /// <summary>Puts the next numbered contract in force.</summary>
    public static int NewContract(IDbConnection connection, LinkRow row, Half a, Half b, Side by, DateTimeOffset now)
    {
        var number = row.Contract + 1;
        connection.Execute(ContractSql, new
        {
            link = row.Id,
            number,
            a = HalfJson.Write(a),
            b = HalfJson.Write(b),
            by = by.ToString(),
            at = now.ToUnixTimeMilliseconds(),
        });
        return number;
    }

    /// <summary>One journal row per portal; each side's detail is written for its own reader (RULES 5).</summary>
    public static void Tell(IDbConnection connection, LinkRow row, DateTimeOffset now, string reason, Func<Side, string> detail)
    {
        foreach (var side in new[] { Side.A, Side.B }.Where(side => row.Portal(side).Value != 0).DistinctBy(row.Portal))
        {
            TellOne(connection, row, side, now, reason, detail(side));
        }
    }

    /// <summary>A journal row for one side only.</summary>
    public static void TellOne(IDbConnection connection, LinkRow row, Side side, DateTimeOffset now, string reason, string detail) =>
        JournalStore.Write(connection, new JournalRow
        {
            Portal = row.Portal(side),
            Link = new LinkId(row.Id),
            At = now,
            Station = "link",
            Reason = reason,
            Detail = detail,
        });

    /// <summary>"user 5" for the own portal, "partner" for the other; then words that both may read.</summary>
    public static Func<Side, string> By(LinkRow row, Side side, Admin admin, string both = "") => reader =>
        (reader == side || row.PortalA == row.PortalB ? $"user {admin.User}" : "partner") + (both.Length > 0 ? "; " + both : "");
}

using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>A row of the invitation table.</summary>
internal sealed class InvitationRow
{
    public long LinkId { get; init; }

    public byte[] Hash { get; init; } = [];

    public long ExpiresAt { get; init; }

    public long UsedAt { get; init; }

    public long RevokedAt { get; init; }

    public int Misses { get; init; }

    public InvitationState State(DateTimeOffset now) =>
        UsedAt != 0 ? InvitationState.Used
        : RevokedAt != 0 || Misses >= Invitations.MostMisses ? InvitationState.Revoked
        : now.ToUnixTimeMilliseconds() >= ExpiresAt ? InvitationState.Expired
        : InvitationState.Open;
}

/// <summary>Counts wrong codes per portal and per code (RULES 37).</summary>
internal static class InvitationTries
{
    private const string FindSql = """
        SELECT link_id AS LinkId, hash, expires_at AS ExpiresAt, used_at AS UsedAt, revoked_at AS RevokedAt, misses
          FROM invitation WHERE locator = @locator
        """;

    private const string MissSql = """
        DELETE FROM invitation_miss WHERE at <= @old;
        INSERT INTO invitation_miss (portal_id, at) VALUES (@portal, @at);
        """;

    public static InvitationRow? Find(IDbConnection connection, string locator) =>
        connection.QuerySingleOrDefault<InvitationRow>(FindSql, new { locator });

    public static bool AreSpent(IDbConnection connection, PortalId portal, DateTimeOffset now) => connection.ExecuteScalar<int>(
        "SELECT COUNT(*) FROM invitation_miss WHERE portal_id = @portal AND at > @old",
        new { portal = portal.Value, old = Old(now) }) >= Invitations.MostMisses;

    public static void Miss(IDbConnection connection, InvitationRow? near, PortalId portal, DateTimeOffset now)
    {
        connection.Execute(MissSql, new { portal = portal.Value, at = now.ToUnixTimeMilliseconds(), old = Old(now) });
        if (near is not null)
        {
            connection.Execute("UPDATE invitation SET misses = misses + 1 WHERE link_id = @link", new { link = near.LinkId });
        }
    }

    private static long Old(DateTimeOffset now) => (now - Invitations.MissWindow).ToUnixTimeMilliseconds();
}

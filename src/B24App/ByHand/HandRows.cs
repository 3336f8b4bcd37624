using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.ByHand;

/// <summary>Rows of what people decided about single tasks. Writes are for use inside the commit of the act.</summary>
internal static class HandRows
{
    /// <summary>A task is sent by hand; false when it was already.</summary>
    public static bool Send(IDbConnection connection, PortalId portal, LinkId link, string item, bool withComments, long user, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO sent_by_hand (portal_id, link_id, item, with_comments, user_id, at) VALUES (@portal, @link, @item, @withComments, @user, @at)
        ON CONFLICT DO NOTHING
        """,
        new { portal, link, item, withComments, user, at = now.ToUnixTimeMilliseconds() }) > 0;

    /// <summary>It could not leave: a "yes" of today must not send it at some later time.</summary>
    public static void Forget(IDbConnection connection, PortalId portal, LinkId link, string item) =>
        connection.Execute("DELETE FROM sent_by_hand WHERE portal_id = @portal AND link_id = @link AND item = @item", new { portal, link, item });

    /// <summary>Somebody sent it and it has not left yet.</summary>
    public static Task<bool> IsSent(Database db, PortalId portal, LinkId link, string item) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM sent_by_hand WHERE portal_id = @portal AND link_id = @link AND item = @item)", new { portal, link, item }));

    /// <summary>The mirroring of a task is ended by a portal; false when it was ended by hand already.</summary>
    public static bool Stop(IDbConnection connection, MappingId mapping, PortalId portal, long user, DateTimeOffset now) => connection.Execute(
        "INSERT INTO stopped_by_hand (mapping_id, portal_id, user_id, at) VALUES (@mapping, @portal, @user, @at) ON CONFLICT DO NOTHING",
        new { mapping, portal, user, at = now.ToUnixTimeMilliseconds() }) > 0;

    /// <summary>The portal that ended it begins it again; false when it did not end it.</summary>
    public static bool Restart(IDbConnection connection, MappingId mapping, PortalId portal) =>
        connection.Execute("DELETE FROM stopped_by_hand WHERE mapping_id = @mapping AND portal_id = @portal", new { mapping, portal }) > 0;

    /// <summary>Portal that ended the mirroring of a task; null when nobody did.</summary>
    public static Task<PortalId?> StoppedBy(Database db, MappingId mapping) => db.Read(async connection =>
        await connection.ExecuteScalarAsync<long?>("SELECT portal_id FROM stopped_by_hand WHERE mapping_id = @mapping", new { mapping }) is { } portal ? new PortalId(portal) : (PortalId?)null);
}

using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>Somebody who manages links and settings without being an administrator of his portal.</summary>
/// <param name="User">His id there.</param>
/// <param name="Name">His name; empty while the portal's people were not read.</param>
/// <param name="GrantedBy">Administrator who gave him the role.</param>
/// <param name="GrantedAt">When.</param>
public sealed record Deputy(long User, string Name, long GrantedBy, DateTimeOffset GrantedAt);

/// <summary>The deputies of portals. Only an administrator gives or takes the role; a deputy passes it to nobody.</summary>
public sealed class Deputies(Database database, TimeProvider clock)
{
    private const string OfSql = """
        SELECT d.user_id, coalesce(p.name, ''), d.granted_by, d.granted_at
          FROM deputy d LEFT JOIN person p ON p.portal_id = d.portal_id AND p.user_id = d.user_id
         WHERE d.portal_id = @portal ORDER BY d.granted_at, d.user_id
        """;

    private const string GrantSql = """
        INSERT INTO deputy (portal_id, user_id, granted_by, granted_at) VALUES (@portal, @user, @by, @at)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>All of a portal, the oldest first.</summary>
    public Task<IReadOnlyList<Deputy>> Of(PortalId portal) => database.Read<IReadOnlyList<Deputy>>(async store =>
        [.. (await store.QueryAsync<(long User, string Name, long By, long At)>(OfSql, new { portal }))
            .Select(row => new Deputy(row.User, row.Name, row.By, DateTimeOffset.FromUnixTimeMilliseconds(row.At)))]);

    /// <summary>Whether a user has the role.</summary>
    public Task<bool> Has(PortalId portal, long user) => database.Read(store => store.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM deputy WHERE portal_id = @portal AND user_id = @user)", new { portal, user }));

    /// <summary>Gives the role.</summary>
    public Task Grant(PortalId portal, long user, long by) => database.Write(store =>
    {
        store.Execute(GrantSql, new { portal, user, by, at = clock.GetUtcNow().ToUnixTimeMilliseconds() });
    });

    /// <summary>Takes it.</summary>
    public Task Revoke(PortalId portal, long user) => database.Write(store =>
    {
        store.Execute("DELETE FROM deputy WHERE portal_id = @portal AND user_id = @user", new { portal, user });
    });
}

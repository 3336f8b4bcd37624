using B24App.Store;
using Dapper;

namespace B24App.Portals;

/// <summary>Somebody who may manage links without being an administrator of his portal.</summary>
/// <param name="User">His id there.</param>
/// <param name="Name">His name when he got the role.</param>
/// <param name="GrantedBy">Administrator who gave it.</param>
/// <param name="GrantedAt">When.</param>
public sealed record Deputy(long User, string Name, long GrantedBy, DateTimeOffset GrantedAt);

/// <summary>Who was given the administrator's part in the application.</summary>
public sealed class Deputies(Database database, TimeProvider clock)
{
    private const string GrantSql = """
        INSERT INTO deputy (portal_id, user_id, name, granted_by, granted_at) VALUES (@portal, @user, @name, @by, @at)
        ON CONFLICT DO UPDATE SET name = excluded.name
        """;

    /// <summary>The deputies of a portal.</summary>
    public Task<IReadOnlyList<Deputy>> Of(PortalId portal) => database.Read<IReadOnlyList<Deputy>>(async store =>
        [.. (await store.QueryAsync<(long User, string Name, long By, long At)>(
            "SELECT user_id, name, granted_by, granted_at FROM deputy WHERE portal_id = @portal ORDER BY name, user_id", new { portal }))
            .Select(row => new Deputy(row.User, row.Name, row.By, DateTimeOffset.FromUnixTimeMilliseconds(row.At)))]);

    /// <summary>Whether a user has the role now.</summary>
    public Task<bool> Has(PortalId portal, long user) => database.Read(store => store.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM deputy WHERE portal_id = @portal AND user_id = @user)", new { portal, user }));

    /// <summary>An administrator gives the role.</summary>
    public Task Grant(PortalId portal, long user, string name, long by) => database.Write(store =>
    {
        store.Execute(GrantSql, new { portal, user, name, by, at = clock.GetUtcNow().ToUnixTimeMilliseconds() });
    });

    /// <summary>An administrator takes it back.</summary>
    public Task Revoke(PortalId portal, long user) => database.Write(store =>
    {
        store.Execute("DELETE FROM deputy WHERE portal_id = @portal AND user_id = @user", new { portal, user });
    });
}

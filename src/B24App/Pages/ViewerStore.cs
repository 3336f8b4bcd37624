using B24App.Store;
using Dapper;

namespace B24App.Pages;

/// <summary>What each person chose for his page; the portal itself tells us nothing of its theme.</summary>
public sealed class ViewerStore(Database database)
{
    /// <summary>The themes there are.</summary>
    public static readonly IReadOnlyList<string> Themes = ["light", "dark", "auto"];

    /// <summary>His theme; light until he chose.</summary>
    public async Task<string> Theme(PortalId portal, long user) => await database.Read(store => store.ExecuteScalarAsync<string?>(
        "SELECT theme FROM viewer WHERE portal_id = @portal AND user_id = @user", new { portal, user })) ?? Themes[0];

    /// <summary>He chose.</summary>
    public Task Choose(PortalId portal, long user, string theme) => database.Write(store =>
    {
        store.Execute(
            "INSERT INTO viewer (portal_id, user_id, theme) VALUES (@portal, @user, @theme) ON CONFLICT DO UPDATE SET theme = excluded.theme",
            new { portal, user, theme });
    });
}

using B24App.Store;
using Dapper;

namespace B24App.Pages;

/// <summary>What one person chose for his page.</summary>
/// <param name="Theme"><c>light</c>, <c>dark</c> or <c>auto</c>.</param>
/// <param name="Language"><c>ru</c> or <c>en</c>; empty means as the portal says.</param>
public sealed record Viewer(string Theme, string Language)
{
    /// <summary>Who chose nothing.</summary>
    public static Viewer Default { get; } = new(ViewerStore.Themes[0], "");
}

/// <summary>What each person chose for his page; the portal itself tells us nothing of its theme.</summary>
public sealed class ViewerStore(Database database)
{
    /// <summary>The themes there are.</summary>
    public static readonly IReadOnlyList<string> Themes = ["light", "dark", "auto"];

    /// <summary>What he chose.</summary>
    public async Task<Viewer> Of(PortalId portal, long user) => await database.Read(store => store.QuerySingleOrDefaultAsync<Viewer>(
        "SELECT theme, language FROM viewer WHERE portal_id = @portal AND user_id = @user", new { portal, user })) ?? Viewer.Default;

    /// <summary>He chose.</summary>
    public Task Choose(PortalId portal, long user, Viewer choice) => database.Write(store =>
    {
        store.Execute(
            """
            INSERT INTO viewer (portal_id, user_id, theme, language) VALUES (@portal, @user, @Theme, @Language)
            ON CONFLICT DO UPDATE SET theme = excluded.theme, language = excluded.language
            """,
            new { portal, user, choice.Theme, choice.Language });
    });
}

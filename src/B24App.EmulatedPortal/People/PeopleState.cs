using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.People;

/// <summary>What the page must know and REST does not tell: who can act here and which apps are registered. No secrets.</summary>
internal static class PeopleState
{
    /// <summary>Reads it; call under the portal's gate.</summary>
    public static JsonObject Of(Portal portal, IReadOnlyList<PeopleApp> apps) => new()
    {
        ["company"] = portal.Name,
        ["domain"] = portal.Domain,
        ["language"] = portal.Language == "ru" ? "ru" : "en",
        ["now"] = portal.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["users"] = new JsonArray([.. portal.Users.Values.Where(user => !user.IsHidden).Select(Person)]),
        ["apps"] = new JsonArray([.. apps.Select(App)]),
    };

    private static JsonObject Person(PortalUser user) => new()
    {
        ["id"] = user.Id,
        ["name"] = user.FullName,
        ["position"] = user.Position,
        ["isAdmin"] = user.IsAdmin,
        ["isActive"] = user.IsActive,
    };

    private static JsonObject App(PeopleApp app) => new()
    {
        ["clientId"] = app.ClientId,
        ["title"] = app.Title,
        ["version"] = app.Version,
        ["installed"] = app.IsInstalled,
        ["appUrl"] = app.AppUrl,
        ["installUrl"] = app.InstallUrl,
        ["scopes"] = new JsonArray([.. app.Scopes.Select(scope => (JsonNode?)scope)]),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Basics;
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
        ["taskTabs"] = Tabs(portal, code => code == "TASK_VIEW_TAB"),
        ["crmTabs"] = Tabs(portal, code => code.StartsWith("CRM_", StringComparison.Ordinal) && code.EndsWith("_DETAIL_TAB", StringComparison.Ordinal)),
    };

    private static JsonArray Tabs(Portal portal, Func<string, bool> isHere) => new([.. portal.State<Placements>().All
        .Where(placement => isHere(placement.Code) && portal.Apps.TryGetValue(placement.ClientId, out var app) && app.IsInstalled)
        .Select(placement => Tab(placement, portal))]);

    private static JsonObject Person(PortalUser user) => new()
    {
        ["id"] = user.Id,
        ["name"] = user.FullName,
        ["position"] = user.Position,
        ["isAdmin"] = user.IsAdmin,
        ["isActive"] = user.IsActive,
    };

    // Shown in the portal's language where the app gave one (b24restdocs: api-reference/widgets/placement-bind.md, LANG_ALL).
    private static JsonObject Tab(Placement placement, Portal portal) => new()
    {
        ["clientId"] = placement.ClientId,
        ["code"] = placement.Code,
        ["title"] = Php.AsText(Php.Field(Php.Field(placement.Languages, portal.Language), "TITLE")) is { Length: > 0 } title ? title
            : placement.Title.Length > 0 ? placement.Title
            : portal.Apps[placement.ClientId].Title,
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

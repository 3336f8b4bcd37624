using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Basics;

/// <summary>What an app can ask about itself and the portal (b24restdocs: api-reference/common/system/).</summary>
internal static class AppMethods
{
    private static readonly string[] MethodsWithoutScope = ["batch"];

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("app.info", null, call => Info(call, table)));
        table.Add(new RestMethod("scope", null, call => Scope(call, table)));
        table.Add(new RestMethod("method.get", null, call => Method(call, table)));
        table.Add(new RestMethod("methods", null, call => Methods(call, table)));
        table.Add(new RestMethod("feature.get", null, Feature));
        table.Add(new RestMethod("rest.documentation.openapi", null, _ => OpenApi(table)) { IsV3 = true });
        table.Add(new RestMethod("documentation", null, _ => OpenApi(table)) { IsV3 = true });
        table.Add(new RestMethod("server.time", null, call => new RestAnswer(Envelope.Iso(call.Now, call.Portal.UtcOffset))));
    }

    private static RestAnswer Info(RestCall call, MethodTable table)
    {
        var license = License(call.Portal);
        if (call.App is not { } app)
        {
            return new RestAnswer(new JsonObject { ["SCOPE"] = new JsonArray([.. AllScopes(table).Select(scope => (JsonNode)scope)]), ["LICENSE"] = license });
        }

        return new RestAnswer(new JsonObject
        {
            ["ID"] = call.Portal.Apps.Keys.Order(StringComparer.Ordinal).ToList().IndexOf(app.ClientId) + 1,
            ["CODE"] = app.ClientId,
            ["VERSION"] = app.Version,
            ["STATUS"] = app.Status,
            ["INSTALLED"] = app.IsInstalled,
            ["PAYMENT_EXPIRED"] = app.IsPaymentExpired ? "Y" : "N",
            ["DAYS"] = null,
            ["LANGUAGE_ID"] = call.Portal.Language,
            ["LICENSE"] = license,
            ["LICENSE_TYPE"] = license[3..],
            ["LICENSE_FAMILY"] = call.Portal.Switches.Enterprise ? "ent" : "pro",
        });
    }

    private static string License(Portal portal) => portal.Language + (portal.Switches.Enterprise ? "_ent250" : "_pro100");

    private static RestAnswer Scope(RestCall call, MethodTable table)
    {
        var scopes = call.App is { } app && !IsTrue(call, "full") ? app.Scopes.Order(StringComparer.Ordinal) : AllScopes(table);
        return new RestAnswer(new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]));
    }

    private static RestAnswer Method(RestCall call, MethodTable table)
    {
        var name = Php.AsText(Php.Field(call.Parameters, "name")) ?? "";
        var method = table.Find(name, v3: false) is { } known && known.OfferedWhen(call.Portal.Switches) ? known : null;
        var isBatch = name.Equals("batch", StringComparison.OrdinalIgnoreCase);
        return new RestAnswer(new JsonObject
        {
            ["isExisting"] = isBatch || method is not null,
            ["isAvailable"] = isBatch || (method is not null && IsOpen(call, method)),
        });
    }

    private static RestAnswer Methods(RestCall call, MethodTable table)
    {
        var scope = Php.AsText(Php.Field(call.Parameters, "scope"));
        var full = IsTrue(call, "full");
        var names = table.All
            .Where(method => !method.IsV3 && method.OfferedWhen(call.Portal.Switches) && (scope is { Length: > 0 } ? method.Scopes.Contains(scope) : full || IsOpen(call, method)))
            .Select(method => method.Name);
        return new RestAnswer(new JsonArray([.. (scope is { Length: > 0 } ? names : MethodsWithoutScope.Concat(names)).Select(name => (JsonNode)name)]));
    }

    private static RestAnswer Feature(RestCall call)
    {
        var code = Php.AsText(Php.Field(call.Parameters, "CODE"));
        if (string.IsNullOrEmpty(code))
        {
            throw new RestError("CODE_EMPTY", "CODE can't be empty");
        }

        var has = code.ToLowerInvariant() switch
        {
            "rest_offline_extended" => call.Portal.Switches.RestOfflineExtended,
            "rest_auth_connector" => call.Portal.Switches.RestAuthConnector,
            _ => false,
        };
        return new RestAnswer(new JsonObject { ["value"] = has ? "Y" : "N" });
    }

    // The list of methods is what clients read it for (b24restdocs: api-reference/rest-v3.md); schemas are left empty.
    private static RestAnswer OpenApi(MethodTable table) => new(new JsonObject
    {
        ["openapi"] = "3.0.0",
        ["info"] = new JsonObject { ["title"] = "Bitrix24 REST V3 API", ["version"] = "1.0.0" },
        ["tags"] = new JsonArray(),
        ["paths"] = new JsonObject(table.All.Where(method => method.IsV3)
            .Select(method => new KeyValuePair<string, JsonNode?>("/" + method.Name, new JsonObject()))),
        ["components"] = new JsonObject { ["schemas"] = new JsonObject() },
    })
    {
        IsWhole = true,
    };

    private static IEnumerable<string> AllScopes(MethodTable table) =>
        table.All.SelectMany(method => method.Scopes).Append("placement").Distinct().Order(StringComparer.Ordinal);

    private static bool IsOpen(RestCall call, RestMethod method) =>
        call.App is null || method.Scopes.Count == 0 || method.Scopes.Any(call.App.Scopes.Contains);

    private static bool IsTrue(RestCall call, string name) =>
        Php.AsText(Php.Field(call.Parameters, name)) is { } text && text is not ("" or "0" or "false");
}

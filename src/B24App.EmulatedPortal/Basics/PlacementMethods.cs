using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Basics;

/// <summary><c>placement.*</c> (b24restdocs: api-reference/widgets/).</summary>
internal static class PlacementMethods
{
    private const string Worker = "PAGE_BACKGROUND_WORKER";

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("placement.bind", "placement", Bind) { AppOnly = true, AdminOnly = true });
        table.Add(new RestMethod("placement.list", "placement", List) { AppOnly = true });
        table.Add(new RestMethod("placement.get", "placement", Get) { AppOnly = true, AdminOnly = true });
        table.Add(new RestMethod("placement.unbind", "placement", Unbind) { AppOnly = true, AdminOnly = true });
    }

    private static RestAnswer Bind(RestCall call)
    {
        var code = Required(call, "PLACEMENT", 200).ToUpperInvariant();
        var handler = Required(call, "HANDLER", 200);
        if (!PlacementCatalog.All.Any(known => known.Code == code && (known.Scope is null || call.App!.Scopes.Contains(known.Scope))))
        {
            throw new RestError("ERROR_PLACEMENT_NOT_FOUND", "Placement not found");
        }

        HandlerAddress.Check(handler);
        var userId = Php.AsId(Text(call, "USER_ID")) ?? 0;
        if (userId != 0 && code != Worker)
        {
            throw new RestError("ERROR_PLACEMENT_USER_MODE", "User mode is not available for this placement", 200);
        }

        var options = Php.Field(call.Parameters, "OPTIONS");
        if (code == Worker && string.IsNullOrEmpty(Php.AsText(Php.Field(options, "errorHandlerUrl"))))
        {
            throw new RestError("EMPTY_ERROR_HANDLER_URL", "errorHandlerUrl is empty", 200);
        }

        var placements = call.Portal.State<Placements>();
        if (code is Worker or "REST_APP_URI" && placements.Find(call.App!.ClientId, code) is not null)
        {
            throw new RestError("ERROR_PLACEMENT_MAX_COUNT", "Placement allows one handler only", 200);
        }

        var title = Php.AsText(Text(call, "TITLE")) ?? "";
        if (placements.All.Any(there => there.ClientId == call.App!.ClientId && there.Code == code && there.Handler == handler && there.Title == title))
        {
            throw new RestError("ERROR_CORE", "Unable to set placement handler: Handler already binded");
        }

        placements.All.Add(new Placement(call.App!.ClientId, code, handler, title, Php.AsText(Text(call, "DESCRIPTION")) ?? "", userId)
        {
            Options = code == "LEFT_MENU" || options is not JsonObject map ? new JsonArray() : map.DeepClone(),
            Languages = Php.Field(call.Parameters, "LANG_ALL")?.DeepClone() ?? new JsonArray(),
        });
        return new RestAnswer(true);
    }

    private static RestAnswer List(RestCall call)
    {
        var scope = Php.AsText(Text(call, "SCOPE"));
        var full = Php.AsText(Text(call, "FULL")) is { } text && text is not ("" or "0" or "false");
        return new RestAnswer(new JsonArray([.. PlacementCatalog.All
            .Where(known => scope is { Length: > 0 } ? known.Scope == scope : full || known.Scope is null || call.App!.Scopes.Contains(known.Scope))
            .Select(known => (JsonNode)known.Code)]));
    }

    private static RestAnswer Get(RestCall call) => new(new JsonArray([.. Own(call).Select(placement => (JsonNode)new JsonObject
    {
        ["placement"] = placement.Code,
        ["userId"] = placement.UserId,
        ["handler"] = placement.Handler,
        ["options"] = placement.Options.DeepClone(),
        ["title"] = placement.Title,
        ["description"] = placement.Description,
        ["langAll"] = placement.Languages.DeepClone(),
    })]));

    private static RestAnswer Unbind(RestCall call)
    {
        var code = Required(call, "PLACEMENT", 400);
        var handler = Php.AsText(Text(call, "HANDLER"));
        var userId = Php.AsId(Text(call, "USER_ID"));
        var gone = Own(call).Where(placement => placement.Code.Equals(code, StringComparison.OrdinalIgnoreCase)
            && (string.IsNullOrEmpty(handler) || placement.Handler == handler)
            && (userId is null || placement.UserId == userId)).ToList();
        call.Portal.State<Placements>().All.RemoveAll(gone.Contains);
        // One for each row found and one more for each row removed: the documents say so.
        return new RestAnswer(new JsonObject { ["count"] = gone.Count * 2 });
    }

    private static IEnumerable<Placement> Own(RestCall call) =>
        call.Portal.State<Placements>().All.Where(placement => placement.ClientId == call.App!.ClientId);

    private static JsonNode? Text(RestCall call, string name) => Php.Field(call.Parameters, name);

    private static string Required(RestCall call, string name, int status) => Text(call, name) switch
    {
        JsonObject or JsonArray => throw Argument($"The value of an argument '{name}' must be of type string", name, status),
        var sent when Php.AsText(sent) is { Length: > 0 } text => text,
        _ => throw Argument($"Argument '{name}' is null or empty", name, status),
    };

    private static RestError Argument(string text, string name, int status) =>
        new("ERROR_ARGUMENT", text, status) { Extra = new JsonObject { ["argument"] = name } };
}

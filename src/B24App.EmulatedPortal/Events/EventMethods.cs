using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Events;

/// <summary><c>events</c> and <c>event.*</c> (b24restdocs: api-reference/events/). The offline queue is not there yet and refuses.</summary>
internal static class EventMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("events", null, List) { AppOnly = true });
        table.Add(new RestMethod("event.bind", null, Bind) { AppOnly = true });
        table.Add(new RestMethod("event.get", null, Get) { AppOnly = true });
        table.Add(new RestMethod("event.unbind", null, Unbind) { AppOnly = true });
        table.Add(new RestMethod("event.test", null, Test) { AppOnly = true });
    }

    private static RestAnswer List(RestCall call)
    {
        var scope = Php.AsText(Php.Field(call.Parameters, "SCOPE"));
        var full = Php.AsText(Php.Field(call.Parameters, "FULL")) is { } text && text is not ("" or "0" or "false");
        return new RestAnswer(new JsonArray([.. EventCatalog.List(call.App!, scope, full).Select(code => (JsonNode)code)]));
    }

    private static RestAnswer Bind(RestCall call)
    {
        var code = (Php.AsText(Php.Field(call.Parameters, "event")) ?? "").ToUpperInvariant();
        var handler = Php.AsText(Php.Field(call.Parameters, "handler")) ?? "";
        var authType = Php.AsId(Php.Field(call.Parameters, "auth_type")) ?? 0;
        if (IsOffline(call))
        {
            throw OfflineRefusal(call, "binding");
        }

        if (handler.Length == 0)
        {
            throw Missing("HANDLER");
        }

        if (!EventCatalog.IsOpenTo(call.App!, code))
        {
            throw new RestError("ERROR_EVENT_NOT_FOUND", "Event not found");
        }

        if (authType != 0 && authType != call.User.Id && !call.User.IsAdmin)
        {
            throw new RestError("ACCESS_DENIED", "Access denied! Event binding with AUTH_TYPE requires administrator access rights", 403);
        }

        HandlerAddress.Check(handler);
        var bindings = call.Portal.State<EventBindings>();
        if (bindings.Of(call.App!.ClientId, code).Any(there => there.Handler == handler && there.AuthType == authType))
        {
            throw new RestError("ERROR_CORE", "Unable to set event handler: Handler already binded");
        }

        bindings.Add(call.App.ClientId, code, handler, authType, call.User.Id);
        return new RestAnswer(true);
    }

    private static RestAnswer Get(RestCall call) => new(new JsonArray([.. Own(call).Select(binding => (JsonNode)new JsonObject
    {
        ["event"] = binding.Event,
        ["handler"] = binding.Handler,
        // A string here and a number there: so the documents show it.
        ["auth_type"] = Php.Text(binding.AuthType),
        ["offline"] = 0,
    })]));

    private static RestAnswer Unbind(RestCall call)
    {
        var code = Php.AsText(Php.Field(call.Parameters, "event"));
        var handler = Php.AsText(Php.Field(call.Parameters, "handler"));
        var authTypeSent = Php.Field(call.Parameters, "auth_type") is { } sent ? Php.AsId(sent) ?? 0 : (long?)null;
        if (IsOffline(call))
        {
            throw OfflineRefusal(call, "unbinding");
        }

        if (authTypeSent is { } foreign && foreign != 0 && foreign != call.User.Id && !call.User.IsAdmin)
        {
            throw new RestError("ACCESS_DENIED", "Access denied! Event unbinding with AUTH_TYPE requires administrator access rights", 403);
        }

        // Without parameters everything the caller may touch goes.
        var gone = Own(call).Where(binding =>
            (string.IsNullOrEmpty(code) || binding.Event.Equals(code, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(handler) || binding.Handler == handler)
            && (authTypeSent is null || binding.AuthType == authTypeSent)).ToList();
        call.Portal.State<EventBindings>().All.RemoveAll(gone.Contains);
        return new RestAnswer(new JsonObject { ["count"] = gone.Count });
    }

    private static RestAnswer Test(RestCall call)
    {
        call.Portal.Events.RaiseFor(call.App!, "ONAPPTEST", call.User,
            [.. call.Parameters.SelectMany(pair => PhpForm.Flatten($"[QUERY][{pair.Key}]", pair.Value))]);
        return new RestAnswer(1);
    }

    private static IEnumerable<EventBinding> Own(RestCall call) => call.Portal.State<EventBindings>().All
        .Where(binding => binding.ClientId == call.App!.ClientId && (call.User.IsAdmin || binding.BoundBy == call.User.Id));

    private static bool IsOffline(RestCall call) =>
        string.Equals(Php.AsText(Php.Field(call.Parameters, "event_type")), "offline", StringComparison.OrdinalIgnoreCase);

    private static RestError OfflineRefusal(RestCall call, string what) => call.User.IsAdmin
        ? new RestError("ACCESS_DENIED", "Access denied! Available only on extended plans", 403)
        : new RestError("ACCESS_DENIED", $"Access denied! Offline events {what} requires administrator access rights", 403);

    private static RestError Missing(string argument) => new("ERROR_ARGUMENT", $"Argument '{argument}' is null or empty")
    {
        Extra = new JsonObject { ["argument"] = argument },
    };
}

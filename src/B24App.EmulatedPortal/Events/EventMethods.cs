using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Events;

/// <summary><c>events</c> and <c>event.*</c> (b24restdocs: api-reference/events/).</summary>
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
            return BindOffline(call, code);
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

        var pause = Php.AsId(Php.Field(Php.Field(call.Parameters, "options"), "minTimeout")) ?? 1;
        bindings.Add(new EventBinding(0, call.App.ClientId, code, handler, authType, call.User.Id)
        {
            MinTimeout = TimeSpan.FromSeconds(Math.Clamp(pause, 0, int.MaxValue)),
        });
        return new RestAnswer(true);
    }

    // An offline subscription calls nobody: no handler, no tokens, one for each event and source.
    private static RestAnswer BindOffline(RestCall call, string code)
    {
        CheckOffline(call, "binding");
        OfflinePlan.Check(call, reserves: false);
        if (!EventCatalog.IsOpenTo(call.App!, code) || code == "ONOFFLINEEVENT")
        {
            throw new RestError("ERROR_EVENT_NOT_FOUND", "Event not found");
        }

        var bindings = call.Portal.State<EventBindings>();
        if (bindings.All.Exists(there => there.IsOffline && there.ClientId == call.App!.ClientId && there.Event == code && there.Connector == call.Connector))
        {
            throw new RestError("ERROR_CORE", "Unable to set event handler: Handler already binded");
        }

        bindings.Add(new EventBinding(0, call.App!.ClientId, code, "", 0, call.User.Id) { IsOffline = true, Connector = call.Connector });
        return new RestAnswer(true);
    }

    private static RestAnswer Get(RestCall call) => new(new JsonArray([.. Own(call).Select(binding => (JsonNode)new JsonObject
    {
        ["event"] = binding.Event,
        ["handler"] = binding.Handler,
        // A string here and a number there: so the documents show it.
        ["auth_type"] = Php.Text(binding.AuthType),
        ["offline"] = binding.IsOffline ? 1 : 0,
    })]));

    private static RestAnswer Unbind(RestCall call)
    {
        var code = Php.AsText(Php.Field(call.Parameters, "event"));
        var handler = Php.AsText(Php.Field(call.Parameters, "handler"));
        var authTypeSent = Php.Field(call.Parameters, "auth_type") is { } sent ? Php.AsId(sent) ?? 0 : (long?)null;
        var offline = IsOffline(call);
        if (offline)
        {
            CheckOffline(call, "unbinding");
        }

        if (authTypeSent is { } foreign && foreign != 0 && foreign != call.User.Id && !call.User.IsAdmin)
        {
            throw new RestError("ACCESS_DENIED", "Access denied! Event unbinding with AUTH_TYPE requires administrator access rights", 403);
        }

        // Without parameters everything the caller may touch goes.
        var gone = Own(call).Where(binding => binding.IsOffline == offline
            && (!offline || call.Connector.Length == 0 || binding.Connector == call.Connector)
            && (string.IsNullOrEmpty(code) || binding.Event.Equals(code, StringComparison.OrdinalIgnoreCase))
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

    private static void CheckOffline(RestCall call, string what)
    {
        if (!call.User.IsAdmin)
        {
            throw new RestError("ACCESS_DENIED", $"Access denied! Offline events {what} requires administrator access rights", 403);
        }
    }

    internal static RestError Missing(string argument) => new("ERROR_ARGUMENT", $"Argument '{argument}' is null or empty")
    {
        Extra = new JsonObject { ["argument"] = argument },
    };
}

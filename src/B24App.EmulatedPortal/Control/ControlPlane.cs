using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Control;

/// <summary>The knobs of a portal under <c>/_emulator/</c>; described in the project's README.</summary>
internal sealed class ControlPlane(PortalHost host)
{
    public async Task Handle(HttpContext http)
    {
        // A page of a stranger must not turn our knobs: no foreign Host (DNS rebinding), no form post across origins.
        if (!IsLoopback(http.Request.Host.Host))
        {
            await Say(http, 403, "The control plane answers to a loopback Host only.");
            return;
        }

        var isPost = HttpMethods.IsPost(http.Request.Method);
        if (isPost && http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            await Say(http, 415, "Send application/json.");
            return;
        }

        if (!isPost && !HttpMethods.IsGet(http.Request.Method))
        {
            await Say(http, 405, "GET and POST only.");
            return;
        }

        try
        {
            await Route(http, isPost ? "POST" : "GET", await Body(http));
        }
        catch (RestError error)
        {
            await Say(http, error.Status, error.Message);
        }
    }

    private Task Route(HttpContext http, string verb, JsonObject sent)
    {
        var path = string.Join('/', http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)).ToLowerInvariant();
        return (verb, path) switch
        {
            ("POST", "apps") => Wire.Json(http, 200, AppDesk.Register(host, sent)),
            ("POST", "reset") => Done(http, host.Reset),
            ("POST", "seed") => Done(http, () => Seed(sent)),
            ("POST", "tokens/expire") => Wire.Json(http, 200, new JsonObject
            {
                ["expired"] = host.Install.ExpireTokens(Php.AsText(sent["client_id"]), Flag(sent, "refresh")),
            }),
            ("POST", "throttle") => Done(http, () => host.Faults.Add(FaultReader.Throttle(sent))),
            ("POST", "faults") => Done(http, () => host.Faults.Add(FaultReader.Read(sent))),
            ("GET", "faults") => Wire.Json(http, 200, Faults(host.Faults)),
            ("POST", "faults/late") => Done(http, host.Faults.Late.DoNow),
            ("POST", "faults/clear") => Done(http, host.Faults.Clear),
            ("POST", "oauth/faults") => Done(http, () => host.OAuth.Faults.Add(FaultReader.Read(sent))),
            ("GET", "oauth/faults") => Wire.Json(http, 200, Faults(host.OAuth.Faults)),
            ("POST", "oauth/faults/late") => Done(http, host.OAuth.Faults.Late.DoNow),
            ("POST", "oauth/faults/clear") => Done(http, host.OAuth.Faults.Clear),
            ("POST", "events/faults") => Done(http, () => host.Events.Faults = ReadEventFaults(sent)),
            ("POST", "events/deliver") => Deliver(http),
            ("GET", "events") => Wire.Json(http, 200, SentEvents()),
            ("POST", "switches") => Done(http, () => host.Portal.Switches = SwitchBoard.Apply(host.Portal.Switches, sent)),
            ("GET", "switches") => Wire.Json(http, 200, SwitchBoard.Show(host.Portal.Switches)),
            ("POST", "install/finish") => Done(http, () => host.Install.Finish(Installed(sent))),
            ("POST", "install/update") => Done(http, () => host.Install.Update(Installed(sent), (int)Number(sent, "version"))),
            ("POST", "install/uninstall") => Done(http, () => host.Install.Uninstall(Installed(sent), Flag(sent, "clean"))),
            ("POST", "install/rename") => Rename(http, sent),
            ("POST", "install/subscription") => Done(http, () => host.Install.EndSubscription(Installed(sent), Flag(sent, "ended"))),
            ("POST", "users/dismiss") => Done(http, () => host.Install.Dismiss(Known(Number(sent, "user_id")), Flag(sent, "preserve"))),
            ("GET", "crm/letters") => Wire.Json(http, 200, Letters()),
            ("GET", "requests") => Requests(http),
            ("GET", "requests/count") => Wire.Json(http, 200, new JsonObject { ["count"] = host.Requests.Count }),
            ("POST", "requests/reset") => Done(http, host.Requests.Reset),
            _ => Say(http, 404, "No such knob; the README of the emulated portal lists them."),
        };
    }

    private void Seed(JsonObject sent)
    {
        var index = sent["index"] is null ? host.SeedIndex : (int)Number(sent, "index");
        host.Reset();
        host.Seed(index);
    }

    private async Task Deliver(HttpContext http) =>
        await Wire.Json(http, 200, new JsonObject { ["delivered"] = await host.Events.DeliverPending() });

    private async Task Rename(HttpContext http, JsonObject sent) =>
        await Wire.Json(http, 200, new JsonObject { ["domain"] = await host.Install.Rename(Php.AsText(sent["domain"])) });

    private static JsonObject Faults(FaultBook book) => new() { ["waiting"] = book.Waiting, ["late"] = book.Late.Pending };

    private JsonObject Letters()
    {
        lock (host.Portal.Gate)
        {
            return new JsonObject
            {
                ["letters"] = new JsonArray([.. host.Portal.State<CrmBoard>().SentLetters.Select(letter => (JsonNode)new JsonObject
                {
                    ["activity"] = letter.ActivityId,
                    ["to"] = new JsonArray([.. letter.To.Select(to => (JsonNode)to)]),
                    ["subject"] = letter.Subject,
                })]),
            };
        }
    }

    private JsonObject SentEvents() => new()
    {
        ["pending"] = host.Events.Pending,
        ["sent"] = new JsonArray([.. host.Events.Log.Select(sent => (JsonNode)new JsonObject
        {
            ["event"] = sent.Event,
            ["handler"] = sent.Handler,
            ["status"] = sent.Status,
            ["at"] = sent.At.ToString("O", CultureInfo.InvariantCulture),
            ["data"] = PhpForm.Parse(sent.Body)["data"]?.DeepClone(),
        })]),
    };

    private async Task Requests(HttpContext http)
    {
        http.Response.ContentType = "application/jsonl; charset=utf-8";
        var text = new StringBuilder();
        foreach (var line in host.Requests.Lines)
        {
            text.Append(line.ToJson()).Append('\n');
        }

        await http.Response.WriteAsync(text.ToString());
    }

    private static EventFaults ReadEventFaults(JsonObject sent) => new()
    {
        Lose = (int)(Php.AsId(sent["lose"]) ?? 0),
        LoseEvery = (int)(Php.AsId(sent["lose_every"]) ?? 0),
        Twice = (int)(Php.AsId(sent["double"]) ?? 0),
        Reorder = (int)(Php.AsId(sent["reorder"]) ?? 0),
        WithoutTokens = (int)(Php.AsId(sent["without_tokens"]) ?? 0),
        Delay = FaultReader.Seconds(sent, "delay"),
        Hold = Flag(sent, "hold"),
    };

    private string Installed(JsonObject sent)
    {
        var clientId = Php.AsText(sent["client_id"]) ?? "";
        return host.Portal.Apps.ContainsKey(clientId) ? clientId : throw new RestError("", $"No app \"{clientId}\" on this portal.", 404);
    }

    private long Known(long userId) =>
        host.Portal.Users.ContainsKey(userId) ? userId : throw new RestError("", $"No user {Php.Text(userId)} on this portal.", 404);

    private static long Number(JsonObject sent, string name) =>
        Php.AsId(sent[name]) ?? throw new RestError("", $"\"{name}\" must be a whole number.");

    private static bool Flag(JsonObject sent, string name) => Php.AsText(sent[name]) is { } text && text is not ("" or "0" or "false" or "N");

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static async Task<JsonObject> Body(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (body.Length == 0)
        {
            return [];
        }

        return JsonBody.TryParse(body.ToArray(), out var node) && node is JsonObject map
            ? map
            : throw new RestError("", "The body must be a JSON object.");
    }

    private static Task Done(HttpContext http, Action act)
    {
        act();
        return Wire.Json(http, 200, new JsonObject { ["done"] = true });
    }

    private static Task Say(HttpContext http, int status, string text) => Wire.Json(http, status, new JsonObject { ["error"] = text });
}

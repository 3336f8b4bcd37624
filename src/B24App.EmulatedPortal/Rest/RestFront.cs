using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Rest;

/// <summary>Everything a portal answers under <c>/rest/</c>.</summary>
internal sealed class RestFront(PortalHost host)
{
    private Portal Portal => host.Portal;

    public async Task Handle(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            // Pages of apps call the portal from their own origin.
            http.Response.Headers.AccessControlAllowHeaders = "*";
            http.Response.Headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
            return;
        }

        host.Requests.CountRequest();
        if (RestPath.Read(http.Request.Path.Value!) is not { } path)
        {
            await Wire.Json(http, 404, Envelope.Error(new RestError("ERROR_METHOD_NOT_FOUND", "Method not found!", 404), false, Portal.Switches));
            return;
        }

        // The whole request is read before anything is done; after that nobody can hang up on it: the portal finishes what it began.
        var sent = await SentParameters.Read(http.Request, path.IsV3);
        var fault = host.Faults.TakeOuter(path.Method, IsBatch(path) ? BatchV2.MethodsOf(sent.Values) : []);
        if (fault is { Kind: FaultKind.Delay })
        {
            await Task.Delay(fault.Wait, Portal.Clock);
        }

        if (fault is { Kind: FaultKind.Cut })
        {
            http.Abort();
            return;
        }

        var asSent = sent.Values.ToJsonString(Wire.Options); // before a method can touch it
        var reply = fault is { Kind: FaultKind.Error }
            ? Refuse(path, fault.ToError())
            : Answer(http, path, sent, asSent);
        if (fault is { Kind: FaultKind.ErrorAfterWrite })
        {
            reply = Refuse(path, fault.ToError());
        }

        host.Journalise(path, sent, asSent, reply);
        await Send(http, reply, fault);
    }

    private Reply Answer(HttpContext http, RestPath path, SentParameters sent, string asSent)
    {
        try
        {
            if (Portal.Switches.RateLimit && !host.Bucket.Admit(Source(http), Portal.Clock.GetUtcNow(), Portal.Switches.Enterprise))
            {
                throw new RestError("QUERY_LIMIT_EXCEEDED", "Too many requests", 503);
            }

            Caller caller;
            lock (Portal.Gate)
            {
                caller = Caller.Identify(host, path, sent.Auth);
            }

            if (sent.IsBroken)
            {
                throw path.IsV3
                    ? new RestError("INVALIDJSONEXCEPTION", "Invalid JSON")
                    : new RestError("INVALID_REQUEST", "Request body can not be read");
            }

            return path.IsV3 ? V3(http, path, caller, sent.Values, asSent) : V2(path, caller, sent.Values);
        }
        catch (RestError error)
        {
            return Refuse(path, error);
        }
    }

    private Reply V2(RestPath path, Caller caller, JsonObject sent)
    {
        if (!IsBatch(path))
        {
            return Reply.Of(host.Dispatcher.Run(caller, path.Method, sent, v3: false, inBatch: false), path, Portal.Switches);
        }

        var (answer, commands) = new BatchV2(host).Run(caller, sent);
        var time = Envelope.Time(Portal.Clock.GetUtcNow(), answer.Cost, Portal.UtcOffset, 0, null);
        return Reply.Of(new Ran(answer, null, time), path, Portal.Switches) with { Commands = commands };
    }

    private Reply V3(HttpContext http, RestPath path, Caller caller, JsonObject sent, string asSent)
    {
        IdempotencyStore.Slot? slot = null;
        if (http.Request.Headers.TryGetValue("Idempotency-Key", out var sentKey))
        {
            var key = sentKey.ToString();
            IdempotencyStore.Check(key);
            http.Response.Headers["Idempotency-Key"] = key;
            slot = new IdempotencyStore.Slot(caller.Account, caller.User.Id, path.Method.ToLowerInvariant(), key);
            if (host.Idempotency.Find(slot, asSent, Portal.Clock.GetUtcNow()) is { } kept)
            {
                http.Response.Headers["Idempotent-Replayed"] = "true";
                return new Reply(200, kept);
            }
        }

        IReadOnlyList<RanCommand> commands = [];
        Ran ran;
        if (IsBatch(path))
        {
            (ran, commands) = new BatchV3(host).Run(caller, sent);
        }
        else
        {
            ran = host.Dispatcher.Run(caller, path.Method, sent, v3: true, inBatch: false);
        }

        var reply = Reply.Of(ran, path, Portal.Switches) with { Commands = commands };
        if (slot is not null && reply.Status == 200)
        {
            host.Idempotency.Keep(slot, asSent, reply.Body, Portal.Clock.GetUtcNow());
        }

        return reply;
    }

    private static async Task Send(HttpContext http, Reply reply, Fault? fault)
    {
        if (fault is { Kind: FaultKind.AnswerLost })
        {
            http.Abort();
        }
        else if (fault is { Kind: FaultKind.Junk })
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync("<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>");
        }
        else if (fault is { Kind: FaultKind.HalfAnswer })
        {
            await Wire.Text(http, reply.Status, reply.Body[..(reply.Body.Length / 2)]);
        }
        else if (reply.Cost >= Dispatcher.Cut)
        {
            // The method has run to its end; only the answer comes too late for the front server.
            http.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<html><head><title>504 Gateway Time-out</title></head><body><center>nginx</center></body></html>");
        }
        else
        {
            await Wire.Text(http, reply.Status, reply.Body);
        }
    }

    private Reply Refuse(RestPath path, RestError error) =>
        new(error.Status, Envelope.Error(error, path.IsV3, Portal.Switches).ToJsonString(Wire.Options));

    private static bool IsBatch(RestPath path) => path.Method.Equals("batch", StringComparison.OrdinalIgnoreCase);

    private static string Source(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}

/// <summary>What goes back to the client.</summary>
internal sealed record Reply(int Status, string Body)
{
    public TimeSpan Cost { get; init; }

    public IReadOnlyList<RanCommand> Commands { get; init; } = [];

    public static Reply Of(Ran ran, RestPath path, Switches switches) =>
        new(ran.Status, ran.Body(path.IsV3, switches).ToJsonString(Wire.Options)) { Cost = ran.Cost };
}

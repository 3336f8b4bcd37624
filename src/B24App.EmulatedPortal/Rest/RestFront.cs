using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

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

        // Files travel inside of calls (b24restdocs: api-reference/files/how-to-upload-files.md).
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        // The whole request is read before anything is done; after that nobody can hang up on it: the portal finishes what it began.
        var sent = await SentParameters.Read(http.Request, path.IsV3);
        var request = new Incoming(path, sent, Source(http), http.Request.Headers.TryGetValue("Idempotency-Key", out var key) ? key.ToString() : null);
        var fault = host.Faults.TakeOuter(path.Method, IsBatch(path) ? BatchV2.MethodsOf(sent.Values) : []);
        if (await SpoiltCall.Begin(http, fault, host.Faults, Portal.Clock, () => Answer(request, fault)))
        {
            await Send(http, Answer(request, fault), fault);
        }
    }

    private Reply Answer(Incoming request, Fault? fault)
    {
        var (path, sent) = (request.Path, request.Sent);
        var asSent = sent.Values.ToJsonString(Wire.Options); // before a method can touch it
        var reply = fault is { Kind: FaultKind.Error } ? Refuse(path, fault.ToError()) : Run(request, asSent, fault);
        if (fault is { Kind: FaultKind.ErrorAfterWrite })
        {
            reply = Refuse(path, fault.ToError());
        }

        host.Journalise(path, sent, asSent, reply);
        return reply;
    }

    private Reply Run(Incoming request, string asSent, Fault? fault)
    {
        var (path, sent) = (request.Path, request.Sent);
        try
        {
            if (Portal.Switches.RateLimit && !host.Bucket.Admit(request.Source, Portal.Clock.GetUtcNow(), Portal.Switches.Enterprise))
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

            return path.IsV3 ? V3(request, caller, asSent, fault) : V2(path, caller, sent.Values, fault);
        }
        catch (RestError error)
        {
            return Refuse(path, error);
        }
    }

    private Reply V2(RestPath path, Caller caller, JsonObject sent, Fault? fault)
    {
        if (!IsBatch(path))
        {
            return Reply.Of(host.Dispatcher.Run(caller, path.Method, sent, v3: false, inBatch: false), path, Portal.Switches);
        }

        var (answer, commands) = new BatchV2(host).Run(caller, sent, fault);
        var time = Envelope.Time(Portal.Clock.GetUtcNow(), answer.Cost, Portal.UtcOffset, 0, null);
        return Reply.Of(new Ran(answer, null, time), path, Portal.Switches) with { Commands = commands };
    }

    private Reply V3(Incoming request, Caller caller, string asSent, Fault? fault)
    {
        var path = request.Path;
        IdempotencyStore.Slot? slot = null;
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.IdempotencyKey is { } key)
        {
            IdempotencyStore.Check(key);
            headers["Idempotency-Key"] = key;
            slot = new IdempotencyStore.Slot(caller.Account, caller.User.Id, path.Method.ToLowerInvariant(), key);
            if (host.Idempotency.Find(slot, asSent, Portal.Clock.GetUtcNow()) is { } kept)
            {
                headers["Idempotent-Replayed"] = "true";
                return new Reply(200, kept) { Headers = headers };
            }
        }

        IReadOnlyList<RanCommand> commands = [];
        Ran ran;
        if (IsBatch(path))
        {
            (ran, commands) = new BatchV3(host).Run(caller, request.Sent.Values, fault);
        }
        else
        {
            ran = host.Dispatcher.Run(caller, path.Method, request.Sent.Values, v3: true, inBatch: false);
        }

        var reply = Reply.Of(ran, path, Portal.Switches) with { Commands = commands, Headers = headers };
        if (slot is not null && reply.Status == 200 && fault is not { Kind: FaultKind.CutBatch })
        {
            host.Idempotency.Keep(slot, asSent, reply.Body, Portal.Clock.GetUtcNow());
        }

        return reply;
    }

    private static Task Send(HttpContext http, Reply reply, Fault? fault)
    {
        foreach (var (name, value) in reply.Headers)
        {
            http.Response.Headers[name] = value;
        }

        // At the cut the method has run to its end; only the answer comes too late for the front server.
        var answers = fault?.Kind is not (FaultKind.AnswerLost or FaultKind.CutBatch or FaultKind.Junk or FaultKind.HalfAnswer);
        return answers && reply.Cost >= Dispatcher.Cut
            ? SpoiltCall.Html(http, StatusCodes.Status504GatewayTimeout, "504 Gateway Time-out")
            : SpoiltCall.Send(http, reply.Status, reply.Body, fault);
    }

    private Reply Refuse(RestPath path, RestError error) =>
        new(error.Status, Envelope.Error(error, path.IsV3, Portal.Switches).ToJsonString(Wire.Options));

    private static bool IsBatch(RestPath path) => path.Method.Equals("batch", StringComparison.OrdinalIgnoreCase);

    private static string Source(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}

/// <summary>A request as it was read: all that is needed to do it after its client has gone.</summary>
internal sealed record Incoming(RestPath Path, SentParameters Sent, string Source, string? IdempotencyKey);

/// <summary>What goes back to the client.</summary>
internal sealed record Reply(int Status, string Body)
{
    public TimeSpan Cost { get; init; }

    public IReadOnlyList<RanCommand> Commands { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Reply Of(Ran ran, RestPath path, Switches switches) =>
        new(ran.Status, ran.Body(path.IsV3, switches).ToJsonString(Wire.Options)) { Cost = ran.Cost };
}

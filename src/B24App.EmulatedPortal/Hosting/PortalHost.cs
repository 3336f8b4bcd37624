using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Install;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Limits;
using B24App.EmulatedPortal.OAuth;
using B24App.EmulatedPortal.Rest;
using B24App.EmulatedPortal.Seeds;

namespace B24App.EmulatedPortal.Hosting;

/// <summary>A portal with everything around it: its port, queue, limits, faults and journal.</summary>
public sealed class PortalHost : IAsyncDisposable
{
    private readonly string _hostName;
    private readonly HashSet<string> _oldDomains = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Listener> _listeners = [];
    private readonly PortalFront _front;
    private readonly Switches _plannedSwitches;

    private PortalHost(Portal portal, OAuthHost oauth, MethodTable methods, HttpMessageInvoker http, string hostName)
    {
        Portal = portal;
        _plannedSwitches = portal.Switches;
        OAuth = oauth;
        Methods = methods;
        Faults = new FaultBook(portal.Clock);
        _hostName = hostName;
        Events = new OutboundEvents(this, http);
        Install = new InstallDesk(this);
        Dispatcher = new Dispatcher(this);
        _front = new PortalFront(this);
    }

    /// <summary>The portal itself.</summary>
    public Portal Portal { get; }

    /// <summary>The authorisation server it trusts.</summary>
    public OAuthHost OAuth { get; }

    /// <summary>Methods it answers.</summary>
    public MethodTable Methods { get; }

    /// <summary>Root address, for example <c>http://127.0.0.1:5091</c>.</summary>
    public string Url => $"{Portal.Scheme}://{Portal.Domain}";

    /// <summary>Address of the REST methods, as apps are told.</summary>
    public string ClientEndpoint => Url + "/rest/";

    /// <summary>Outbound events.</summary>
    public OutboundEvents Events { get; }

    /// <summary>Life of the apps.</summary>
    public InstallDesk Install { get; }

    /// <summary>What goes wrong with calls.</summary>
    public FaultBook Faults { get; }

    /// <summary>What was called.</summary>
    public RequestJournal Requests { get; } = new();

    internal RequestBucket Bucket { get; } = new();

    internal OperatingLedger Operating { get; } = new();

    internal IdempotencyStore Idempotency { get; } = new();

    internal Dispatcher Dispatcher { get; }

    /// <summary>Which of the demo's seeds this portal was filled with; <c>POST /_emulator/seed</c> repeats them.</summary>
    public int SeedIndex { get; private set; }

    internal static async Task<PortalHost> Start(Portal portal, OAuthHost oauth, MethodTable methods, HttpMessageInvoker http, string hostName, int port)
    {
        var host = new PortalHost(portal, oauth, methods, http, hostName);
        var listener = await Listener.Start(port, host._front.Handle);
        host._listeners.Add(listener);
        portal.Domain = $"{hostName}:{listener.Port}";
        return host;
    }

    /// <summary>
    /// Runs a method as a person, without app, limits and journal. Events are raised with him as the actor.
    /// </summary>
    /// <exception cref="RestError">The method refused.</exception>
    public JsonNode? Call(long userId, string method, JsonNode? parameters = null, bool v3 = false)
    {
        lock (Portal.Gate)
        {
            var user = Portal.Users.GetValueOrDefault(userId) ?? throw new RestError("authorization_error", "Unable to authorize user", 401);
            var found = Dispatcher.Admit(new Caller(user, null, ""), method, v3, inBatch: false);
            var sent = parameters switch
            {
                JsonObject map => map.DeepClone().AsObject(),
                JsonArray list => new JsonObject(list.Select((item, i) => new KeyValuePair<string, JsonNode?>(Php.Text(i), item?.DeepClone()))),
                _ => [],
            };
            return found.Handler(new RestCall
            {
                Portal = Portal,
                User = user,
                Method = found.Name,
                Parameters = sent,
                Positional = [.. sent.Select(pair => pair.Value)],
                IsV3 = v3,
            }).Result;
        }
    }

    /// <summary>Fills the empty portal with the demo's seeds: 0 the client, 1 the partner, more clients after them.</summary>
    public void Seed(int index)
    {
        lock (Portal.Gate)
        {
            SeedIndex = index;
            DemoSeeds.Demo(Portal, index);
        }
    }

    /// <summary>Empties the portal and everything around it.</summary>
    public void Reset()
    {
        lock (Portal.Gate)
        {
            Portal.Clear();
            Portal.Switches = _plannedSwitches;
            OAuth.Grants.Forget(this);
            Operating.Clear();
        }

        Bucket.Empty();
        Idempotency.Clear();
        Events.Clear();
        Faults.Clear();
        Faults.Late.Drop();
        Requests.Reset();
    }

    /// <summary>Stops listening and sending.</summary>
    public async ValueTask DisposeAsync()
    {
        Faults.Dispose();
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        await Events.DisposeAsync();
    }

    internal async Task<string> Rename(string? newDomain)
    {
        if (newDomain is null)
        {
            var listener = await Listener.Start(0, _front.Handle);
            _listeners.Add(listener);
            newDomain = $"{_hostName}:{listener.Port}";
        }

        lock (Portal.Gate)
        {
            _oldDomains.Add(Portal.Domain);
            _oldDomains.Remove(newDomain);
            Portal.Domain = newDomain;
        }

        return newDomain;
    }

    internal bool IsOldDomain(string domain)
    {
        lock (Portal.Gate)
        {
            return _oldDomains.Contains(domain);
        }
    }

    internal void Journalise(RestPath path, SentParameters sent, string parameters, Reply reply)
    {
        var auth = path.WebhookCode is not null ? "webhook" : sent.Auth is not null ? "app" : "none";
        var v = path.IsV3 ? 3 : 2;
        Requests.Add(new JournalLine(v, path.Method.ToLowerInvariant(), parameters, auth, reply.Status, reply.Body, InBatch: false));
        foreach (var command in reply.Commands)
        {
            Requests.Add(new JournalLine(v, command.Method.ToLowerInvariant(), command.Parameters.ToJsonString(Wire.Options), auth,
                command.Ran.Status, command.Ran.Text(path.IsV3, Portal.Switches), InBatch: true));
        }
    }
}

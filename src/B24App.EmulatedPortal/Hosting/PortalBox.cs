using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.OAuth;

namespace B24App.EmulatedPortal.Hosting;

/// <summary>An OAuth host and some portals on loopback ports: everything an app needs to be tried.</summary>
public sealed class PortalBox : IAsyncDisposable
{
    private readonly Listener _oauthListener;
    private readonly HttpMessageInvoker _http;

    private PortalBox(OAuthHost oauth, Listener oauthListener, HttpMessageInvoker http, IReadOnlyList<PortalHost> portals)
    {
        OAuth = oauth;
        _oauthListener = oauthListener;
        _http = http;
        Portals = portals;
    }

    /// <summary>The authorisation server.</summary>
    public OAuthHost OAuth { get; }

    /// <summary>The portals in the order of the plan.</summary>
    public IReadOnlyList<PortalHost> Portals { get; }

    /// <summary>Starts the box.</summary>
    public static async Task<PortalBox> Start(BoxOptions options)
    {
        var clock = options.TimeScale.Equals(1.0) ? options.Clock : new ScaledClock(options.Clock, options.TimeScale);
        var oauth = new OAuthHost(options with { Clock = clock });
        var oauthListener = await Listener.Start(options.BasePort, new OAuthFront(oauth).Handle);
        oauth.Url = $"http://{options.Host}:{oauthListener.Port}";

        // One client for all queues: no cookies, no redirects, no proxy between a portal and its app.
        var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        var methods = Methods.Build();
        var portals = new List<PortalHost>();
        foreach (var plan in options.Portals)
        {
            var portal = new Portal(MemberId(plan.Name, portals.Count), plan.Name, plan.Language, clock)
            {
                Switches = new Switches { Card = plan.Card },
            };
            var port = options.BasePort == 0 ? 0 : options.BasePort + portals.Count + 1;
            portals.Add(await PortalHost.Start(portal, oauth, methods, http, options.Host, port));
        }

        if (options.AutoDeliver)
        {
            portals.ForEach(host => host.Events.DeliverByItself());
        }

        return new PortalBox(oauth, oauthListener, http, portals);
    }

    /// <summary>Makes an app known: its secret to the OAuth host, its pages to every portal.</summary>
    public void RegisterApp(AppCard card) => OAuth.Register(card);

    /// <summary>Stops all ports.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in Portals)
        {
            await host.DisposeAsync();
        }

        OAuth.Faults.Dispose();
        await _oauthListener.DisposeAsync();
        _http.Dispose();
    }

    // The same portal has the same identity in every run.
    private static string MemberId(string name, int index) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(name + index.ToString(CultureInfo.InvariantCulture))))[..32];
}

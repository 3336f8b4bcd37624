using System.Collections.Concurrent;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Hosting;

namespace B24App.EmulatedPortal.OAuth;

/// <summary>The authorisation server beside the portals: knows every app and every token.</summary>
public sealed class OAuthHost
{
    private readonly ConcurrentDictionary<string, AppCard> _apps = new(StringComparer.Ordinal);

    internal OAuthHost(BoxOptions options)
    {
        Clock = options.Clock;
        Faults = new FaultBook(Clock);
        Source = new TokenSource(options.Seed);
        Grants = new Grants(Clock, Source, options.RefreshTokenLife);
    }

    /// <summary>Root address, for example <c>http://127.0.0.1:5090</c>.</summary>
    public string Url { get; internal set; } = "";

    /// <summary>Host and port: what token responses call <c>domain</c>.</summary>
    public string Domain => new Uri(Url).Authority;

    /// <summary>Address that portals hand out as <c>server_endpoint</c>.</summary>
    public string ServerEndpoint => Url + "/rest/";

    /// <summary>Requests this host answered, for budgets of token refreshes.</summary>
    public int RequestCount => _requestCount;

    /// <summary>What goes wrong with calls to this host: methods <c>oauth/token</c> and <c>app.info</c>.</summary>
    public FaultBook Faults { get; }

    internal TimeProvider Clock { get; }

    internal TokenSource Source { get; }

    internal Grants Grants { get; }

    private int _requestCount;

    internal void CountRequest() => Interlocked.Increment(ref _requestCount);

    /// <summary>Makes an app known, or replaces its card.</summary>
    internal void Register(AppCard card) => _apps[card.ClientId] = card;

    /// <summary>The card of an app.</summary>
    public AppCard? App(string clientId) => _apps.GetValueOrDefault(clientId);

    /// <summary>All cards.</summary>
    public IReadOnlyCollection<AppCard> Apps => [.. _apps.Values];
}

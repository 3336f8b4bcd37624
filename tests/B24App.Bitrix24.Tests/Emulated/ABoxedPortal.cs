using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.Limits;
using B24App.Bitrix24.OAuth;
using B24App.Bitrix24.Tests.Given;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Bitrix24.Tests.Emulated;

/// <summary>A line to an emulated portal over real sockets, in the name of its administrator.</summary>
public sealed class ABoxedPortal : IAsyncDisposable, IRestLog
{
    private readonly Transport _transport;

    private ABoxedPortal(PortalBox box, HandClock clock)
    {
        Box = box;
        Host.Seed(0);
        var card = new AppCard("app.1", "secret-of-client", "App", ["task", "im", "disk", "user", "sonet_group", "crm"], InstallUrl: "", AppUrl: "http://127.0.0.1:9/");
        var (app, tokens) = Host.Install.Grant(card, 1);
        var oauthHost = new Uri(Host.OAuth.Url);
        var hosts = OAuthHosts.With([oauthHost]);
        _transport = new Transport(AddressPolicy.Naming(false, ["127.0.0.1", "localhost"]), clock);
        Store = new MemoryTokens(
            new Bitrix24.OAuth.TokenPair(tokens.Access, tokens.Refresh, tokens.Expires, new Uri(Host.ClientEndpoint), hosts.Choose(Host.OAuth.ServerEndpoint)!, Host.Portal.MemberId, 1, "task"),
            Diary);
        var oauth = new OAuthClient(_transport, hosts, new RestPatience(), this, clock);
        var keeper = new TokenKeeper(Store, oauth, new AppCredentials(app.ClientId, card.ClientSecret), clock);
        Gate = new PortalGate(RateLimit.Ordinary, clock);
        Line = new PortalLine(new PortalWay(Host.Portal.MemberId, keeper, Gate, _transport, new RestPatience(), this, clock));
    }

    public PortalBox Box { get; }

    public PortalHost Host => Box.Portals[0];

    public PortalLine Line { get; }

    public PortalGate Gate { get; }

    public MemoryTokens Store { get; }

    public List<string> Diary { get; } = [];

    public static async Task<ABoxedPortal> Start(Card card = Card.New)
    {
        var clock = new HandClock();
        return new ABoxedPortal(await PortalBox.Start(new BoxOptions { Portals = [new PortalPlan("North", "en", card)], Clock = clock, AutoDeliver = false }), clock);
    }

    public async Task<Outcome> Call(Command command) => await Line.Call(command, Urgency.Live, CancellationToken.None);

    public Task<IReadOnlyList<Outcome>> Call(params Command[] commands) => Line.Call(commands, Urgency.Live, CancellationToken.None);

    public async Task<Answer> Ask(Command command) => Assert.IsType<Answer>(await Call(command));

    public void Write(RestLogEntry entry)
    {
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await Box.DisposeAsync();
    }
}

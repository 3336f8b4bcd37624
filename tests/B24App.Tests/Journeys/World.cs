using B24App.Backfill;
using B24App.Carry;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Journal;
using B24App.Links;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using B24App.Sweep;
using B24App.Tests.Portals;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Half = B24App.Links.Half;
using Portal = B24App.Portals.Portal;

namespace B24App.Tests.Journeys;

/// <summary>The app and any number of emulated portals, installed; nothing runs by itself. Stations, events and the clock are turned until all is quiet.</summary>
internal sealed class World : IAsyncDisposable
{
    private const string ClientId = "app.b24app";

    private Func<AppOptions, AppOptions> _bend = options => options;
    private readonly string _folder = Directory.CreateTempSubdirectory("b24app-world-").FullName;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
    private readonly HttpClient _http;
    private readonly PortalBox _box;
    private WebApplication _app = null!;
    private Uri _url = null!;

    private World(PortalBox box, TurnedClock clock)
    {
        _box = box;
        Clock = clock;
        _http = new HttpClient(_handler);
    }

    public TurnedClock Clock { get; }

    /// <summary>A browser.</summary>
    public HttpClient Http => _http;

    /// <summary>Where the app listens.</summary>
    public Uri Url => _url;

    public IReadOnlyList<PortalHost> Hosts => _box.Portals;

    public PortalHost North => Hosts[0];

    public PortalHost South => Hosts[1];

    public static Task<World> Start(params Card[] cards) => Start(options => options, cards);

    /// <summary>The same with other options.</summary>
    public static async Task<World> Start(Func<AppOptions, AppOptions> bend, params Card[] cards)
    {
        string[] names = ["Север", "Юг", "Запад", "Восток"];
        var clock = new TurnedClock();
        var box = await PortalBox.Start(new BoxOptions
        {
            Portals = [.. cards.Select((card, i) => new PortalPlan(names[i], "ru", card))],
            Clock = clock,
            AutoDeliver = false,
        });
        var world = new World(box, clock) { _url = new Uri($"http://127.0.0.1:{Loopback.FreePort()}/"), _bend = bend };
        for (var i = 0; i < cards.Length; i++)
        {
            box.Portals[i].Seed(i);
        }

        await world.StartApp();
        box.RegisterApp(new AppCard(ClientId, "secret", "B24App", ["task", "im", "disk", "sonet_group", "user_basic", "placement", "crm"], world._url + "install", world._url + "app"));
        foreach (var host in box.Portals)
        {
            await world.Install(host);
            await world.Get<PortalStore>().Rename((await world.Get<PortalStore>().Find(host.Portal.MemberId))!.Id, host.Portal.Name);
        }

        return world;
    }

    /// <summary>Two linked portals: group 12 of the North files to group 40 of the South, responsible 7, comments both ways.</summary>
    public static async Task<World> TwoLinkedPortals(Card north = Card.New, Card south = Card.New, string preset = "support")
    {
        var world = await Start(north, south);
        await world.Link(0, 12, 1, 40, preset);
        return world;
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<Portal> Portal(int index) => (await Get<PortalStore>().Find(Hosts[index].Portal.MemberId))!;

    public async Task<Admin> Admin(int index) => new((await Portal(index)).Id, 1, Clock.GetUtcNow());

    /// <summary>A link made by a real invitation; The halves can be bent before they are offered.</summary>
    public async Task<LinkId> Link(int a, long groupA, int b, long groupB, string preset = "partners", Func<Half, Half>? changeA = null, Func<Half, Half>? changeB = null)
    {
        var (halfA, halfB) = Presets.Pair(
            Presets.Named(preset)!,
            new HalfChoices { Filter = new TaskFilter { Groups = [groupA] }, TargetGroup = groupA, PublishedGroupTitle = $"group {groupA}", InternalPrefix = "//" },
            new HalfChoices { Filter = new TaskFilter { Groups = [groupB] }, TargetGroup = groupB, PublishedGroupTitle = $"group {groupB}", DefaultResponsible = groupB == 40 ? 7 : 0, InternalPrefix = "//" });
        var invitations = Get<Invitations>();
        var invited = await invitations.Create($"{a}-{b}", changeA?.Invoke(halfA) ?? halfA, await Admin(a), Consent.None);
        Assert.Equal(LinkAnswer.Done, invited.Answer);
        var accepted = await invitations.Accept(invited.Code, changeB?.Invoke(halfB) ?? halfB, await Admin(b), Consent.None);
        Assert.Equal(LinkAnswer.Done, accepted.Answer);
        Assert.Equal(LinkAnswer.Done, await invitations.Confirm(accepted.Link, await Admin(a), Consent.None));
        await AllIsQuiet();
        return accepted.Link;
    }

    public async Task Install(PortalHost host, long administrator = 1)
    {
        var form = host.Install.Open(ClientId, administrator);
        (await _http.PostAsync(form.Url, new FormUrlEncodedContent(form.Fields))).EnsureSuccessStatusCode();
        await TurnAll();
        host.Install.Finish(ClientId);
        await AllIsQuiet();
    }

    /// <summary>A person opens the app's page in his portal.</summary>
    public async Task Opens(PortalHost host, long user)
    {
        var form = host.Install.Open(ClientId, user);
        (await _http.PostAsync(form.Url, new FormUrlEncodedContent(form.Fields))).EnsureSuccessStatusCode();
        await AllIsQuiet();
    }

    /// <summary>All tokens of a user end, as if he had changed his password.</summary>
    public static void Revoke(PortalHost host, long user) => host.Install.RevokeTokens(ClientId, user);

    public Task Uninstall(PortalHost host, bool clean)
    {
        host.Install.Uninstall(ClientId, clean);
        return AllIsQuiet();
    }

    /// <summary>Delivers events, turns the stations and moves the clock to whatever is due next, until nothing is left to do.</summary>
    public async Task AllIsQuiet(TimeSpan? within = null)
    {
        var end = Clock.GetUtcNow() + (within ?? TimeSpan.FromMinutes(10));
        for (var round = 0; round < 2_000; round++)
        {
            var next = await TurnAll();
            if (await Deliver() > 0)
            {
                continue;
            }

            if (Hosts.Any(host => host.Events.Pending > 0))
            {
                next = Clock.GetUtcNow() + TimeSpan.FromSeconds(1); // delayed events
            }

            if (next is null || next > end)
            {
                return;
            }

            var wait = next.Value - Clock.GetUtcNow();
            Clock.Turn(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(10));
        }

        Assert.Fail("It never became quiet.");
    }

    /// <summary>One round: what is queued is delivered and what is due is done, without moving the clock.</summary>
    public async Task Now()
    {
        while (await Deliver() > 0)
        {
            await TurnAll();
        }

        await TurnAll();
    }

    public async Task<int> Deliver()
    {
        var delivered = 0;
        foreach (var host in Hosts)
        {
            delivered += await host.Events.DeliverPending();
        }

        return delivered;
    }

    /// <summary>Moves past a sweep period, sweeps, and lets what it found settle.</summary>
    public async Task Sweep(TimeSpan? after = null)
    {
        Clock.Turn(after ?? TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await SweepNow();
        await AllIsQuiet();
    }

    /// <summary>Sweeps what is due, without moving the clock more than the pace of unfinished walks.</summary>
    public async Task SweepNow()
    {
        var pace = new Patience().SweepPace;
        while (await Get<SweepWork>().Turn(CancellationToken.None) is { } next && next - Clock.GetUtcNow() <= pace)
        {
            Clock.Turn(pace);
        }
    }

    /// <summary>Every event of every portal is lost from now on.</summary>
    public void EventsAreLost()
    {
        foreach (var host in Hosts)
        {
            host.Events.Faults = new EventFaults { Lose = int.MaxValue };
        }
    }

    /// <summary>Things happen while the app is down: what portals send meanwhile is gone.</summary>
    public async Task WhileDown(Action happens)
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        happens();
        await Deliver();
        await StartApp();
    }

    /// <summary>The app's data folder.</summary>
    public string Folder => _folder;

    public Task Restart() => Restart(() => { });

    /// <summary>How often it was restarted.</summary>
    public int Restarts { get; private set; }

    /// <summary>Stops the app, does something to what lies at rest, and starts it again.</summary>
    public async Task Restart(Action meanwhile)
    {
        Restarts++;
        await _app.StopAsync();
        await _app.DisposeAsync();
        meanwhile();
        await StartApp();
    }

    public long Requests(params int[] portals) => (portals.Length == 0 ? Hosts : portals.Select(i => Hosts[i])).Sum(host => (long)host.Requests.Count);

    public async Task<IReadOnlyList<JournalRow>> Journal(int portal) => [.. (await Get<JournalStore>().Page((await Portal(portal)).Id, limit: 1000)).Reverse()];

    public Task<long> Scalar(string sql) => Get<Database>().Read(connection => connection.ExecuteScalarAsync<long>(sql));

    /// <summary>Ends it. Whatever a test is about, no letter has left any portal (crm.md §1.5).</summary>
    public async ValueTask DisposeAsync()
    {
        var letters = Hosts.Sum(host =>
        {
            lock (host.Portal.Gate)
            {
                return host.Portal.State<CrmBoard>().SentLetters.Count;
            }
        });
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _box.DisposeAsync();
        _http.Dispose();
        _handler.Dispose();
        Directory.Delete(_folder, recursive: true);
        Assert.Equal(0, letters);
    }

    // Turns every work but the sweep; the engine until it is idle. Only the next moment of the stations and of runs moves the clock: daily housekeeping does not.
    private async Task<DateTimeOffset?> TurnAll()
    {
        foreach (var work in _app.Services.GetServices<IWork>().Where(work => work is not (Engine or SweepWork or BackfillWork or CarryWork or CarrySweepWork or CarryRunWork)))
        {
            await work.Turn(CancellationToken.None);
        }

        var run = await Get<BackfillWork>().Turn(CancellationToken.None);
        var carry = await Get<CarryWork>().Turn(CancellationToken.None);
        var past = await Get<CarryRunWork>().Turn(CancellationToken.None);
        carry = carry is null || past < carry ? past ?? carry : carry;
        run = run is null || carry < run ? carry ?? run : run;
        return await Get<Engine>().TurnUntilIdle() is { } next && !(run < next) ? next : run;
    }

    private async Task StartApp()
    {
        _app = AppHost.Build(_bend(new AppOptions
        {
            DataFolder = _folder,
            Urls = _url.AbsoluteUri.TrimEnd('/'),
            PublicUrl = _url,
            Apps = [new AppEntry(ClientId, "secret")],
            ExtraOAuthHosts = [new Uri(_box.OAuth.Url)],
            AllowLoopbackPortals = true,
            Clock = Clock,
            AutoRun = false,
            Patience = new Patience { Gathering = TimeSpan.Zero },
        }));
        _app.Services.GetRequiredService<ILoggerFactory>();
        await _app.StartAsync();
    }
}

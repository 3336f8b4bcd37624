using System.Net;
using System.Net.Sockets;
using B24App.Drills;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Half = B24App.Links.Half;

namespace B24App.Rig;

/// <summary>A link of the stage: which group of which portal is the same as which group of another.</summary>
/// <param name="Link">Its number.</param>
/// <param name="A">One portal.</param>
/// <param name="GroupA">Its group.</param>
/// <param name="B">The other.</param>
/// <param name="GroupB">Its group.</param>
/// <param name="RemovesMirrors">Mirrors are removed with their origins; otherwise they stay and are told.</param>
internal sealed record Bond(LinkId Link, int A, long GroupA, int B, long GroupB, bool RemovesMirrors);

/// <summary>The portals, in this process, and the store of an app that is installed and linked in them; the app itself runs elsewhere and dies often.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string ClientId = "app.b24app";
    public const string ClientSecret = "the rig's secret";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };

    private string _store = "None";
    private TimeSpan _wrong;
    private DrillStep? _last;
    private string _words = "";

    private Stage(PortalBox box, FastClock clock, long anchor, RigOptions options)
    {
        (Box, Clock, Sweep, WithParts) = (box, clock, options.Sweep, options.Parts);
        LiveFile = Path.Combine(Folder, "drill.words");
        ClockWord = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"clock={anchor}x{options.Pace};live={LiveFile}");
        Http = new HttpClient(_handler);
        Url = new Uri($"http://127.0.0.1:{FreePort()}/");
    }

    public PortalBox Box { get; }

    public IReadOnlyList<PortalHost> Hosts => Box.Portals;

    public FastClock Clock { get; }

    /// <summary>What goes wrong with the app's store; anew for the living app and every one after it.</summary>
    public string Store
    {
        get => _store;
        set
        {
            _store = value;
            Live();
        }
    }

    /// <summary>How wrong the app's clock goes; the portals' go right.</summary>
    public TimeSpan Wrong
    {
        get => _wrong;
        set
        {
            _wrong = value;
            Live();
        }
    }

    /// <summary>People work with lines of checklists, hours and files too.</summary>
    public bool WithParts { get; }

    /// <summary>The clock as part of a drill plan.</summary>
    public string ClockWord { get; }

    public HttpClient Http { get; }

    public Uri Url { get; }

    /// <summary>How often the app sweeps and counts what is mirrored.</summary>
    public TimeSpan Sweep { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("b24app-rig-").FullName;

    public string StoreFile => Path.Combine(Folder, "b24app.db");

    public IReadOnlyList<Bond> Bonds { get; private set; } = [];

    private string LiveFile { get; }

    public static async Task<Stage> Start(RigOptions options, Action<PortalBox>? past = null)
    {
        var card = options.OldCard ? Card.Old : Card.New;
        PortalPlan[] plans = [new("Север", Card: card), new("Юг", Card: card), new("Запад", Card: Card.Old)];
        var anchor = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var clock = new FastClock(DateTimeOffset.FromUnixTimeMilliseconds(anchor), options.Pace);
        var box = await PortalBox.Start(new BoxOptions { Portals = plans[..options.Portals], Clock = clock });
        var stage = new Stage(box, clock, anchor, options);
        box.RegisterApp(new AppCard(ClientId, ClientSecret, "B24App", ["task", "im", "disk", "sonet_group", "user_basic", "placement", "crm"], stage.Url + "install", stage.Url + "app"));
        for (var i = 0; i < box.Portals.Count; i++)
        {
            box.Portals[i].Seed(i);
        }

        if (past is not null)
        {
            past(box);
            stage.Leap(TimeSpan.FromDays(10)); // nobody was told of any of it
        }

        await stage.Prepare();
        return stage;
    }

    /// <summary>Time passes for the portals and the app alike, all at once.</summary>
    public void Leap(TimeSpan time)
    {
        Clock.Leapt += time;
        Live();
    }

    /// <summary>The living app ends at the next such step, or at none; when this is over it knows.</summary>
    public async Task EndsAt(DrillStep? step, AppProcess app)
    {
        _last = step;
        Live();
        var start = TimeProvider.System.GetTimestamp();
        while (!app.IsDead && (!File.Exists(LiveFile + DrillFile.Taken) || await File.ReadAllTextAsync(LiveFile + DrillFile.Taken) != _words))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Longest)
            {
                throw new InvalidOperationException("The app does not read its drill.");
            }

            await Task.Delay(Glance, TimeProvider.System);
        }
    }

    /// <summary>No app ends by itself any more; for the next one, while none lives.</summary>
    public void EndsNowhere()
    {
        _last = null;
        Live();
    }

    /// <summary>Work on the store while no app runs, as an administrator would through the page.</summary>
    public async Task<T> Inside<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var app = AppHost.Build(Options(autoRun: false));
        return await work(app.Services);
    }

    /// <summary>An administrator opens the app, which brings fresh tokens where they were lost; asked to come back a little later, he does.</summary>
    public async Task OpenApp(PortalHost host)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var form = host.Install.Open(ClientId, 1);
            using var body = new FormUrlEncodedContent(form.Fields);
            using var page = await Http.PostAsync(new Uri(form.Url), body);
            if (page.StatusCode != HttpStatusCode.ServiceUnavailable || TimeProvider.System.GetElapsedTime(start) > Longest)
            {
                page.EnsureSuccessStatusCode();
                return;
            }

            await Task.Delay(Glance, TimeProvider.System);
        }
    }

    /// <summary>
    /// An administrator of a portal looks after the app when his portal is quiet: pays where the plan lapsed and opens the page, a few times where
    /// it asks him to come back. Faults are made by the clock and met by calls: an app that waits for a token calls so seldom that it would meet
    /// nothing else.
    /// </summary>
    public async Task LookAfter(PortalHost host, CancellationToken ct)
    {
        host.Faults.Clear();
        if (host.Portal.Apps[ClientId].IsPaymentExpired)
        {
            host.Install.EndSubscription(ClientId, ended: false);
        }

        for (var tries = 0; tries < 3; tries++)
        {
            try
            {
                var form = host.Install.Open(ClientId, 1);
                using var body = new FormUrlEncodedContent(form.Fields);
                using var page = await Http.PostAsync(new Uri(form.Url), body, ct);
                if (page.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // the app is dead just now
            }

            await Task.Delay(Glance, TimeProvider.System, ct);
        }
    }

    public async Task<Admin> Admin(IServiceProvider services, int portal) =>
        new((await services.GetRequiredService<PortalStore>().Find(Hosts[portal].Portal.MemberId))!.Id, 1, Clock.GetUtcNow());

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        Http.Dispose();
        _handler.Dispose();
    }

    // Written beside and moved, so that nobody reads half of it.
    private void Live()
    {
        _words = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"leapt={(long)Clock.Leapt.TotalMilliseconds};wrong={(long)_wrong.TotalMilliseconds};store={_store}{(_last is { } step ? $";kill={step}:1" : "")}");
        File.WriteAllText(LiveFile + ".next", _words);
        File.Move(LiveFile + ".next", LiveFile, overwrite: true);
    }

    private async Task Prepare()
    {
        await using var app = AppHost.Build(Options(autoRun: true));
        await app.StartAsync();
        foreach (var host in Hosts)
        {
            await Install(app, host);
        }

        var bonds = new List<Bond> { await Link(app, 0, 12, 1, 40, removesMirrors: false) };
        if (Hosts.Count > 2)
        {
            bonds.Add(await Link(app, 2, 12, 1, 40, removesMirrors: true));
        }

        Bonds = bonds;
        await app.StopAsync();
    }

    private async Task Install(WebApplication app, PortalHost host)
    {
        await OpenApp(host);
        var portals = app.Services.GetRequiredService<PortalStore>();
        var portal = (await portals.Find(host.Portal.MemberId))!;
        var start = TimeProvider.System.GetTimestamp();
        while ((await app.Services.GetRequiredService<LifecycleStore>().Latest(portal.Id)) is var steps && (steps.Count == 0 || steps.Any(step => !step.Done)))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Longest)
            {
                throw new InvalidOperationException($"Installing at {host.Portal.Name} did not end.");
            }

            await Task.Delay(Glance, TimeProvider.System);
        }

        host.Install.Finish(ClientId);
        await portals.Rename(portal.Id, host.Portal.Name);
    }

    private async Task<Bond> Link(WebApplication app, int a, long groupA, int b, long groupB, bool removesMirrors)
    {
        var invitations = app.Services.GetRequiredService<Invitations>();
        var invited = await invitations.Create($"{a}-{b}", HalfOf(Side.A, groupA, 5, removesMirrors), await Admin(app.Services, a), Consent.None);
        var accepted = await invitations.Accept(invited.Code, HalfOf(Side.B, groupB, 7, removesMirrors), await Admin(app.Services, b), Consent.None);
        var confirmed = await invitations.Confirm(accepted.Link, await Admin(app.Services, a), Consent.None);

        // A storm holds more than a day's work of a company; what waits for tomorrow has tests of its own.
        await app.Services.GetRequiredService<LinkBook>().SetLimits(accepted.Link, LinkLimits.Default with { WritesOfItem = int.MaxValue, WritesOfLink = int.MaxValue, EventsOfDay = int.MaxValue, ItemsOfDay = int.MaxValue, TextOfDay = long.MaxValue });
        return confirmed == LinkAnswer.Done ? new Bond(accepted.Link, a, groupA, b, groupB, removesMirrors) : throw new InvalidOperationException($"The link was not made: {confirmed}.");
    }

    private static Half HalfOf(Side side, long group, long responsible, bool removesMirrors) => Presets.Half(Presets.Partners, side, new HalfChoices
    {
        Filter = new TaskFilter { Groups = [group] },
        TargetGroup = group,
        PublishedGroupTitle = $"group {group}",
        DefaultResponsible = responsible,
        InternalPrefix = "//",
        OnPartnerDelete = removesMirrors ? DeletePolicy.RemoveMirror : DeletePolicy.MarkAndKeep,
    });

    private AppOptions Options(bool autoRun) => new()
    {
        DataFolder = Folder,
        Urls = Url.AbsoluteUri.TrimEnd('/'),
        PublicUrl = Url,
        Apps = [new AppEntry(ClientId, ClientSecret)],
        ExtraOAuthHosts = [new Uri(Box.OAuth.Url)],
        AllowLoopbackPortals = true,
        Clock = Clock,
        AutoRun = autoRun,
    };
}

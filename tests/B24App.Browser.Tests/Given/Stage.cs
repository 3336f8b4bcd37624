using System.Net;
using System.Net.Sockets;
using B24App.EmulatedPortal.Hosting;
using B24App.Portals;
using B24App.Record;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace B24App.Browser.Tests.Given;

/// <summary>
/// Two companies' emulated portals and the real application, all alive: the portals' own pages for people are what the browser opens,
/// and the application stands in their frames under another site's name, as in the world.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string AppName = "app.b24app.test";
    public const string ClientId = "app.b24app";
    private const string Secret = "the secret of the stage";

    private readonly string _folder;
    private readonly TlsDoor _door;

    private Stage(PortalBox box, WebApplication app, TlsDoor door, Uri behind, string folder, ShiftedClock clock)
    {
        Behind = behind.AbsoluteUri.TrimEnd('/');
        Box = box;
        App = app;
        _door = door;
        _folder = folder;
        Clock = clock;
    }

    public PortalBox Box { get; }

    public WebApplication App { get; }

    /// <summary>The application's clock: the machine's, and whatever a test adds.</summary>
    public ShiftedClock Clock { get; }

    /// <summary>Where a browser finds the application.</summary>
    public string Url => _door.Url;

    /// <summary>Where the portals find it: behind the door that browsers come through.</summary>
    public string Behind { get; }

    /// <summary>The client's portal, on an address of its own.</summary>
    public PortalHost North => Box.Portals[0];

    /// <summary>The partner's portal, on another one.</summary>
    public PortalHost South => Box.Portals[1];

    public static Task<Stage> Russian() => Start("ru", "Север", "Юг", "Задачи с партнёрами");

    public static Task<Stage> English() => Start("en", "Northwind Office", "Southgate IT", "Tasks with partners");

    public static Task<Stage> In(string language) => language == "ru" ? Russian() : English();

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async Task<Portal> Portal(PortalHost host) => (await Get<PortalStore>().Find(host.Portal.MemberId))!;

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _door.DisposeAsync();
        await App.StopAsync(now.Token);
        await App.DisposeAsync();
        await Box.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Stage> Start(string language, string north, string south, string title)
    {
        var box = await PortalBox.Start(new BoxOptions { Portals = [new PortalPlan(north, language), new PortalPlan(south, language)] });
        box.Portals[0].Seed(0);
        box.Portals[1].Seed(1);
        await box.Portals[1].Install.Rename("localhost:" + box.Portals[1].Portal.Domain.Split(':')[1]);
        if (language != "ru")
        {
            EnglishPeople.Dress(box.Portals[0].Portal, box.Portals[1].Portal);
        }

        var folder = Directory.CreateTempSubdirectory("b24app-browser-").FullName;
        var clock = new ShiftedClock();
        var inner = new Uri($"http://127.0.0.1:{FreePort()}/");
        var app = AppHost.Build(new AppOptions
        {
            DataFolder = folder,
            Urls = inner.AbsoluteUri.TrimEnd('/'),
            PublicUrl = inner,
            Apps = [new AppEntry(ClientId, Secret)],
            ExtraOAuthHosts = [new Uri(box.OAuth.Url)],
            AllowLoopbackPortals = true,
            Clock = clock,
            Patience = new Patience { Settling = TimeSpan.FromMilliseconds(200), Gathering = TimeSpan.FromMilliseconds(20), Reference = TimeSpan.FromSeconds(1), ReferenceGrid = TimeSpan.FromSeconds(1) },
        });
        app.Services.GetRequiredService<ILoggerFactory>();
        var manifest = app.Services.GetRequiredService<Configuration.AppManifest>();
        await app.StartAsync();
        var door = await TlsDoor.Open(AppName, inner);
        box.RegisterApp(new AppCard(
            ClientId, Secret, title, [.. manifest.Scopes.Select(scope => scope.Code)], door.Url + manifest.Urls.Installer, door.Url + manifest.Urls.App));
        return new Stage(box, app, door, inner, folder, clock);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The machine's clock, and whatever a test adds: an hour of a session passes at once.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Turn(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}

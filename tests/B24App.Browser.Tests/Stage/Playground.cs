using B24App.Bitrix24.Http;
using B24App.Configuration;
using B24App.EmulatedPortal.Hosting;
using B24App.Portals;
using B24App.Record;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Browser.Tests.Stage;

/// <summary>
/// Two companies' portals and the app between them, running by themselves on loopback. The portals stand on another host name
/// than the app, so the browser takes the app in the portal's frame for a third party.
/// </summary>
public sealed class Playground : IAsyncDisposable
{
    public const string ClientId = "app.b24app-browser";
    public const string PortalName = "localhost";

    private readonly string _folder;

    private Playground(PortalBox box, WebApplication app, string url, ShiftedClock clock, string folder)
    {
        (Box, App, Url, Clock, _folder) = (box, app, url, clock, folder);
    }

    public PortalBox Box { get; }

    public WebApplication App { get; }

    /// <summary>Root of the app, with a slash.</summary>
    public string Url { get; }

    /// <summary>The app's clock; the portals keep the real one.</summary>
    public ShiftedClock Clock { get; }

    /// <summary>The client "Север".</summary>
    public PortalHost North => Box.Portals[0];

    /// <summary>The partner "Юг".</summary>
    public PortalHost South => Box.Portals[1];

    public static async Task<Playground> Start(string language = "ru")
    {
        Quieten();
        var box = await PortalBox.Start(new BoxOptions
        {
            Host = PortalName,
            Portals = [new PortalPlan("Север", language), new PortalPlan("Юг", language)],
            Seed = null,
        });
        box.Portals[0].Seed(0);
        box.Portals[1].Seed(1);
        var folder = Directory.CreateTempSubdirectory("b24app-browser-").FullName;
        var clock = new ShiftedClock();
        var port = FreePort.Take();
        var url = $"http://127.0.0.1:{port}/";
        var app = AppHost.Build(Options(folder, url, box, clock));
        var manifest = app.Services.GetRequiredService<AppManifest>();
        box.RegisterApp(new AppCard(
            ClientId, "the browser tests' own secret", language == "ru" ? "Задачи с партнёрами" : "Tasks with partners",
            [.. manifest.Scopes.Select(scope => scope.Code)], url.TrimEnd('/') + manifest.Urls.Installer, url.TrimEnd('/') + manifest.Urls.App));
        await app.StartAsync();
        return new Playground(box, app, url, clock, folder);
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>The portal as the app knows it.</summary>
    public async Task<Portal> Known(PortalHost host) =>
        await Get<PortalStore>().Find(host.Portal.MemberId) ?? throw new InvalidOperationException($"{host.Portal.Name} has not installed the app.");

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Box.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Only faults of the app are worth a line between the names of the tests.
    private static void Quieten() => Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");

    private static AppOptions Options(string folder, string url, PortalBox box, TimeProvider clock) => new()
    {
        DataFolder = folder,
        Urls = url.TrimEnd('/'),
        PublicUrl = new Uri(url),
        Apps = [new AppEntry(ClientId, "the browser tests' own secret")],
        ExtraOAuthHosts = [new Uri(box.OAuth.Url)],
        AllowLoopbackPortals = true,
        Clock = clock,
        Rest = new RestPatience { Unreachable = TimeSpan.FromSeconds(1), Moved = TimeSpan.FromSeconds(1) },
        Patience = new Patience
        {
            Settling = TimeSpan.FromMilliseconds(300),
            UnknownOutcome = TimeSpan.FromSeconds(3),
            Gathering = TimeSpan.FromMilliseconds(20),
            Reference = TimeSpan.FromMilliseconds(500),
            ReferenceGrid = TimeSpan.FromMilliseconds(500),
            NoAccess = TimeSpan.FromSeconds(1),
            Sweep = TimeSpan.FromSeconds(10),
            SweepPace = TimeSpan.FromSeconds(1),
        },
    };
}

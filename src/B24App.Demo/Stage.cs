using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Portals;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace B24App.Demo;

/// <summary>Everything that listens: the OAuth host, the client "Север", the partner "Юг", and the app.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string ClientId = "app.b24app-demo";
    private const string ClientSecret = "the demo's own secret";

    private Stage(PortalBox box, WebApplication app, string url)
    {
        Box = box;
        App = app;
        Url = url;
    }

    public PortalBox Box { get; }

    public WebApplication App { get; }

    public string Url { get; }

    public PortalHost Client => Box.Portals[0];

    public PortalHost Partner => Box.Portals[1];

    public static async Task<Stage> Start(Arguments arguments, string data)
    {
        var url = $"http://127.0.0.1:{Php.Text(arguments.BasePort)}";
        var box = await PortalBox.Start(new BoxOptions
        {
            BasePort = arguments.OAuthPort,
            Portals = [new PortalPlan("Север", Card: arguments.Card), new PortalPlan("Юг")],
            Seed = null,
        });
        try
        {
            box.Portals[0].Seed(0);
            box.Portals[1].Seed(1);
            var app = AppHost.Build(Options(data, url, box));
            var manifest = app.Services.GetRequiredService<Configuration.AppManifest>();
            box.RegisterApp(new AppCard(
                ClientId, ClientSecret, "Задачи с партнёрами", [.. manifest.Scopes.Select(scope => scope.Code)], url + manifest.Urls.Installer, url + manifest.Urls.App));
            await ForgetVanished(app);
            await app.StartAsync();
            return new Stage(box, app, url);
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Box.DisposeAsync();
    }

    // Emulated portals live in memory, so those of an earlier run are gone with all their tasks, while their ids are given
    // again. The app is told what a real portal would say when it goes for good: an uninstall that cleans (RULES 27).
    private static async Task ForgetVanished(WebApplication app)
    {
        var portals = app.Services.GetRequiredService<PortalStore>();
        foreach (var portal in await portals.All())
        {
            await portals.Uninstall(portal.Id, clean: true);
        }
    }

    private static AppOptions Options(string data, string url, PortalBox box) => new()
    {
        DataFolder = data,
        Urls = url,
        PublicUrl = new Uri(url + "/"),
        Apps = [new AppEntry(ClientId, ClientSecret)],
        ExtraOAuthHosts = [new Uri(box.OAuth.Url)],
        AllowLoopbackPortals = true,
    };
}

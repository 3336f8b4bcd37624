using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Install;
using B24App.Portals;
using B24App.Store;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace B24App.Tests.Portals;

/// <summary>The app and two emulated portals on loopback ports; nothing runs by itself, tests turn it.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string ClientId = "app.b24app";

    private readonly string _folder = Directory.CreateTempSubdirectory("b24app-rig-").FullName;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };

    private Rig(PortalBox box, TurnedClock clock)
    {
        Box = box;
        Clock = clock;
        Http = new HttpClient(_handler);
    }

    public PortalBox Box { get; }

    public TurnedClock Clock { get; }

    public WebApplication App { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    public HttpClient Http { get; }

    public PortalHost North => Box.Portals[0];

    public PortalHost South => Box.Portals[1];

    public PortalStore Portals => Get<PortalStore>();

    public static async Task<Rig> Start(string? pinned = null, string[]? scopes = null)
    {
        var clock = new TurnedClock();
        var box = await PortalBox.Start(new BoxOptions
        {
            Portals = [new PortalPlan("Север"), new PortalPlan("Юг")],
            Clock = clock,
            AutoDeliver = false,
        });
        box.Portals[0].Seed(0);
        box.Portals[1].Seed(1);
        var rig = new Rig(box, clock) { Url = new Uri($"http://127.0.0.1:{Loopback.FreePort()}/") };
        await rig.StartApp(pinned);
        foreach (var id in new[] { ClientId, "app.stranger" })
        {
            box.RegisterApp(new AppCard(id, "secret-" + id, "B24App", scopes ?? ["task", "im", "disk", "sonet_group", "user_basic", "placement", "crm"], rig.Url + "install", rig.Url + "app"));
        }

        return rig;
    }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Posts what a portal would post into the frame.</summary>
    public Task<HttpResponseMessage> Post(FrameForm form) => Http.PostAsync(form.Url, new FormUrlEncodedContent(form.Fields));

    /// <summary>The same form, bent.</summary>
    public Task<HttpResponseMessage> Post(FrameForm form, params (string Name, string Value)[] changes) => Http.PostAsync(
        form.Url,
        new FormUrlEncodedContent(form.Fields.Select(field => changes.FirstOrDefault(change => change.Name == field.Key) is { Name: not null } bent
            ? KeyValuePair.Create(field.Key, bent.Value)
            : field)));

    /// <summary>The whole installation as an administrator does it.</summary>
    public async Task<Portal> Install(PortalHost host, long administrator = 1)
    {
        (await Post(host.Install.Open(ClientId, administrator))).EnsureSuccessStatusCode();
        await Turn();
        host.Install.Finish(ClientId);
        await Deliver(host);
        return (await Portals.Find(host.Portal.MemberId))!;
    }

    public async Task Deliver(PortalHost host)
    {
        await host.Events.DeliverPending();
        await Turn();
    }

    public async Task Turn()
    {
        foreach (var work in App.Services.GetServices<IWork>().Where(work => work.GetType().Name == "LifecycleWork"))
        {
            await work.Turn(CancellationToken.None);
        }
    }

    public Task<HttpResponseMessage> Event(string body) =>
        Http.PostAsync(new Uri(Url, "events"), new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"));

    public Task<long> Count(string table) => Get<Database>().Read(store => store.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}"));

    public Task<T?> Scalar<T>(string sql) => Get<Database>().Read(store => store.ExecuteScalarAsync<T?>(sql));

    public async Task Restart()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await StartApp(null);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Box.DisposeAsync();
        Http.Dispose();
        _handler.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartApp(string? pinned)
    {
        App = AppHost.Build(new AppOptions
        {
            DataFolder = _folder,
            Urls = Url.AbsoluteUri.TrimEnd('/'),
            PublicUrl = Url,
            Apps = [new AppEntry(ClientId, "secret-" + ClientId, pinned)],
            ExtraOAuthHosts = [new Uri(Box.OAuth.Url)],
            AllowLoopbackPortals = true,
            Clock = Clock,
            AutoRun = false,
        });
        Get<ILoggerFactory>();
        await App.StartAsync();
    }
}

using B24App.Bitrix24.Http;
using B24App.Bitrix24.OAuth;
using B24App.Portals;
using B24App.Record;
using B24App.RestLogs;
using B24App.Store;
using Microsoft.AspNetCore.DataProtection;

namespace B24App;

/// <summary>All wiring in one place, for the program, the demo and the tests.</summary>
public static class AppHost
{
    /// <summary>Builds the application; it listens after <c>StartAsync</c>.</summary>
    /// <exception cref="StoreRefusedException">The store cannot be used; the message says why in one sentence.</exception>
    public static WebApplication Build(AppOptions options)
    {
        IdHandlers.Register();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(AppHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        });
        AddStore(builder.Services, options);
        AddPortals(builder.Services, options);
        var app = builder.Build();
        app.Services.GetRequiredService<Database>(); // a store that refuses says so now, not at the first event
        app.MapGet("/health", () => "ok");
        return app;
    }

    private static void AddStore(IServiceCollection services, AppOptions options)
    {
        var keys = Directory.CreateDirectory(options.KeyFolder ?? Path.Combine(options.DataFolder, "keys"));
        services.AddDataProtection().SetApplicationName("B24App").PersistKeysToFileSystem(keys);
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton(options.Patience);
        services.AddSingleton(_ => Database.Open(Path.Combine(options.DataFolder, "b24app.db")).GetAwaiter().GetResult());
        services.AddSingleton<IRestLog>(_ => new RestLog(Path.Combine(options.DataFolder, "rest-log.db"), options.Clock));
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<DirtyStore>();
        services.AddSingleton<Inbox>();
    }

    private static void AddPortals(IServiceCollection services, AppOptions options)
    {
        services.AddSingleton(OAuthHosts.With(options.ExtraOAuthHosts));
        services.AddSingleton(_ => new Transport(
            AddressPolicy.Naming(options.AllowLoopbackPortals, [.. options.NamedPrivateHosts, .. options.ExtraOAuthHosts.Select(host => host.DnsSafeHost)]),
            options.Clock));
        services.AddSingleton(options.Rest);
        services.AddSingleton<OAuthClient>();
        services.AddSingleton<Vault>();
        services.AddSingleton<Gates>();
        services.AddSingleton<PortalStore>();
        services.AddSingleton<PairStore>();
        services.AddSingleton<LifecycleStore>();
        services.AddSingleton<LineMaker>();
        services.AddSingleton<PortalLines>();
        services.AddHostedService<GateSaver>();
        if (options.AutoRun)
        {
            services.AddHostedService<Worker>();
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Unicode;
using B24App.Balance;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.OAuth;
using B24App.Carry;
using B24App.Configuration;
using B24App.Links;
using B24App.Matching;
using B24App.Pages;
using B24App.Pages.Links;
using B24App.Portals;
using B24App.Receive;
using B24App.Record;
using B24App.RestLogs;
using B24App.Retention;
using B24App.Stations;
using B24App.Store;
using B24App.Sweep;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.WebEncoders;

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
            // Settings are read once; watching their files would only use up what the system has of watches.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ApplicationName = typeof(AppHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Form.LargestBody;
        });
        AddStore(builder.Services, options);
        AddPortals(builder.Services, options);
        AddPages(builder.Services, options);
        var app = builder.Build();
        app.Services.GetRequiredService<Database>(); // a store that refuses says so now, not at the first event
        MapRoutes(app, app.Services.GetRequiredService<AppManifest>());
        return app;
    }

    private static void MapRoutes(WebApplication app, AppManifest manifest)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseQuietAnswers();
        app.UseExceptionHandler("/broken");
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=3600" });
        app.MapMethods("/health", [HttpMethods.Get, HttpMethods.Head], () => Results.Text("ok"));
        app.MapEvents(manifest.Urls.Events);
        app.MapSession("/app/session");
        app.MapRazorPages();
        app.MapFallbackToPage("/Lost");
    }

    private static void AddStore(IServiceCollection services, AppOptions options)
    {
        var keys = Private(options.KeyFolder ?? Path.Combine(options.DataFolder, "keys"));
        services.AddDataProtection().SetApplicationName("B24App").PersistKeysToFileSystem(keys);
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton(options.Patience);
        services.AddSingleton(_ => Database.Open(Path.Combine(options.DataFolder, "b24app.db")).GetAwaiter().GetResult());
        services.AddSingleton(_ => new RestLog(Path.Combine(options.DataFolder, "rest-log.db"), options.Clock));
        services.AddSingleton<IRestLog>(provider => provider.GetRequiredService<RestLog>());
        services.AddSingleton<RestLogReader>();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<DirtyStore>();
        services.AddSingleton<Inbox>();
    }

    // The keys are as good as the tokens they seal, so nobody but the service's own user may read them.
    internal static DirectoryInfo Private(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

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
        services.AddSingleton<PortalSettings>();
        services.AddSingleton<IWork, RetentionWork>();
        services.AddSingleton<LifecycleStore>();
        services.AddSingleton<LineMaker>();
        services.AddSingleton<PortalLines>();
        services.AddSingleton(AppManifest.Read(AppContext.BaseDirectory));
        services.AddSingleton(provider => SupportContact.Of(options.Support ?? provider.GetRequiredService<AppManifest>().Support)
            ?? throw new InvalidOperationException("The listing names no place where people write for help."));
        services.AddSingleton<VisitLimit>();
        services.AddSingleton<Visits>();
        services.AddSingleton<Reception>();
        services.AddSingleton<ClaimBox>();
        services.AddSingleton<Handlers>();
        services.AddSingleton<ProbeStep>();
        services.AddSingleton<LifecycleSteps>();
        services.AddSingleton<LifecycleEvents>();
        services.AddSingleton<IWork, LifecycleWork>();
        services.AddLinks();
        services.AddMatching();
        services.AddStations();
        services.AddSweep();
        services.AddCarry();
        services.AddHostedService<GateSaver>();
        if (options.AutoRun)
        {
            services.AddHostedService<Worker>();
        }
    }

    private static void AddPages(IServiceCollection services, AppOptions options)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // files of the release only: answers that hold a secret beside words of others are never compressed
            compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
        });
        services.AddRazorPages(pages => pages.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute())); // sessions travel in a header, so no other site can send one
        services.Configure<MvcOptions>(mvc =>
        {
            // They throw on keys with odd brackets, which anybody may send.
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
        });
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)); // Cyrillic stays readable
        services.AddSingleton<Sessions>();
        services.AddSingleton<Rights>();
        services.AddSingleton<Deputies>();
        services.AddSingleton<Navigation>();
        services.AddSingleton<ScreenTools>();
        services.AddSingleton<ViewerStore>();
        services.AddSingleton<HomeReader>();
        services.AddSingleton<Pages.Journal.JournalShow>();
        services.AddSingleton<Freshness>();
        services.AddSingleton<PortalLinks>();
        services.AddSingleton<Pages.Undelivered.StayedFiles>();
        services.AddSingleton<Pages.TaskTab.TaskCards>();
        services.AddSingleton<Pages.TaskTab.TaskActs>();
        services.AddSingleton<Pages.Carry.RuleDesk>();
        services.AddSingleton<Pages.Carry.RuleChoices>();
        services.AddSingleton<Pages.Settings.SettingsTools>();
        services.AddSingleton<HomeTroubles>();
        services.AddSingleton<HomePortal>();
        services.AddSingleton<Traffic>();
        services.AddSingleton<LinkLines>();
        services.AddSingleton<WizardDesk>();
        services.AddSingleton<WizardPeople>();
        services.AddSingleton<WizardActs>();
        services.AddSingleton<AcceptDesk>();
        services.AddSingleton<LinkDesk>();
        services.AddSingleton<NamesReader>();
        services.AddSingleton<LinkFigures>();
        services.AddSingleton<JournalAndDrift>();
        services.AddSingleton<LinkButtons>();
        services.AddSingleton<PageTools>();
        services.AddSingleton<AssetVersions>();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.TrustedProxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            forwarded.KnownProxies.Clear();
            foreach (var proxy in options.TrustedProxies)
            {
                forwarded.KnownProxies.Add(proxy);
            }
        });
    }
}

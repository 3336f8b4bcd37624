using System.Net;
using B24App.Bitrix24.Http;
using B24App.Record;

namespace B24App.Configuration;

/// <summary>
/// Reads the section <c>B24App</c> of the configuration (appsettings.json, or environment variables like
/// <c>B24APP__PUBLICURL</c>) and says in one sentence per problem what is wrong and how to mend it.
/// </summary>
public static class Settings
{
    /// <summary>The options, or the problems that keep the application from starting.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="isDevelopment">Portals on this machine are accepted without being named.</param>
    /// <param name="clock">The clock the application will use.</param>
    public static (AppOptions? Options, IReadOnlyList<string> Problems) Read(IConfiguration configuration, bool isDevelopment, TimeProvider clock)
    {
        var section = configuration.GetSection("B24App");
        var problems = new List<string>();
        var options = new AppOptions
        {
            DataFolder = DataFolder(section),
            Urls = section["Urls"] is { Length: > 0 } urls ? urls : "http://127.0.0.1:5080",
            PublicUrl = PublicUrl(section["PublicUrl"], isDevelopment, problems),
            Apps = Apps(section.GetSection("Apps"), problems),
            ExtraOAuthHosts = ExtraHosts(section.GetSection("OAuthHosts"), problems),
            NamedPrivateHosts = List(section.GetSection("PrivateHosts")),
            AllowLoopbackPortals = isDevelopment,
            KeyFolder = section["KeyFolder"] is { Length: > 0 } keys ? Path.GetFullPath(keys) : null,
            TrustedProxies = Proxies(section.GetSection("TrustedProxies"), problems),
            Support = SupportOf(section["Support"], problems),
            OtlpEndpoint = Otlp(section["OtlpEndpoint"], problems),
            Clock = clock,
            Rest = WaitingTimes.Read<RestPatience>(section.GetSection("Rest"), problems),
            Patience = WaitingTimes.Read<Patience>(section.GetSection("Patience"), problems),
        };
        CheckUrls(options.Urls, problems);
        CheckFolder("DataFolder", options.DataFolder, Directory.CreateDirectory, problems);
        if (options.KeyFolder is { } own)
        {
            CheckFolder("KeyFolder", own, AppHost.Private, problems);
        }

        return problems.Count == 0 ? (options, problems) : (null, problems);
    }

    /// <summary>The data folder and the key ring's folder, without checking anything else.</summary>
    public static (string Data, string Keys) Folders(IConfiguration configuration)
    {
        var section = configuration.GetSection("B24App");
        var data = DataFolder(section);
        return (data, section["KeyFolder"] is { Length: > 0 } keys ? Path.GetFullPath(keys) : Path.Combine(data, "keys"));
    }

    private static string? SupportOf(string? text, List<string> problems)
    {
        if (text is { Length: > 0 } && SupportContact.Of(text) is null)
        {
            problems.Add($"B24APP__SUPPORT is '{text}', which is neither an e-mail nor an https address: give one like support@example.com or https://example.com/help.");
        }

        return text is { Length: > 0 } ? text : null;
    }

    private static string DataFolder(IConfigurationSection section) => Path.GetFullPath(section["DataFolder"] is { Length: > 0 } folder ? folder : "data");

    private static Uri PublicUrl(string? text, bool isDevelopment, List<string> problems)
    {
        var fallback = new Uri("http://127.0.0.1:5080/");
        if (string.IsNullOrWhiteSpace(text))
        {
            if (!isDevelopment)
            {
                problems.Add("B24APP__PUBLICURL is not set: give the https address under which portals reach this application, for example https://app.example.com.");
            }

            return fallback;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.Query.Length > 0)
        {
            problems.Add($"B24APP__PUBLICURL is '{text}', which is not a web address: give one like https://app.example.com.");
            return fallback;
        }

        if (url.Scheme == Uri.UriSchemeHttp && !ResolvesToLoopback(url))
        {
            problems.Add($"B24APP__PUBLICURL is '{text}', but plain http is accepted only for this machine: use https.");
        }

        return new Uri(url.AbsoluteUri.TrimEnd('/') + "/");
    }

    private static List<AppEntry> Apps(IConfigurationSection section, List<string> problems)
    {
        var entries = new List<AppEntry>();
        foreach (var app in section.GetChildren())
        {
            if (app["ClientId"] is not { Length: > 0 } id || app["ClientSecret"] is not { Length: > 0 } secret)
            {
                problems.Add($"Registration {app.Key} lacks a client id or secret: set both B24APP__APPS__{app.Key}__CLIENTID and B24APP__APPS__{app.Key}__CLIENTSECRET.");
                continue;
            }

            if (entries.Any(entry => entry.ClientId == id))
            {
                problems.Add($"The client id of registration {app.Key} is listed twice: remove one of the two entries.");
                continue;
            }

            entries.Add(new AppEntry(id, secret, app["MemberId"] is { Length: > 0 } member ? member : null));
        }

        if (entries.Count == 0 && problems.Count == 0)
        {
            problems.Add("No registration of the application is set: give client id and secret from the developer console as B24APP__APPS__0__CLIENTID and B24APP__APPS__0__CLIENTSECRET.");
        }

        return entries;
    }

    private static Uri? Otlp(string? text, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            problems.Add($"B24APP__OTLPENDPOINT is '{text}', which is not a web address: give the collector's, for example http://127.0.0.1:4318.");
            return null;
        }

        return endpoint;
    }

    private static List<Uri> ExtraHosts(IConfigurationSection section, List<string> problems)
    {
        var hosts = new List<Uri>();
        foreach (var text in List(section))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var host) || !ResolvesToLoopback(host))
            {
                problems.Add($"The extra OAuth host '{text}' in B24APP__OAUTHHOSTS is not on this machine: only addresses that resolve to loopback are accepted, so remove it or use one like http://127.0.0.1:5090.");
                continue;
            }

            hosts.Add(host);
        }

        return hosts;
    }

    private static List<IPAddress> Proxies(IConfigurationSection section, List<string> problems)
    {
        var proxies = new List<IPAddress>();
        foreach (var text in List(section))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                proxies.Add(address);
            }
            else
            {
                problems.Add($"The trusted proxy '{text}' in B24APP__TRUSTEDPROXIES is not an IP address: give the address your reverse proxy connects from.");
            }
        }

        return proxies;
    }

    private static void CheckUrls(string urls, List<string> problems)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var parsed)
                || (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps))
            {
                problems.Add($"B24APP__URLS names '{url}', which cannot be listened on: use something like http://127.0.0.1:5080.");
            }
        }
    }

    private static void CheckFolder(string name, string folder, Func<string, DirectoryInfo> create, List<string> problems)
    {
        try
        {
            create(folder);
            File.WriteAllText(Path.Combine(folder, ".writable"), "");
            File.Delete(Path.Combine(folder, ".writable"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"The folder '{folder}' of B24APP__{name.ToUpperInvariant()} cannot be written: choose another one or give this user the right to write there.");
        }
    }

    // Names are resolved by the client when it connects; here only an address or "localhost" can be judged without asking around.
    private static bool ResolvesToLoopback(Uri uri) =>
        uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static List<string> List(IConfigurationSection section) => section.Value is { Length: > 0 } joined
        ? [.. joined.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        : [.. section.GetChildren().Select(child => child.Value).OfType<string>().Where(text => text.Length > 0)];
}

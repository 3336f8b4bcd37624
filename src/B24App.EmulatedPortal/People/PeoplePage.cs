using System.Net;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.People;

/// <summary>The one HTML page and the policy it is served under.</summary>
internal static class PeoplePage
{
    /// <summary>The page with the words it needs before its modules run.</summary>
    public static string Html(Portal portal) => PeopleAssets.Text("index.html")
        .Replace("{{lang}}", portal.Language == "ru" ? "ru" : "en", StringComparison.Ordinal)
        .Replace("{{frameOrigins}}", WebUtility.HtmlEncode(string.Join(' ', FrameOrigins(portal))), StringComparison.Ordinal)
        .Replace("{{noscript}}", portal.Language == "ru" ? "Странице портала нужен JavaScript." : "The page of the portal needs JavaScript.", StringComparison.Ordinal)
        .Replace("{{title}}", WebUtility.HtmlEncode(portal.Name), StringComparison.Ordinal);

    /// <summary>No inline script or style; frames and forms only to the addresses of registered apps.</summary>
    public static string Policy(Portal portal)
    {
        var apps = string.Join(' ', FrameOrigins(portal));
        var frames = apps.Length == 0 ? "'none'" : apps;
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + $"frame-src {frames}; form-action 'self' {apps}; base-uri 'none'; frame-ancestors 'none'";
    }

    /// <summary>Origins of all registered apps, as a browser writes them.</summary>
    public static IReadOnlyList<string> FrameOrigins(Portal portal) =>
        [.. portal.Apps.Values.SelectMany(app => new[] { app.AppUrl, app.InstallUrl }).Select(Origin).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static string? Origin(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return null;
        }

        var host = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost.Trim('[', ']')}]" : url.IdnHost;
        return url.IsDefaultPort ? $"{url.Scheme}://{host}" : $"{url.Scheme}://{host}:{url.Port}";
    }
}

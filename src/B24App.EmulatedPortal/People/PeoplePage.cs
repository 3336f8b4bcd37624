using System.Net;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.People;

/// <summary>The one HTML page and the policy it is served under.</summary>
internal static class PeoplePage
{
    private static readonly HashSet<string> Sections = new(StringComparer.Ordinal) { "", "tasks", "company", "workgroups", "marketplace", "crm" };

    /// <summary>Paths of a real portal that the page shows; its own script reads the rest of them.</summary>
    public static bool Shows(string path) => Sections.Contains(path.TrimStart('/').Split('/')[0]);

    /// <summary>The page with the words it needs before its modules run.</summary>
    public static string Html(Portal portal, IReadOnlyList<PeopleApp> apps) => PeopleAssets.Text("index.html")
        .Replace("{{lang}}", portal.Language == "ru" ? "ru" : "en", StringComparison.Ordinal)
        .Replace("{{frameOrigins}}", WebUtility.HtmlEncode(string.Join(' ', FrameOrigins(apps))), StringComparison.Ordinal)
        .Replace("{{noscript}}", portal.Language == "ru" ? "Странице портала нужен JavaScript." : "The page of the portal needs JavaScript.", StringComparison.Ordinal)
        .Replace("{{title}}", WebUtility.HtmlEncode(portal.Name), StringComparison.Ordinal);

    /// <summary>No inline script or style; frames and forms only to the addresses of known apps.</summary>
    public static string Policy(IReadOnlyList<PeopleApp> apps)
    {
        var origins = string.Concat(FrameOrigins(apps).Select(origin => " " + origin));
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + $"frame-src{(origins.Length == 0 ? " 'none'" : origins)}; form-action 'self'{origins}; base-uri 'none'; frame-ancestors 'none'";
    }

    private static IEnumerable<string> FrameOrigins(IReadOnlyList<PeopleApp> apps) =>
        apps.SelectMany(app => app.Origins()).Distinct().Order(StringComparer.Ordinal);
}

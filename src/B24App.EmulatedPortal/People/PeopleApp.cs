using B24App.EmulatedPortal.Hosting;

namespace B24App.EmulatedPortal.People;

/// <summary>An application as the page shows it: installed here, or known to the catalogue and ready to be.</summary>
internal sealed record PeopleApp(string ClientId, string Title, int Version, bool IsInstalled, string AppUrl, string InstallUrl, IReadOnlyList<string> Scopes)
{
    /// <summary>Every application of a portal and its catalogue, by title; call under the portal's gate.</summary>
    public static IReadOnlyList<PeopleApp> Of(PortalHost host)
    {
        var here = host.Portal.Apps.Values.Select(app =>
            new PeopleApp(app.ClientId, Named(app.Title, app.ClientId), app.Version, app.IsInstalled, app.AppUrl, app.InstallUrl, [.. app.Scopes.Order(StringComparer.Ordinal)]));
        var others = host.OAuth.Apps.Where(card => !host.Portal.Apps.ContainsKey(card.ClientId) && card.InstallUrl.Length + card.AppUrl.Length > 0).Select(card =>
            new PeopleApp(card.ClientId, Named(card.Title, card.ClientId), card.Version, IsInstalled: false, card.AppUrl, card.InstallUrl, [.. card.Scopes.Order(StringComparer.Ordinal)]));
        return [.. here.Concat(others).OrderBy(app => app.Title, StringComparer.CurrentCulture).ThenBy(app => app.ClientId, StringComparer.Ordinal)];
    }

    /// <summary>Origins of the app's pages, as a browser writes them.</summary>
    public IEnumerable<string> Origins() => new[] { AppUrl, InstallUrl }.Select(Origin).OfType<string>();

    private static string Named(string title, string clientId) => title.Length == 0 ? clientId : title;

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

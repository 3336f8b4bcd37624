using System.Net;

namespace B24App.Bitrix24.OAuth;

/// <summary>The only hosts that may see a client secret. What a request names can choose among them, nothing more.</summary>
public sealed class OAuthHosts
{
    private static readonly Uri West = new("https://oauth.bitrix.info/");
    private static readonly Uri East = new("https://oauth.bitrix24.tech/");

    private readonly List<Uri> _hosts;

    private OAuthHosts(IEnumerable<Uri> extra)
    {
        _hosts = [West, East, .. extra];
    }

    /// <summary>All of them, the vendor's first.</summary>
    public IReadOnlyList<Uri> All => _hosts;

    /// <summary>
    /// The vendor's hosts and those extra ones that resolve to loopback and nothing else; any other is refused in every environment
    /// (a configuration error, hence the exception).
    /// </summary>
    public static OAuthHosts With(IEnumerable<Uri> extra, Func<string, IReadOnlyList<IPAddress>>? resolve = null)
    {
        resolve ??= host => Dns.GetHostAddresses(host);
        var hosts = extra.Select(Root).ToList();
        foreach (var host in hosts)
        {
            var addresses = resolve(host.DnsSafeHost);
            if (addresses.Count == 0 || !addresses.All(IPAddress.IsLoopback))
            {
                throw new ArgumentException($"The OAuth host {host} does not resolve to loopback, so it is not accepted.", nameof(extra));
            }
        }

        return new OAuthHosts(hosts);
    }

    /// <summary>The listed host that this <c>server_endpoint</c> names; the vendor's first when nothing was sent; null for a stranger's.</summary>
    public Uri? Choose(string? serverEndpointAsSent)
    {
        if (string.IsNullOrWhiteSpace(serverEndpointAsSent))
        {
            return West;
        }

        return Uri.TryCreate(serverEndpointAsSent.Trim(), UriKind.Absolute, out var sent)
            ? _hosts.Find(host => Same(host, sent))
            : null;
    }

    private static bool Same(Uri host, Uri sent) =>
        host.Scheme == sent.Scheme
        && host.Port == sent.Port
        && sent.UserInfo.Length == 0
        && string.Equals(host.IdnHost, sent.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static Uri Root(Uri uri) => new(uri.GetLeftPart(UriPartial.Authority) + "/");
}

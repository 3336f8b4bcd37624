namespace B24App.Bitrix24.Http;

/// <summary>Addresses of a portal's REST.</summary>
public static class PortalAddress
{
    /// <summary>The REST endpoint of the portal this address belongs to.</summary>
    public static Uri Endpoint(Uri portal) => new(portal.GetLeftPart(UriPartial.Authority) + "/rest/");

    /// <summary>Where a method is called.</summary>
    public static Uri Method(Uri endpoint, string method, bool v3) =>
        new(endpoint, (v3 ? "api/" : "") + Uri.EscapeDataString(method));

    /// <summary>Scheme, host and port are the same.</summary>
    public static bool SameHost(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}

using System.Net;
using System.Net.Sockets;

namespace B24App.Bitrix24.Http;

/// <summary>Where this process may connect to, decided on the address at connect time, so that a name cannot change its mind in between.</summary>
/// <param name="LoopbackAllowed">Development: any host may be this machine, also over plain http.</param>
/// <param name="NamedHosts">Hosts the operator named (self-hosted portals, loopback OAuth hosts): private and loopback addresses are fine.</param>
public sealed record AddressPolicy(bool LoopbackAllowed, IReadOnlySet<string> NamedHosts)
{
    /// <summary>Public https addresses only.</summary>
    public static AddressPolicy PublicOnly { get; } = new(false, new HashSet<string>());

    /// <summary>A policy with hosts the operator named.</summary>
    public static AddressPolicy Naming(bool loopbackAllowed, IEnumerable<string> hosts) =>
        new(loopbackAllowed, hosts.ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a request may be tried at all: https, or http where only loopback can answer.</summary>
    public bool AllowsScheme(Uri uri) =>
        uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (LoopbackAllowed || IsNamed(uri.DnsSafeHost))));

    /// <summary>Whether this address may answer for this host. Plain http never leaves the machine.</summary>
    public bool Allows(string host, bool https, IPAddress address)
    {
        var real = Unwrapped(address);
        if (IPAddress.IsLoopback(real))
        {
            return LoopbackAllowed || IsNamed(host);
        }

        return https && (IsPublic(real) || (IsNamed(host) && IsPrivate(real)));
    }

    /// <summary>Globally reachable unicast (IANA special-purpose registries); an IPv4 address inside an IPv6 one counts as itself.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var real = Unwrapped(address);
        var bytes = real.GetAddressBytes();
        return real.AddressFamily == AddressFamily.InterNetwork
            ? !SpecialV4.Any(network => network.Contains(real))
            : (bytes[0] & 0xE0) == 0x20 && !SpecialV6.Any(network => network.Contains(real));
    }

    private static bool IsPrivate(IPAddress address) => PrivateNetworks.Any(network => network.Contains(address));

    private bool IsNamed(string host) => NamedHosts.Contains(host);

    // Mapped, NAT64 and 6to4 addresses reach the IPv4 address they carry.
    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address) || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && !address.Equals(IPAddress.IPv6Loopback) && !address.Equals(IPAddress.IPv6Any))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private static readonly IPNetwork[] PrivateNetworks = Parse("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7");

    private static readonly IPNetwork[] SpecialV4 = Parse(
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 "
        + "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4");

    private static readonly IPNetwork[] SpecialV6 = Parse("2001::/23 2001:db8::/32 3fff::/20");

    private static IPNetwork[] Parse(string list) => [.. list.Split(' ').Select(text => IPNetwork.Parse(text))];
}

using System.Net;
using B24App.Bitrix24.Http;
using B24App.Record;

namespace B24App;

/// <summary>Everything the application is told from outside, already checked (see <c>Configuration/</c>).</summary>
public sealed record AppOptions
{
    /// <summary>Where the store and the REST log live.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Where portals and browsers reach us; event handlers and placements are bound below it.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>Our registrations at OAuth hosts (RULES 28).</summary>
    public IReadOnlyList<AppEntry> Apps { get; init; } = [];

    /// <summary>OAuth hosts beside the vendor's; only loopback ones are accepted (RULES 35).</summary>
    public IReadOnlyList<Uri> ExtraOAuthHosts { get; init; } = [];

    /// <summary>Hosts of self-hosted portals that may resolve to a private address (RULES 34).</summary>
    public IReadOnlyList<string> NamedPrivateHosts { get; init; } = [];

    /// <summary>Portals on loopback addresses and over plain http are accepted; for the demo, tests and development.</summary>
    public bool AllowLoopbackPortals { get; init; }

    /// <summary>The key ring, outside the store's file; null for a folder <c>keys</c> beside it.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>Reverse proxies whose word about scheme and address is taken.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>Where a person who is stuck writes: an e-mail or an https address; null for the vendor's of the listing.</summary>
    public string? Support { get; init; }

    /// <summary>Where traces and metrics go over OTLP (HTTP); null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The clock; tests turn it by hand.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Waiting times of REST calls.</summary>
    public RestPatience Rest { get; init; } = new();

    /// <summary>Waiting times of the stations.</summary>
    public Patience Patience { get; init; } = new();

    /// <summary>Background loops run by themselves; off in tests that turn the stations step by step.</summary>
    public bool AutoRun { get; init; } = true;
}

/// <summary>One registration of the application: from the Marketplace, or local to one portal.</summary>
/// <param name="ClientId">Public id.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="PinnedMemberId">The only portal that may install it; null for any.</param>
public sealed record AppEntry(string ClientId, string ClientSecret, string? PinnedMemberId = null)
{
    /// <summary>The public half only: the record must not leak its secret into a log.</summary>
    public override string ToString() => ClientId;
}

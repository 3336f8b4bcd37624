using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using B24App.Store;

namespace B24App.Portals;

/// <summary>One Bitrix24 account that installed us. Its identity is <see cref="Member"/>; name, domain and endpoint may change.</summary>
public sealed record Portal
{
    /// <summary>Our short key.</summary>
    public required PortalId Id { get; init; }

    /// <summary>The platform's <c>member_id</c>, constant across renames.</summary>
    public required string Member { get; init; }

    /// <summary>Host of the portal, possibly with a port.</summary>
    public required string Domain { get; init; }

    /// <summary>What partners see of it: the company's name, or the domain until an administrator gave one.</summary>
    public required string Name { get; init; }

    /// <summary>REST endpoint as the OAuth host named it; ends in <c>/rest/</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The allow-listed host that renews this portal's tokens.</summary>
    public required Uri OAuthHost { get; init; }

    /// <summary>Which of our registrations it installed.</summary>
    public required string ClientId { get; init; }

    /// <summary>Language of the portal; notes are written in it.</summary>
    public required string Language { get; init; }

    /// <summary>Whether the portal takes part.</summary>
    public required PortalState State { get; init; }

    /// <summary>Why it waits; <see cref="WaitReason.None"/> when it does not.</summary>
    public WaitReason Reason { get; init; }

    /// <summary>Granted scopes, comma-separated.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Tariff family by the portal's own word; Enterprise is <c>ent</c>.</summary>
    public string LicenseFamily { get; init; } = "";

    /// <summary>What probing found out.</summary>
    public Capabilities Capabilities { get; init; } = new();

    /// <summary>The user we write as; 0 while nobody has the role.</summary>
    public long RelayUser { get; init; }

    /// <summary>Users we once wrote as, without the present one; their messages are still ours.</summary>
    public ImmutableArray<long> FormerRelays { get; init; } = [];

    /// <summary>Administrator who installed the app.</summary>
    public long InstalledBy { get; init; }

    /// <summary>When it was installed, last time.</summary>
    public DateTimeOffset InstalledAt { get; init; }

    /// <summary>After an uninstall that kept data: when the rest goes too.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    internal byte[]? SecretHash { get; init; }

    /// <summary>Calls may be made and events are worth something.</summary>
    public bool Runs => State == PortalState.Active;

    /// <summary>Whether a scope was granted.</summary>
    public bool Has(string scope) => Scope.Split(',', StringSplitOptions.TrimEntries).Contains(scope, StringComparer.OrdinalIgnoreCase);

    /// <summary>Scheme and host of the portal, for frames and links.</summary>
    public string Origin => Endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>Whether a user is or was our relay account here.</summary>
    public bool IsOurs(long user) => user != 0 && (user == RelayUser || FormerRelays.Contains(user));

    /// <summary>The relay account and all former ones.</summary>
    public IEnumerable<long> Ours => FormerRelays.Append(RelayUser).Where(user => user != 0);

    /// <summary>Whether the sender knows the application token of this portal; takes the same time for every wrong one.</summary>
    public bool Recognises(string? secret) =>
        SecretHash is { } known && secret is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(known, HashOf(secret));

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Number and domain; nothing that could be a secret.</summary>
    public override string ToString() => $"portal {Id} ({Domain})";
}

/// <summary>Whether a portal takes part.</summary>
public enum PortalState
{
    /// <summary>Installed and running.</summary>
    Active,

    /// <summary>Installed, but something must happen first; see <see cref="WaitReason"/>.</summary>
    Waiting,

    /// <summary>Uninstalled; ids, prints and contracts are kept for 30 days (RULES 27).</summary>
    Uninstalled,
}

/// <summary>What a waiting portal waits for.</summary>
public enum WaitReason
{
    /// <summary>It does not wait.</summary>
    None,

    /// <summary>It was installed again; its administrator has to press "continue".</summary>
    Reinstalled,

    /// <summary>The relay account's tokens are dead: it has to open the app, or an administrator takes the role.</summary>
    RelayLost,

    /// <summary>The portal's plan or subscription does not include REST any more.</summary>
    SubscriptionEnded,

    /// <summary>The portal was closed or deleted, or removed the app without saying so.</summary>
    Closed,
}

/// <summary>What reading probes found out about a portal (RULES 31); null means not known yet.</summary>
public sealed record Capabilities
{
    /// <summary>Task lists can be filtered by XML_ID, so a marker can be found again.</summary>
    public bool? FindsByMarker { get; init; }

    /// <summary>REST 3.0 creates tasks.</summary>
    public bool? HasRest3 { get; init; }

    /// <summary>Offline events can be reserved.</summary>
    public bool? ReservesOfflineEvents { get; init; }

    /// <summary>Code of the application in links of this portal.</summary>
    public string? AppCode { get; init; }

    /// <summary>When it was probed last.</summary>
    public DateTimeOffset? ProbedAt { get; init; }
}

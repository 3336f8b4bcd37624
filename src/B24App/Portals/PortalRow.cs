using System.Collections.Immutable;
using System.Text.Json;
using B24App.Store;

namespace B24App.Portals;

/// <summary>A row of the table <c>portal</c> as it lies in the store.</summary>
internal sealed class PortalRow
{
    public const string Columns = """
        id AS Id, member_id AS Member, domain AS Domain, name AS Name, endpoint AS Endpoint, oauth_host AS OAuthHost,
        client_id AS ClientId, secret_hash AS SecretHash, language AS Language, state AS State, reason AS Reason, scope AS Scope,
        license_family AS LicenseFamily, capabilities AS Capabilities, relay_user AS RelayUser, former_relays AS FormerRelays,
        installed_by AS InstalledBy, installed_at AS InstalledAt, kept_until AS KeptUntil
        """;

    public long Id { get; init; }

    public string Member { get; init; } = "";

    public string Domain { get; init; } = "";

    public string Name { get; init; } = "";

    public string Endpoint { get; init; } = "";

    public string OAuthHost { get; init; } = "";

    public string ClientId { get; init; } = "";

    public byte[]? SecretHash { get; init; }

    public string Language { get; init; } = "";

    public string State { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Scope { get; init; } = "";

    public string LicenseFamily { get; init; } = "";

    public string Capabilities { get; init; } = "{}";

    public long RelayUser { get; init; }

    public string FormerRelays { get; init; } = "[]";

    public long InstalledBy { get; init; }

    public long InstalledAt { get; init; }

    public long KeptUntil { get; init; }

    public Portal ToPortal() => new()
    {
        Id = new PortalId(Id),
        Member = Member,
        Domain = Domain,
        Name = Name.Length > 0 ? Name : Domain,
        Endpoint = new Uri(Endpoint),
        OAuthHost = new Uri(OAuthHost),
        ClientId = ClientId,
        SecretHash = SecretHash,
        Language = Language,
        State = Enum.Parse<PortalState>(State),
        Reason = Reason.Length > 0 ? Enum.Parse<WaitReason>(Reason) : WaitReason.None,
        Scope = Scope,
        LicenseFamily = LicenseFamily,
        Capabilities = JsonSerializer.Deserialize<Capabilities>(Capabilities) ?? new Capabilities(),
        RelayUser = RelayUser,
        FormerRelays = JsonSerializer.Deserialize<ImmutableArray<long>>(FormerRelays),
        InstalledBy = InstalledBy,
        InstalledAt = DateTimeOffset.FromUnixTimeMilliseconds(InstalledAt),
        KeptUntil = KeptUntil > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(KeptUntil) : null,
    };
}

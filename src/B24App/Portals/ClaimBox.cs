using System.Text.Json;

namespace B24App.Portals;

/// <summary>Seals claims with their tokens for the time they wait.</summary>
internal sealed class ClaimBox(Vault vault)
{
    private const string Waiting = "claims";

    public byte[] Seal(VisitClaim claim) => vault.Seal(Waiting, JsonSerializer.Serialize(claim));

    public VisitClaim? Open(byte[]? box) =>
        box is not null && vault.Open(Waiting, box) is { } json ? JsonSerializer.Deserialize<VisitClaim>(json) : null;
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using B24App.Plan.Carry;
using B24App.Store;

namespace B24App.Carry;

/// <summary>A rule of a portal as it lies in the store.</summary>
/// <param name="Id">Our number.</param>
/// <param name="Portal">Whose rule.</param>
/// <param name="Name">What its administrator calls it.</param>
/// <param name="Rule">What it says.</param>
/// <param name="IsOn">It is at work.</param>
/// <param name="ChangedAt">When a person changed it last.</param>
/// <param name="OnAt">Since when it is at work as it is: what is older is the matter of a run.</param>
public sealed record RuleRow(long Id, PortalId Portal, string Name, CarryRule Rule, bool IsOn, DateTimeOffset ChangedAt, DateTimeOffset OnAt)
{
    /// <summary>Its words in short: whoever fills in its form carries them along, so that a late save is known as one.</summary>
    public string Print => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name + '\n' + JsonSerializer.Serialize(Rule))))[..16];
}

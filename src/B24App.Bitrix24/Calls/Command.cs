using System.Text.Json.Nodes;

namespace B24App.Bitrix24.Calls;

/// <summary>One REST method with its parameters, before anyone decided how it travels.</summary>
/// <param name="Method">The method name exactly as documented.</param>
/// <param name="Parameters">A map for methods that bind by name, a list for positional ones, null for none.</param>
public sealed record Command(string Method, JsonNode? Parameters)
{
    /// <summary>The portal reads parameters by order: <see cref="Parameters"/> is a list in documented order (settings/how-to-call-rest-api/data-encoding.md).</summary>
    public bool Positional { get; init; }

    /// <summary>The call changes something on the portal, so a lost answer must be looked for before a repeat.</summary>
    public bool IsWrite { get; init; }

    /// <summary>The method lives under <c>/rest/api/</c> (REST 3.0): JSON only, never inside a v2 batch.</summary>
    public bool IsV3 { get; init; }

    /// <summary>The <c>Idempotency-Key</c> header; only REST 3.0 honours it.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The method and its kind, never the parameters: they may hold texts of people.</summary>
    public override string ToString() => $"{(IsV3 ? "v3 " : "")}{Method}";
}

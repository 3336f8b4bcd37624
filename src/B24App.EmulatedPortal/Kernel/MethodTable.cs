namespace B24App.EmulatedPortal.Kernel;

/// <summary>How a method reads its parameters.</summary>
public enum Binding
{
    /// <summary>By name.</summary>
    Named,

    /// <summary>By position; names are ignored (platform fact of <c>task.*</c>).</summary>
    Positional,
}

/// <summary>One REST method of the portal.</summary>
/// <param name="Name">Name as documented; looked up without regard to case.</param>
/// <param name="Scope">Scope the caller must hold, alternatives divided by <c>|</c>, or null for <c>basic</c>.</param>
/// <param name="Handler">What it does; runs under the portal's gate and must not block.</param>
public sealed record RestMethod(string Name, string? Scope, Func<RestCall, RestAnswer> Handler)
{
    /// <summary>How parameters are bound.</summary>
    public Binding Binding { get; init; } = Binding.Named;

    /// <summary>Only administrators may call it.</summary>
    public bool AdminOnly { get; init; }

    /// <summary>Refused to webhooks with <c>WRONG_AUTH_TYPE</c> or <c>ACCESS_DENIED</c>.</summary>
    public bool AppOnly { get; init; }

    /// <summary>Refused inside <c>batch</c>.</summary>
    public bool NotInBatch { get; init; }

    /// <summary>Scopes of which the caller must hold one; empty for <c>basic</c>.</summary>
    public IReadOnlyList<string> Scopes { get; } = Scope?.Split('|') ?? [];

    /// <summary>Some portals do not have it: tells by the switches whether this one does.</summary>
    public Func<Switches, bool> OfferedWhen { get; init; } = _ => true;

    /// <summary>Lives under <c>/rest/api/</c>. A v2 and a v3 method may share a name.</summary>
    public bool IsV3 { get; init; }
}

/// <summary>All methods of a portal, v2 and v3 apart.</summary>
public sealed class MethodTable
{
    private readonly Dictionary<(bool V3, string Name), RestMethod> _methods = new();

    /// <summary>Adds a method; a second one of the same name and version is a bug.</summary>
    public void Add(RestMethod method) => _methods.Add((method.IsV3, Key(method.Name)), method);

    /// <summary>Finds a method by its name in any case.</summary>
    public RestMethod? Find(string name, bool v3) => _methods.GetValueOrDefault((v3, Key(name)));

    /// <summary>Every method, for <c>methods</c>, <c>method.get</c> and the comparison with the documents.</summary>
    public IEnumerable<RestMethod> All => _methods.Values;

    private static string Key(string name) => name.ToUpperInvariant();
}

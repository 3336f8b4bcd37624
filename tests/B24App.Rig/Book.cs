namespace B24App.Rig;

/// <summary>What a comment is to the rig.</summary>
internal enum SaidKind
{
    /// <summary>Its text occurs once in the world.</summary>
    Unique,

    /// <summary>"ok", like many others.</summary>
    Equal,

    /// <summary>Begins with the internal prefix: it must stay.</summary>
    Internal,
}

/// <summary>A comment a person wrote.</summary>
internal sealed record Said(int Portal, long Id, string Token, SaidKind Kind);

/// <summary>A task a person filed.</summary>
internal sealed class Filed
{
    public required int Portal { get; init; }

    public required long Task { get; init; }

    /// <summary>Stands in its description for good, here and in the mirror.</summary>
    public required string Token { get; init; }

    /// <summary>Where its mirror belongs, or null for a private task.</summary>
    public required int? Partner { get; init; }

    /// <summary>Newest title people gave it, by portal.</summary>
    public Dictionary<int, string> Titles { get; } = [];

    /// <summary>Its discussion, in the order people spoke.</summary>
    public List<Said> Talk { get; } = [];
}

/// <summary>The rig's own book of what people did. It knows nothing of the app's store.</summary>
internal sealed class Book
{
    private int _last;

    public List<Filed> Tasks { get; } = [];

    /// <summary>Texts that must never be seen on another portal, with the portal they belong to.</summary>
    public Dictionary<string, int> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>A word that was never used before; the full stop keeps c1 from being found in c12.</summary>
    public string Word(string kind) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}{++_last}.");
}

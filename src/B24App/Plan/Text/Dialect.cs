namespace B24App.Plan.Text;

/// <summary>The two ways a portal writes formatted text (tasks.md 9.1).</summary>
public enum Dialect
{
    /// <summary>Descriptions of tasks and comments of the old card.</summary>
    Task,

    /// <summary>Messages of the new card's chat.</summary>
    Chat,
}

/// <summary>The language of a portal, as far as our own texts know it.</summary>
public enum Language
{
    /// <summary>Russian.</summary>
    Ru,

    /// <summary>English, also for every language we have no texts in.</summary>
    En,
}

/// <summary>From the portal's language code to ours.</summary>
public static class Languages
{
    /// <summary>Russian and its neighbours on the Russian cloud read Russian; all others English.</summary>
    public static Language Of(string? code) =>
        code?.Trim().ToUpperInvariant() is { } upper && (upper.StartsWith("RU", StringComparison.Ordinal) || upper is "BY" or "KZ" or "UA")
            ? Language.Ru
            : Language.En;
}

namespace B24App.Pages;

/// <summary>A state of a screen instead of its content: empty, an error, no rights. One sentence what is the matter, one what to do.</summary>
/// <param name="Icon">Name of an icon.</param>
/// <param name="Title">What is the matter.</param>
/// <param name="Advice">What to do.</param>
public sealed record StateView(string Icon, string Title, string Advice)
{
    /// <summary>The button that does it; null for none.</summary>
    public StateAction? Action { get; init; }

    /// <summary>The way from a widget to the screen of the app that does it; null for none.</summary>
    public ScreenDoor? Door { get; init; }

    /// <summary>Code for support, shown under "details"; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>Number of the request for support.</summary>
    public string? Request { get; init; }

    /// <summary>The reader's words, for "details" and where to write; needed where a request is named.</summary>
    public Texts? Words { get; init; }

    /// <summary>The app itself failed: where to write stands in the open.</summary>
    public bool IsOurs { get; init; }

    /// <summary>It is a trouble, and is read out at once.</summary>
    public bool IsTrouble { get; init; }
}

/// <summary>A button that fetches a screen.</summary>
/// <param name="Label">Its word.</param>
/// <param name="Path">What it fetches into the page.</param>
public sealed record StateAction(string Label, string Path);

/// <summary>When what is shown was read from a portal: "as of 14:05".</summary>
/// <param name="Text">The words.</param>
/// <param name="At">The moment.</param>
public sealed record Stamp(string Text, DateTimeOffset At);

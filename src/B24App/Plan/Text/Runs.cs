namespace B24App.Plan.Text;

/// <summary>How a stretch of text looks.</summary>
internal readonly record struct RunStyle
{
    public bool Bold { get; init; }
    public bool Italic { get; init; }
    public bool Underline { get; init; }
    public bool Strike { get; init; }
    public bool Code { get; init; }
    public bool Quote { get; init; }
    public string? Link { get; init; }
    public string? Color { get; init; }
    public string? Size { get; init; }
    public long User { get; init; }
    public bool Cell { get; init; }
}

internal enum RunKind
{
    Text,

    /// <summary>What follows starts on a line of its own.</summary>
    Break,

    /// <summary>A file that stays behind; the text is its name or empty.</summary>
    File,

    /// <summary>A picture anybody can load; the text is its address.</summary>
    Image,
}

internal readonly record struct Run(RunKind Kind, string Text, RunStyle Style);

namespace B24App.Rig;

/// <summary>What of a task that is no field and no word of a discussion.</summary>
internal enum PartKind
{
    /// <summary>A line of a checklist.</summary>
    Line,

    /// <summary>A record of time.</summary>
    Hours,

    /// <summary>A file of the task.</summary>
    File,

    /// <summary>A file of a comment.</summary>
    SaidFile,
}

/// <summary>A part a person made. Its word stands nowhere else in the world.</summary>
internal sealed class Part
{
    public required PartKind Kind { get; init; }

    /// <summary>Where it was made.</summary>
    public required int Portal { get; init; }

    public required string Word { get; init; }

    /// <summary>A person took it away again.</summary>
    public bool Gone { get; set; }

    /// <summary>Number of the calm before it was taken away.</summary>
    public int GoneIn { get; set; } = -1;

    /// <summary>Number of the calm before somebody last changed it: what is taken away and changed at once is kept or not, but on both sides alike.</summary>
    public int ChangedIn { get; set; } = -1;

    /// <summary>The comment that carries it.</summary>
    public Said? Said { get; init; }
}

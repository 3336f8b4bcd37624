namespace B24App.EmulatedPortal.Crm;

/// <summary>A comment in the timelines of one or more records.</summary>
public sealed class TimelineComment
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>Text in BB-code.</summary>
    public required string Text { get; set; }

    /// <summary>Author.</summary>
    public required long AuthorId { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Records whose timelines show it.</summary>
    public List<CrmKey> Bindings { get; } = [];

    /// <summary>Object ids on the drive.</summary>
    public List<long> Files { get; } = [];
}

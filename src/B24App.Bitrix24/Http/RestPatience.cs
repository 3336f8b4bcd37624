namespace B24App.Bitrix24.Http;

/// <summary>How long we wait and how much we pack; tests shrink it.</summary>
public sealed record RestPatience
{
    /// <summary>For a REST call: longer than the portal's own 60 s cut, so that its word comes first.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(68);

    /// <summary>For a whole file, however large: about 100 MB over a slow line.</summary>
    public TimeSpan File { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For a question to the OAuth host, which a person may be waiting for.</summary>
    public TimeSpan OAuth { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a fresh pair: an answer that comes after this is lost, the old pair is spent, and only a person's visit brings another.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Expected time of one batch: half of the 60 s cut (limits.md).</summary>
    public TimeSpan Batch { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before a portal or host that could not be reached is tried again.</summary>
    public TimeSpan Unreachable { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Pause before a move is looked at again that the OAuth host did not confirm.</summary>
    public TimeSpan Moved { get; init; } = TimeSpan.FromMinutes(5);
}

namespace B24App.Links;

/// <summary>
/// What one link may do before it is held (RULES 7) or waits for tomorrow (RULES 38). Only the link that reached a limit
/// suffers.
/// </summary>
public sealed record LinkLimits
{
    /// <summary>Live writes to one item in <see cref="FuseWindow"/> before the item is held.</summary>
    public int WritesOfItem { get; init; } = 20;

    /// <summary>Live writes of the whole link in <see cref="FuseWindow"/> before the link is held.</summary>
    public int WritesOfLink { get; init; } = 600;

    /// <summary>The window of the fuse.</summary>
    public TimeSpan FuseWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Looks of a day that events of the portals ask for; the app's own rounds are not counted.</summary>
    public int EventsOfDay { get; init; } = 50_000;

    /// <summary>New mirrors (tasks and comments) in a day.</summary>
    public int ItemsOfDay { get; init; } = 10_000;

    /// <summary>Characters of text that cross in a day.</summary>
    public long TextOfDay { get; init; } = 50_000_000;

    /// <summary>The fuse and the caps of a link nobody changed.</summary>
    public static LinkLimits Default { get; } = new();
}

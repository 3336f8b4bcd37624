namespace B24App.Record;

/// <summary>Every waiting time of the stations in one record, so that tests and the rig can shrink them together (RULES 15).</summary>
public sealed record Patience
{
    /// <summary>Hints within this time after a look make one trailing look (RULES 29).</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A call without an answer is looked for no earlier than this after it left: longer than the portal's own cut of 60 s (RULES 15).</summary>
    public TimeSpan UnknownOutcome { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>In a burst a portal's desk waits this long for company before the next request (RULES 29).</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The reference to the partner's task waits this long for another call to ride with.</summary>
    public TimeSpan Reference { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>References become due on this grid, so that those of many tasks leave together.</summary>
    public TimeSpan ReferenceGrid { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a link waits before a portal that gives no access is tried again.</summary>
    public TimeSpan NoAccess { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A parked intent is planned anew by a look only after this: hints of one moment must not repeat a refused call.</summary>
    public TimeSpan ParkedRest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A parked intent is planned anew by itself once in this time; and at once after an administrator changed the link.</summary>
    public TimeSpan ParkedRetry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Both sides of a link are compared field by field this often.</summary>
    public TimeSpan Drift { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Window of the fuse (RULES 7).</summary>
    public TimeSpan FuseWindow { get; init; } = TimeSpan.FromMinutes(10);
}

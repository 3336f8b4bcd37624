namespace B24App.Record;

/// <summary>Every waiting time of the stations in one record, so that tests and the rig can shrink them together (RULES 15).</summary>
public sealed record Patience
{
    /// <summary>Hints within this time after a look make one trailing look (RULES 29).</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A file that was put off comes back no earlier: it takes several requests, one after another, and begins anew each time. Tried at the
    /// first free request, files would take it from one another and none would ever arrive.
    /// </summary>
    public TimeSpan FileTurn { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A call without an answer is looked for no earlier than this after it left: longer than the portal's own cut of 60 s (RULES 15).</summary>
    public TimeSpan UnknownOutcome { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>What is to be written over fields is planned anew when it has waited this long: somebody may have written there since (RULES 21).</summary>
    public TimeSpan PlanLasts { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>In a burst a portal's desk waits this long for company before the next request (RULES 29).</summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The reference to the partner's task waits this long for another call to ride with.</summary>
    public TimeSpan Reference { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>References become due on this grid, so that those of many tasks leave together.</summary>
    public TimeSpan ReferenceGrid { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Events of discussions in what a run has just written become due on this grid: they tell of service comments as a rule, and are asked for together.</summary>
    public TimeSpan EchoGrid { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a link waits before a portal that gives no access is tried again.</summary>
    public TimeSpan NoAccess { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When a mirrored task that cannot be read is looked at again: soon at first, once a day in the end.</summary>
    /// <param name="held">How long it waits already; less than nothing when the clock was set back.</param>
    public TimeSpan Unreadable(TimeSpan held) => held / 2 < NoAccess ? NoAccess : held / 2 < Census ? held / 2 : Census;

    /// <summary>A parked intent is planned anew by a look only after this: hints of one moment must not repeat a refused call.</summary>
    public TimeSpan ParkedRest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A parked intent is planned anew by itself once in this time; and at once after an administrator changed the link.</summary>
    public TimeSpan ParkedRetry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Both sides of a link are compared field by field this often.</summary>
    public TimeSpan Drift { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Window of the fuse (RULES 7).</summary>
    public TimeSpan FuseWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two sweeps of a portal with exchange in the last <see cref="Exchange"/> (RULES 30).</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between two sweeps of an idle portal.</summary>
    public TimeSpan IdleSweep { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long after an exchange a portal counts as active.</summary>
    public TimeSpan Exchange { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A sweep reads this much again: dates have whole seconds, and a row may be stored later than its date.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon after being woken the sweep asks again who is due.</summary>
    public TimeSpan SweepPace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Discussions active within this time are read again with every sweep.</summary>
    public TimeSpan BusyTalk { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Discussions active within this time are read again every <see cref="QuietTalkRead"/>.</summary>
    public TimeSpan QuietTalk { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Time between two readings of a quiet discussion.</summary>
    public TimeSpan QuietTalkRead { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What an attachment is, is asked again by the first look after this time; the census makes one due.</summary>
    public TimeSpan Attachments { get; init; } = TimeSpan.FromHours(20);

    /// <summary>Time between two counts of the mirrored tasks of a portal (RULES 23).</summary>
    public TimeSpan Census { get; init; } = TimeSpan.FromDays(1);
}

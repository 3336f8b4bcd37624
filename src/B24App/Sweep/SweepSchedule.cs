using B24App.Record;

namespace B24App.Sweep;

/// <summary>When a portal is swept (RULES 30), decided on values.</summary>
public static class SweepSchedule
{
    /// <summary>Moment of the next sweep: soon while things are exchanged, rarely while nothing is. Any exchange therefore wakes an idle portal.</summary>
    /// <param name="swept">The last sweep; null for none. One that is still to come was dated before the clock was set back.</param>
    /// <param name="exchanged">The last event, opened page or call written down; null for none.</param>
    /// <param name="now">Now.</param>
    /// <param name="patience">Waiting times.</param>
    public static DateTimeOffset Next(DateTimeOffset? swept, DateTimeOffset? exchanged, DateTimeOffset now, Patience patience) =>
        swept is not { } last || last > now ? now : last + (IsActive(exchanged, now, patience) ? patience.Sweep : patience.IdleSweep);

    /// <summary>Moment of the next census; a portal that never had a sweep has none.</summary>
    /// <param name="censused">The last census, or the first sweep; null for none. One that is still to come was dated before the clock was set back.</param>
    /// <param name="now">Now.</param>
    /// <param name="patience">Waiting times.</param>
    public static DateTimeOffset NextCensus(DateTimeOffset? censused, DateTimeOffset now, Patience patience) =>
        censused is not { } last ? DateTimeOffset.MaxValue : last > now ? now : last + patience.Census;

    /// <summary>True while things are exchanged with the portal.</summary>
    public static bool IsActive(DateTimeOffset? exchanged, DateTimeOffset now, Patience patience) => exchanged is { } at && now - at < patience.Exchange;

    /// <summary>True when a discussion's newest comments are to be read again without a hint.</summary>
    /// <param name="active">The last comment or other activity known.</param>
    /// <param name="read">When it was last asked for; null for never. What is still to come was dated before the clock was set back.</param>
    /// <param name="now">Now.</param>
    /// <param name="patience">Waiting times.</param>
    public static bool WindowIsDue(DateTimeOffset active, DateTimeOffset? read, DateTimeOffset now, Patience patience) =>
        now - active < patience.BusyTalk || (now - active < patience.QuietTalk && (read is not { } last || last > now || now - last >= patience.QuietTalkRead));
}

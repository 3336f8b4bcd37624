using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Limits;

/// <summary>Decisions about one method's execution time (b24restdocs: limits.md, <c>operating</c>).</summary>
public static class MethodLedger
{
    /// <summary>A block by the portal never lasts longer than its ten one-minute counters.</summary>
    public static readonly TimeSpan LongestPark = TimeSpan.FromMinutes(10);

    /// <summary>The threshold is not published; this is the worked example's. Bulk stops at four fifths of it.</summary>
    public const double Threshold = 480;

    private const double BulkShare = 0.8;
    private const double NewestWeight = 0.3;

    /// <summary>How long a call of a method nobody has timed yet is expected to take.</summary>
    public static readonly TimeSpan FirstGuess = TimeSpan.FromMilliseconds(500);

    /// <summary>When this method may be called again; not later than <paramref name="now"/> means at once.</summary>
    public static DateTimeOffset FitsAt(MethodTime? method, Urgency urgency, DateTimeOffset now)
    {
        if (method is null)
        {
            return now;
        }

        // Farther away than a park can be: the clock was set back meanwhile.
        if (method.ParkedUntil is { } parked && parked > now && parked - now <= LongestPark)
        {
            return parked;
        }

        var heavy = urgency == Urgency.Bulk && method.Operating >= Threshold * BulkShare;
        return heavy && method.ResetAt is { } reset && reset > now ? Capped(reset, now) : now;
    }

    /// <summary>The ledger after an answer with its <c>time</c> block.</summary>
    public static MethodTime Measured(MethodTime? method, TimeSpan duration, double? operating, DateTimeOffset? resetAt) =>
        new(
            operating ?? method?.Operating ?? 0,
            resetAt ?? method?.ResetAt,
            null,
            method is null || method.Average == TimeSpan.Zero
                ? duration
                : (method.Average * (1 - NewestWeight)) + (duration * NewestWeight));

    /// <summary>The ledger after HTTP 429 or its twin inside a batch.</summary>
    public static MethodTime Parked(MethodTime? method, DateTimeOffset? resetAt, DateTimeOffset now)
    {
        var until = resetAt > now ? resetAt : method?.ResetAt > now ? method.ResetAt : now + LongestPark;
        return (method ?? new MethodTime(Threshold, null, null, TimeSpan.Zero)) with { ParkedUntil = Capped(until!.Value, now) };
    }

    private static DateTimeOffset Capped(DateTimeOffset until, DateTimeOffset now) =>
        until - now > LongestPark ? now + LongestPark : until;
}

namespace B24App.Bitrix24.Limits;

/// <summary>A portal's leaky bucket (b24restdocs: limits.md) and how much of it we dare to use.</summary>
/// <param name="PerSecond">Requests that leak away in a second.</param>
/// <param name="Capacity">The portal refuses above this level.</param>
public sealed record RateLimit(double PerSecond, double Capacity)
{
    /// <summary>Every tariff but Enterprise.</summary>
    public static RateLimit Ordinary { get; } = new(2, 50);

    /// <summary>Enterprise: <c>LICENSE_FAMILY == "ent"</c>.</summary>
    public static RateLimit Enterprise { get; } = new(5, 250);

    /// <summary>The limit of a tariff by the portal's <c>app.info</c>.</summary>
    public static RateLimit ForLicence(string? family) =>
        string.Equals(family, "ent", StringComparison.OrdinalIgnoreCase) ? Enterprise : Ordinary;

    /// <summary>Other applications share our address's bucket, so a tenth stays unused; bulk leaves half to live work.</summary>
    public double Ceiling(Calls.Urgency urgency) => urgency == Calls.Urgency.Live ? Capacity * 0.9 : Capacity * 0.45;

    /// <summary>The level now. After the clock was set back the level stays and drains from now on, else it would not for as long as the jump was.</summary>
    public Bucket Drain(Bucket bucket, DateTimeOffset now) =>
        now <= bucket.At ? bucket with { At = now } : new Bucket(Math.Max(0, bucket.Level - (now - bucket.At).TotalSeconds * PerSecond), now);

    /// <summary>When a request of this urgency fits; not later than <paramref name="now"/> means at once.</summary>
    public DateTimeOffset FitsAt(Bucket bucket, Calls.Urgency urgency, DateTimeOffset now)
    {
        var level = Drain(bucket, now).Level;
        var excess = level + 1 - Ceiling(urgency);
        return excess <= 0 ? now : now + TimeSpan.FromSeconds(excess / PerSecond);
    }
}

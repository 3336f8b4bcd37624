namespace B24App.Tests.Operations;

/// <summary>The clock of a machine that is wrong by as much as a test says.</summary>
internal sealed class SkewedClock(TimeProvider right) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Skew;
}

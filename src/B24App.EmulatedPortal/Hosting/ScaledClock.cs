namespace B24App.EmulatedPortal.Hosting;

/// <summary>A clock that runs faster or slower than the one behind it, from the moment it was made.</summary>
internal sealed class ScaledClock(TimeProvider inner, double scale) : TimeProvider
{
    private readonly DateTimeOffset _start = inner.GetUtcNow();
    private readonly long _startStamp = inner.GetTimestamp();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _start + (inner.GetUtcNow() - _start) * scale;

    public override long GetTimestamp() => _startStamp + (long)((inner.GetTimestamp() - _startStamp) * scale);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, Shrink(dueTime), Shrink(period));

    private TimeSpan Shrink(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / scale;
}

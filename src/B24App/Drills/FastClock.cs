namespace B24App.Drills;

/// <summary>A clock that runs faster from a moment on; every process that is told the same moment and pace agrees.</summary>
internal sealed class FastClock(DateTimeOffset anchor, double pace) : TimeProvider
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40); // the system's timers end at 49

    private readonly TimeProvider _inner = System;

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => anchor + (_inner.GetUtcNow() - anchor) * pace;

    public override long GetTimestamp() => (long)(_inner.GetTimestamp() * pace);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(_inner.CreateTimer(callback, state, Shrunk(dueTime), Shrunk(period)), this);

    private TimeSpan Shrunk(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : Shorter(span / pace);

    private static TimeSpan Shorter(TimeSpan span) => span < LongestTimer ? span : LongestTimer;

    private sealed class Timer(ITimer timer, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Shrunk(dueTime), clock.Shrunk(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

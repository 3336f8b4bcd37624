using System.Collections.Concurrent;

namespace B24App.Drills;

/// <summary>
/// A clock that runs faster from a moment on; every process that is told the same moment and pace agrees. It can leap, as if hours had
/// passed: what waits by it comes due. And it can be wrong: then it shows another time, and no time has passed.
/// </summary>
internal sealed class FastClock(DateTimeOffset anchor, double pace) : TimeProvider
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40); // the system's timers end at 49

    private readonly TimeProvider _inner = System;
    private readonly ConcurrentDictionary<Timer, byte> _timers = new();
    private long _leapt;
    private long _wrong;

    /// <summary>Time that passed at once, in all.</summary>
    public TimeSpan Leapt
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _leapt));
        set
        {
            if (Interlocked.Exchange(ref _leapt, value.Ticks) != value.Ticks)
            {
                foreach (var timer in _timers.Keys)
                {
                    timer.Leap();
                }
            }
        }
    }

    /// <summary>How wrong it goes: ahead, or behind.</summary>
    public TimeSpan Wrong
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _wrong));
        set => Interlocked.Exchange(ref _wrong, value.Ticks);
    }

    public override long TimestampFrequency => _inner.TimestampFrequency;

    private TimeSpan Passed => _inner.GetElapsedTime(0) * pace + Leapt;

    public override DateTimeOffset GetUtcNow() => anchor + (_inner.GetUtcNow() - anchor) * pace + Leapt + Wrong;

    public override long GetTimestamp() => (long)(_inner.GetTimestamp() * pace + Leapt.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private TimeSpan Shrunk(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : Shorter(span / pace);

    private static TimeSpan Shorter(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span < LongestTimer ? span : LongestTimer;

    private sealed class Timer : ITimer
    {
        private readonly FastClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private readonly Lock _lock = new();
        private TimeSpan? _due;
        private TimeSpan _period;

        public Timer(FastClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _timer = clock._inner.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Passed + dueTime;
                _period = period;
                _clock._timers[this] = 0;
                return _timer.Change(_clock.Shrunk(dueTime), Timeout.InfiniteTimeSpan);
            }
        }

        public void Leap()
        {
            lock (_lock)
            {
                if (_due is { } due)
                {
                    _timer.Change(_clock.Shrunk(due - _clock.Passed is { Ticks: > 0 } left ? left : TimeSpan.Zero), Timeout.InfiniteTimeSpan);
                }
            }
        }

        public void Dispose()
        {
            _clock._timers.TryRemove(this, out _);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _clock._timers.TryRemove(this, out _);
            return _timer.DisposeAsync();
        }

        // A leap may wake it a second time for the same moment; it rings once.
        private void Ring()
        {
            lock (_lock)
            {
                if (_due is null)
                {
                    return;
                }

                if (_period > TimeSpan.Zero)
                {
                    _due = _clock.Passed + _period;
                    _timer.Change(_clock.Shrunk(_period), Timeout.InfiniteTimeSpan);
                }
                else
                {
                    _due = null;
                    _clock._timers.TryRemove(this, out _);
                }
            }

            _callback(_state);
        }
    }
}

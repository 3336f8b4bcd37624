namespace B24App.EmulatedPortal.Control;

/// <summary>Calls whose client hears nothing any more and that the portal has still to do, each at its time on the portal's clock.</summary>
public sealed class LateCalls : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<LateCall> _waiting = [];
    private bool _closed;

    internal LateCalls(TimeProvider clock) => _clock = clock;

    /// <summary>How many have not been done.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Does them all without waiting for their time, in the order they came.</summary>
    public void DoNow()
    {
        List<LateCall> all;
        lock (_lock)
        {
            all = [.. _waiting];
        }

        all.ForEach(Do);
    }

    /// <summary>Drops what has not been done.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
        }

        Drop();
    }

    internal void Drop()
    {
        lock (_lock)
        {
            _waiting.ForEach(call => call.Timer?.Dispose());
            _waiting.Clear();
        }
    }

    internal void Add(TimeSpan wait, Action act)
    {
        if (wait <= TimeSpan.Zero)
        {
            act();
            return;
        }

        lock (_lock)
        {
            if (!_closed)
            {
                var call = new LateCall(act);
                _waiting.Add(call);
                call.Timer = _clock.CreateTimer(_ => Do(call), null, wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    // Whoever takes it off the list does it: the timer and DoNow may meet.
    private void Do(LateCall call)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(call))
            {
                return;
            }

            call.Timer?.Dispose();
        }

        call.Act();
    }

    private sealed class LateCall(Action act)
    {
        public Action Act { get; } = act;

        public ITimer? Timer { get; set; }
    }
}

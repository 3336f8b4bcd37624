namespace B24App.EmulatedPortal.Events;

/// <summary>The line of deliveries that have not left: spoilt by the faults as they come in, given out as they fall due.</summary>
internal sealed class WaitingEvents
{
    // The documents name no figures; these are ours.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly List<Delivery> _waiting = [];
    private readonly List<Delivery> _reordering = [];
    private readonly Dictionary<string, (TimeSpan Gap, DateTimeOffset NotBefore)> _gaps = new(StringComparer.Ordinal);
    private EventFaults _faults = new();
    private long _taken;

    public EventFaults Faults
    {
        get
        {
            lock (_lock)
            {
                return _faults;
            }
        }

        set
        {
            lock (_lock)
            {
                _faults = value;
                _taken = 0;
                if (value.Reorder == 0)
                {
                    ReleaseReordered();
                }
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count + _reordering.Count;
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _waiting.Clear();
            _reordering.Clear();
            _gaps.Clear();
            _faults = new EventFaults();
        }
    }

    /// <summary>Takes a delivery in. Faults are spent here, so "the next three" means the next three that happen.</summary>
    public void Add(Delivery delivery)
    {
        lock (_lock)
        {
            if (_faults.Lose > 0)
            {
                _faults = _faults with { Lose = _faults.Lose - 1 };
                return;
            }

            if (_faults.LoseEvery > 0 && ++_taken % _faults.LoseEvery == 0)
            {
                return;
            }

            if (_faults.WithoutTokens > 0)
            {
                _faults = _faults with { WithoutTokens = _faults.WithoutTokens - 1 };
                delivery = delivery with { TokenUser = null, WithRefresh = false };
            }

            delivery = delivery with { NotBefore = delivery.NotBefore + _faults.Delay };
            var line = _faults.Reorder > 0 ? _reordering : _waiting;
            line.Add(delivery);
            if (_faults.Twice > 0)
            {
                _faults = _faults with { Twice = _faults.Twice - 1 };
                line.Add(delivery);
            }

            CountReordered();
        }
    }

    /// <summary>Takes out the first delivery that is due.</summary>
    public Delivery? Next(DateTimeOffset now)
    {
        lock (_lock)
        {
            var i = _faults.Hold ? -1 : _waiting.FindIndex(delivery => Due(delivery) <= now);
            if (i < 0)
            {
                return null;
            }

            var next = _waiting[i];
            _waiting.RemoveAt(i);
            return next;
        }
    }

    /// <summary>When the next delivery falls due; null when nothing waits for time to pass.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            return _waiting.Count == 0 || _faults.Hold ? null : _waiting.Min(Due);
        }
    }

    /// <summary>Spaces the deliveries of a handler by how long it took to answer.</summary>
    public void Pace(string handler, TimeSpan took, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (took < Slow)
            {
                _gaps.Remove(handler);
                return;
            }

            var gap = _gaps.TryGetValue(handler, out var before) ? before.Gap * 2 : took;
            gap = gap > LongestGap ? LongestGap : gap;
            _gaps[handler] = (gap, now + gap);
        }
    }

    private void CountReordered()
    {
        if (_faults.Reorder == 0)
        {
            return;
        }

        _faults = _faults with { Reorder = _faults.Reorder - 1 };
        if (_faults.Reorder == 0)
        {
            ReleaseReordered();
        }
    }

    private void ReleaseReordered()
    {
        _reordering.Reverse();
        _waiting.AddRange(_reordering);
        _reordering.Clear();
    }

    private DateTimeOffset Due(Delivery delivery) =>
        _gaps.TryGetValue(delivery.Handler, out var gap) && gap.NotBefore > delivery.NotBefore ? gap.NotBefore : delivery.NotBefore;
}

namespace B24App.EmulatedPortal.Control;

/// <summary>Faults that wait for their calls, in the order they were set.</summary>
public sealed class FaultBook : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<Fault> _waiting = [];

    internal FaultBook(TimeProvider clock)
    {
        _clock = clock;
        Late = new LateCalls(clock);
    }

    /// <summary>Calls that faults have put off.</summary>
    public LateCalls Late { get; }

    /// <summary>Faults that are still in force: counted ones that have not hit, and periods that run.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                EndPeriods();
                return _waiting.Count;
            }
        }
    }

    /// <summary>Sets a fault; a period begins now.</summary>
    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _waiting.Add(fault.Lasts is { } period ? fault with { Until = _clock.GetUtcNow() + period } : fault);
        }
    }

    /// <summary>Forgets what has not happened yet; calls that were put off are done all the same.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _waiting.Clear();
        }
    }

    /// <summary>Drops faults and put-off calls.</summary>
    public void Dispose()
    {
        Clear();
        Late.Dispose();
    }

    /// <summary>Takes the fault that hits a request, if any.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="commands">Methods a batch carries.</param>
    internal Fault? TakeOuter(string method, IReadOnlyList<string> commands) => Take(fault => fault.Kind != FaultKind.Slow
        && (!fault.IsOfBatch || commands.Count > 0)
        && (fault.Method is not { } named || Same(named, method) || (!fault.IsError && commands.Any(command => Same(named, command)))));

    /// <summary>Takes the error that hits a command of a batch, if any.</summary>
    internal Fault? TakeInner(string method) => Take(fault => fault.IsError && fault.Method is { } named && Same(named, method));

    /// <summary>Takes the slowness that hits a method, if any.</summary>
    internal Fault? TakeSlow(string method) => Take(fault => fault.Kind == FaultKind.Slow && Same(fault.Method ?? method, method));

    private Fault? Take(Func<Fault, bool> hits)
    {
        lock (_lock)
        {
            EndPeriods();
            var i = _waiting.FindIndex(fault => hits(fault));
            if (i < 0)
            {
                return null;
            }

            var fault = _waiting[i];
            if (fault.Until is null && fault.Times > 1)
            {
                _waiting[i] = fault with { Times = fault.Times - 1 };
            }
            else if (fault.Until is null)
            {
                _waiting.RemoveAt(i);
            }

            return fault;
        }
    }

    private void EndPeriods()
    {
        var now = _clock.GetUtcNow();
        _waiting.RemoveAll(fault => fault.Until <= now);
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}

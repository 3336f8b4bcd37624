using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Control;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>An error code instead of the call.</summary>
    Error,

    /// <summary>The call is done, then an error is answered (seen on real portals).</summary>
    ErrorAfterWrite,

    /// <summary>The call is done, the answer never arrives.</summary>
    AnswerLost,

    /// <summary>The connection is cut before anything is done.</summary>
    Cut,

    /// <summary>The call is done, the answer is no JSON.</summary>
    Junk,

    /// <summary>The call is done, the answer is cut in the middle.</summary>
    HalfAnswer,

    /// <summary>The call waits on the portal's clock first.</summary>
    Delay,

    /// <summary>The method takes longer by the portal's own count: against its time, and from 60 s on against the cut.</summary>
    Slow,
}

/// <summary>Something that goes wrong with the next calls.</summary>
/// <param name="Kind">What.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>How many calls it hits.</summary>
    public int Times { get; init; } = 1;

    /// <summary>
    /// Only this method; null: any request. Named, it is also met inside a batch: errors and slowness hit the command, the
    /// rest hits the request that carries it.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>Error code.</summary>
    public string Code { get; init; } = "INTERNAL_SERVER_ERROR";

    /// <summary>Error text.</summary>
    public string Description { get; init; } = "Internal server error";

    /// <summary>HTTP status of the error.</summary>
    public int Status { get; init; } = 500;

    /// <summary>How long a delayed call waits, or how much longer a slow one takes.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>503 <c>QUERY_LIMIT_EXCEEDED</c> for the next calls.</summary>
    public static Fault Throttle(int times) => new(FaultKind.Error)
    {
        Times = times,
        Code = "QUERY_LIMIT_EXCEEDED",
        Description = "Too many requests",
        Status = 503,
    };

    internal RestError ToError() => new(Code, Description, Status);
}

/// <summary>Faults that wait for their calls, in the order they were set.</summary>
public sealed class FaultBook
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _waiting = [];

    /// <summary>Sets a fault.</summary>
    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _waiting.Add(fault);
        }
    }

    /// <summary>Forgets what has not happened yet.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _waiting.Clear();
        }
    }

    /// <summary>Takes the fault that hits a request, if any.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="commands">Methods a batch carries.</param>
    internal Fault? TakeOuter(string method, IReadOnlyList<string> commands) => Take(fault => fault.Kind != FaultKind.Slow
        && (fault.Method is not { } named || Same(named, method) || (!IsError(fault) && commands.Any(command => Same(named, command)))));

    /// <summary>Takes the error that hits a command of a batch, if any.</summary>
    internal Fault? TakeInner(string method) => Take(fault => IsError(fault) && fault.Method is { } named && Same(named, method));

    /// <summary>Takes the slowness that hits a method, if any.</summary>
    internal Fault? TakeSlow(string method) => Take(fault => fault.Kind == FaultKind.Slow && Same(fault.Method ?? method, method));

    private Fault? Take(Func<Fault, bool> hits)
    {
        lock (_lock)
        {
            var i = _waiting.FindIndex(fault => hits(fault));
            if (i < 0)
            {
                return null;
            }

            var fault = _waiting[i];
            if (fault.Times > 1)
            {
                _waiting[i] = fault with { Times = fault.Times - 1 };
            }
            else
            {
                _waiting.RemoveAt(i);
            }

            return fault;
        }
    }

    private static bool IsError(Fault fault) => fault.Kind is FaultKind.Error or FaultKind.ErrorAfterWrite;

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}

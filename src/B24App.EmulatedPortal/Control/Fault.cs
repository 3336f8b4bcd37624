using System.Text.Json.Nodes;
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

    /// <summary>The connection is cut at once; the call is done <see cref="Fault.Wait"/> later on the portal's clock.</summary>
    Late,

    /// <summary>Nothing is answered until the client gives up; the call is done <see cref="Fault.Wait"/> after that.</summary>
    Hang,

    /// <summary>A batch is cut after <see cref="Fault.After"/> commands: those are done, the rest is not, no answer arrives.</summary>
    CutBatch,

    /// <summary>The token of a batch expires after <see cref="Fault.After"/> commands: the rest is refused.</summary>
    TokenExpired,
}

/// <summary>Something that goes wrong with the next calls.</summary>
/// <param name="Kind">What.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>How many calls it hits.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Hits every call for so long on the portal's clock, however many there are; null: counted by <see cref="Times"/>.</summary>
    public TimeSpan? Lasts { get; init; }

    /// <summary>
    /// Only this method; null: any request. Named, it is also met inside a batch: errors and slowness hit the command, the
    /// rest hits the request that carries it. The OAuth host's are <c>oauth/token</c> and <c>app.info</c>.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>Error code.</summary>
    public string Code { get; init; } = "INTERNAL_SERVER_ERROR";

    /// <summary>Error text.</summary>
    public string Description { get; init; } = "Internal server error";

    /// <summary>HTTP status of the error.</summary>
    public int Status { get; init; } = 500;

    /// <summary>How long a delayed call waits, how much longer a slow one takes, how much later a late one is done.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many commands of a batch are done before it happens.</summary>
    public int After { get; init; } = 1;

    /// <summary>End of the period, once it has begun.</summary>
    internal DateTimeOffset? Until { get; init; }

    internal bool IsError => Kind is FaultKind.Error or FaultKind.ErrorAfterWrite;

    internal bool IsOfBatch => Kind is FaultKind.CutBatch or FaultKind.TokenExpired;

    /// <summary>503 <c>QUERY_LIMIT_EXCEEDED</c> for the next calls.</summary>
    public static Fault Throttle(int times) => new(FaultKind.Error)
    {
        Times = times,
        Code = "QUERY_LIMIT_EXCEEDED",
        Description = "Too many requests",
        Status = 503,
    };

    /// <summary>503 <c>QUERY_LIMIT_EXCEEDED</c> for every call for a while.</summary>
    public static Fault Storm(TimeSpan lasts) => Throttle(1) with { Lasts = lasts };

    /// <summary>429 <c>OPERATION_TIME_LIMIT</c> for one method for a while; the answers tell when it ends.</summary>
    public static Fault Blocked(string method, TimeSpan lasts) => new(FaultKind.Error)
    {
        Method = method,
        Lasts = lasts,
        Code = "OPERATION_TIME_LIMIT",
        Description = "Method is blocked due to operation time limit.",
        Status = 429,
    };

    internal RestError ToError() => new(Code, Description, Status)
    {
        Extra = Status == 429 && Until is { } until
            ? new JsonObject { ["time"] = new JsonObject { ["operating_reset_at"] = until.ToUnixTimeSeconds() } }
            : null,
    };
}

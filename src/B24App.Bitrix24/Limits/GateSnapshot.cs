namespace B24App.Bitrix24.Limits;

/// <summary>What a gate must remember over a restart.</summary>
/// <param name="Bucket">How full the request bucket was, and when.</param>
/// <param name="ClosedUntil">The portal asked for silence until then.</param>
/// <param name="OverloadedUntil">The portal is blocked for overload; one probe after this moment.</param>
/// <param name="Methods">Execution time per method.</param>
public sealed record GateSnapshot(
    Bucket Bucket,
    DateTimeOffset? ClosedUntil,
    DateTimeOffset? OverloadedUntil,
    IReadOnlyDictionary<string, MethodTime> Methods);

/// <summary>How full a leaky bucket was at a moment.</summary>
/// <param name="Level">Requests not leaked away yet.</param>
/// <param name="At">The moment of that level.</param>
public readonly record struct Bucket(double Level, DateTimeOffset At);

/// <summary>What a portal said about one method's execution time.</summary>
/// <param name="Operating">Seconds used in the current ten minutes.</param>
/// <param name="ResetAt">When the oldest minute falls out.</param>
/// <param name="ParkedUntil">Blocked by the portal until then.</param>
/// <param name="Average">Usual duration of one call, for packing.</param>
public sealed record MethodTime(double Operating, DateTimeOffset? ResetAt, DateTimeOffset? ParkedUntil, TimeSpan Average);

namespace B24App;

/// <summary>A loop of the application that can be turned by hand: live by the worker, in tests step by step.</summary>
public interface IWork
{
    /// <summary>Does all that is due now; returns when it next has something to do, or null for "when woken".</summary>
    Task<DateTimeOffset?> Turn(CancellationToken ct);
}

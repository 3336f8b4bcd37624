namespace B24App;

/// <summary>Wakes every loop: something was written down that one of them should look at.</summary>
public sealed class WorkSignal
{
    private TaskCompletionSource _next = NewRound();

    /// <summary>Completes at the next wake; take it before looking for work, so that no wake falls between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Says that there may be work.</summary>
    public void Wake() => Interlocked.Exchange(ref _next, NewRound()).TrySetResult();

    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

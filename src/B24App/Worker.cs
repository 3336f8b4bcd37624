namespace B24App;

/// <summary>Runs every <see cref="IWork"/> in a loop of its own, until due or woken.</summary>
internal sealed partial class Worker(IEnumerable<IWork> works, WorkSignal signal, TimeProvider clock, ILogger<Worker> log) : BackgroundService
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(works.Select(work => Task.Run(() => Loop(work, stoppingToken), stoppingToken)));

    private async Task Loop(IWork work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var woken = signal.Next;
            var next = await Turn(work, ct);
            var wait = next is { } due ? due - clock.GetUtcNow() : LongestWait;
            if (wait > TimeSpan.Zero && !ct.IsCancellationRequested)
            {
                await Wait(woken, wait < LongestWait ? wait : LongestWait, ct);
            }
        }
    }

    private async Task Wait(Task woken, TimeSpan wait, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(woken, Task.Delay(wait, clock, enough.Token));
        await enough.CancelAsync();
    }

    // One loop's bug must not stop the others, nor itself for good: it is logged and the loop turns again, after a rest that no signal
    // cuts short: while the disk is full, everybody fails and wakes everybody else.
    private async Task<DateTimeOffset?> Turn(IWork work, CancellationToken ct)
    {
        try
        {
            return await work.Turn(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // The loop is the outermost edge: nobody above could do more than this.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            TurnFailed(work.GetType().Name, failure);
            await Task.Delay(AfterTrouble, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return clock.GetUtcNow();
        }
    }

    [LoggerMessage(LogLevel.Error, "work.failed {Work}")]
    private partial void TurnFailed(string work, Exception failure);
}

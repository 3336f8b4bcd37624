namespace B24App.Portals;

/// <summary>What became of one turn at a step.</summary>
internal abstract record StepOutcome;

/// <summary>Over, well or not; <c>ok</c> or why it failed.</summary>
internal sealed record StepOver(string Outcome) : StepOutcome
{
    public static StepOver Well { get; } = new("ok");
}

/// <summary>To be tried again.</summary>
internal sealed record StepLater(DateTimeOffset NotBefore) : StepOutcome;

/// <summary>Does the steps that follow an install, an update or a visit, and removes portals whose time is over.</summary>
internal sealed partial class LifecycleWork(
    LifecycleStore steps, PortalStore portals, LifecycleSteps act, TimeProvider clock, ILogger<LifecycleWork> log) : IWork
{
    private const int MostAttempts = 40;
    private const int Handful = 20;
    private static readonly TimeSpan PaymentRest = TimeSpan.FromHours(1);

    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        await portals.AskDueProbes();
        await steps.AskPaymentOfWaiting(PaymentRest);
        while (await steps.Due(Handful) is { Count: > 0 } due)
        {
            foreach (var step in due)
            {
                ct.ThrowIfCancellationRequested();
                await Take(step, ct);
            }
        }

        return Earlier(Earlier(await portals.Purge(), await portals.NextProbe()), await steps.NextDue());
    }

    private async Task Take(LifecycleRow step, CancellationToken ct)
    {
        var outcome = await act.Take(step, ct) switch
        {
            StepPause pause => new StepLater(clock.GetUtcNow() + pause.For),
            var other => other,
        };
        if (outcome is StepLater { NotBefore: var until } && step.Attempts < MostAttempts)
        {
            var soonest = clock.GetUtcNow() + TimeSpan.FromSeconds(1); // a step must never spin
            await steps.Postpone(step, until > soonest ? until : soonest);
            Taken(step.Step, step.Portal.Value, step.Attempts + 1, "later");
            return;
        }

        var words = outcome is StepOver over ? over.Outcome : "gave up";
        await steps.Finish(step, words);
        Taken(step.Step, step.Portal.Value, step.Attempts + 1, words);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;

    [LoggerMessage(LogLevel.Information, "lifecycle.step {Step} portal {Portal} attempt {Attempt}: {Outcome}")]
    private partial void Taken(LifecycleStep step, long portal, int attempt, string outcome);
}

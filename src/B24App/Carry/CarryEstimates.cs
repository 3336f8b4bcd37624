using B24App.Backfill;
using B24App.Bitrix24.Limits;
using B24App.Plan.Carry;
using B24App.Portals;

namespace B24App.Carry;

/// <summary>What a run would cost, and how long the rest takes.</summary>
public sealed class CarryEstimates(CarryRuns runs, PortalStore portals, Gates gates, TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(5);

    /// <summary>Requests and time of what a preview found.</summary>
    public async Task<(int Requests, TimeSpan Time)> Of(CarryRun run)
    {
        if (await portals.Find(run.Portal) is not { } portal)
        {
            return default;
        }

        var gate = await gates.Of(portal.Member);
        var left = (int)(await runs.Counts(run)).Left;
        var writes = run.Previewed switch { { Manner: Manner.Move } => 2, { Manner: Manner.Bind, Outlives: true } => 3, { Manner: Manner.Copy } => 4, _ => 1 };
        return Estimate.AtPortal(
            [((left + 24) / 25, gate.Expected("crm.activity.list")), (left * writes, gate.Expected("crm.activity.binding.add"))], RateLimit.ForLicence(portal.LicenseFamily).PerSecond);
    }

    /// <summary>How long the rest takes at the speed of the last minutes; null while that says too little.</summary>
    public async Task<TimeSpan?> Left(CarryRun run)
    {
        if (run.State != RunState.Running || run.BeganAt is not { } began)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var since = now - began < Lately ? now - began : Lately;
        var counts = await runs.Counts(run);
        return Estimate.Left((int)await runs.EndedSince(run.Id, now - since), since, (int)(counts.Left + counts.UnderWay));
    }
}

using B24App.Bitrix24.Limits;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;

namespace B24App.Backfill;

/// <summary>What a run would cost.</summary>
/// <param name="Requests">HTTP requests of both portals together, packed by 50.</param>
/// <param name="Time">How long, by the durations that were measured on these portals.</param>
/// <param name="People">People there who would be told.</param>
/// <param name="Notices">Notices they would get together.</param>
public sealed record Estimate(int Requests, TimeSpan Time, int People, int Notices)
{
    /// <summary>Works it out from what is to be done at one portal: calls of each kind with their usual durations.</summary>
    public static (int Requests, TimeSpan Time) AtPortal(IReadOnlyCollection<(int Calls, TimeSpan Each)> work, double perSecond)
    {
        var requests = work.Sum(each => (each.Calls + BatchPacker.MostCommands - 1) / BatchPacker.MostCommands);
        var calls = TimeSpan.FromTicks(work.Sum(each => each.Each.Ticks * each.Calls));
        var gate = TimeSpan.FromSeconds(requests / perSecond);
        return (requests, calls > gate ? calls : gate);
    }

    /// <summary>How long the rest takes at the speed of the last minutes; null while that says too little.</summary>
    public static TimeSpan? Left(int endedLately, TimeSpan lately, int left) =>
        left == 0 ? TimeSpan.Zero : endedLately < 20 ? null : TimeSpan.FromSeconds(lately.TotalSeconds / endedLately * left);
}

/// <summary>Asks gates and rows for what an estimate needs.</summary>
public sealed class Estimates(BackfillStore runs, LinkBook links, PortalStore portals, Gates gates, TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(5);

    /// <summary>What the rest of a run would cost.</summary>
    public async Task<Estimate> Of(BackfillRun run)
    {
        var waits = (await runs.Counts(run.Id)).Where(count => count.State == ItemState.Waits).ToList();
        var (tasks, talks) = (waits.Sum(count => count.Tasks), run.Options.WithComments ? await Talks(run.Id) : 0);
        var (people, told, digests) = await runs.Told(run.Id);
        var link = await links.Find(run.Link);
        var here = await At(run.Portal, [("tasks.task.get", tasks), ("task.commentitem.getlist", talks), ("im.dialog.messages.get", talks)]);
        var there = link is null ? default : await At(link.Portal(run.Side.Other()), [("tasks.task.add", tasks), ("task.commentitem.add", talks)]);
        return new Estimate(here.Requests + there.Requests, here.Time > there.Time ? here.Time : there.Time, people, told + (run.Options.WithComments ? digests : 0));
    }

    /// <summary>How long the rest takes at the speed of the last minutes; null while that says too little.</summary>
    public async Task<TimeSpan?> Left(BackfillRun run)
    {
        var now = clock.GetUtcNow();
        var since = run.BeganAt is { } began && now - began < Lately ? now - began : Lately;
        var left = (await runs.Counts(run.Id)).Where(count => count.State is ItemState.Waits or ItemState.Looking or ItemState.Talking).Sum(count => count.Tasks);
        return run.State == RunState.Running ? Estimate.Left(await runs.EndedSince(run.Id, now - since), since, left) : null;
    }

    private async Task<int> Talks(long run) => (await runs.Items(run, int.MaxValue, ItemState.Waits)).Count(item => item.Comments != 0);

    private async Task<(int Requests, TimeSpan Time)> At(PortalId id, (string Method, int Calls)[] work)
    {
        if (await portals.Find(id) is not { } portal)
        {
            return default;
        }

        var gate = await gates.Of(portal.Member);
        return Estimate.AtPortal([.. work.Where(each => each.Calls > 0).Select(each => (each.Calls, gate.Expected(each.Method)))], RateLimit.ForLicence(portal.LicenseFamily).PerSecond);
    }
}

using B24App.Balance;
using B24App.Links;
using B24App.Plan;
using B24App.Stations;
using Dapper;

namespace B24App.Backfill;

/// <summary>Whether a run may open more now: the contract it was previewed under still holds, its link runs, and half of the day's work is left for live changes.</summary>
public sealed class RunGate(TaskStores stores, LinkBook links)
{
    /// <summary>Why a run stands still; null when it goes on.</summary>
    public async Task<Reason?> WhyNot(BackfillRun run, Link? link) => 0 switch
    {
        _ when link is null || link.State == LinkState.Ended => Reason.LinkEnded,
        _ when link.Contract.Number != run.Contract => Reason.ContractChanged,
        _ when !link.Runs => Reason.LinkPaused,
        _ when await IsHalfOfDay(link) => Reason.DailyCap,
        _ => null,
    };

    /// <summary>When to ask again.</summary>
    public DateTimeOffset Again(Reason why) => why == Reason.DailyCap ? Days.Start(Days.Of(Now) + 1) : Now + TimeSpan.FromMinutes(1);

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    // Half of what the link may carry in a day stays for live work (RULES 38).
    private async Task<bool> IsHalfOfDay(Link link)
    {
        var limits = (await links.Details(link.Id))?.Limits ?? LinkLimits.Default;
        var (items, text) = await stores.Db.Read(connection => connection.QuerySingleOrDefaultAsync<(long, long)>(
            "SELECT items, text FROM crossed WHERE link_id = @link AND day = @day", new { link = link.Id, day = Days.Of(Now) }));
        return items >= Math.Max(1, limits.ItemsOfDay / 2) || text >= Math.Max(1, limits.TextOfDay / 2);
    }
}

using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Stations;

namespace B24App.Backfill;

/// <summary>The reading part of a run: lists the portal's tasks and stores a verdict for each. The checkpoint moves in the commit that stores them.</summary>
public sealed class Reading(TaskStores stores, PortalStore portals, PortalLines lines, Verdicts verdicts)
{
    private const int PagesOfTurn = 5;

    /// <summary>Reads on; returns when to go on, or null at the end.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, Link link, CancellationToken ct)
    {
        var portal = await portals.Find(run.Portal);
        var partner = await portals.Find(link.Portal(run.Side.Other()));
        var walk = run.Walk;
        for (var page = 0; page < PagesOfTurn && !walk.IsOver; page++)
        {
            if (portal is null || await lines.Reading(run.Portal) is not { } line)
            {
                return await Rest(run, Reason.PortalUnreachable, stores.Patience.NoAccess);
            }

            var outcomes = await line.Call(walk.Questions(Groups(link, run.Side), run.Options.Since, Verdicts.Select), Urgency.Bulk, ct);
            if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
            {
                return trouble is Later later ? later.NotBefore : await Rest(run, Reason.PortalUnreachable, stores.Patience.NoAccess);
            }

            var (next, rows) = walk.Read([.. outcomes.Select(outcome => TaskWire.ListFrom(((Answer)outcome).Result))], row => row.Id);
            var items = new List<RunItem>();
            foreach (var row in rows.Where(row => run.Options.Since is not { } since || row.CreatedDate is null || row.CreatedDate >= since))
            {
                items.Add(await verdicts.Judge(run, portal, partner, link, row));
            }

            await stores.Write(connection =>
            {
                items.ForEach(item => BackfillStore.AddItem(connection, run, item));
                BackfillStore.PutWalk(connection, run.Id, next);
                BackfillStore.Say(connection, run.Id, "");
            });
            walk = next;
        }

        return walk.IsOver ? null : stores.Clock.GetUtcNow();
    }

    private static ImmutableArray<long> Groups(Link link, Side side) => link.Contract.Of(side).Filter.Groups.IsDefault ? [] : link.Contract.Of(side).Filter.Groups;

    private async Task<DateTimeOffset> Rest(BackfillRun run, Reason why, TimeSpan wait)
    {
        await stores.Write(connection => BackfillStore.Say(connection, run.Id, why.ToString()));
        return stores.Clock.GetUtcNow() + wait;
    }
}

using B24App.Backfill;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Look;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.Adoption;

/// <summary>
/// The reading part of a search: of each side only what the contract lets leave, and what stands where mirrors are put. What stands
/// elsewhere is nobody's business here. The side that ends last finds the pairs.
/// </summary>
public sealed class Collecting(TaskStores stores, PortalStore portals, PortalLines lines, AdoptionStore adoptions, BackfillStore runs, UserMatches users)
{
    private const int PagesOfTurn = 5;

    private static readonly string[] Select =
        ["ID", "TITLE", "DESCRIPTION", "DEADLINE", "GROUP_ID", "TAGS", "RESPONSIBLE_ID", "CREATED_BY", "XML_ID", "CREATED_DATE"];

    /// <summary>Reads on; returns when to go on, or null at the end.</summary>
    public async Task<DateTimeOffset?> Go(BackfillRun run, Link link, CancellationToken ct)
    {
        var (portal, partner) = (await portals.Find(run.Portal), await portals.Find(link.Portal(run.Side.Other())));
        var walk = run.Walk;
        for (var page = 0; page < PagesOfTurn && !walk.IsOver; page++)
        {
            if (portal is null || partner is null || await lines.Reading(run.Portal) is not { } line)
            {
                return await Rest(run);
            }

            var outcomes = await line.Call(walk.Questions(Groups(link, run.Side), run.Options.Since, Select), Urgency.Bulk, ct);
            if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
            {
                return trouble is Later later ? later.NotBefore : await Rest(run);
            }

            var (next, rows) = walk.Read([.. outcomes.Select(outcome => TaskWire.ListFrom(((Answer)outcome).Result))], row => row.Id);
            var facts = new List<(TaskFacts Facts, string Title)>();
            foreach (var row in rows)
            {
                if (await Facts(row, run, link, portal, partner) is { } read)
                {
                    facts.Add((read, row.Title ?? ""));
                }
            }

            await stores.Write(connection =>
            {
                facts.ForEach(each => adoptions.Add(connection, run, portal.Member, each.Facts, each.Title));
                BackfillStore.PutWalk(connection, run.Id, next);
                BackfillStore.Say(connection, run.Id, "");
            });
            walk = next;
        }

        if (!walk.IsOver)
        {
            return stores.Clock.GetUtcNow();
        }

        await Pair(run, link);
        return null;
    }

    private async Task<TaskFacts?> Facts(TaskWire row, BackfillRun run, Link link, Portal portal, Portal partner)
    {
        var half = link.Contract.Of(run.Side);
        var task = TaskLook.Seen(row, null);
        var leaves = link.Contract.TasksLeave(run.Side) && Eligibility.Outside(task, half.Filter) is null;
        var lands = link.Contract.TasksLeave(run.Side.Other()) && task.Group == half.TargetGroup;
        if ((!leaves && !lands) || (await stores.Mappings.OfItem(portal.Id, Items.Task(task.Id))).Count > 0)
        {
            return null;
        }

        var text = task.Title + "\n" + task.Description;
        return new TaskFacts
        {
            Task = task.Id,
            Title = FactReader.Title(task.Title),
            Text = FactReader.Text(task.Description),
            Addresses = FactReader.Addresses(text, new Uri(partner.Origin).Authority),
            Numbers = FactReader.Numbers(text),
            CreatedAt = task.CreatedAt,
            Deadline = task.Deadline,
            Responsible = run.Side == Side.A ? await users.Find(link, Side.A, task.Responsible) ?? 0 : task.Responsible,
            Marker = task.Marker?.ToString() ?? "",
            Family = Marker.For(OriginHash.Of(portal.Member), task.Id).ToString(),
            Leaves = leaves,
        };
    }

    // The two sides are read by the same loop one after the other, so exactly one of them is the last.
    private async Task Pair(BackfillRun run, Link link)
    {
        var other = (await runs.Of(link.Id, link.Portal(run.Side.Other()), RunKind.Adoption)).FirstOrDefault(found => found.Side == run.Side.Other());
        if (other is not { State: RunState.Ready })
        {
            return;
        }

        var mine = await adoptions.Tasks(run.Id);
        var theirs = await adoptions.Tasks(other.Id);
        var (a, b) = run.Side == Side.A ? (mine, theirs) : (theirs, mine);
        var found = PairFinder.Find([.. a.Select(task => task.Facts)], [.. b.Select(task => task.Facts)], link.IsSelfLink);
        var (titlesA, titlesB) = (a.ToDictionary(task => task.Facts.Task, task => task.Title), b.ToDictionary(task => task.Facts.Task, task => task.Title));
        await stores.Write(connection =>
        {
            foreach (var pair in found)
            {
                AdoptionStore.Found(connection, link.Id, pair, titlesA[pair.A], titlesB[pair.B], stores.Clock.GetUtcNow());
            }

            AdoptionStore.Compared(connection, run.Id, other.Id);
        });
    }

    // The group of the mirrors belongs to the zone, as do the groups of the filter; without either, the rows are judged one by one.
    private static IReadOnlyList<long> Groups(Link link, Side side)
    {
        var half = link.Contract.Of(side);
        return half.Filter.IsWholePortal() || half.TargetGroup == 0 ? [] : [.. half.Filter.Groups.Append(half.TargetGroup).Distinct()];
    }

    private async Task<DateTimeOffset> Rest(BackfillRun run)
    {
        await stores.Write(connection => BackfillStore.Say(connection, run.Id, nameof(Reason.PortalUnreachable)));
        return stores.Clock.GetUtcNow() + stores.Patience.NoAccess;
    }
}

using System.Collections.Immutable;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Drift;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Why;

/// <summary>Answers "why?" for any task of a portal: what happened, and what would be decided now. It asks the planner of live work and writes nothing.</summary>
public sealed class WhyReader(TaskStores stores, PortalStore portals, LinkBook links, TaskLook look, BothSides sides, Newcomers newcomers)
{
    /// <summary>The whole story of a task.</summary>
    public async Task<WhyAnswer?> Of(PortalId portal, long task, CancellationToken ct)
    {
        if (await portals.Find(portal) is not { } found)
        {
            return null;
        }

        var steps = await WhySteps.Of(stores.Db, portal, task);
        var mapped = await stores.Mappings.OfItem(portal, Items.Task(task));
        var waits = await stores.Dirty.IsDirty(portal, DirtyKind.Task, task) || await stores.Dirty.IsDirty(portal, DirtyKind.Talk, task) || await stores.Dirty.IsDirty(portal, DirtyKind.Parts, task);
        var (plans, notNow) = !found.Runs ? ([], Reason.PortalNotAuthorised)
            : mapped.Count > 0 ? await Mirrored(portal, task, mapped, ct)
            : await Newcomer(found, task);
        return new WhyAnswer(portal, task, mapped.Count > 0, waits, [.. steps], plans, notNow);
    }

    private async Task<(ImmutableArray<WhyPlan> Plans, Reason? NotNow)> Newcomer(Portal portal, long task)
    {
        var doors = Newcomers.Doors(await links.Of(portal.Id), portal.Id);
        if (doors.Count == 0)
        {
            return ([], null);
        }

        switch (await look.Look(portal.Id, task))
        {
            case Looked<TaskWire>.NotNow:
                return ([], Reason.PortalUnreachable);
            case Looked<TaskWire>.Seen(var wire):
                var seen = TaskLook.Seen(wire, null);
                return seen.Marker is { } marker && marker.Origin != OriginHash.Of(portal.Member)
                    ? ([.. doors.Select(door => Stays(door.Link, Reason.FamilyAlreadyHere))], null)
                    : (Plans((await newcomers.Decide(portal, doors, seen, [])).Leaving), null);
            default:
                return ([.. doors.Select(door => Stays(door.Link, Reason.Unreadable))], null);
        }
    }

    private static ImmutableArray<WhyPlan> Plans(Leaving leaving) => leaving switch
    {
        Leaving.By(var way, var notBy) => [new WhyPlan(way.Link.Id, "create", null, []), .. notBy.Select(other => Stays(other.Link, other.Why))],
        Leaving.Stays(var why) => [.. why.Select(each => Stays(each.Link, each.Why))],
        _ => [],
    };

    private static WhyPlan Stays(Link link, Reason why) => new(link.Id, "stays", why, []);

    private async Task<(ImmutableArray<WhyPlan> Plans, Reason? NotNow)> Mirrored(PortalId portal, long task, IReadOnlyList<Mapping> mapped, CancellationToken ct)
    {
        var plans = ImmutableArray.CreateBuilder<WhyPlan>();
        foreach (var mapping in mapped)
        {
            if (await links.Find(mapping.Link) is not { } link)
            {
                continue;
            }

            if (Closed(link, mapping) is { } closed)
            {
                plans.Add(closed);
            }
            else if (await sides.Read(link, [mapping], ct) is [var pair])
            {
                var origin = mapping.Origin == Side.A ? pair.A : pair.B;
                plans.Add(!mapping.IsByHand && origin is not null && Eligibility.Outside(origin, link.Contract.Of(mapping.Origin).Filter) is { } outside
                    ? new WhyPlan(link.Id, "stays", mapping.SideOf(portal, Items.Task(task)) == mapping.Origin ? outside : Reason.LeftLink, [])
                    : Plan(link, mapping, pair));
            }
            else
            {
                return (plans.ToImmutable(), Reason.PortalUnreachable);
            }
        }

        return (plans.ToImmutable(), null);
    }

    private static WhyPlan? Closed(Link link, Mapping mapping) => 0 switch
    {
        _ when mapping.State == MappingState.Over => new WhyPlan(link.Id, "stays", Enum.TryParse<Reason>(mapping.Reason, out var reason) ? reason : Reason.GoneOnBothSides, []),
        _ when mapping.State == MappingState.Ended || link.State == LinkState.Ended => new WhyPlan(link.Id, "stays", Reason.LinkEnded, []),
        _ when !link.Runs => new WhyPlan(link.Id, "stays", Reason.LinkPaused, []),
        _ when mapping.IsPaused => new WhyPlan(link.Id, "stays", Reason.TaskPaused, []),
        _ when mapping.A is null || mapping.B is null => new WhyPlan(link.Id, "create", Reason.OutcomeUnknown, []),
        _ => null,
    };

    private static WhyPlan Plan(Link link, Mapping mapping, Pair pair) =>
        TaskPlanner.Plan(new TaskPair(mapping.Baseline, Sight(pair.A), Sight(pair.B), mapping.Origin, link.Contract)) switch
        {
            TaskVerdict.Rest => new WhyPlan(link.Id, "rest", Reason.AlreadyEqual, []),
            TaskVerdict.Update(_, var edits, _) => new WhyPlan(link.Id, "update", null, [.. edits.Select(edit => edit.Field).Distinct()]),
            TaskVerdict.Hold(_, var why) => new WhyPlan(link.Id, "hold", why, []),
            TaskVerdict.Mark => new WhyPlan(link.Id, "mark", Reason.DeletedAtPartner, []),
            TaskVerdict.Forget => new WhyPlan(link.Id, "forget", Reason.GoneOnBothSides, []),
            _ => new WhyPlan(link.Id, "hold", Reason.Unreadable, []),
        };

    private static Sight Sight(SeenTask? seen) => seen is null ? new Sight.Unreadable(Reason.Unreadable) : new Sight.Present(seen);
}

using B24App.Backfill;
using B24App.Balance;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Drills;
using B24App.Files;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.SubItems;

namespace B24App.Stations;

/// <summary>A dirty task that has a mapping: look at the side that was hinted, plan, look across before overwriting, write down what crosses.</summary>
public sealed class MirroredTasks(TaskStores stores, PortalStore portals, LinkBook links, TaskLook look, Translation translation, MirrorIntents intents, Newcomers newcomers, FileTwins twins)
{
    /// <summary>Works on one dirty task.</summary>
    public async Task Work(DirtyItem item, Portal portal, IReadOnlyList<Mapping> mapped)
    {
        var name = Items.Task(item.Task);
        if (item.AllNames.All(named => named == Hint.Added) && mapped.Any(mapping => mapping.SideOf(portal.Id, name) != mapping.Origin && mapping.State != MappingState.Over))
        {
            await stores.Done(item); // the event of our own creation: it names a mirror and needs no look (RULES 29)
            return;
        }

        if (mapped.Any(mapping => mapping.State == MappingState.Creating))
        {
            await stores.Postpone(item, stores.Patience.Settling);
            return;
        }

        var looked = await look.Look(portal.Id, item.Task);
        if (looked is Looked<TaskWire>.NotNow(var until))
        {
            await stores.PostponeUntil(item, until);
            return;
        }

        DateTimeOffset? again = null;
        foreach (var mapping in mapped.Where(mapping => mapping.State is MappingState.Live or MappingState.Outside or MappingState.Over))
        {
            again = await Work(item, portal, mapping, looked) ?? again;
        }

        if (looked is Looked<TaskWire>.Seen(var wire))
        {
            await Parts(portal, wire, mapped);
            await newcomers.Onward(item, portal, TaskLook.Seen(wire, null), mapped);
        }

        if (again is { } moment)
        {
            await stores.PostponeUntil(item, moment);
        }
        else
        {
            await stores.Done(item);
        }
    }

    // A look shows how much time was spent; the station of the parts reads the rest.
    private async Task Parts(Portal portal, TaskWire wire, IReadOnlyList<Mapping> mapped)
    {
        var carried = new List<Link>();
        foreach (var mapping in mapped.Where(mapping => mapping.State == MappingState.Live))
        {
            if (await links.Find(mapping.Link) is { Runs: true } link && PartStation.Crosses(link.Contract, Field.Elapsed))
            {
                carried.Add(link);
            }
        }

        if (carried.Count > 0 && wire.TimeSpent is { } spent && await stores.Db.Read(connection => Task.FromResult(PartSheets.Of(connection, portal.Id, wire.Id).Spent)) != spent)
        {
            await stores.Write(connection =>
            {
                using var ofRun = Bulk.Enter(Bulk.Run == 0 ? 0 : RunTraces.RunAt(connection, portal.Id, wire.Id)); // the echo of a run that is still at it
                stores.Dirty.Mark(connection, new Hint(portal.Id, DirtyKind.Parts, wire.Id, Hint.Anything), "look");
            });
        }
    }

    // Returns the moment to look again, when a side could not be looked at now, or shows nothing: nobody tells us that it may be read again.
    private async Task<DateTimeOffset?> Work(DirtyItem item, Portal portal, Mapping mapping, Looked<TaskWire> looked)
    {
        var link = await links.Find(mapping.Link);
        if (link is { State: LinkState.Paused or LinkState.Waiting or LinkState.Held })
        {
            await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, link.Id, Items.Task(item.Task), Reason.LinkPaused)); // counted as waiting until the link runs (LinkWatch)
            return null;
        }

        if (link is null || !link.Runs || mapping.A is null || mapping.B is null)
        {
            LookTally.Current?.Skipped(mapping.Link, Reason.LinkPaused);
            return null; // a link that resumes marks its live items dirty (LinkWatch)
        }

        if (mapping.IsPaused)
        {
            LookTally.Current?.Skipped(mapping.Link, Reason.TaskPaused);
            return null; // who lets it go on makes it dirty (TaskPauses)
        }

        var name = Items.Task(item.Task);
        var side = mapping.SideOf(portal.Id, name);
        var sight = await Sight(looked, link, side, item);
        if (mapping.State == MappingState.Over)
        {
            // Only the recycle bin adds a task under an old id. Nothing rises from the dead by itself: a person is asked (RULES 22).
            if (sight is Sight.Present && item.AllNames.Contains(Hint.Added))
            {
                await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, link.Id, name, Reason.SeenAgain));
            }

            return null;
        }

        var eyes = new Dictionary<Side, Sight> { [side] = sight, [side.Other()] = Plan.Tasks.Sight.LastSeen };
        if (await Borders(mapping, link, side, sight) is var crossing && crossing == Crossed.Outside)
        {
            return null;
        }

        if (crossing == Crossed.Back)
        {
            mapping = (await stores.Mappings.Find(mapping.Id))!;
        }

        while (true)
        {
            var verdict = TaskPlanner.Plan(new TaskPair(mapping.Baseline, eyes[Side.A], eyes[Side.B], mapping.Origin, link.Contract));
            if (verdict is TaskVerdict.LookAgain)
            {
                return stores.Clock.GetUtcNow() + stores.Patience.NoAccess;
            }

            if (verdict is not TaskVerdict.LookFirst(var missing))
            {
                await intents.Write(item, link, mapping, eyes, verdict);
                return verdict is TaskVerdict.Hold ? stores.Clock.GetUtcNow() + stores.Patience.Unreadable(stores.Clock.GetUtcNow() - item.HintedAt) : null;
            }

            var other = await look.Look(link.Portal(missing), Items.IdOf(mapping.End(missing)!.Item));
            if (other is Looked<TaskWire>.NotNow(var until))
            {
                return until;
            }

            eyes[missing] = await Sight(other, link, missing, null);
            if (eyes[Side.A] is Sight.Present(var a) && eyes[Side.B] is Sight.Present(var b) && await twins.Meet(link, mapping, a, b))
            {
                eyes[side] = await Sight(looked, link, side, item);
                eyes[missing] = await Sight(other, link, missing, null);
            }
        }
    }

    private async Task<Sight> Sight(Looked<TaskWire> looked, Link link, Side side, DirtyItem? item) => looked switch
    {
        Looked<TaskWire>.Seen(var wire) => new Sight.Present(await translation.Across(TaskLook.Seen(wire, null), link, side)),
        Looked<TaskWire>.Nothing when Drill.Without(Guard.UnreadableStays) => new Sight.Gone(),
        Looked<TaskWire>.Nothing when item?.AllNames.Any(named => named is Hint.Deleted or Hint.Missing) == true && await portals.RelayIsAdmin(link.Portal(side)) => new Sight.Gone(),
        _ => new Sight.Unreadable(Reason.Unreadable),
    };

    private enum Crossed
    {
        Inside,
        Outside,
        Back,
    }

    // RULES 8, tested on the origin's side only: moving the mirror inside its own portal changes nothing.
    private async Task<Crossed> Borders(Mapping mapping, Link link, Side side, Sight sight)
    {
        var origin = side == mapping.Origin;
        if (!origin || sight is not Sight.Present(var task))
        {
            return mapping.State == MappingState.Outside ? Crossed.Outside : Crossed.Inside;
        }

        var outside = mapping.IsByHand ? null : Eligibility.Outside(task, link.Contract.Of(side).Filter);
        switch (mapping.State, outside)
        {
            case (MappingState.Live, not null):
                await intents.Leave(mapping, link, outside.Value);
                return Crossed.Outside;
            case (MappingState.Outside, null):
                await intents.ComeBack(mapping, link, task);
                return Crossed.Back;
            case (MappingState.Outside, not null):
                LookTally.Current?.Skipped(link.Id, Reason.LeftLink);
                return Crossed.Outside;
            default:
                return Crossed.Inside;
        }
    }
}

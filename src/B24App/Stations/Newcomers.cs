using System.Collections.Immutable;
using B24App.Apply;
using B24App.Backfill;
using B24App.Backups;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.ByHand;
using B24App.Confirm;
using B24App.Custom;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Stations;

/// <summary>A task without a mapping: does a link take it (RULES 5-8), and if so, the intent that makes its mirror.</summary>
public sealed class Newcomers(TaskStores stores, PortalStore portals, LinkBook links, TaskLook look, Translation translation, FileIntents files, Restored restored, BackfillStore runs, ChatSeat seat)
{
    // Portals print whole seconds, and an answer is on its way for a moment.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    /// <summary>Works on a dirty task that no mapping knows.</summary>
    public async Task Work(DirtyItem item, Portal portal)
    {
        var name = Items.Task(item.Task);
        var doors = Doors(await links.Of(portal.Id), portal.Id);
        if (item.AllNames is [Hint.Deleted] || doors.Count == 0)
        {
            await stores.Done(item);
            return;
        }

        if (doors.All(door => Closed(door) is not null))
        {
            await stores.Done(item, connection =>
            {
                foreach (var door in doors)
                {
                    stores.Stays(connection, portal.Id, door.Link.Id, name, Closed(door)!.Value);
                }
            });
            return;
        }

        if (await stores.Outbox.IsCreatingOn(portal.Id, item.HintedAt))
        {
            await stores.Postpone(item, TimeSpan.FromSeconds(1)); // it may be the mirror that is being written just now
            return;
        }

        switch (await look.Look(portal.Id, item.Task))
        {
            case Looked<TaskWire>.Seen(var wire):
                await Meet(item, portal, doors, TaskLook.Seen(wire, null));
                break;
            case Looked<TaskWire>.NotNow(var until):
                await stores.PostponeUntil(item, until);
                break;
            default:
                await stores.Done(item, connection => stores.Ledger.Skip(connection, portal.Id, default, name, Reason.Unreadable));
                break;
        }
    }

    /// <summary>A task that already crossed one link may leave by another, when that link allows it (RULES 6).</summary>
    public async Task Onward(DirtyItem item, Portal portal, SeenTask task, IReadOnlyList<Mapping> mapped)
    {
        var doors = Doors(await links.Of(portal.Id), portal.Id).Where(door => mapped.All(mapping => mapping.Link != door.Link.Id)).ToList();
        if (doors.Count > 0)
        {
            await Choose(item, portal, doors, task, mapped);
        }
    }

    private async Task Meet(DirtyItem item, Portal portal, IReadOnlyList<(Link Link, Side From)> doors, SeenTask task)
    {
        // A mirror that no mapping knows: its own creation is still unsettled, or the store is older than the portal.
        if (task.Marker is { } marker && marker.Origin != OriginHash.Of(portal.Member))
        {
            await stores.Done(item, connection => stores.Ledger.Skip(connection, portal.Id, default, Items.Task(task.Id), Reason.FamilyAlreadyHere));
            return;
        }

        await Choose(item, portal, doors, task, []);
        await stores.Done(item);
    }

    private async Task Choose(DirtyItem item, Portal portal, IReadOnlyList<(Link Link, Side From)> doors, SeenTask task, IReadOnlyList<Mapping> mapped)
    {
        var name = Items.Task(task.Id);
        var (by, wanted) = await Wanted(portal, doors, task);
        var byHand = wanted?.ByHand == true;
        var (leaving, family, hops) = await Decide(portal, byHand ? [.. doors.Where(door => door.Link.Id == by)] : doors, task, mapped, by, byHand);
        if (leaving is Leaving.By(var way, var notBy))
        {
            await Create(item, portal, task, way, family, hops + 1, notBy, way.Link.Id == by ? wanted : null);
            return;
        }

        await stores.Write(connection =>
        {
            foreach (var (link, why) in ((Leaving.Stays)leaving).Why)
            {
                if (byHand && why != Reason.LinkPaused)
                {
                    HandRows.Forget(connection, portal.Id, link.Id, name);
                }

                stores.Stays(connection, portal.Id, link.Id, name, why);
            }
        });
    }

    /// <summary>Whether and where the task leaves; it writes nothing, so "why?" asks it too.</summary>
    /// <param name="portal">Where the task stands.</param>
    /// <param name="doors">The links it may leave by.</param>
    /// <param name="task">The task.</param>
    /// <param name="mapped">What is mirrored of it already.</param>
    /// <param name="wanted">The link for which a person asked for it: there its age does not matter (RULES 8).</param>
    /// <param name="byHand">He asked for this one task from its card: there the filter does not matter either.</param>
    internal async Task<(Leaving Leaving, string Family, int Hops)> Decide(
        Portal portal, IReadOnlyList<(Link Link, Side From)> doors, SeenTask task, IReadOnlyList<Mapping> mapped, LinkId wanted = default, bool byHand = false)
    {
        var name = Items.Task(task.Id);
        var came = mapped.FirstOrDefault(mapping => mapping.SideOf(portal.Id, name) != mapping.Origin);
        var family = mapped.Count > 0 ? mapped[0].Family : Marker.For(OriginHash.Of(portal.Member), task.Id).ToString();
        var ways = new List<WayOut>();
        foreach (var (link, from) in doors)
        {
            ways.Add(new WayOut(link, from, await HoldsFamily(link, from, family, portal)) { ByHand = byHand && link.Id == wanted });
        }

        var hops = mapped.Where(mapping => mapping.SideOf(portal.Id, name) != mapping.Origin).Select(mapping => mapping.Hops).DefaultIfEmpty(0).Max();
        var belongs = mapped.FirstOrDefault(mapping => mapping.SideOf(portal.Id, name) == mapping.Origin
            && Eligibility.Holds(IsOver(mapping), mapping.Reason == nameof(Reason.StoppedByHand), byHand));
        var leaving = belongs is null
            ? Eligibility.Choose(task, ways, hops, came is null ? null : await links.Find(came.Link))
            : new Leaving.Stays([.. ways.Select(way => (way.Link, Eligibility.WhyNot(task, way, hops, null) ?? Eligibility.WhyHeld(IsOver(belongs))))]);
        return leaving is Leaving.By by && by.Way.Link.Id != wanted && await EnteredBefore(portal, task, by.Way.Link)
            ? (new Leaving.Stays([(by.Way.Link, Reason.BeforeEntering), .. by.NotBy]), family, hops)
            : (leaving, family, hops);
    }

    private static bool IsOver(Mapping mapping) => mapping.State is MappingState.Over or MappingState.Ended;

    private async Task Create(DirtyItem item, Portal portal, SeenTask task, WayOut way, string family, int hops, ImmutableArray<(Link Link, Reason Why)> notBy, Wanted? wanted)
    {
        var link = way.Link;
        var target = await portals.Find(link.Portal(way.From.Other()));
        if (target is null)
        {
            return;
        }

        var seen = await translation.Across(task, link, way.From);
        if (task.Attachments is { IsEmpty: false } && link.Contract.Carries(way.From, Field.Files) && !seen.Carried.Contains(Field.Files))
        {
            return; // what its attachments are could not be asked now, and the look at the files made it dirty for later: created without them, it would never get them
        }

        var half = link.Contract.Of(way.From.Other());
        var fields = Enum.GetValues<Field>().Where(field => field is Field.Title or Field.Description || (field is not Field.Status && link.Contract.Carries(way.From, field))).ToList();
        var facts = new FrameFacts(portal.Name, task.CreatorName, Translation.TaskUrl(portal, task.Id, task.Group), Translation.Of(target)) { Crm = MirrorIntents.Crm(link, portal, way.From.Other(), seen, Translation.Of(target)) };
        var people = fields.Where(field => field is Field.Observers or Field.Accomplices).ToDictionary(field => field, IReadOnlyList<long> (field) => TaskPeople.Written(field, seen, null));
        var values = TaskValues.WithoutEmpty(TaskValues.Of(fields, seen, Frame.Wrap(seen.Across.Description, facts), seen.Tags, FileFields.Slots(seen.Set(Field.Files), null), people, CustomLook.Written(link.Contract, seen, way.From.Other(), seen.Custom.Keys.ToList())));
        values["RESPONSIBLE_ID"] = wanted?.ToRelay == true ? target.RelayUser : seen.Across.Responsible ?? (half.DefaultResponsible > 0 ? half.DefaultResponsible : target.RelayUser);
        values["GROUP_ID"] = half.TargetGroup;
        values["XML_ID"] = family;

        var name = Items.Task(task.Id);
        var now = stores.Clock.GetUtcNow();
        var prints = Enum.GetValues<Field>().Where(seen.Carried.Contains).ToImmutableSortedDictionary(field => field, seen.Print);
        var end = new MappingEnd(portal.Id, name, prints.ToImmutableSortedDictionary(pair => pair.Key.ToString(), pair => pair.Value), false);
        var entered = await stores.EnteredNow(portal.Id, link.Id, name);
        var lookFirst = await restored.MayHaveCrossed(task.CreatedAt);
        await stores.Write(connection =>
        {
            foreach (var (other, why) in notBy)
            {
                stores.Ledger.Skip(connection, portal.Id, other.Id, name, why);
            }

            var id = MappingStore.Add(connection, new Mapping
            {
                Id = default,
                Link = link.Id,
                Kind = MappingKind.Task,
                Origin = way.From,
                Family = family,
                Hops = hops,
                State = MappingState.Creating,
                CreatedAt = now,
                A = way.From == Side.A ? end : null,
                B = way.From == Side.B ? end : null,
            });
            DiscussionStore.Put(connection, new Discussion
            {
                Mapping = id,
                Side = way.From,
                Chat = seen.Chat,
                OpenedAt = wanted?.WithComments ?? !entered ? seen.CreatedAt : Discussion.After(seen.SeenAt),
            });
            stores.Ledger.Event(connection, portal.Id, link.Id, name, item.Feed);
            stores.Ledger.Verdict(connection, portal.Id, link.Id, name, null, "create");
            if (fields.Contains(Field.Files))
            {
                files.Carry(connection, link, id, family, way.From, target, name, seen.Files);
            }

            stores.Ledger.Intent(connection, portal.Id, link.Id, name, "tasks.task.add");
            stores.Outbox.Add(connection, new Intent
            {
                Lane = family,
                Mapping = id,
                Task = id,
                Link = link.Id,
                Portal = target.Id,
                Side = way.From.Other(),
                Kind = IntentKind.CreateTask,
                Marker = family,
                Contract = link.Contract.Number,
                State = lookFirst ? IntentState.Unknown : IntentState.Waiting,
                Body = IntentBody.Of(TaskCommands.Add(values)) with { FromPrints = prints, SentNeutral = TaskValues.Sent(fields, seen, seen.Tags, people: people), FromItem = name, Files = FileFields.Needed(fields, seen, seen.Set(Field.Files)) },
            }, target.Member);
            if (seen.Across.LeavesFiles && MappingStore.Find(connection, id) is { } created)
            {
                stores.Ledger.Skip(connection, portal.Id, link.Id, name, Reason.FilesNotCarried);
                NoteIntents.Add(connection, stores, link, created, way.From.Other(), target, Notes.In(Translation.Of(target)).NotCarried([NotCarried.Files]));
            }

            if (wanted is { WithComments: true } && link.Contract.CommentsLeave(way.From) && MappingStore.Find(connection, id) is { } row)
            {
                seat.TakeAhead(connection, link, row, way.From, portal, seen);
            }

            if (seen.Parent > 0 && seen.Across.Parent is null)
            {
                TaskStores.WaitForParent(connection, link.Id, portal.Id, seen.Parent, task.Id);
            }
        });
    }

    // A person asked for it, by a run over what existed before or by hand.
    private async Task<(LinkId By, Wanted? Wanted)> Wanted(Portal portal, IReadOnlyList<(Link Link, Side From)> doors, SeenTask task)
    {
        foreach (var (link, _) in doors)
        {
            if (await runs.WantsToSend(link.Id, portal.Id, task.Id) is { } wanted)
            {
                return (link.Id, wanted);
            }
        }

        return default;
    }

    // Written before the link began and not moved into it since: it crosses by backfill, not by itself (RULES 8).
    private async Task<bool> EnteredBefore(Portal portal, SeenTask task, Link link)
    {
        if (task.CreatedAt >= Began(task, link) || await stores.EnteredNow(portal.Id, link.Id, Items.Task(task.Id)))
        {
            return false;
        }

        return await stores.Desks.Ask(portal.Id, TaskCommands.History(task.Id)) is not Answer answer
            || !TaskHistory.From(answer.Result).Any(entry => entry.Field is "GROUP_ID" or "TAGS" or "RESPONSIBLE_ID" && entry.At >= Began(task, link));
    }

    // The link began by our clock, tasks are filed by the portal's. Where the two differ, or ours was set anew meanwhile, the earlier reading
    // counts: a task that should have stayed can be stopped, one that never crossed is not missed by anybody.
    private static DateTimeOffset Began(SeenTask task, Link link)
    {
        var there = link.ActiveSince + (task.SeenAt - task.LookedAt);
        return (there < link.ActiveSince ? there : link.ActiveSince) - Grain;
    }

    private async Task<bool> HoldsFamily(Link link, Side from, string family, Portal portal)
    {
        if (link.IsSelfLink)
        {
            return await stores.Mappings.LinkHoldsFamily(link.Id, family);
        }

        var there = await portals.Find(link.Portal(from.Other()));
        var isItsOrigin = Marker.TryParse(family, out var marker) && there is not null && marker.Origin == OriginHash.Of(there.Member) && there.Id != portal.Id;
        return isItsOrigin || await stores.Mappings.HoldsFamily(link.Portal(from.Other()), family);
    }

    internal static List<(Link Link, Side From)> Doors(IEnumerable<Link> links, PortalId portal) =>
        [.. links.Where(link => link.State is not (LinkState.Pending or LinkState.Ended))
            .SelectMany(link => new[] { (link, Side.A), (link, Side.B) })
            .Where(door => door.link.Portal(door.Item2) == portal)];

    internal static Reason? Closed((Link Link, Side From) door) => 0 switch
    {
        _ when !door.Link.Contract.TasksLeave(door.From) => Reason.OneWay,
        _ when !door.Link.Runs => Reason.LinkPaused,
        _ => null,
    };
}

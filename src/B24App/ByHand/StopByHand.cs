using System.Data;
using System.Globalization;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.ByHand;

/// <summary>
/// Ends the mirroring of one task for good: both tasks stay, the other side is told once, nothing crosses any more, and nothing that
/// happens to either brings it back. Only the portal that ended it begins it again, with the mirror that stands.
/// </summary>
public sealed class StopByHand(TaskStores stores, LinkBook links, PortalStore portals)
{
    /// <summary>Ends it in one link. What was written down and has not left stays here (see <c>Sender</c>).</summary>
    public async Task<HandAnswer> Stop(PortalId portal, long task, LinkId link, long user)
    {
        if (await Find(portal, task, link) is not var (found, mapping, side) || mapping.State is MappingState.Creating)
        {
            return HandAnswer.Refused;
        }

        var (here, there) = (await portals.Find(portal), await portals.Find(found.Portal(side.Other())));
        var stopped = false;
        await stores.Write(connection =>
        {
            if (MappingStore.Find(connection, mapping.Id) is not { State: MappingState.Live or MappingState.Outside } now || !HandRows.Stop(connection, now.Id, portal, user, stores.Clock.GetUtcNow()))
            {
                return;
            }

            stopped = true;
            MappingStore.SetState(connection, now.Id, MappingState.Over, nameof(Reason.StoppedByHand), stores.Clock.GetUtcNow());
            stores.Ledger.Verdict(connection, portal, found.Id, Items.Task(task), Reason.StoppedByHand, string.Create(CultureInfo.InvariantCulture, $"user {user}"));
            if (here is not null && there is { Runs: true })
            {
                Note(connection, found, now, side.Other(), there, Notes.In(Translation.Of(there)).MirroringStopped(here.Name), "stopped");
            }
        });
        return stopped ? HandAnswer.Done : HandAnswer.Already;
    }

    /// <summary>
    /// Begins it again with the mirror that stands: values that differ are planned as ever, what was said meanwhile stays where it was
    /// said (RULES 8).
    /// </summary>
    public async Task<HandAnswer> Restart(PortalId portal, long task, LinkId link, long user)
    {
        if (await Find(portal, task, link) is not var (found, mapping, side))
        {
            return HandAnswer.Refused;
        }

        var (here, there) = (await portals.Find(portal), await portals.Find(found.Portal(side.Other())));
        var restarted = false;
        await stores.Write(connection =>
        {
            if (MappingStore.Find(connection, mapping.Id) is not { State: MappingState.Over, Reason: nameof(Reason.StoppedByHand) } now || !HandRows.Restart(connection, now.Id, portal))
            {
                return;
            }

            restarted = true;
            MappingStore.SetState(connection, now.Id, MappingState.Live, "", stores.Clock.GetUtcNow());
            stores.Ledger.Verdict(connection, portal, found.Id, Items.Task(task), null, string.Create(CultureInfo.InvariantCulture, $"mirrored again by user {user}"));
            foreach (var end in new[] { Side.A, Side.B })
            {
                if (DiscussionStore.Find(connection, now.Id, end) is { } talk)
                {
                    DiscussionStore.Put(connection, talk with { OpenedAt = Discussion.After(stores.Clock.GetUtcNow()) });
                }

                if (now.End(end) is { } item)
                {
                    stores.Dirty.Mark(connection, new Hint(item.Portal, DirtyKind.Task, Items.IdOf(item.Item), Hint.Anything), "button");
                    stores.Dirty.Mark(connection, new Hint(item.Portal, DirtyKind.Talk, Items.IdOf(item.Item), Hint.Anything), "button");
                }
            }

            if (here is not null && there is { Runs: true })
            {
                Note(connection, found, now, side.Other(), there, Notes.In(Translation.Of(there)).CameBack(here.Name), "back");
            }
        });
        return restarted ? HandAnswer.Done : HandAnswer.Already;
    }

    private async Task<(Link Link, Mapping Mapping, Side Side)?> Find(PortalId portal, long task, LinkId link)
    {
        var mapping = (await stores.Mappings.OfItem(portal, Items.Task(task))).LastOrDefault(mapping => mapping.Link == link && mapping.Kind == MappingKind.Task);
        return mapping is not null && await links.Find(link) is { State: not LinkState.Ended } found ? (found, mapping, mapping.SideOf(portal, Items.Task(task))) : null;
    }

    private void Note(IDbConnection connection, Link link, Mapping mapping, Side side, Portal portal, string text, string detail)
    {
        stores.Ledger.Intent(connection, portal.Id, link.Id, mapping.End(side)!.Item, "note " + detail);
        NoteIntents.Add(connection, stores, link, mapping, side, portal, text);
    }
}

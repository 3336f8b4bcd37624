using System.Globalization;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.ByHand;

/// <summary>
/// One task is sent from its card. That lifts the filter and the age of the task, nothing else: direction, fields, comments, families and
/// the state of the link are what the contract says, and the mirror is made by the stations of live work.
/// </summary>
public sealed class SendByHand(TaskStores stores, PortalStore portals, LinkBook links, TaskLook look, Newcomers newcomers)
{
    /// <summary>The links the task could be sent by; null when the portal cannot be asked now. Links that carry it are left out.</summary>
    public async Task<IReadOnlyList<HandOffer>?> Offers(PortalId portal, long task)
    {
        var name = Items.Task(task);
        var mapped = await stores.Mappings.OfItem(portal, name);
        var doors = Newcomers.Doors(await links.Of(portal), portal)
            .Where(door => door.Link.Contract.TasksLeave(door.From) && mapped.All(mapping => mapping.Link != door.Link.Id)).ToList();
        if (doors.Count == 0)
        {
            return [];
        }

        if (await portals.Find(portal) is not { Runs: true } found || await look.Look(portal, task) is not Looked<TaskWire>.Seen(var wire))
        {
            return null;
        }

        var seen = TaskLook.Seen(wire, null);
        var foreign = seen.Marker is { } marker && marker.Origin != OriginHash.Of(found.Member);
        var offers = new List<HandOffer>();
        foreach (var door in doors)
        {
            var (leaving, _, _) = await newcomers.Decide(found, [door], seen, mapped, door.Link.Id, byHand: true);
            offers.Add(new HandOffer(
                door.Link,
                door.From,
                foreign ? Reason.FamilyAlreadyHere : leaving is Leaving.Stays(var why) ? why.FirstOrDefault().Why : null,
                Eligibility.Outside(seen, door.Link.Contract.Of(door.From).Filter),
                await HandRows.IsSent(stores.Db, portal, door.Link.Id, name)));
        }

        return offers;
    }

    /// <summary>Sends it by one link. A second press, of the same or of another person, does nothing.</summary>
    /// <param name="portal">Where the task stands.</param>
    /// <param name="task">The task.</param>
    /// <param name="link">The link.</param>
    /// <param name="withComments">What was said before crosses too (RULES 8); internal comments never do.</param>
    /// <param name="user">Who sends it.</param>
    /// <param name="mayManage">His right to manage links was asked just now and holds (RULES 38).</param>
    public async Task<(HandAnswer Answer, Reason? Why)> Send(PortalId portal, long task, LinkId link, bool withComments, long user, bool mayManage)
    {
        var name = Items.Task(task);
        if ((await stores.Mappings.OfItem(portal, name)).Any(mapping => mapping.Link == link))
        {
            return (HandAnswer.Already, null);
        }

        if (await Offers(portal, task) is not { } offers)
        {
            return (HandAnswer.NotNow, null);
        }

        if (offers.FirstOrDefault(offer => offer.Link.Id == link) is not { } offer)
        {
            return (HandAnswer.Refused, Reason.OneWay);
        }

        if (offer.WhyNot is { } why)
        {
            return (HandAnswer.Refused, why);
        }

        if (offer.Outside is not null && !mayManage)
        {
            return (HandAnswer.NeedsManager, offer.Outside);
        }

        var isNew = false;
        await stores.Write(connection =>
        {
            isNew = HandRows.Send(connection, portal, link, name, withComments && offer.Link.Contract.CommentsLeave(offer.From), user, stores.Clock.GetUtcNow());
            if (isNew)
            {
                stores.Ledger.Verdict(connection, portal, link, name, null, string.Create(CultureInfo.InvariantCulture, $"sent by user {user}"));
                stores.Dirty.Mark(connection, new Hint(portal, DirtyKind.Task, task, Hint.Anything), "button", notBefore: stores.Clock.GetUtcNow());
            }
        });
        return (isNew ? HandAnswer.Done : HandAnswer.Already, null);
    }
}

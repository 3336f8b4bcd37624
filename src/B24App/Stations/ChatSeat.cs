using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;

namespace B24App.Stations;

/// <summary>
/// The relay account's seat in a task chat (RULES 26): taken once, by a role in the task, because only participants read and
/// write there. A person who removes it is obeyed.
/// </summary>
public sealed class ChatSeat(TaskStores stores, TaskLook look)
{
    /// <summary>The chat refused us. Returns when to look again, or null when a person has to act.</summary>
    /// <param name="link">The link.</param>
    /// <param name="mapping">The task.</param>
    /// <param name="side">Side of the chat.</param>
    /// <param name="portal">Its portal.</param>
    /// <param name="discussion">What we know of the chat.</param>
    /// <param name="looked">The task, when it was looked at together with the chat.</param>
    public async Task<DateTimeOffset?> Missing(Link link, Mapping mapping, Side side, Portal portal, Discussion discussion, Looked<TaskWire>? looked = null)
    {
        if (await stores.Outbox.IsJoining(mapping.Id, side))
        {
            return stores.Clock.GetUtcNow() + stores.Patience.Settling; // the seat is being taken; a "no" from before proves nothing
        }

        var item = mapping.End(side)!.Item;
        if (discussion.Membership != Membership.Unknown)
        {
            var why = discussion.Membership == Membership.Member ? Reason.RemovedFromChat : Reason.NotInChat;
            await stores.Write(connection =>
            {
                DiscussionStore.SetMembership(connection, mapping.Id, side, discussion.Membership == Membership.Member ? Membership.Removed : discussion.Membership);
                stores.Ledger.Skip(connection, portal.Id, link.Id, item, why);
            });
            return null;
        }

        switch (looked ?? await look.Look(portal.Id, Items.IdOf(item)))
        {
            case Looked<TaskWire>.Seen(var wire):
                await stores.Write(connection => Take(connection, link, mapping, side, portal, wire));
                return stores.Clock.GetUtcNow();
            case Looked<TaskWire>.NotNow(var until):
                return until;
            default:
                await stores.Write(connection => stores.Ledger.Skip(connection, portal.Id, link.Id, item, Reason.NotInChat));
                return null;
        }
    }

    /// <summary>
    /// A run is about to read a chat the relay account has no role in: the seat is taken at the end of the lane, without the refusal that
    /// would tell. True when there is one to take.
    /// </summary>
    public bool TakeAhead(System.Data.IDbConnection connection, Link link, Mapping mapping, Side side, Portal portal, SeenTask task)
    {
        if (task.Chat == 0 || task.Creator == portal.RelayUser || task.Responsible == portal.RelayUser || task.Auditors.Contains(portal.RelayUser))
        {
            return false;
        }

        DiscussionStore.SetMembership(connection, mapping.Id, side, Membership.Refused);
        stores.Ledger.Intent(connection, portal.Id, link.Id, mapping.End(side)!.Item, "join chat");
        Role(connection, link, mapping, side, portal, task.Id, [.. task.Auditors, portal.RelayUser], 0);
        return true;
    }

    /// <summary>An attempt that never left, or may not have happened: the next look tries again if it must.</summary>
    public static void TryAgain(System.Data.IDbConnection connection, TaskStores stores, Intent intent)
    {
        DiscussionStore.SetMembership(connection, intent.Task, intent.Side, Membership.Unknown);
        if (MappingStore.Find(connection, intent.Task)?.End(intent.Side) is { } end)
        {
            stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Talk, Items.IdOf(end.Item), Hint.Anything), "seat");
        }
    }

    private void Take(System.Data.IDbConnection connection, Link link, Mapping mapping, Side side, Portal portal, TaskWire wire)
    {
        var others = (wire.Auditors ?? []).Where(user => user != portal.RelayUser).ToList();
        DiscussionStore.SetMembership(connection, mapping.Id, side, Membership.Refused);
        stores.Ledger.Intent(connection, portal.Id, link.Id, mapping.End(side)!.Item, "join chat");
        Role(connection, link, mapping, side, portal, wire.Id, [.. others, portal.RelayUser], OutboxStore.BeforeHead(connection, mapping.Family));
        if (wire.Auditors?.Contains(portal.RelayUser) == true)
        {
            Role(connection, link, mapping, side, portal, wire.Id, others, OutboxStore.BeforeHead(connection, mapping.Family)); // the chat follows a change of roles: who kept the role and lost the seat gives the role back first
        }
    }

    private void Role(System.Data.IDbConnection connection, Link link, Mapping mapping, Side side, Portal portal, long task, IEnumerable<long> auditors, long position) =>
        stores.Outbox.Add(connection, new Intent
        {
            Position = position,
            Lane = mapping.Family,
            Mapping = mapping.Id,
            Task = mapping.Id,
            Link = link.Id,
            Portal = portal.Id,
            Side = side,
            Kind = IntentKind.JoinChat,
            Contract = link.Contract.Number,
            Body = IntentBody.Of(TaskCommands.Update(task, new JsonObject { ["AUDITORS"] = new JsonArray([.. auditors.Select(user => (JsonNode)user)]) })) with { FromItem = mapping.End(side)!.Item },
        }, portal.Member);
}

using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Comments;
using B24App.Confirm;
using B24App.Drills;
using B24App.Links;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.Apply;

/// <summary>
/// Sends the head of a lane; the next one leaves when it is settled (RULES 14, 16). What leaves is marked first; what comes back goes
/// to the settlement.
/// </summary>
public sealed class Sender(TaskStores stores, PortalStore portals, LinkBook links, Settlement settlement, UnknownOutcomes unknown)
{
    /// <summary>Works on the unsettled intents of one lane, in order.</summary>
    public async Task Work(IReadOnlyList<Intent> lane)
    {
        var head = lane[0];
        if (head.State == IntentState.Unknown)
        {
            await unknown.Resolve(lane);
            return;
        }

        var link = await links.Find(head.Link);
        var ends = link?.State == LinkState.Ended && head.Kind is IntentKind.AddNote or IntentKind.DeleteTask; // the last things an ended link does
        if (link is null || (!link.Runs && !ends) || (link.Contract.Number != head.Contract && !Drill.Without(Guard.ContractCheck)))
        {
            await Overtaken(lane, link);
            return;
        }

        if (await portals.Find(head.Portal) is not { Runs: true })
        {
            await stores.Write(connection => OutboxStore.Retry(connection, head, stores.Clock.GetUtcNow() + stores.Patience.NoAccess, "portal waits"));
            return;
        }

        if (await CommandOf(head) is not { } ask)
        {
            await stores.Write(connection => stores.Outbox.Settle(connection, head, IntentState.Void, "nothing to write"));
            return;
        }

        await Send(link, head with { NewestKnown = ask.Newest }, ask.Command);
    }

    // One at a time: in a batch an earlier command may fail while a later one succeeds, and then the later comment would stand first
    // (RULES 14). What waits in other lanes still leaves in the same request.
    private async Task Send(Link link, Intent intent, Command command)
    {
        Drill.At(DrillStep.BeforeLeave);
        if (!Drill.Without(Guard.IntentRow) && !await stores.Outbox.Leave([intent]))
        {
            return; // the lane went on since it was read; it is read again
        }

        Drill.At(DrillStep.AfterLeave);
        var sentAt = stores.Clock.GetUtcNow();
        var asked = stores.Desks.Ask(intent.Portal, command);
        Drill.At(DrillStep.CallOut);
        var outcome = await asked;
        Drill.At(DrillStep.AnswerCame);
        await settlement.Settle(link, intent with { SentAt = sentAt, Attempts = intent.Attempts + 1, State = IntentState.Leaving }, outcome);
        Drill.At(DrillStep.AfterSettle);
    }

    // Void and planned anew: the link stopped, or its contract changed before the call left (RULES 5, 21).
    private Task Overtaken(IReadOnlyList<Intent> lane, Link? link) => stores.Write(connection =>
    {
        foreach (var intent in lane.Where(intent => intent.Link == lane[0].Link && intent.State == IntentState.Waiting))
        {
            stores.Outbox.Settle(connection, intent, IntentState.Void, link is null ? "link ended" : link.Runs ? "contract changed" : "link stopped");
            settlement.Forget(connection, intent, link);
        }
    });

    private async Task<(Command Command, long Newest)?> CommandOf(Intent intent)
    {
        if (!intent.IsTalk)
        {
            return (intent.Body.ToCommand(), 0);
        }

        var task = await stores.Mappings.Find(intent.Task);
        var talk = await stores.Discussions.Find(intent.Task, intent.Side);
        var written = (await stores.Mappings.Find(intent.Mapping))?.End(intent.Side);
        if (task?.End(intent.Side) is not { } end || talk is null)
        {
            return null;
        }

        var taskId = Items.IdOf(end.Item);
        var item = written?.Item;
        return intent.Kind switch
        {
            IntentKind.AddComment or IntentKind.AddNote => (Add(talk, taskId, intent.Body.Text), await Newest(talk, intent)),
            IntentKind.EditComment when item is not null => (Items.IsMessage(item) ? ChatCommands.Update(Items.IdOf(item), intent.Body.Text) : CommentCommands.Update(taskId, Items.IdOf(item), intent.Body.Text), 0),
            IntentKind.DeleteComment when item is not null => (Items.IsMessage(item) ? ChatCommands.Delete(Items.IdOf(item)) : CommentCommands.Delete(taskId, Items.IdOf(item)), 0),
            _ => null,
        };
    }

    private static Command Add(Discussion talk, long task, string text) => talk.IsNewCard ? ChatCommands.Send(talk.Chat, text) : CommentCommands.Add(task, text);

    private async Task<long> Newest(Discussion talk, Intent intent)
    {
        var written = (await stores.Mappings.OfParent(intent.Task)).Select(child => child.End(intent.Side)?.Item)
            .Where(item => item is not null && Items.IsMessage(item) == talk.IsNewCard).Select(item => Items.IdOf(item!));
        return written.Append(talk.Newest).Max();
    }
}

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
/// Sends the head of a lane, or a run of comments for one discussion as one parcel in order (RULES 14, 16). What leaves is
/// marked first; what comes back goes to the settlement.
/// </summary>
public sealed class Sender(TaskStores stores, PortalStore portals, LinkBook links, Settlement settlement, UnknownOutcomes unknown)
{
    private const int LargestRun = 20;

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

        var run = Run(lane);
        var ready = new List<(Intent Intent, Command Command)>();
        foreach (var intent in run)
        {
            if (await CommandOf(intent) is { } ask)
            {
                ready.Add((intent with { NewestKnown = ask.Newest }, ask.Command));
            }
            else
            {
                await stores.Write(connection => stores.Outbox.Settle(connection, intent, IntentState.Void, "nothing to write"));
            }
        }

        if (ready.Count == 0)
        {
            return;
        }

        Drill.At(DrillStep.BeforeLeave);
        if (!Drill.Without(Guard.IntentRow) && !await stores.Outbox.Leave([.. ready.Select(pair => pair.Intent)]))
        {
            return; // the lane went on since it was read; it is read again
        }

        Drill.At(DrillStep.AfterLeave);
        var sentAt = stores.Clock.GetUtcNow();
        var asked = stores.Desks.Ask(head.Portal, [.. ready.Select(pair => pair.Command)]);
        Drill.At(DrillStep.CallOut);
        var outcomes = await asked;
        Drill.At(DrillStep.AnswerCame);
        for (var i = 0; i < ready.Count; i++)
        {
            await settlement.Settle(link, ready[i].Intent with { SentAt = sentAt, Attempts = ready[i].Intent.Attempts + 1, State = IntentState.Leaving }, outcomes[i]);
            Drill.At(DrillStep.AfterSettle);
        }
    }

    private static List<Intent> Run(IReadOnlyList<Intent> lane)
    {
        var head = lane[0];
        return head.Kind is IntentKind.AddComment or IntentKind.AddNote
            ? [.. lane.TakeWhile(intent => intent.Kind is IntentKind.AddComment or IntentKind.AddNote && intent.State == IntentState.Waiting
                && intent.Portal == head.Portal && intent.Task == head.Task && intent.Contract == head.Contract).Take(LargestRun)]
            : [head];
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

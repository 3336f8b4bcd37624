using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Drills;
using B24App.Links;
using B24App.Look;
using B24App.Plan.Comments;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.SubItems;
using B24App.Timeline;

namespace B24App.Apply;

/// <summary>
/// A call that left and got no answer may have happened. It is looked for no earlier than the portal's own cut allows: a task by
/// its marker, a comment in its discussion; the rest is planned anew from what both sides show (RULES 15-17).
/// </summary>
public sealed class UnknownOutcomes(TaskStores stores, PortalStore portals, LinkBook links, TaskLook look, TalkLook talkLook, Receipts receipts, PartIntents parts, TimelineIntents entries)
{
    /// <summary>Resolves the unknown head of a lane.</summary>
    public async Task Resolve(IReadOnlyList<Intent> lane)
    {
        var head = lane[0];
        if (await links.Find(head.Link) is not { } link || await portals.Find(head.Portal) is not { Runs: true } portal)
        {
            await Wait(head);
            return;
        }

        switch (head.Kind)
        {
            case IntentKind.CreateTask:
                await Creation(link, head);
                break;
            case IntentKind.AddComment or IntentKind.AddNote:
                await Comments(link, portal, [.. lane.TakeWhile(intent => intent.State == IntentState.Unknown && intent.Kind is IntentKind.AddComment or IntentKind.AddNote)]);
                break;
            case IntentKind.JoinChat:
                await stores.Write(connection =>
                {
                    stores.Outbox.Settle(connection, head, IntentState.Void, "outcome unknown, the next look tells");
                    ChatSeat.TryAgain(connection, stores, head);
                });
                break;
            case IntentKind.UpdateTask or IntentKind.SetStatus:
                await Fields(head);
                break;
            case IntentKind.Frame or IntentKind.MoveStage or IntentKind.AttachFile or IntentKind.AddLine or IntentKind.ChangeLine or IntentKind.RemoveLine:
                await Replan(head);
                break;
            case var _ when head.IsEntry:
                await entries.Resolve(link, portal, head);
                break;
            case var _ when head.IsPart:
                await stores.Write(connection => parts.PlanAnew(connection, head, Receipts.PlannedAnew));
                break;
            default:
                await stores.Write(connection => OutboxStore.Retry(connection, head, stores.Clock.GetUtcNow(), "repeating it changes nothing"));
                break;
        }
    }

    private async Task Creation(Link link, Intent head)
    {
        var outcome = await stores.Desks.Ask(head.Portal, TaskCommands.List(new JsonObject { ["XML_ID"] = head.Marker }, new JsonObject { ["ID"] = "desc" }, ["ID", "XML_ID"], -1));
        if (outcome is not Answer answer)
        {
            await Wait(head);
            return;
        }

        // A portal that does not know the filter answers with every task, so each row is checked (tasks.md §10, trap 9).
        var found = TaskWire.ListFrom(answer.Result).FirstOrDefault(row => row.XmlId == head.Marker);
        if (found is null || Drill.Without(Guard.MarkerSearch))
        {
            await stores.Write(connection => OutboxStore.Retry(connection, head, stores.Clock.GetUtcNow(), "not found by its marker"));
            return;
        }

        if (await look.Look(head.Portal, found.Id) is Looked<TaskWire>.Seen(var wire))
        {
            await receipts.Found(link, head, TaskLook.Seen(wire, null));
            return;
        }

        await Wait(head);
    }

    private async Task Comments(Link link, Portal portal, IReadOnlyList<Intent> unsettled)
    {
        var head = unsettled[0];
        var task = await stores.Mappings.Find(head.Task);
        var talk = await stores.Discussions.Find(head.Task, head.Side);
        if (task?.End(head.Side) is not { } end || talk is null)
        {
            return;
        }

        var looked = talk.IsNewCard
            ? await talkLook.Chat(head.Portal, talk.Chat, head.NewestKnown, DateTimeOffset.MinValue)
            : await talkLook.Forum(head.Portal, Items.IdOf(end.Item));
        if (looked is Looked<TalkWindow>.Nothing or Looked<TalkWindow>.Refused(Refusal { Kind: RefusalKind.Denied or RefusalKind.NotFound }))
        {
            // Who may not read a discussion may not write there either: it is sent, and the refusal says in so many words what is to
            // be done: take the seat in the chat, park it, or give up a task that is gone.
            await stores.Write(connection =>
            {
                foreach (var intent in unsettled)
                {
                    OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow(), "the discussion may not be read");
                }
            });
            return;
        }

        if (looked is not Looked<TalkWindow>.Seen(var window))
        {
            await Wait(head);
            return;
        }

        var mapped = (await stores.Mappings.OfParent(head.Task)).Select(child => child.End(head.Side)?.Item).ToHashSet();
        var ours = window.Window.Where(comment => comment.Id > head.NewestKnown && portal.IsOurs(comment.Author) && !mapped.Contains(comment.Item)).ToList();
        var dialect = talk.IsNewCard ? Dialect.Chat : Dialect.Task;
        var prints = unsettled.Select(intent => Plan.Prints.Print.Of(Neutral.Of(intent.Body.Text, dialect)).ToString()).ToList();
        var matches = Drill.Without(Guard.OrderedMatch) ? [.. prints.Select(print => ours.FirstOrDefault(comment => comment.Print == print))] : OrderedMatch.Match(prints, ours);
        for (var i = 0; i < unsettled.Count; i++)
        {
            if (matches[i] is { } match)
            {
                await receipts.Found(link, unsettled[i], match);
            }
            else
            {
                var intent = unsettled[i];
                await stores.Write(connection => OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow(), "not found in the discussion"));
            }
        }
    }

    // What we wrote ourselves must not be taken for the word of that side: it would meet a later word of the side it came from, and might win.
    private async Task Fields(Intent head)
    {
        switch (await stores.Mappings.Find(head.Task) is { } mapping && mapping.End(head.Side) is { } end ? await look.Look(head.Portal, Items.IdOf(end.Item)) : null)
        {
            case Looked<TaskWire>.Seen(var wire):
                await receipts.Found(head, TaskLook.Seen(wire, null).KnownOn((await portals.Find(head.Portal))?.Ours ?? []));
                break;
            case Looked<TaskWire>.NotNow:
                await Wait(head);
                break;
            default:
                await Replan(head);
                break;
        }
    }

    private Task Replan(Intent head) => stores.Write(connection => stores.PlanAnew(connection, head, Receipts.PlannedAnew, "unknown outcome"));

    private Task Wait(Intent intent) =>
        stores.Write(connection => OutboxStore.Doubt(connection, intent, stores.Clock.GetUtcNow() + stores.Patience.NoAccess, "could not look yet"));
}

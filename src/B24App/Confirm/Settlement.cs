using System.Data;
using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Drills;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using B24App.Telemetry;
using B24App.Timeline;

namespace B24App.Confirm;

/// <summary>
/// Settles an intent by its outcome: receipt, new baseline and journal in one commit. What certainly did not happen is tried
/// again, what may have happened is looked for first (RULES 15).
/// </summary>
public sealed class Settlement(TaskStores stores, PortalStore portals, Receipts receipts, ChatSeat seat, TaskLook taskLook, TalkLook talkLook, TimelineIntents entries)
{
    /// <summary>Settles one intent.</summary>
    public async Task Settle(Link link, Intent intent, Outcome outcome)
    {
        Signals.Answered(intent.Kind.ToString(), outcome.GetType().Name);
        switch (outcome)
        {
            case Answer answer:
                await receipts.Happened(link, intent, answer.Result, answer.PortalTime);
                break;
            case Later later:
                await stores.Write(connection => OutboxStore.Retry(connection, intent, later.NotBefore, later.Reason.ToString()));
                break;
            case Unknown doubt:
                await stores.Write(connection => OutboxStore.Doubt(connection, intent, intent.SentAt!.Value + stores.Patience.UnknownOutcome, doubt.Why));
                break;
            case NoAccess trouble:
                await stores.Write(connection => OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow() + stores.Patience.NoAccess, trouble.Trouble.ToString()));
                break;
            case Refusal refusal when intent.IsEntry:
                await entries.Refused(link, intent, refusal);
                break;
            case Refusal refusal:
                await Refused(link, intent, refusal);
                break;
        }
    }

    /// <summary>An intent that never left and never will: what it stood for is dirty again.</summary>
    public void Forget(IDbConnection connection, Intent intent, Link? link)
    {
        if (intent.IsEntry)
        {
            entries.Forget(connection, intent, link);
            return;
        }

        var mapping = MappingStore.Find(connection, intent.Mapping);
        if (mapping is null)
        {
            if (link is { Runs: true } && MappingStore.Find(connection, intent.Task)?.End(intent.Side.Other()) is { } of)
            {
                stores.Dirty.Mark(connection, new Hint(of.Portal, DirtyKind.Task, Items.IdOf(of.Item), Hint.Anything), "replan"); // a line or a file of it
            }

            return;
        }

        if (intent.Kind == IntentKind.JoinChat)
        {
            ChatSeat.TryAgain(connection, stores, intent);
            return;
        }

        if (mapping.State == MappingState.Creating)
        {
            DropUnsent(connection, intent, mapping);
        }
        else if (intent.Kind is IntentKind.EditComment or IntentKind.DeleteComment)
        {
            connection.Reopen(mapping, stores.Clock.GetUtcNow(), intent.Body.RewritesFiles);
        }

        var task = mapping.Kind == MappingKind.Task ? mapping : MappingStore.Find(connection, mapping.Parent);
        var from = intent.Side.Other();
        if (task?.End(from) is not { } end)
        {
            return;
        }

        var kind = mapping.Kind == MappingKind.Task ? DirtyKind.Task : DirtyKind.Talk;
        if (kind == DirtyKind.Talk && DiscussionStore.Find(connection, task.Id, from) is { } talk && mapping.End(from) is { } said)
        {
            DiscussionStore.Put(connection, talk with { Newest = Math.Min(talk.Newest, Items.IdOf(said.Item) - 1) });
        }

        if (link is { Runs: true })
        {
            stores.Dirty.Mark(connection, new Hint(end.Portal, kind, Items.IdOf(end.Item), Hint.Anything), "replan");
        }
        else if (link is not null && mapping.State == MappingState.Creating && kind == DirtyKind.Task)
        {
            stores.Stays(connection, end.Portal, link.Id, end.Item, Reason.LinkPaused); // met again when the link resumes
        }
    }

    // An internal comment that became public is met anew, whatever it is by then.
    private static void DropUnsent(IDbConnection connection, Intent intent, Mapping mapping)
    {
        foreach (var id in intent.Body.Others.Select(other => new MappingId(other)).Append(mapping.Id))
        {
            connection.DropFormer(id);
            connection.Drop(id);
        }

        KeepParts(connection, mapping, filesToo: !intent.Body.Files.IsDefaultOrEmpty);
    }

    // A comment that crossed in part keeps its parts: its empty print makes the next look write the rest as an edit.
    private static void KeepParts(IDbConnection connection, Mapping mapping, bool filesToo)
    {
        foreach (var sibling in connection.PartsBeside(mapping))
        {
            connection.WriteAnew(sibling, mapping.Origin, filesToo);
        }
    }

    private async Task Refused(Link link, Intent intent, Refusal refusal)
    {
        if (intent.Kind is IntentKind.AddComment or IntentKind.AddNote && refusal.Kind is RefusalKind.Denied or RefusalKind.NotFound && await TakeSeat(link, intent))
        {
            return;
        }

        // A creation may fail after it created (tasks.md §10, trap 15): anything but a clean refusal of the values is looked for.
        if (!Drill.Without(Guard.RefusedMayExist) && intent.Kind == IntentKind.CreateTask && refusal.Kind is not (RefusalKind.Validation or RefusalKind.Denied or RefusalKind.MissingScope))
        {
            await stores.Write(connection => OutboxStore.Doubt(connection, intent, intent.SentAt!.Value + stores.Patience.UnknownOutcome, refusal.ToString()));
            return;
        }

        // A task that is gone, or hidden from us, has nobody left to tell; its next look says which.
        if (intent.Kind == IntentKind.AddNote)
        {
            var task = await LookAtTask(intent);
            if (task is Looked<TaskWire>.Nothing)
            {
                await stores.Write(connection =>
                {
                    stores.Outbox.Settle(connection, intent, IntentState.Void, "nobody to tell");
                    connection.Drop(intent.Mapping);
                });
                return;
            }

            if (task is Looked<TaskWire>.NotNow(var until))
            {
                await RefusedUnseen(intent, until);
                return;
            }
        }

        // What is gone already cannot be deleted: by the call before this one, whose answer was lost, or by a person.
        if (intent.Kind == IntentKind.DeleteComment && refusal.Kind is RefusalKind.Denied or RefusalKind.NotFound)
        {
            var (talk, item) = await LookAtComment(intent);
            if (talk is Looked<TalkWindow>.Seen(var window) && !window.Window.Any(comment => comment.Item == item && !comment.Deleted))
            {
                await receipts.Happened(link, intent, default, null);
                return;
            }

            if (talk is Looked<TalkWindow>.NotNow(var until))
            {
                await RefusedUnseen(intent, until);
                return;
            }
        }

        // A write is planned on a look. If somebody moved the task since, a step of its status is refused; if our rights went since, every write
        // is, and the look that comes next finds the task unreadable and waits (RULES 22). Looked at again once, then it is meant.
        if ((intent.Kind == IntentKind.SetStatus || (intent.Kind == IntentKind.UpdateTask && refusal.Kind is RefusalKind.Denied or RefusalKind.NotFound))
            && !await stores.Outbox.WasOvertaken(intent.Mapping, intent.Kind, stores.Patience.FuseWindow))
        {
            await stores.Write(connection => stores.PlanAnew(connection, intent, OutboxStore.Overtaken, "refused"));
            return;
        }

        // Somebody struck out the line, or erased the record, that was to be written.
        if (intent.IsSmall && refusal.Kind is RefusalKind.Denied or RefusalKind.NotFound && !await stores.Outbox.WasOvertaken(intent, stores.Patience.FuseWindow))
        {
            await stores.Write(connection =>
            {
                if (intent.IsLine)
                {
                    stores.PlanAnew(connection, intent, OutboxStore.Overtaken, "refused");
                    return;
                }

                stores.Outbox.Settle(connection, intent, IntentState.Void, OutboxStore.Overtaken);
                if (MappingStore.Find(connection, intent.Task)?.End(intent.Side.Other()) is { } end)
                {
                    stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Parts, Items.IdOf(end.Item), Hint.Anything), "refused", notBefore: stores.Clock.GetUtcNow());
                }
            });
            return;
        }

        await Park(link, intent, refusal);
    }

    // Why it was refused shows only in a look, and the portal does not answer just now: refused again later, it is looked at again.
    private Task RefusedUnseen(Intent intent, DateTimeOffset until) =>
        stores.Write(connection => OutboxStore.Retry(connection, intent, until, "could not look yet"));

    private async Task<Looked<TaskWire>?> LookAtTask(Intent note) =>
        (await stores.Mappings.Find(note.Task))?.End(note.Side) is { } end ? await taskLook.Look(note.Portal, Items.IdOf(end.Item)) : null;

    private async Task<(Looked<TalkWindow>? Talk, string Item)> LookAtComment(Intent intent)
    {
        var task = await stores.Mappings.Find(intent.Task);
        var talk = await stores.Discussions.Find(intent.Task, intent.Side);
        if (talk is null || task?.End(intent.Side) is not { } end || (await stores.Mappings.Find(intent.Mapping))?.End(intent.Side)?.Item is not { } item)
        {
            return (null, "");
        }

        return (talk.IsNewCard
            ? await talkLook.Chat(intent.Portal, talk.Chat, Items.IdOf(item), DateTimeOffset.MinValue)
            : await talkLook.Forum(intent.Portal, Items.IdOf(end.Item)), item);
    }

    private async Task<bool> TakeSeat(Link link, Intent intent)
    {
        var task = await stores.Mappings.Find(intent.Task);
        var talk = await stores.Discussions.Find(intent.Task, intent.Side);
        var portal = await portals.Find(intent.Portal);
        if (task is null || talk is not { IsNewCard: true } || portal is null)
        {
            return false;
        }

        if (await stores.Outbox.IsJoining(intent.Task, intent.Side))
        {
            await stores.Write(connection => OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow(), "joining the chat"));
            return true;
        }

        if (talk.Membership != Membership.Unknown)
        {
            return false;
        }

        // The comment goes back to its place first, so that the seat is taken just before it.
        await stores.Write(connection => OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow(), "joining the chat"));
        return await seat.Missing(link, task, intent.Side, portal, talk) is not null;
    }

    // A refused intent is parked with its reason, the lane goes on, and the other side is told where a person waits for it (RULES 14).
    private async Task Park(Link link, Intent intent, Refusal refusal)
    {
        var why = Why(intent, refusal);
        var portal = await portals.Find(intent.Portal);
        var author = await portals.Find(link.Portal(intent.Side.Other()));
        var removed = why == Reason.NotInChat && (await stores.Discussions.Find(intent.Task, intent.Side))?.Membership == Membership.Member;
        await stores.Write(connection =>
        {
            var task = MappingStore.Find(connection, intent.Task);
            stores.Outbox.Park(connection, intent, why, refusal.ToString());
            stores.Ledger.Trouble(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, why, $"{intent.Kind}: {refusal.Code}");
            if (removed)
            {
                DiscussionStore.SetMembership(connection, intent.Task, intent.Side, Membership.Removed);
            }

            if (task is null || portal is null || author is null)
            {
                return;
            }

            switch (intent.Kind)
            {
                case IntentKind.CreateTask:
                    MappingStore.SetState(connection, intent.Mapping, MappingState.Over, why.ToString(), stores.Clock.GetUtcNow());
                    break;
                case IntentKind.AddComment:
                    MappingStore.SetState(connection, intent.Mapping, MappingState.Over, why.ToString(), stores.Clock.GetUtcNow());
                    if (stores.Ledger.Skip(connection, author.Id, link.Id, intent.Body.FromItem, why)) // said once, however often it is tried again
                    {
                        NoteIntents.Add(connection, stores, link, task, intent.Side.Other(), author, Notes.In(Look.Translation.Of(author)).CommentRefused(portal.Name, why));
                    }

                    break;
                case IntentKind.EditComment when Byline.TryRead(intent.Body.Text, out var shown, out var rest):
                    NoteIntents.Add(connection, stores, link, task, intent.Side, portal, Notes.In(Look.Translation.Of(portal)).EditedAtPartner(shown, author.Name, rest), files: intent.Body.RewritesFiles ? intent.Body.Files : []);
                    break;
                case IntentKind.DeleteComment when MappingStore.Find(connection, intent.Mapping) is { Reason: Mapping.Replaced }:
                    NoteIntents.Add(connection, stores, link, task, intent.Side, portal, Notes.In(Look.Translation.Of(portal)).OlderStays(author.Name));
                    break;
                case IntentKind.DeleteComment:
                    NoteIntents.Add(connection, stores, link, task, intent.Side, portal, Notes.In(Look.Translation.Of(portal)).CommentDeletedAtPartner("", author.Name));
                    break;
                default:
                    break; // fields and status stay different until the cause is mended; the journal says so
            }
        });
    }

    private static Reason Why(Intent intent, Refusal refusal) => (intent.Kind, refusal.Kind) switch
    {
        (IntentKind.EditComment or IntentKind.DeleteComment, RefusalKind.Denied) => Reason.EditWindowOver,
        (IntentKind.SetStatus, _) => Reason.StatusRefused,
        (IntentKind.AddComment or IntentKind.AddNote or IntentKind.JoinChat, RefusalKind.Denied) => Reason.NotInChat,
        (IntentKind.CreateTask, RefusalKind.Denied) => Reason.GroupRefused,
        _ => Reason.WriteRefused,
    };
}

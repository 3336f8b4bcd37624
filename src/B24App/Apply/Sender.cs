using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Comments;
using B24App.Bitrix24.Files;
using B24App.Bitrix24.Limits;
using B24App.Confirm;
using B24App.Drills;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.SubItems;
using B24App.Timeline;

namespace B24App.Apply;

/// <summary>
/// Sends the head of a lane; the next one leaves when it is settled (RULES 14, 16). What leaves is marked first; what comes back goes
/// to the settlement.
/// </summary>
public sealed class Sender(TaskStores stores, PortalStore portals, LinkBook links, Settlement settlement, UnknownOutcomes unknown, FilledIntents filled, FileCarrier carrier, LineIntents lines, PartIntents parts, TimelineIntents entries, EntryFills fills)
{
    /// <summary>Works on the unsettled intents of one lane, in order.</summary>
    public async Task Work(IReadOnlyList<Intent> lane)
    {
        var head = lane[0];
        using var bulk = Bulk.Enter(head.Run);
        if (head.State == IntentState.Leaving)
        {
            await stores.Write(connection => OutboxStore.DoubtOrphan(connection, head, stores.Patience.UnknownOutcome));
            return;
        }

        if (head.State == IntentState.Unknown)
        {
            await unknown.Resolve(lane);
            return;
        }

        var link = await links.Find(head.Link);
        var ends = link?.State == LinkState.Ended && head.Kind is IntentKind.AddNote or IntentKind.DeleteTask or IntentKind.CompleteEntry; // the last things an ended link does
        if (link is null || (!link.Runs && !ends) || (link.Contract.Number != head.Contract && head.Kind != IntentKind.CompleteEntry && !Drill.Without(Guard.ContractCheck)))
        {
            await Overtaken(lane, link);
            return;
        }

        if (head.IsHeld)
        {
            await stores.Write(connection => OutboxStore.Release(connection, head));
            return;
        }

        if (head.Kind != IntentKind.AddNote && await stores.Mappings.Find(head.Task) is { State: MappingState.Over, Reason: nameof(Reason.StoppedByHand) })
        {
            await Ended(lane);
            return;
        }

        if (await portals.Find(head.Portal) is not { Runs: true } portal)
        {
            await stores.Write(connection => OutboxStore.Retry(connection, head, stores.Clock.GetUtcNow() + stores.Patience.NoAccess, "portal waits"));
            return;
        }

        if (head.Overwrites && await IsStale(head))
        {
            await stores.Write(connection => stores.PlanAnew(connection, head, "somebody may have written there since", "replan"));
            return;
        }

        if (IsOld(head))
        {
            await stores.Write(connection => parts.PlanAnew(connection, head, "somebody may have written there since"));
            return;
        }

        if (head.Kind == IntentKind.CarryFile)
        {
            await Carry(link, head);
            return;
        }

        if (head.Kind == IntentKind.FillEntry)
        {
            await fills.Room(() => Fill(link, head));
            return;
        }

        head = await WithLines(head, portal);
        if (await CommandOf(head) is not { } ask)
        {
            await stores.Write(connection =>
            {
                stores.Outbox.Settle(connection, head, IntentState.Void, "nothing to write");
                if (head.Kind == IntentKind.AddNote)
                {
                    connection.Drop(head.Mapping);
                }
            });
            return;
        }

        await Send(link, [(head with { NewestKnown = ask.Newest }, ask.Command), .. await Beside(head, lane)]);
    }

    // What is small leaves with its neighbours (RULES 29). A line whose parent is on its way waits for it.
    private async Task<IReadOnlyList<(Intent Intent, Command Command)>> Beside(Intent head, IReadOnlyList<Intent> lane)
    {
        var beside = new List<(Intent, Command)>();
        if (!head.IsSmall)
        {
            return beside;
        }

        var now = stores.Clock.GetUtcNow();
        foreach (var next in lane.Skip(1).Take(BatchPacker.MostCommands - 1))
        {
            if (next.State != IntentState.Waiting || next.NotBefore > now || next.IsLine != head.IsLine || next.IsPart != head.IsPart
                || (next.Task, next.Link, next.Portal, next.Contract, next.Run) != (head.Task, head.Link, head.Portal, head.Contract, head.Run)
                || (next.Overwrites && await IsStale(next)) || IsOld(next) || await CommandOf(next) is not { } ask)
            {
                break;
            }

            beside.Add((next, ask.Command));
        }

        return beside;
    }

    private bool IsOld(Intent part) => part.IsPart && (stores.Clock.GetUtcNow() - part.PlannedAt).Duration() > stores.Patience.PlanLasts && part.Kind is not (IntentKind.AddTime or IntentKind.AddResult);

    // No portal writes on condition, so a plan is worth as much as the look it was made on. The echo of one step of a status says nothing
    // about the next one.
    private async Task<bool> IsStale(Intent head) => (stores.Clock.GetUtcNow() - head.PlannedAt).Duration() > stores.Patience.PlanLasts
        || (head.Kind != IntentKind.SetStatus && (await stores.Mappings.Find(head.Task))?.End(head.Side) is { } end
            && await stores.Dirty.IsDirty(head.Portal, DirtyKind.Task, Items.IdOf(end.Item), head.PlannedAt));

    private async Task Carry(Link link, Intent intent)
    {
        Drill.At(DrillStep.BeforeLeave);
        if (await stores.Outbox.Leave([intent]))
        {
            await carrier.Carry(link, intent with { SentAt = stores.Clock.GetUtcNow(), Attempts = intent.Attempts + 1, State = IntentState.Leaving });
        }
    }

    // The files of an entry are fetched before the call leaves: until then nothing has happened, and a death costs a download.
    private async Task Fill(Link link, Intent intent)
    {
        if (await fills.Load(link, intent) is not { } loaded)
        {
            return;
        }

        await using var fill = loaded;
        intent = fill.Intent;
        if (await links.Find(intent.Link) is not { Runs: true } still || (still.Contract.Number != intent.Contract && !Drill.Without(Guard.ContractCheck)) || await stores.Mappings.Find(intent.Task) is not { State: MappingState.Live })
        {
            return; // agreed on otherwise while the files came (RULES 5); the lane is read again
        }

        Drill.At(DrillStep.BeforeLeave);
        if (!await stores.Outbox.Leave([intent]))
        {
            return; // the lane went on since it was read; it is read again
        }

        Drill.At(DrillStep.AfterLeave);
        var sentAt = stores.Clock.GetUtcNow();
        var asked = fills.Send(intent.Portal, fill);
        Drill.At(DrillStep.CallOut);
        var outcome = await asked;
        Drill.At(DrillStep.AnswerCame);
        await settlement.Settle(link, intent with { SentAt = sentAt, Attempts = intent.Attempts + 1, State = IntentState.Leaving }, outcome);
        Drill.At(DrillStep.AfterSettle);
    }

    // A comment says which of its files stay behind. The text is written down before it leaves, for it is what an unknown outcome is looked for by.
    private async Task<Intent> WithLines(Intent intent, Portal portal)
    {
        if (!intent.IsTalk || (intent.Kind == IntentKind.AddNote && !intent.Body.RewritesFiles) || await filled.Of(intent) is not { Count: > 0 } copies)
        {
            return intent;
        }

        var text = await filled.Lines(intent.Body.Text, copies, intent);
        var stored = copies.Where(copy => copy.State == CopyState.Stored).Select(copy => copy.Token).ToImmutableArray();
        intent = intent with { Body = intent.Body with { Text = text, Files = stored } };
        await stores.Write(connection => stores.Outbox.PutBody(connection, intent, portal.Member));
        return intent;
    }

    // Comments go one at a time: in a batch an earlier command may fail while a later one succeeds, and then the later comment would stand first
    // (RULES 14). What waits in other lanes still leaves in the same request.
    private async Task Send(Link link, IReadOnlyList<(Intent Intent, Command Command)> leaving)
    {
        var intent = leaving[0].Intent;
        Drill.At(DrillStep.BeforeLeave);
        if (!Drill.Without(Guard.IntentRow) && !await stores.Outbox.Leave([.. leaving.Select(one => one.Intent)]))
        {
            return; // the lane went on since it was read; it is read again
        }

        if (intent is { Run: not 0, IsOwn: true, IsTalk: false })
        {
            stores.Dirty.Touch(intent.Portal, DirtyKind.Task, Items.IdOf(intent.Body.FromItem)); // its echo may be here before its answer
        }

        Drill.At(DrillStep.AfterLeave);
        var sentAt = stores.Clock.GetUtcNow();
        var asked = stores.Desks.Ask(intent.Portal, [.. leaving.Select(one => one.Command)]);
        Drill.At(DrillStep.CallOut);
        var outcomes = await asked;
        Drill.At(DrillStep.AnswerCame);
        for (var i = 0; i < leaving.Count; i++)
        {
            var left = leaving[i].Intent;
            await settlement.Settle(link, left with { SentAt = sentAt, Attempts = left.Attempts + 1, State = IntentState.Leaving }, outcomes[i]);
        }

        Drill.At(DrillStep.AfterSettle);
    }

    // Void and planned anew: the link stopped, or its contract changed before the call left (RULES 5, 21).
    private Task Overtaken(IReadOnlyList<Intent> lane, Link? link) => stores.Write(connection =>
    {
        foreach (var intent in lane.Where(intent => intent.Link == lane[0].Link && intent.State == IntentState.Waiting))
        {
            if (intent.Kind == IntentKind.AddNote && link is { Runs: false, State: not LinkState.Ended } && link.Contract.Number == intent.Contract)
            {
                OutboxStore.Hold(connection, intent, stores.Clock.GetUtcNow() + stores.Patience.NoAccess);
                continue;
            }

            if (intent.Kind == IntentKind.CompleteEntry && link is { Runs: false, State: not LinkState.Ended })
            {
                OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow() + stores.Patience.NoAccess, "link stopped"); // it says nothing, and without it a letter stays open
                continue;
            }

            stores.Outbox.Settle(connection, intent, IntentState.Void, link is null ? "link ended" : link.Runs ? "contract changed" : "link stopped");
            settlement.Forget(connection, intent, link);
        }
    });

    // A person ended the mirroring: what has not left stays, except for the word that says so.
    private Task Ended(IReadOnlyList<Intent> lane) => stores.Write(connection =>
    {
        foreach (var intent in lane.Where(intent => intent.Task == lane[0].Task && intent.State == IntentState.Waiting && intent.Kind != IntentKind.AddNote))
        {
            stores.Outbox.Settle(connection, intent, IntentState.Void, "stopped by hand");
            settlement.Forget(connection, intent, null);
        }
    });

    private async Task<(Command Command, long Newest)?> CommandOf(Intent intent)
    {
        if (intent.Kind == IntentKind.AttachFile)
        {
            return await filled.Attachment(intent) is { } attach ? (attach, 0) : null;
        }

        if (intent.IsEntry)
        {
            return await entries.CommandOf(intent) is { } entry ? (entry, 0) : null;
        }

        if (intent.IsPart)
        {
            return await parts.CommandOf(intent) is { } part ? (part, 0) : null;
        }

        if (intent.IsLine)
        {
            return await lines.CommandOf(intent) is { } line ? (line, 0) : null;
        }

        if (!intent.IsTalk)
        {
            return (intent.Body.Files.IsDefaultOrEmpty ? intent.Body.ToCommand() : await filled.OfTask(intent), 0);
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
        var objects = (await filled.Of(intent)).Where(copy => copy.State == CopyState.Stored).Select(copy => copy.DriveObject).ToList();
        if (intent.Kind == IntentKind.AddNote && !intent.Body.Files.IsDefaultOrEmpty && objects.Count == 0 && !intent.Body.RewritesFiles)
        {
            return null; // it would tell of a file that did not come
        }

        return intent.Kind switch
        {
            IntentKind.AddComment or IntentKind.AddNote => (Add(talk, taskId, intent.Body.Text, objects), await Newest(talk, intent)),
            IntentKind.EditComment when item is not null => (Items.IsMessage(item) ? ChatCommands.Update(Items.IdOf(item), intent.Body.Text) : CommentCommands.Update(taskId, Items.IdOf(item), intent.Body.Text, intent.Body.RewritesFiles ? objects : null), 0),
            IntentKind.DeleteComment when item is not null => (Items.IsMessage(item) ? ChatCommands.Delete(Items.IdOf(item)) : CommentCommands.Delete(taskId, Items.IdOf(item)), 0),
            _ => null,
        };
    }

    private static Command Add(Discussion talk, long task, string text, List<long> objects) => (talk.IsNewCard, objects.Count) switch
    {
        (true, 0) => ChatCommands.Send(talk.Chat, text),
        (true, _) => FileCommands.SendToChat(talk.Chat, objects, text),
        _ => CommentCommands.Add(task, text, objects),
    };

    private async Task<long> Newest(Discussion talk, Intent intent)
    {
        var written = (await stores.Mappings.OfParent(intent.Task)).Select(child => child.End(intent.Side)?.Item)
            .Where(item => item is not null && Items.IsMessage(item) == talk.IsNewCard).Select(item => Items.IdOf(item!));
        return written.Append(talk.Newest).Max();
    }
}

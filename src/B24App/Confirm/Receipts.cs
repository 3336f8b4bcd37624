using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Backups;
using B24App.Bitrix24.Chats;
using B24App.Bitrix24.Comments;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Prints;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using B24App.SubItems;
using B24App.Timeline;

namespace B24App.Confirm;

/// <summary>
/// What an answer proves. The new baseline of the written side comes from the answer, of the other side from the look the plan
/// was made on; a later read may already hold a person's edit (RULES 2).
/// </summary>
public sealed class Receipts(TaskStores stores, PortalStore portals, LinkBook links, LineIntents lines, PartIntents parts, TimelineIntents entries, Restored restored)
{
    /// <summary>Outcome of a write of fields that got no answer.</summary>
    public const string PlannedAnew = "outcome unknown, planned anew";

    /// <summary>The intent happened, and this is what the portal answered.</summary>
    public Task Happened(Link link, Intent intent, JsonElement result, DateTimeOffset? portalTime)
    {
        if (intent.IsEntry)
        {
            return entries.Happened(link, intent, result);
        }

        if (intent.IsPart)
        {
            return parts.Happened(link, intent, result);
        }

        if (intent.IsLine)
        {
            return lines.Happened(link, intent, result);
        }

        if (intent.Kind == IntentKind.MoveStage)
        {
            return Moved(link, intent);
        }

        if (intent.Kind is not (IntentKind.CreateTask or IntentKind.UpdateTask or IntentKind.SetStatus or IntentKind.Frame or IntentKind.JoinChat or IntentKind.AttachFile))
        {
            return Talk(link, intent, result, portalTime ?? stores.Clock.GetUtcNow());
        }

        var wire = TaskWire.From(result);
        return intent.Kind == IntentKind.CreateTask && wire is null
            ? stores.Write(connection => OutboxStore.Doubt(connection, intent, intent.SentAt!.Value + stores.Patience.UnknownOutcome, "no task in the answer"))
            : Task(link, intent, wire is null ? null : TaskLook.Seen(wire with { SeenAt = portalTime ?? stores.Clock.GetUtcNow() }, null));
    }

    // The answer is no more than "yes": what was sent is what shows now (RULES 2).
    private Task Moved(Link link, Intent intent) => stores.Write(connection =>
    {
        stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
        if (MappingStore.Find(connection, intent.Mapping) is not { } mapping)
        {
            return;
        }

        var print = SeenTask.PrintOf(Field.Stage, intent.Body.SentNeutral[Field.Stage]);
        MappingStore.PutBaseline(connection, mapping.Id, mapping.Baseline.With(intent.Side.Other(), Field.Stage, intent.Body.FromPrints[Field.Stage]).With(intent.Side, Field.Stage, print));
        stores.Ledger.Receipt(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, intent.Kind.ToString());
        if (mapping.End(intent.Side) is { } end && !link.IsSelfLink)
        {
            stores.Ledger.Receipt(connection, intent.Portal, link.Id, end.Item, $"in {intent.Kind}");
        }
    });

    /// <summary>The mirror of a creation was found by its marker (RULES 17).</summary>
    public async Task Found(Link link, Intent intent, SeenTask mirror)
    {
        if (await restored.At() is { } at && !(intent.SentAt > at)) // what was sent since then has nothing from before
        {
            await stores.Write(connection =>
            {
                Restored.Await(connection, intent.Mapping);
                if (MappingStore.Find(connection, intent.Mapping)?.End(intent.Side.Other()) is { } origin)
                {
                    stores.Dirty.Mark(connection, new Hint(origin.Portal, DirtyKind.Talk, Items.IdOf(origin.Item), Hint.Anything), "restore");
                }
            });
        }

        await Task(link, intent, mirror, isAnswer: false);
    }

    /// <summary>What a task shows after a write of its fields that got no answer: what shows is ours, the rest is planned anew.</summary>
    public Task Found(Intent intent, SeenTask shown) => stores.Write(connection =>
    {
        if (MappingStore.Find(connection, intent.Mapping) is { } mapping)
        {
            var baseline = mapping.Baseline;
            if (intent.Kind == IntentKind.SetStatus)
            {
                baseline = shown.Status == intent.Body.Status ? Moved(baseline, intent, shown) : baseline;
            }
            else
            {
                (baseline, _) = Written(baseline, intent, shown);
            }

            MappingStore.PutBaseline(connection, mapping.Id, baseline);
        }

        stores.PlanAnew(connection, intent, PlannedAnew, "unknown outcome");
    });

    /// <summary>A comment was found in its discussion (RULES 16).</summary>
    public Task Found(Link link, Intent intent, SeenComment comment) => stores.Write(connection => Said(connection, link, intent, comment.Item, comment.At));

    private async Task Task(Link link, Intent intent, SeenTask? shown, bool isAnswer = true)
    {
        shown = shown?.KnownOn((await portals.Find(intent.Portal))?.Ours ?? []);
        var target = shown?.Id ?? 0;
        if (target > 0)
        {
            stores.Dirty.Touch(intent.Portal, DirtyKind.Task, target);
        }

        var onward = intent.Kind == IntentKind.CreateTask && (await links.Of(intent.Portal)).Any(other => other.Id != link.Id && Eligibility.TakesOnward(other, intent.Portal));
        await stores.Write(connection =>
        {
            if (MappingStore.Find(connection, intent.Mapping) is not { } mapping)
            {
                return;
            }

            stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
            switch (intent.Kind)
            {
                case IntentKind.CreateTask:
                    Created(connection, link, intent, mapping, shown!, isAnswer);
                    if (onward)
                    {
                        stores.Dirty.Mark(connection, new Hint(intent.Portal, DirtyKind.Task, target, Hint.Anything), "onward", notBefore: stores.Clock.GetUtcNow());
                    }

                    break;
                case IntentKind.UpdateTask:
                    Written(connection, intent, mapping, shown);
                    break;
                case IntentKind.SetStatus:
                    Moved(connection, intent, mapping, shown);
                    break;
            }

            stores.Ledger.Receipt(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, intent.Kind.ToString());
            if (!intent.IsOwn && mapping.End(intent.Side) is { } end && !link.IsSelfLink)
            {
                stores.Ledger.Receipt(connection, intent.Portal, link.Id, end.Item, $"in {intent.Kind}");
            }
        });
    }

    private void Created(IDbConnection connection, Link link, Intent intent, Mapping mapping, SeenTask mirror, bool isAnswer)
    {
        var origin = intent.Side.Other();
        var item = Items.Task(mirror.Id);
        var now = stores.Clock.GetUtcNow();

        // Where the mirror began otherwise than the origin is (a field shown otherwise than sent, a status), the origin's print is
        // emptied, so that the next look carries its value.
        var prints = MirrorBaseline.Of(intent.Body.SentNeutral, mirror, isAnswer);
        MappingStore.PutEnd(connection, mapping.Id, intent.Side, new MappingEnd(intent.Portal, item, prints.ToImmutableSortedDictionary(pair => pair.Key.ToString(), pair => pair.Value), true));
        var agreed = intent.Body.FromPrints;
        var open = agreed.Keys.Where(field => MirrorBaseline.IsOpen(field, intent.Body.SentNeutral, agreed, prints)).ToList();
        foreach (var field in open)
        {
            agreed = agreed.SetItem(field, "");
        }

        MappingStore.PutPrints(connection, mapping.Id, origin, agreed.Select(pair => new KeyValuePair<string, string>(pair.Key.ToString(), pair.Value)));
        MappingStore.SetState(connection, mapping.Id, MappingState.Live, "", now);
        DiscussionStore.Put(connection, new Discussion
        {
            Mapping = mapping.Id,
            Side = intent.Side,
            Chat = mirror.Chat,
            Membership = mirror.Chat > 0 ? Membership.Member : Membership.Unknown,
            OpenedAt = DateTimeOffset.UnixEpoch,
        });

        var here = mapping.End(origin)!;
        var originId = Items.IdOf(here.Item);
        stores.Ledger.Receipt(connection, intent.Portal, link.Id, item, "mirror of a partner's task");
        stores.ParentArrived(connection, link.Id, here.Portal, originId);
        var soon = open.Count > 0 ? now : Gathering.Together(now + stores.Patience.Reference, stores.Patience.ReferenceGrid);
        if (open.Count > 0 || intent.Run == 0)
        {
            stores.Dirty.Mark(connection, new Hint(here.Portal, DirtyKind.Task, originId, Hint.Anything), "reference", notBefore: soon);
        }

        if (!isAnswer)
        {
            stores.Dirty.Mark(connection, new Hint(intent.Portal, DirtyKind.Task, mirror.Id, Hint.Anything), "read back");
        }

        if (intent.Run > 0)
        {
            stores.Dirty.Touch(intent.Portal, DirtyKind.Talk, mirror.Id); // the portal's own words about the new task are no news
        }

        if ((Ledger.TakeOverheard(connection, here.Portal, here.Item) && intent.Run == 0) || mapping.IsByHand || MappingStore.IsShared(connection, here)) // a run reads the discussion itself
        {
            stores.Dirty.Mark(connection, new Hint(here.Portal, DirtyKind.Talk, originId, Hint.Anything), "overheard");
        }

        // A mirror whose answer was late or lost may be talked in before we know it.
        if (Ledger.TakeOverheard(connection, intent.Portal, item))
        {
            stores.Dirty.Mark(connection, new Hint(intent.Portal, DirtyKind.Talk, mirror.Id, Hint.Anything), "overheard");
        }
    }

    private void Written(IDbConnection connection, Intent intent, Mapping mapping, SeenTask? shown)
    {
        var (baseline, isWhole) = Written(mapping.Baseline, intent, shown);
        MappingStore.PutBaseline(connection, mapping.Id, baseline);
        if (!isWhole)
        {
            ReadBack(connection, intent, mapping); // the answer does not show what was sent: read back before anything is believed (RULES 2)
        }
    }

    private static (TaskBaseline Baseline, bool IsWhole) Written(TaskBaseline baseline, Intent intent, SeenTask? shown)
    {
        var isWhole = true;
        var parent = (intent.Body.Parameters?["fields"]?["PARENT_ID"] as JsonValue)?.TryGetValue<long>(out var id) == true ? id : (long?)null;
        foreach (var (field, neutral) in intent.Body.SentNeutral)
        {
            var isShown = shown is not null && TaskValues.Shows(shown, field, neutral, parent);
            if (isShown && intent.Body.FirstHalves.Contains(field))
            {
                continue;
            }

            if (isShown)
            {
                baseline = baseline.With(intent.Side.Other(), field, intent.Body.FromPrints[field]);
                baseline = field == Field.CrmLinks ? baseline : baseline.With(intent.Side, field, shown!.Print(field)); // the records of that side are its own
            }
            else
            {
                isWhole = false;
            }
        }

        return (baseline, isWhole);
    }

    private void Moved(IDbConnection connection, Intent intent, Mapping mapping, SeenTask? shown)
    {
        if (shown is not null && shown.Status == intent.Body.Status)
        {
            MappingStore.PutBaseline(connection, mapping.Id, Moved(mapping.Baseline, intent, shown));
        }
        else if (intent.Body.FromPrints.ContainsKey(Field.Status))
        {
            stores.Ledger.Skip(connection, mapping.End(intent.Side.Other())!.Portal, intent.Link, intent.Body.FromItem, Reason.StatusRefused);
            ReadBack(connection, intent, mapping);
        }
    }

    // A step on the way is agreed with nobody; it is ours all the same, and no word of that side.
    private static TaskBaseline Moved(TaskBaseline baseline, Intent intent, SeenTask shown)
    {
        baseline = baseline.With(intent.Side, Field.Status, shown.Print(Field.Status));
        return intent.Body.FromPrints.TryGetValue(Field.Status, out var from) ? baseline.With(intent.Side.Other(), Field.Status, from) : baseline;
    }

    private void ReadBack(IDbConnection connection, Intent intent, Mapping mapping)
    {
        if (mapping.End(intent.Side) is { } end)
        {
            stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Task, Items.IdOf(end.Item), Hint.Anything), "read back");
        }
    }

    private Task Talk(Link link, Intent intent, JsonElement result, DateTimeOffset at) => stores.Write(connection =>
    {
        switch (intent.Kind)
        {
            case IntentKind.AddComment or IntentKind.AddNote:
                var talk = DiscussionStore.Find(connection, intent.Task, intent.Side);
                var id = MessagePage.SentFrom(result) ?? CommentWire.AddedFrom(result);
                if (id is null || talk is null)
                {
                    OutboxStore.Doubt(connection, intent, intent.SentAt!.Value + stores.Patience.UnknownOutcome, "no id in the answer");
                    return;
                }

                Said(connection, link, intent, talk.IsNewCard ? Items.Message(id.Value) : Items.ForumComment(id.Value), at);
                break;
            case IntentKind.EditComment:
                stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
                stores.Ledger.Receipt(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, intent.Kind.ToString());
                PassOn(connection, intent);
                break;
            default:
                stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
                stores.Ledger.Receipt(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, intent.Kind.ToString());
                if (intent.Kind == IntentKind.DeleteTask)
                {
                    MappingStore.SetState(connection, intent.Mapping, MappingState.Over, nameof(Reason.DeletedAtPartner), stores.Clock.GetUtcNow());
                    break;
                }

                PassOn(connection, intent);
                break;
        }
    });

    private void Said(IDbConnection connection, Link link, Intent intent, string item, DateTimeOffset at)
    {
        stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");

        // What we wrote is known by text and time too: a card that moves to a chat gives it another number (RULES 18).
        var prints = ImmutableSortedDictionary<string, string>.Empty
            .Add("text", Print.Of(Neutral.Of(intent.Body.Text, Items.IsMessage(item) ? Dialect.Chat : Dialect.Task)).ToString())
            .Add("at", at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var end = new MappingEnd(intent.Portal, item, prints, false);
        foreach (var id in intent.Body.Others.Prepend(intent.Mapping.Value).Select(value => new MappingId(value)))
        {
            if (MappingStore.Find(connection, id) is not { } row)
            {
                continue;
            }

            MappingStore.PutEnd(connection, id, intent.Side, end); // also of what was withdrawn meanwhile: it stands there, is ours, and its removal comes next
            if (row.State is MappingState.Creating or MappingState.Live)
            {
                MappingStore.SetState(connection, id, MappingState.Live, row.Reason, stores.Clock.GetUtcNow());
            }
        }

        if (DiscussionStore.Find(connection, intent.Task, intent.Side) is { Membership: Membership.Refused or Membership.Unknown, IsNewCard: true })
        {
            DiscussionStore.SetMembership(connection, intent.Task, intent.Side, Membership.Member);
        }

        stores.Ledger.Receipt(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, intent.Kind.ToString());
        if (intent.Kind == IntentKind.AddComment && MappingStore.Find(connection, intent.Task)?.End(intent.Side) is { } task && !link.IsSelfLink)
        {
            stores.Ledger.Receipt(connection, intent.Portal, link.Id, $"{task.Item}/{item}", $"in {intent.Kind}");
        }

        PassOn(connection, intent);
    }

    // The task goes on by another link: what we wrote is looked at from there, for the echo of our own write asks for no look.
    private void PassOn(IDbConnection connection, Intent intent)
    {
        if (MappingStore.Find(connection, intent.Task)?.End(intent.Side) is { } task && MappingStore.IsShared(connection, task))
        {
            stores.Dirty.Mark(connection, new Hint(task.Portal, DirtyKind.Talk, Items.IdOf(task.Item), Hint.Anything), "onward");
        }
    }
}

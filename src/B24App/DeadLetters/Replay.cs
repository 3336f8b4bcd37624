using System.Data;
using B24App.Apply;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using B24App.Timeline;
using Dapper;

namespace B24App.DeadLetters;

/// <summary>
/// Replays parked intents by planning anew from what both sides show: the body is never sent again, so what is there already is
/// not doubled. Only what cannot be planned (a note, a deletion) is written down again as it was; its refusal was certain.
/// </summary>
public sealed class Replay(TaskStores stores, PortalStore portals, LinkBook links, TimelineIntents entries)
{
    /// <summary>A look comes by: what was parked of this item some time ago is planned anew with it. Returns the mappings as they are then.</summary>
    internal async Task<IReadOnlyList<Mapping>> OfItem(DirtyItem item, IReadOnlyList<Mapping> mapped)
    {
        if (mapped.Count == 0)
        {
            return mapped;
        }

        var members = await Members();
        var parked = (await stores.Outbox.Parked([.. mapped.Select(mapping => mapping.Id)], stores.Clock.GetUtcNow() - stores.Patience.ParkedRest, members.GetValueOrDefault))
            .Where(intent => IsPlanned(intent) && KindOf(intent) == item.Kind).ToList();
        if (parked.Count == 0)
        {
            return mapped;
        }

        await Anew(parked, null, "tried again");
        return await stores.Mappings.OfItem(item.Portal, Items.Task(item.Task));
    }

    /// <summary>Plans parked intents anew; returns how many.</summary>
    /// <param name="ids">The intents.</param>
    /// <param name="by">Portal whose administrator asks; null when the app tries again by itself.</param>
    /// <param name="why">For the journal.</param>
    internal async Task<int> Anew(IReadOnlyList<IntentId> ids, PortalId? by, string why)
    {
        var members = await Members();
        var count = 0;
        foreach (var some in ids.Chunk(500))
        {
            var parked = await stores.Outbox.Parked(some, members.GetValueOrDefault);
            count += await Anew(by is null ? [.. parked.Where(IsPlanned)] : parked, by, why);
        }

        return count;
    }

    private async Task<int> Anew(IReadOnlyList<Intent> parked, PortalId? by, string why)
    {
        var members = await Members();
        var contracts = (await links.All()).ToDictionary(link => link.Id, link => link);
        foreach (var intent in parked)
        {
            await stores.Write(connection =>
            {
                if (contracts.GetValueOrDefault(intent.Link) is { } link && OutboxStore.Unpark(connection, intent.Id, IntentState.Replayed, why, stores.Clock.GetUtcNow()))
                {
                    Anew(connection, intent, link, by, why, members.GetValueOrDefault(intent.Portal) ?? "");
                }
            });
        }

        return parked.Count;
    }

    private void Anew(IDbConnection connection, Intent intent, Link link, PortalId? by, string why, string member)
    {
        if (intent.IsEntry)
        {
            entries.Anew(connection, intent);
            return;
        }

        if (intent.IsPart && MappingStore.Find(connection, intent.Task) is { } whole)
        {
            Mark(connection, whole, intent.Side.Other(), DirtyKind.Parts);
            return;
        }

        if (MappingStore.Find(connection, intent.Mapping) is not { } mapping || MappingStore.Find(connection, intent.Task) is not { } task)
        {
            return; // the comment or task it was for is forgotten
        }

        if (by is { } portal)
        {
            stores.Ledger.Verdict(connection, portal, link.Id, task.End(link.A == portal ? Side.A : Side.B)?.Item ?? "", null, why);
        }

        var from = intent.Side.Other();
        switch (intent.Kind)
        {
            case IntentKind.CreateTask when mapping.State == MappingState.Over:
                Forget(connection, mapping);
                Mark(connection, mapping, from, DirtyKind.Task);
                break;
            case IntentKind.AddComment when mapping.State is MappingState.Over or MappingState.Creating:
                MeetAgain(connection, intent, mapping, task, from, by == intent.Portal);
                Mark(connection, task, from, DirtyKind.Talk);
                break;
            case IntentKind.EditComment:
                connection.WriteAnew(mapping.Id, from, intent.Body.RewritesFiles);
                Mark(connection, task, from, DirtyKind.Talk);
                break;
            case IntentKind.Frame when mapping.End(intent.Side) is { } end:
                MappingStore.PutEnd(connection, mapping.Id, intent.Side, end with { Framed = false });
                Mark(connection, task, intent.Side, DirtyKind.Task);
                break;
            case IntentKind.UpdateTask or IntentKind.SetStatus or IntentKind.MoveStage:
                Mark(connection, task, from, DirtyKind.Task);
                Mark(connection, task, intent.Side, DirtyKind.Task);
                break;
            case IntentKind.JoinChat:
                TakeSeatAgain(connection, intent, by == intent.Portal);
                Mark(connection, task, intent.Side, DirtyKind.Talk);
                break;
            case IntentKind.AddNote or IntentKind.DeleteComment or IntentKind.DeleteTask:
                stores.Outbox.Add(connection, intent with { Id = default, Position = 0, State = IntentState.Waiting, Contract = link.Contract.Number }, member);
                break;
            default:
                break; // it came to be in another way
        }
    }

    // The tombstone of a refused creation goes, with the notes that waited for the mirror, and the task is met as new.
    private void Forget(IDbConnection connection, Mapping mapping)
    {
        connection.Execute(
            "UPDATE outbox SET state = 'void', settled_at = @now, outcome = 'replanned', body = x'' WHERE item_group = @id AND settled_at = 0",
            new { id = mapping.Id, now = stores.Clock.GetUtcNow().ToUnixTimeMilliseconds() });
        foreach (var child in connection.Query<long>("SELECT id FROM mapping WHERE parent_id = @id", new { id = mapping.Id }).ToList())
        {
            connection.Drop(new MappingId(child));
        }

        connection.Drop(mapping.Id);
    }

    private static void MeetAgain(IDbConnection connection, Intent intent, Mapping mapping, Mapping task, Side from, bool asksTarget)
    {
        var oldest = long.MaxValue;
        foreach (var part in Refused(connection, intent, mapping, from))
        {
            oldest = part.End(from) is { } end ? Math.Min(oldest, Items.IdOf(end.Item)) : oldest;
            connection.Execute(
                "UPDATE outbox SET state = 'replayed', outcome = 'with another part', body = x'' WHERE mapping_id = @id AND state = 'parked'", new { id = part.Id });
            connection.DropFormer(part.Id);
            connection.Drop(part.Id);
        }

        foreach (var part in connection.PartsBeside(mapping))
        {
            connection.WriteAnew(part, from, filesToo: !intent.Body.Files.IsDefaultOrEmpty);
        }

        if (DiscussionStore.Find(connection, task.Id, from) is { } talk && oldest < long.MaxValue)
        {
            DiscussionStore.Put(connection, talk with { Newest = Math.Min(talk.Newest, oldest - 1) });
        }

        TakeSeatAgain(connection, intent, asksTarget);
    }

    // Every refused part of the comment, and whatever was to cross in the same message.
    private static List<Mapping> Refused(IDbConnection connection, Intent intent, Mapping mapping, Side from)
    {
        var item = mapping.End(from)?.Item ?? "";
        var parts = connection.Query<long>(
            """
            SELECT m.id FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id AND s.side = m.origin
             WHERE m.parent_id = @parent AND m.kind = 'comment' AND m.state = 'over' AND m.reason = @reason AND s.item = @item
            """,
            new { parent = mapping.Parent, reason = mapping.Reason, item });
        return [.. parts.Concat(intent.Body.Others).Append(mapping.Id.Value).Distinct()
            .Select(id => MappingStore.Find(connection, new MappingId(id))).OfType<Mapping>()
            .Where(part => part.State is MappingState.Over or MappingState.Creating)];
    }

    // A person removed us from the chat; only a person of that portal lets us in again (RULES 26).
    private static void TakeSeatAgain(IDbConnection connection, Intent intent, bool asksTarget)
    {
        if (asksTarget)
        {
            DiscussionStore.SetMembership(connection, intent.Task, intent.Side, Membership.Unknown);
        }
    }

    private void Mark(IDbConnection connection, Mapping task, Side side, DirtyKind kind)
    {
        if (task.End(side) is { } end)
        {
            stores.Dirty.Mark(connection, new Hint(end.Portal, kind, Items.IdOf(end.Item), Hint.Anything), "replay");
        }
    }

    private static DirtyKind KindOf(Intent intent) => intent.IsTalk ? DirtyKind.Talk : intent.IsPart ? DirtyKind.Parts : DirtyKind.Task;

    private static bool IsPlanned(Intent intent) => intent.Kind is not (IntentKind.AddNote or IntentKind.DeleteComment or IntentKind.DeleteTask);

    private async Task<Dictionary<PortalId, string>> Members() => (await portals.All()).ToDictionary(portal => portal.Id, portal => portal.Member);
}

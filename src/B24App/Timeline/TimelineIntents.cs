using System.Data;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Confirm;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>
/// Entries of timelines through the last two stations: the call when it leaves, what its answer proves, and how one without an answer is looked for:
/// an activity by its mark, a comment or a to-do by its words among ours in the card (RULES 15, 16).
/// </summary>
public sealed class TimelineIntents(TaskStores stores, PortalStore portals, FileStore files)
{
    private const int MostTries = 3;

    /// <summary>The call of an intent; null when what it is about does not stand there.</summary>
    public async Task<Command?> CommandOf(Intent intent)
    {
        if (intent.Kind == IntentKind.AddEntry)
        {
            return intent.Body.ToCommand();
        }

        if (await stores.Mappings.Find(intent.Mapping) is not { } mapping || mapping.End(intent.Side) is not { } end || await stores.Mappings.Find(intent.Task) is not { } pair)
        {
            return null;
        }

        var (id, isComment) = (Items.IdOf(end.Item), end.Item[0] != 'a');
        if (intent.Kind == IntentKind.RemoveEntry && mapping.IsTakenBack && stores.Clock.GetUtcNow() - intent.PlannedAt > stores.Patience.PlanLasts)
        {
            return null; // somebody may have worked on it since; the run looks again
        }

        intent = await AsItLeaves(intent, mapping);

        return intent.Kind switch
        {
            IntentKind.CompleteEntry => ActivityCommands.Update(id, intent.Body.Parameters?.DeepClone() as JsonObject ?? new JsonObject { ["COMPLETED"] = "Y" }),
            IntentKind.EditEntry when isComment => TimelineCommands.Update(id, intent.Body.Text),
            IntentKind.EditEntry when intent.Body.Method == ActivityCommands.ToDoUpdate && Wire.Date(Said(intent, "DEADLINE")) is { } deadline =>
                ActivityCommands.UpdateToDo(id, TimelineWriter.CardOf(pair, intent.Side), deadline, Said(intent, "SUBJECT"), intent.Body.Text),
            IntentKind.EditEntry => ActivityCommands.Update(id, new JsonObject { ["SUBJECT"] = intent.Body.Parameters?["SUBJECT"]?.DeepClone(), ["DESCRIPTION"] = intent.Body.Text, ["DESCRIPTION_TYPE"] = 2 }),
            IntentKind.RemoveEntry when isComment => TimelineCommands.Delete(id, TimelineWriter.CardOf(pair, intent.Side)),
            _ => ActivityCommands.Delete(id),
        };
    }

    /// <summary>The portal did it.</summary>
    public Task Happened(Link link, Intent intent, JsonElement result)
    {
        var id = intent.Kind != IntentKind.AddEntry ? 0 : IsToDo(intent) ? Wire.Member(result, "id") is { } made ? Wire.Id(made) ?? 0 : 0 : Wire.Id(result) ?? 0;
        return intent.Kind == IntentKind.AddEntry && id <= 0
            ? stores.Write(connection => OutboxStore.Doubt(connection, intent, intent.SentAt!.Value + stores.Patience.UnknownOutcome, "no id in the answer"))
            : Happened(link, intent, id);
    }

    /// <summary>It got no answer: it is looked for, and only what is not found leaves again.</summary>
    public async Task Resolve(Link link, Portal portal, Intent head)
    {
        if (head.Kind != IntentKind.AddEntry || await stores.Mappings.Find(head.Task) is not { } pair)
        {
            await Again(head, "repeating it changes nothing");
            return;
        }

        var isComment = head.Body.Text.Length > 0;
        var outcome = await stores.Desks.Ask(head.Portal, isComment ? TimelineCommands.NewestOf(TimelineWriter.CardOf(pair, head.Side))
            : IsToDo(head) ? ActivityCommands.NewestToDos(TimelineWriter.CardOf(pair, head.Side))
            : ActivityCommands.Marked(CopyText.Originator, head.Marker));
        if (outcome is not Answer answer)
        {
            await stores.Write(connection => OutboxStore.Doubt(connection, head, stores.Clock.GetUtcNow() + stores.Patience.NoAccess, "could not look yet"));
            return;
        }

        var known = (await stores.Mappings.OfParent(head.Task)).Select(child => child.End(head.Side)?.Item).ToHashSet();
        var found = isComment
            ? TimelineCommentWire.ListFrom(answer.Result).Where(comment => portal.IsOurs(comment.AuthorId) && Bare(comment.Text) == Bare(head.Body.Text) && !known.Contains(Items.Remark(comment.Id))).Select(comment => comment.Id).DefaultIfEmpty(0).Min()
            : IsToDo(head)
            ? ActivityWire.ListFrom(answer.Result).Where(todo => portal.IsOurs(todo.AuthorId) && todo.Subject?.Trim() == Said(head, "title").Trim() && Bare(todo.Description) == Bare(Said(head, "description")) && !known.Contains(Items.Activity(todo.Id))).Select(todo => todo.Id).DefaultIfEmpty(0).Min()
            : ActivityWire.ListFrom(answer.Result).FirstOrDefault(row => row.Originator == CopyText.Originator && row.Origin == head.Marker)?.Id ?? 0;
        await (found > 0 ? Happened(link, head, found) : Again(head, isComment || IsToDo(head) ? "not found in the discussion" : "not found by its marker"));
    }

    /// <summary>The portal said no.</summary>
    public async Task Refused(Link link, Intent intent, Refusal refusal)
    {
        // A creation may fail after it created, as a letter does (crm.md §1.2): only a clean refusal is believed at once.
        if (intent.Kind is IntentKind.AddEntry or IntentKind.FillEntry && intent.Attempts < MostTries && refusal.Kind is not (RefusalKind.Validation or RefusalKind.Denied or RefusalKind.MissingScope or RefusalKind.NotFound))
        {
            await stores.Write(connection => OutboxStore.Doubt(connection, intent, intent.SentAt!.Value + stores.Patience.UnknownOutcome, refusal.ToString()));
            return;
        }

        if (intent.Kind == IntentKind.RemoveEntry && refusal.Kind == RefusalKind.NotFound)
        {
            await Happened(link, intent, 0L);
            return;
        }

        // Somebody there has done it: its deadline stays, its words may still be changed.
        if (intent.Kind == IntentKind.EditEntry && refusal.Code == ActivityCommands.ToDoIsDone && intent.Body.Method.Length > 0 && await portals.Find(intent.Portal) is { } target)
        {
            await stores.Write(connection =>
            {
                stores.Outbox.PutBody(connection, intent with { Body = intent.Body with { Method = "" } }, target.Member);
                OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow(), refusal.ToString());
            });
            return;
        }

        // The words cross whatever becomes of the files: they say that these stay behind.
        if (intent.Kind == IntentKind.FillEntry && !intent.Body.WithoutFiles && await portals.Find(intent.Portal) is { } filled)
        {
            await stores.Write(connection =>
            {
                files.NotFilled(connection, intent.Mapping);
                stores.Outbox.PutBody(connection, intent with { Body = intent.Body with { WithoutFiles = true } }, filled.Member);
                OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow(), refusal.ToString());
            });
            return;
        }

        await stores.Write(connection =>
        {
            stores.Outbox.Park(connection, intent, Reason.WriteRefused, refusal.ToString());
            stores.Ledger.Trouble(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, Reason.WriteRefused, $"{intent.Kind}: {refusal.Code}");
            if (intent.Kind == IntentKind.AddEntry)
            {
                MappingStore.SetState(connection, intent.Mapping, MappingState.Over, nameof(Reason.WriteRefused), stores.Clock.GetUtcNow());
            }
        });
    }

    /// <summary>It never left and never will: what it stood for is looked at again.</summary>
    public void Forget(IDbConnection connection, Intent intent, Link? link)
    {
        if (MappingStore.Find(connection, intent.Mapping) is not { } mapping || mapping.End(mapping.Origin) is not { } end)
        {
            return;
        }

        switch (intent.Kind)
        {
            case IntentKind.AddEntry:
                FileStore.Forget(connection, mapping.Id);
                connection.Drop(mapping.Id);
                break;
            case IntentKind.EditEntry:
                MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new("text", "")]);
                break;
            case IntentKind.FillEntry:
                MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new(MappingEnd.Files, EntryFiles.Anew)]);
                break;
            default:
                return;
        }

        if (link is { Runs: false, State: not LinkState.Ended })
        {
            stores.Ledger.Skip(connection, end.Portal, link.Id, end.Item, Reason.LinkPaused); // met again when the link resumes
        }
        else if (link is { Runs: true })
        {
            stores.Dirty.Mark(connection, new Hint(end.Portal, Items.KindOf(end.Item), Items.IdOf(end.Item), Hint.Anything), "replan");
        }
    }

    /// <summary>It was parked and is planned anew.</summary>
    public void Anew(IDbConnection connection, Intent intent)
    {
        if (MappingStore.Find(connection, intent.Mapping) is not { } mapping || mapping.End(mapping.Origin) is not { } end)
        {
            return;
        }

        if (intent.Kind == IntentKind.RemoveEntry && mapping.IsTakenBack)
        {
            HistoryStore.UndoAgain(connection, intent.Run, mapping.Id, stores.Clock.GetUtcNow()); // the mirror is looked at before it is removed
            return;
        }

        if (intent.Kind == IntentKind.AddEntry && mapping.State == MappingState.Over)
        {
            FileStore.Forget(connection, mapping.Id);
            connection.Drop(mapping.Id);
        }
        else if (intent.Kind == IntentKind.FillEntry)
        {
            MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new(MappingEnd.Files, EntryFiles.Anew)]);
        }
        else if (intent.Kind == IntentKind.EditEntry)
        {
            MappingStore.PutPrints(connection, mapping.Id, mapping.Origin, [new("text", "")]);
        }

        stores.Dirty.Mark(connection, new Hint(end.Portal, Items.KindOf(end.Item), Items.IdOf(end.Item), intent.Kind == IntentKind.RemoveEntry ? Hint.Deleted : Hint.Anything), "replay");
    }

    private async Task Happened(Link link, Intent intent, long id)
    {
        var written = intent.Kind == IntentKind.EditEntry && await stores.Mappings.Find(intent.Mapping) is { } edited ? await AsItLeaves(intent, edited) : intent;
        await stores.Write(connection => Happened(connection, link, written, id));
    }

    private void Happened(IDbConnection connection, Link link, Intent intent, long id)
    {
        stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
        if (MappingStore.Find(connection, intent.Mapping) is not { } mapping)
        {
            return;
        }

        switch (intent.Kind)
        {
            case IntentKind.AddEntry:
                var item = intent.Body.Text.Length > 0 ? Items.Remark(id) : Items.Activity(id);
                MappingStore.PutEnd(connection, mapping.Id, intent.Side, new MappingEnd(intent.Portal, item, MirrorWrites.Of(intent.Kind, intent.Body, !Items.IsActivity(item)), false));
                MappingStore.SetState(connection, mapping.Id, MappingState.Live, "", stores.Clock.GetUtcNow());
                break;
            case IntentKind.RemoveEntry when mapping.IsTakenBack: // no tombstone: what a person took back he may send again
                MappingStore.SetState(connection, mapping.Id, MappingState.Ended, nameof(Reason.TakenBack), stores.Clock.GetUtcNow());
                FileStore.Forget(connection, mapping.Id);
                break;
            case IntentKind.RemoveEntry:
                MappingStore.SetState(connection, mapping.Id, MappingState.Over, nameof(Reason.DeletedAtPartner), stores.Clock.GetUtcNow());
                break;
            case IntentKind.EditEntry or IntentKind.CompleteEntry when mapping.End(intent.Side) is { } there:
                MappingStore.PutPrints(connection, mapping.Id, intent.Side, MirrorWrites.Of(intent.Kind, intent.Body, !Items.IsActivity(there.Item)));
                break;
            case IntentKind.FillEntry:
                MappingStore.PutPrints(connection, mapping.Id, intent.Side, MirrorWrites.Of(intent.Kind, intent.Body, isComment: false));
                foreach (var (size, sha256) in files.Filled(connection, mapping.Id, intent.Body.Files.IsDefault ? [] : intent.Body.Files))
                {
                    stores.Ledger.Receipt(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, $"file {size} bytes, sha-256 {sha256}");
                }

                break;
            default:
                break;
        }

        stores.Ledger.Receipt(connection, link.Portal(intent.FromSide), link.Id, intent.Body.FromItem, intent.Kind.ToString());
        if (MappingStore.Find(connection, intent.Mapping)?.End(intent.Side) is { } end)
        {
            stores.Dirty.Touch(intent.Portal, Items.KindOf(end.Item), Items.IdOf(end.Item));
            stores.Ledger.Receipt(connection, intent.Portal, link.Id, end.Item, $"in {intent.Kind}");
        }
    }

    // A changed text says too which files stay behind.
    private async Task<Intent> AsItLeaves(Intent intent, Mapping mapping) => intent.Kind != IntentKind.EditEntry ? intent : intent with
    {
        Body = intent.Body with
        {
            Text = EntryLines.With(intent.Body.Text, (await files.OfTask(mapping.Id)).Where(copy => copy.State == CopyState.Refused), await portals.Find(intent.Portal)),
        },
    };

    private Task Again(Intent intent, string why) => stores.Write(connection => OutboxStore.Retry(connection, intent, stores.Clock.GetUtcNow(), why));

    private static bool IsToDo(Intent intent) => intent.Body.Method == ActivityCommands.ToDoAdd;

    private static string Said(Intent intent, string name) => intent.Body.Parameters?[name]?.ToString() ?? "";

    private static string Bare(string? text) => string.Concat((text ?? "").Where(letter => !char.IsWhiteSpace(letter)));
}

/// <summary>Questions about entries inside a commit.</summary>
internal static class EntryRows
{
    /// <summary>An entry stands in a mapping already, whatever became of it.</summary>
    public static bool IsMapped(this IDbConnection connection, PortalId portal, string item) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id WHERE m.kind = 'entry' AND m.state <> 'ended' AND s.portal_id = @portal AND s.item = @item)", new { portal, item });
}

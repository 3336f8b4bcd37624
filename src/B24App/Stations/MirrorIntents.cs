using System.Collections.Immutable;
using System.Data;
using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Backfill;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Custom;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Custom;
using B24App.Plan.Status;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.SubItems;

namespace B24App.Stations;

/// <summary>Turns the verdict for a mirrored task into intents, baseline and journal, in one commit.</summary>
public sealed class MirrorIntents(TaskStores stores, PortalStore portals, LinkBook links, FileIntents files, LineIntents lines)
{
    private static readonly TimeSpan SaidOnce = TimeSpan.FromDays(1);

    /// <summary>Writes down what a verdict asks for.</summary>
    public async Task Write(DirtyItem item, Link link, Mapping mapping, IReadOnlyDictionary<Side, Sight> eyes, TaskVerdict verdict)
    {
        var ends = await Ends(link, mapping);
        switch (verdict)
        {
            case TaskVerdict.Rest(var baseline):
                await stores.Write(connection =>
                {
                    MappingStore.PutBaseline(connection, mapping.Id, baseline);
                    if (eyes[Side.A] is Sight.Present(var a) && eyes[Side.B] is Sight.Present(var b) && a.Carried.Contains(Field.Checklist) && b.Carried.Contains(Field.Checklist))
                    {
                        lines.FindLost(connection, mapping, a, b);
                    }

                    if (Bulk.Run == 0 && !WasBrought(connection, mapping))
                    {
                        Frame(connection, link, mapping, eyes, ends, alreadyWritten: false);
                    }
                });
                break;
            case TaskVerdict.Update update:
                await Update(item, link, mapping, eyes, update, ends);
                break;
            case TaskVerdict.Mark(var goneOn):
                await stores.Write(connection => Gone(connection, link, mapping, goneOn, ends));
                break;
            case TaskVerdict.Forget:
                await stores.Write(connection => MappingStore.SetState(connection, mapping.Id, MappingState.Over, nameof(Reason.GoneOnBothSides), Now));
                break;
            case TaskVerdict.Hold(var side, var why):
                await stores.Write(connection => stores.Ledger.Skip(connection, link.Portal(side), link.Id, mapping.End(side)!.Item, why));
                break;
        }
    }

    /// <summary>The origin left the link: the mirror stays and is told once (RULES 8).</summary>
    public async Task Leave(Mapping mapping, Link link, Reason why)
    {
        var ends = await Ends(link, mapping);
        var there = mapping.Origin.Other();
        await stores.Write(connection =>
        {
            MappingStore.SetState(connection, mapping.Id, MappingState.Outside, why.ToString(), Now);
            stores.Outbox.VoidFields(connection, mapping.Id);
            stores.Ledger.Verdict(connection, link.Portal(mapping.Origin), link.Id, mapping.End(mapping.Origin)!.Item, Reason.LeftLink, why.ToString());
            Note(connection, link, mapping, there, ends, Notes.In(Translation.Of(ends[there])).LeftLink(ends[mapping.Origin].Name), "left");
        });
    }

    /// <summary>The origin is back: what was written while it was outside never crosses by itself (RULES 8).</summary>
    public async Task ComeBack(Mapping mapping, Link link, SeenTask origin)
    {
        var ends = await Ends(link, mapping);
        var there = mapping.Origin.Other();
        await stores.Write(connection =>
        {
            MappingStore.SetState(connection, mapping.Id, MappingState.Live, "", Now);
            foreach (var side in new[] { Side.A, Side.B })
            {
                if (DiscussionStore.Find(connection, mapping.Id, side) is { } discussion)
                {
                    DiscussionStore.Put(connection, discussion with { OpenedAt = Discussion.After(side == mapping.Origin ? origin.SeenAt : Now) });
                }
            }

            stores.Ledger.Verdict(connection, link.Portal(mapping.Origin), link.Id, mapping.End(mapping.Origin)!.Item, null, "back");
            Note(connection, link, mapping, there, ends, Notes.In(Translation.Of(ends[there])).CameBack(ends[mapping.Origin].Name), "back");
        });
    }

    private async Task Update(DirtyItem item, Link link, Mapping mapping, IReadOnlyDictionary<Side, Sight> eyes, TaskVerdict.Update update, IReadOnlyDictionary<Side, Portal> ends)
    {
        var (ofItem, ofLink) = await stores.Outbox.Recent(mapping.Id, link.Id, stores.Patience.FuseWindow);
        var limits = (await links.Details(link.Id))?.Limits ?? LinkLimits.Default;
        if (ofItem >= limits.WritesOfItem)
        {
            await stores.Write(connection => stores.Ledger.Skip(connection, item.Portal, link.Id, Items.Task(item.Task), Reason.FuseOfItem));
            return;
        }

        if (ofLink >= limits.WritesOfLink)
        {
            await links.Hold(link.Id, nameof(Reason.FuseOfLink));
            return;
        }

        var admins = new Dictionary<Side, bool> { [Side.A] = await portals.RelayIsAdmin(link.A), [Side.B] = await portals.RelayIsAdmin(link.B) };
        var a = ((Sight.Present)eyes[Side.A]).Task;
        var b = ((Sight.Present)eyes[Side.B]).Task;
        var sets = new[] { Field.Tags, Field.Files }
            .Where(field => update.Edits.Any(edit => edit.Field == field) && TaskPlanner.Merges(field, mapping.Baseline, a, b))
            .ToDictionary(field => field, field => TaskPlanner.Merged(field, mapping.Baseline, a, b));

        var people = new[] { Field.Observers, Field.Accomplices }
            .Where(field => update.Edits.Any(edit => edit.Field == field) && TaskPlanner.Merges(field, mapping.Baseline, a, b))
            .SelectMany(field => new[] { (field, Side.A), (field, Side.B) })
            .ToDictionary(key => key, IReadOnlyList<long> (key) => TaskPeople.Merged(key.field, mapping.Baseline, a, b, key.Item2));

        var merges = update.Edits.Count(edit => edit.Field == Field.CustomFields) > 1 || TaskPlanner.Merges(Field.CustomFields, mapping.Baseline, a, b);
        var customs = update.Edits.Where(edit => edit.Field == Field.CustomFields)
            .ToDictionary(edit => edit.To, IReadOnlyCollection<string> (edit) => TaskPlanner.Writes(mapping.Baseline, a, b, edit.To, mapping.Origin, merges && link.Contract.Carries(Side.A, Field.CustomFields) && link.Contract.Carries(Side.B, Field.CustomFields)));

        // A's intents are written first, and a lane keeps its order.
        ImmutableArray<Field> halves = [.. update.Edits.Where(edit => edit.To == Side.A).Select(edit => edit.Field).Intersect(update.Edits.Where(edit => edit.To == Side.B).Select(edit => edit.Field))];

        await stores.Write(connection =>
        {
            MappingStore.PutBaseline(connection, mapping.Id, update.Baseline);
            stores.Outbox.VoidFields(connection, mapping.Id);
            var fresh = MappingStore.Find(connection, mapping.Id)!; // a frame that was on its way is no more
            stores.Ledger.Event(connection, item.Portal, link.Id, Items.Task(item.Task), item.Feed);
            var writesLines = false;
            foreach (var to in new[] { Side.A, Side.B })
            {
                var edits = update.Edits.Where(edit => edit.To == to).Select(edit => edit.Field).ToImmutableArray();
                var (from, target) = to == Side.A ? (b, a) : (a, b);
                if (edits.Contains(Field.Files) && update.Edits.All(edit => edit.Field != Field.Description) && link.Contract.Carries(to.Other(), Field.Description) && FileFields.ShowsNew(from, target))
                {
                    edits = edits.Add(Field.Description); // another file takes the place of a picture, and the text names pictures by number
                }

                if (edits.Length > 0)
                {
                    writesLines |= Cross(connection, link, fresh, ends, to, edits, from, target, sets, people, customs, to == Side.A ? halves : [], admins[to]);
                }
            }

            // What still differs is each side's own, such as people who are nobody on the other: it is no news the next time.
            if (update.Edits.Any(edit => edit.Field == Field.Checklist) && !writesLines && !OutboxStore.HasLines(connection, fresh.Id))
            {
                MappingStore.PutBaseline(connection, fresh.Id, MappingStore.Find(connection, fresh.Id)!.Baseline.With(Side.A, Field.Checklist, a.Print(Field.Checklist)).With(Side.B, Field.Checklist, b.Print(Field.Checklist)));
            }

            foreach (var lost in update.Lost)
            {
                Lost(connection, link, fresh, ends, lost, lost.Loser == Side.A ? a : b);
            }

            Frame(connection, link, fresh, eyes, ends, update.Edits.Any(edit => edit.Field == Field.Description && edit.To == fresh.Origin));
        });
    }

    // Whether lines of checklists are written.
    private bool Cross(
        IDbConnection connection, Link link, Mapping mapping, IReadOnlyDictionary<Side, Portal> ends, Side to, ImmutableArray<Field> edits,
        SeenTask from, SeenTask target, IReadOnlyDictionary<Field, IReadOnlyList<string>> merged, IReadOnlyDictionary<(Field, Side), IReadOnlyList<long>> people, IReadOnlyDictionary<Side, IReadOnlyCollection<string>> customs, ImmutableArray<Field> halves, bool relayIsAdmin)
    {
        var fromItem = mapping.End(to.Other())!.Item;
        var fields = edits.Where(field => field is not (Field.Status or Field.Checklist or Field.Stage)).ToList();
        if (fields.Contains(Field.CrmLinks) && mapping.End(to)!.Framed && !Plan.Text.Frame.IsIn(target.Description))
        {
            fields.Remove(Field.CrmLinks); // a person took our lines away for good
            MappingStore.PutBaseline(connection, mapping.Id, MappingStore.Find(connection, mapping.Id)!.Baseline.With(to.Other(), Field.CrmLinks, from.Print(Field.CrmLinks)));
        }

        stores.Ledger.Verdict(connection, link.Portal(to.Other()), link.Id, fromItem, null, $"update {string.Join(", ", edits)}");

        if (fields.Count > 0)
        {
            var tags = merged.GetValueOrDefault(Field.Tags) ?? from.Tags;
            var tokens = merged.GetValueOrDefault(Field.Files) ?? from.Set(Field.Files);
            var slots = FileFields.Slots(tokens, target);
            var written = fields.Where(field => field is Field.Observers or Field.Accomplices).ToDictionary(field => field, IReadOnlyList<long> (field) => people.GetValueOrDefault((field, to)) ?? TaskPeople.Written(field, from, target));
            var everybody = written.ToDictionary(pair => pair.Key, IReadOnlyList<long> (pair) => [.. TaskPeople.WithOurs(pair.Key, pair.Value, target)]);
            var values = TaskValues.Of(fields, from, Framed(link, mapping, ends, to, from.Across.Description, target.Description, from), tags, slots, everybody, CustomLook.Written(link.Contract, from, to, customs.GetValueOrDefault(to) ?? []));
            if (fields.Contains(Field.CrmLinks) && !fields.Contains(Field.Description))
            {
                values["DESCRIPTION"] = Framed(link, mapping, ends, to, Plan.Text.Frame.Strip(target.Description), target.Description, from);
            }

            if (fields.Contains(Field.Files))
            {
                files.Carry(connection, link, mapping.Id, mapping.Family, to.Other(), ends[to], fromItem, from.Files);
            }

            Add(connection, link, mapping, ends[to], to, IntentKind.UpdateTask, IntentBody.Of(TaskCommands.Update(target.Id, values)) with
            {
                FromPrints = fields.ToImmutableSortedDictionary(field => field, from.Print),
                SentNeutral = TaskValues.Sent(fields, from, tags, tokens, written),
                FirstHalves = halves,
                FromItem = fromItem,
                Files = FileFields.Needed(fields, from, tokens),
            });
        }

        var writesLines = false;
        if (edits.Contains(Field.Checklist))
        {
            writesLines = lines.Write(connection, link, mapping, to, ends[to], from, target, TaskPlanner.Merges(Field.Checklist, mapping.Baseline, to == Side.A ? target : from, to == Side.A ? from : target));
        }

        if (edits.Contains(Field.Stage) && target.Stages.TryGetValue(from.Neutral(Field.Stage)!, out var stage))
        {
            Add(connection, link, mapping, ends[to], to, IntentKind.MoveStage, IntentBody.Of(StageCommands.Move(target.Id, stage)) with
            {
                FromPrints = ImmutableSortedDictionary<Field, string>.Empty.Add(Field.Stage, from.Print(Field.Stage)),
                SentNeutral = ImmutableSortedDictionary<Field, string?>.Empty.Add(Field.Stage, from.Neutral(Field.Stage)),
                FromItem = fromItem,
            });
        }

        if (edits.Contains(Field.Status))
        {
            var control = fields.Contains(Field.Control) ? from.Control : target.Control;
            Steps(connection, link, mapping, ends[to], to, from, target, control, relayIsAdmin, fromItem);
        }

        return writesLines;
    }

    private void Steps(
        IDbConnection connection, Link link, Mapping mapping, Portal portal, Side to, SeenTask from, SeenTask target, bool control, bool relayIsAdmin, string fromItem)
    {
        var standing = (target.Creator == portal.RelayUser ? Standing.Creator : Standing.Other)
            | (target.Responsible == portal.RelayUser ? Standing.Responsible : Standing.Other)
            | (relayIsAdmin ? Standing.Admin : Standing.Other);
        switch (StatusTable.Path(target.Status, from.Status, control, standing))
        {
            case StatusPath.NoPath(var why):
                stores.Ledger.Skip(connection, link.Portal(to.Other()), link.Id, fromItem, why);
                break;
            case StatusPath.Calls(var steps):
                for (var i = 0; i < steps.Count; i++)
                {
                    var last = i == steps.Count - 1;
                    Add(connection, link, mapping, portal, to, IntentKind.SetStatus, IntentBody.Of(StatusCommands.Of(steps[i], target.Id, from.Status)) with
                    {
                        Status = last ? from.Status : (int)StatusTable.OnTheWay(steps[i]),
                        FromPrints = last ? ImmutableSortedDictionary<Field, string>.Empty.Add(Field.Status, from.Print(Field.Status)) : ImmutableSortedDictionary<Field, string>.Empty,
                        FromItem = fromItem,
                    });
                }

                break;
        }
    }

    // The frame of the origin is written once, riding along with a look that is due anyway; a person may remove it for good.
    private void Frame(IDbConnection connection, Link link, Mapping mapping, IReadOnlyDictionary<Side, Sight> eyes, IReadOnlyDictionary<Side, Portal> ends, bool alreadyWritten)
    {
        var side = mapping.Origin;
        if (Bulk.Owner != 0 || mapping.State != MappingState.Live || mapping.End(side)!.Framed || eyes[side] is not Sight.Present(var task))
        {
            return;
        }

        MappingStore.PutEnd(connection, mapping.Id, side, MappingStore.Find(connection, mapping.Id)!.End(side)! with { Framed = true });
        if (!alreadyWritten && !Plan.Text.Frame.IsIn(task.Description))
        {
            var text = Plan.Text.Frame.Wrap(task.Description, Facts(mapping, ends, side) with { Crm = eyes[side.Other()] is Sight.Present(var other) ? Crm(link, ends[side.Other()], side, other, Translation.Of(ends[side])) : [] });
            Add(connection, link, mapping, ends[side], side, IntentKind.Frame, IntentBody.Of(TaskCommands.Update(task.Id, new JsonObject { ["DESCRIPTION"] = text })) with { FromItem = mapping.End(side)!.Item });
        }
    }

    // A run over what existed before writes nothing into origins; the reference comes with the first change of one.
    private static bool WasBrought(IDbConnection connection, Mapping mapping) =>
        mapping.End(mapping.Origin) is { } end && RunTraces.WasBrought(connection, end.Portal, Items.IdOf(end.Item));

    private static string Framed(Link link, Mapping mapping, IReadOnlyDictionary<Side, Portal> ends, Side to, string body, string current, SeenTask from) =>
        mapping.End(to)!.Framed && !Plan.Text.Frame.IsIn(current) ? body : Plan.Text.Frame.Wrap(body, Facts(mapping, ends, to) with { Crm = Crm(link, ends[to.Other()], to, from, Translation.Of(ends[to])) });

    /// <summary>Lines about the CRM for a frame; none where the contract names them not.</summary>
    public static IReadOnlyList<string> Crm(Link link, Portal portal, Side to, SeenTask from, Language language) =>
        link.Contract.Carries(to.Other(), Field.CrmLinks) ? CrmLinks.Of(from.CrmLinks, portal.Origin, language) : [];

    private static FrameFacts Facts(Mapping mapping, IReadOnlyDictionary<Side, Portal> ends, Side on)
    {
        var partner = ends[on.Other()];
        return new FrameFacts(partner.Name, null, Translation.TaskUrl(partner, Items.IdOf(mapping.End(on.Other())!.Item), 0), Translation.Of(ends[on]));
    }

    private void Lost(IDbConnection connection, Link link, Mapping mapping, IReadOnlyDictionary<Side, Portal> ends, LostValue lost, SeenTask loser)
    {
        var value = lost.Field switch
        {
            Field.Description => Plan.Text.Frame.Strip(loser.Description),
            Field.Responsible => loser.ResponsibleName,
            Field.CustomFields => string.Join("; ", loser.Custom.Where(pair => pair.Value.Length > 0).Select(pair => $"{pair.Key}: {CustomText.Shown(pair.Value)}")),
            _ => loser.Neutral(lost.Field) ?? "",
        };
        var (portal, item, detail) = (link.Portal(lost.Loser), mapping.End(lost.Loser)!.Item, $"{lost.Field}: {value}");
        if (Ledger.WasDecided(connection, portal, item, Reason.ConflictDecided, detail, Now - SaidOnce))
        {
            return; // planned a second time, because the first plan did not come to pass
        }

        stores.Ledger.Verdict(connection, portal, link.Id, item, Reason.ConflictDecided, detail);
        Note(connection, link, mapping, lost.Loser, ends, Notes.In(Translation.Of(ends[lost.Loser])).Conflict(NameOf(lost.Field), value), "conflict");
    }

    private void Gone(IDbConnection connection, Link link, Mapping mapping, Side goneOn, IReadOnlyDictionary<Side, Portal> ends)
    {
        var there = goneOn.Other();
        MappingStore.SetState(connection, mapping.Id, MappingState.Over, nameof(Reason.DeletedAtPartner), Now);
        stores.Outbox.VoidFields(connection, mapping.Id);
        stores.Ledger.Verdict(connection, link.Portal(goneOn), link.Id, mapping.End(goneOn)!.Item, Reason.DeletedAtPartner, "");
        var policy = link.Contract.Of(there).OnPartnerDelete;
        if (policy == DeletePolicy.RemoveMirror && there != mapping.Origin)
        {
            Add(connection, link, mapping, ends[there], there, IntentKind.DeleteTask,
                IntentBody.Of(TaskCommands.Delete(Items.IdOf(mapping.End(there)!.Item))) with { FromItem = mapping.End(goneOn)!.Item });
        }
        else if (policy != DeletePolicy.Keep)
        {
            Note(connection, link, mapping, there, ends, Notes.In(Translation.Of(ends[there])).TaskDeletedAtPartner(ends[goneOn].Name), "gone");
        }
    }

    private void Note(IDbConnection connection, Link link, Mapping mapping, Side side, IReadOnlyDictionary<Side, Portal> ends, string text, string detail)
    {
        stores.Ledger.Intent(connection, ends[side].Id, link.Id, mapping.End(side)!.Item, "note " + detail);
        NoteIntents.Add(connection, stores, link, mapping, side, ends[side], text);
    }

    private void Add(IDbConnection connection, Link link, Mapping mapping, Portal portal, Side side, IntentKind kind, IntentBody body)
    {
        stores.Ledger.Intent(connection, link.Portal(side.Other()), link.Id, body.FromItem, body.Method);
        stores.Outbox.Add(connection, new Intent
        {
            Lane = mapping.Family,
            Mapping = mapping.Id,
            Task = mapping.Id,
            Link = link.Id,
            Portal = portal.Id,
            Side = side,
            Kind = kind,
            Body = body,
            Contract = link.Contract.Number,
        }, portal.Member);
    }

    private async Task<IReadOnlyDictionary<Side, Portal>> Ends(Link link, Mapping mapping) => new Dictionary<Side, Portal>
    {
        [Side.A] = await portals.Find(link.A) ?? throw new InvalidOperationException($"Portal of mapping {mapping.Id} is missing."),
        [Side.B] = await portals.Find(link.B) ?? throw new InvalidOperationException($"Portal of mapping {mapping.Id} is missing."),
    };

    private static FieldName NameOf(Field field) => field switch
    {
        Field.PlannedDates => FieldName.PlannedEnd,
        _ => Enum.Parse<FieldName>(field.ToString()),
    };

    private DateTimeOffset Now => stores.Clock.GetUtcNow();
}

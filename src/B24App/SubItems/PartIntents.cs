using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Parts;
using B24App.Plan.Prints;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.SubItems;

/// <summary>Where the verdicts about parts of one kind are written down.</summary>
public sealed record PartRoom(Link Link, Mapping Task, IReadOnlyDictionary<Side, Portal> Ends, IReadOnlyDictionary<Side, PartSight> Sights, PartKind Kind, Field Field);

/// <summary>
/// Records of time and results through the stations: a row and an intent before the call, a call when it leaves, believed when the portal
/// answered. What got no answer is planned anew from what both sides show: the row knows what was sent, so a copy that arrived is found.
/// </summary>
public sealed class PartIntents(TaskStores stores)
{
    private static readonly TimeSpan SaidOnce = TimeSpan.FromDays(1);

    /// <summary>Writes down what the verdicts ask for.</summary>
    public void Write(IDbConnection connection, PartRoom room, ImmutableArray<PartVerdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            switch (verdict)
            {
                case PartVerdict.Adopt adopt when adopt.Row == 0:
                    PartStore.Add(connection, room.Task.Id, room.Kind, new KnownPart(0, adopt.Origin, adopt.A, adopt.B, adopt.PrintA, adopt.PrintB), Now);
                    break;
                case PartVerdict.Adopt adopt:
                    var row = PartStore.Find(connection, adopt.Row)!;
                    PartStore.Put(connection, row with { A = adopt.A, B = adopt.B, PrintA = adopt.PrintA, PrintB = adopt.PrintB });
                    MarkAgain(connection, room.Task); // what the part says now may differ from what was sent then
                    break;
                case PartVerdict.Rebase(var known, var a, var b):
                    PartStore.Put(connection, known with { PrintA = a, PrintB = b });
                    break;
                case PartVerdict.Drop(var known):
                    PartStore.Drop(connection, known.Row);
                    break;
                case PartVerdict.Lost(var loser, var part):
                    Lost(connection, room, loser, part);
                    break;
                case PartVerdict.Add(var to, var part, var was):
                    Add(connection, room, to, part, was);
                    break;
                case PartVerdict.Change(var to, var part, var known, var target):
                    Change(connection, room, to, part, known, target);
                    break;
                case PartVerdict.Remove(var to, var known, var target):
                    Remove(connection, room, to, known, target);
                    break;
            }
        }
    }

    /// <summary>The call of an intent; null when what it is about does not stand there.</summary>
    public Task<Command?> CommandOf(Intent intent) => stores.Db.Read(connection =>
    {
        if (MappingStore.Find(connection, intent.Task)?.End(intent.Side) is not { } end)
        {
            return Task.FromResult<Command?>(null);
        }

        var task = Items.IdOf(end.Item);
        var there = PartStore.Find(connection, intent.Body.Others[0])?.On(intent.Side) ?? 0;
        return Task.FromResult(intent.Kind switch
        {
            IntentKind.AddTime => ElapsedCommands.Add(task, intent.Body.Parameters!.DeepClone().AsObject()),
            IntentKind.ChangeTime when there > 0 => ElapsedCommands.Update(task, there, intent.Body.Parameters!.DeepClone().AsObject()),
            IntentKind.RemoveTime when there > 0 => ElapsedCommands.Delete(task, there),
            IntentKind.AddResult when intent.Body.Others[1] == 0 => ResultCommands.Add(task, intent.Body.Text),
            IntentKind.AddResult => MappingStore.Find(connection, new MappingId(intent.Body.Others[1]))?.End(intent.Side) is { } comment
                ? Items.IsMessage(comment.Item) ? ResultCommands.FromMessage(Items.IdOf(comment.Item)) : ResultCommands.Pin(Items.IdOf(comment.Item))
                : null,
            IntentKind.ChangeResult when there > 0 => ResultCommands.Update(there, intent.Body.Text),
            IntentKind.RemoveResult when intent.Body.Others[1] > 0 => ResultCommands.Unpin(intent.Body.Others[1]),
            IntentKind.RemoveResult when there > 0 => ResultCommands.Delete(there),
            _ => (Command?)null,
        });
    });

    /// <summary>The portal did it.</summary>
    public Task Happened(Link link, Intent intent, JsonElement result) => stores.Write(connection =>
    {
        var (side, body) = (intent.Side, intent.Body);
        var added = intent.Kind switch
        {
            IntentKind.AddTime => Wire.Id(result),
            IntentKind.AddResult => ResultWire.AddedFrom(result),
            _ => 0,
        };
        if (added is not (>= 0 and var id) || (id == 0 && intent.Kind is IntentKind.AddTime or IntentKind.AddResult))
        {
            OutboxStore.Doubt(connection, intent, intent.SentAt!.Value + stores.Patience.UnknownOutcome, "no id in the answer");
            return;
        }

        stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
        if (PartStore.Find(connection, body.Others[0]) is { } row && MappingStore.Find(connection, intent.Task)?.End(side) is { } end)
        {
            var task = Items.IdOf(end.Item);
            switch (intent.Kind)
            {
                case IntentKind.AddTime:
                    PartStore.Put(connection, row.With(side, id, body.ToPrint));
                    PartSheets.Wrote(connection, intent.Portal, task, id, body.More, Line(id, body));
                    break;
                case IntentKind.ChangeTime:
                    PartStore.Put(connection, row.With(side, row.On(side), body.ToPrint).With(side.Other(), row.On(side.Other()), body.FromPrint));
                    PartSheets.Wrote(connection, intent.Portal, task, row.On(side), body.More, Line(row.On(side), body));
                    break;
                case IntentKind.AddResult:
                    PartStore.Put(connection, row.With(side, id, body.ToPrint));
                    break;
                case IntentKind.ChangeResult:
                    PartStore.Put(connection, row.With(side, row.On(side), body.ToPrint).With(side.Other(), row.On(side.Other()), body.FromPrint));
                    break;
                case IntentKind.RemoveResult:
                    PartStore.Drop(connection, row.Row);
                    break;
                default:
                    PartStore.Drop(connection, row.Row);
                    PartSheets.Wrote(connection, intent.Portal, task, row.On(side), body.More, null);
                    break;
            }
        }

        stores.Ledger.Receipt(connection, link.Portal(side.Other()), link.Id, body.FromItem, intent.Kind.ToString());
        if (MappingStore.Find(connection, intent.Task)?.End(side) is { } target && !link.IsSelfLink)
        {
            stores.Ledger.Receipt(connection, intent.Portal, link.Id, target.Item, $"in {intent.Kind}");
        }
    });

    /// <summary>What the intent stood for is planned anew from what both sides show.</summary>
    public void PlanAnew(IDbConnection connection, Intent intent, string outcome)
    {
        stores.Outbox.Settle(connection, intent, IntentState.Void, outcome);
        if (MappingStore.Find(connection, intent.Task) is { } task)
        {
            MarkAgain(connection, task);
        }
    }

    private void Add(IDbConnection connection, PartRoom room, Side to, SeenPart part, KnownPart? was)
    {
        var baseline = KnownPart.BaselineOf(part.Print, part.Day);
        var carrier = room.Kind == PartKind.Result ? Carrier(connection, room, to, part, was) : (Comment: 0L, Print: part.Sent);
        var row = new KnownPart(was?.Row ?? 0, was?.Origin ?? to.Other(), 0, 0, "", "") { Carrier = carrier.Comment }
            .With(to.Other(), part.Id, baseline).With(to, 0, carrier.Print);
        if (was is null)
        {
            row = row with { Row = PartStore.Add(connection, room.Task.Id, room.Kind, row, Now) };
        }
        else
        {
            PartStore.Put(connection, row);
        }

        if (room.Kind == PartKind.Time)
        {
            Intent(connection, room, to, IntentKind.AddTime, Time(part, part.Content.Named, withDay: true) with { Others = [row.Row], ToPrint = carrier.Print, More = part.Content.Seconds });
            return;
        }

        if (part.Content.HasFiles && MappingStore.Find(connection, new MappingId(carrier.Comment)) is not { Kind: MappingKind.Comment })
        {
            SayFilesStay(connection, room, to.Other());
        }

        // Pinned already, though no row says so: it is taken off first, for a comment is a result only once.
        if (carrier.Comment > 0 && MappingStore.Find(connection, new MappingId(carrier.Comment))?.End(to) is { } pinned
            && room.Sights[to].Results!.Any(result => result.CommentId > 0 && Items.ForumComment(result.CommentId) == pinned.Item))
        {
            Intent(connection, room, to, IntentKind.RemoveResult, new IntentBody { Others = [0, Items.IdOf(pinned.Item)] });
        }

        Intent(connection, room, to, IntentKind.AddResult, new IntentBody { Text = part.Content.Named, Others = [row.Row, carrier.Comment], ToPrint = carrier.Print });
    }

    // A result of its own names its files by numbers no page explains, and none can be given to the copy (tasks-task-result-add.md): that is said once.
    private void SayFilesStay(IDbConnection connection, PartRoom room, Side from)
    {
        if (stores.Ledger.Skip(connection, room.Link.Portal(from), room.Link.Id, room.Task.End(from)!.Item, Reason.FilesNotCarried))
        {
            NoteIntents.Add(connection, stores, room.Link, room.Task, from, room.Ends[from], Notes.In(Translation.Of(room.Ends[from])).NotCarried([NotCarried.Files]));
        }
    }

    private void Change(IDbConnection connection, PartRoom room, Side to, SeenPart part, KnownPart known, SeenPart target)
    {
        var back = known.Origin == to;
        var from = KnownPart.BaselineOf(part.Print, part.Day);
        var text = back ? part.Content.Bare : part.Content.Named;
        if (room.Kind == PartKind.Time)
        {
            var moved = known.Day(to.Other()) is { Length: > 0 } day && day != part.Day;
            var print = TimeText.Print(part.Content.Seconds, text, room.Ends[to.Other()].Name);
            Intent(connection, room, to, IntentKind.ChangeTime, Time(part, text, moved || !back) with
            {
                Others = [known.Row],
                FromPrint = from,
                ToPrint = KnownPart.BaselineOf(print, back && !moved ? target.Day : ""),
                More = part.Content.Seconds - target.Content.Seconds,
            });
            return;
        }

        if (room.Sights[to].IsNewCard)
        {
            var print = Print.Of(Neutral.Of(text, Dialect.Chat)).ToString();
            Intent(connection, room, to, IntentKind.ChangeResult, new IntentBody { Text = text, Others = [known.Row], FromPrint = from, ToPrint = print });
            return;
        }

        // Old card: a result is its comment. The comment of a person is his; ours is written anew, and the result taken from it again.
        if (back || target.Content.Comment == 0)
        {
            stores.Ledger.Skip(connection, room.Link.Portal(to.Other()), room.Link.Id, room.Task.End(to.Other())!.Item, Reason.WriteRefused);
            NoteIntents.Add(connection, stores, room.Link, room.Task, to, room.Ends[to], Notes.In(Translation.Of(room.Ends[to])).ResultEdited(room.Ends[to.Other()].Name, part.Content.Bare));
            PartStore.Put(connection, known.With(to.Other(), known.On(to.Other()), from).With(to, known.On(to), target.Print));
            return;
        }

        Intent(connection, room, to, IntentKind.RemoveResult, new IntentBody { Others = [0, target.Content.Comment] });
        Add(connection, room, to, part, known);
    }

    private void Remove(IDbConnection connection, PartRoom room, Side to, KnownPart known, SeenPart target) => Intent(
        connection, room, to, room.Kind == PartKind.Time ? IntentKind.RemoveTime : IntentKind.RemoveResult,
        new IntentBody { Others = [known.Row, target.Content.Comment], More = -target.Content.Seconds });

    // The comment that is the result there: the mirror of the comment it was made from, or on the old card a line of ours.
    private (long Comment, string Print) Carrier(IDbConnection connection, PartRoom room, Side to, SeenPart part, KnownPart? was)
    {
        var toNewCard = room.Sights[to].IsNewCard;
        var children = MappingStore.OfParent(connection, room.Task.Id);
        var mirror = children.LastOrDefault(child => child is { Kind: MappingKind.Comment, State: MappingState.Live, Part: 0 } && IsFrom(child, room, to.Other(), part));
        if (mirror?.End(to) is { } end && end.Prints.TryGetValue("text", out var shown) && Items.IsMessage(end.Item) == toNewCard)
        {
            return (mirror.Id.Value, shown);
        }

        if (toNewCard)
        {
            return (0, part.Sent);
        }

        if (was?.Carrier > 0 && children.FirstOrDefault(child => child.Id.Value == was.Carrier && child.Kind == MappingKind.Note) is { } note)
        {
            if (note.End(to) is not null && was.Print(to) != part.Sent)
            {
                Intent(connection, room, to, IntentKind.EditComment, new IntentBody { Text = part.Content.Named }, note.Id);
            }

            return (note.Id.Value, part.Sent);
        }

        return (NoteIntents.Add(connection, stores, room.Link, room.Task, to, room.Ends[to], part.Content.Named).Value, part.Sent);
    }

    private static bool IsFrom(Mapping comment, PartRoom room, Side from, SeenPart part) => comment.Origin == from && comment.End(from) is { } end
        && (part.Content.Comment > 0
            ? end.Item == Items.ForumComment(part.Content.Comment)
            : room.Sights[from].IsNewCard && end.Prints.GetValueOrDefault("text") == part.Content.CommentPrint);

    private void Lost(IDbConnection connection, PartRoom room, Side loser, SeenPart part)
    {
        var (portal, item) = (room.Ends[loser], room.Task.End(loser)!.Item);
        var value = room.Kind == PartKind.Time ? $"{Duration(part.Content.Seconds)} {part.Content.Bare}".Trim() : part.Content.Bare;
        var detail = $"{room.Field}: {value}";
        if (Ledger.WasDecided(connection, portal.Id, item, Reason.ConflictDecided, detail, Now - SaidOnce))
        {
            return;
        }

        stores.Ledger.Verdict(connection, portal.Id, room.Link.Id, item, Reason.ConflictDecided, detail);
        NoteIntents.Add(connection, stores, room.Link, room.Task, loser, portal, Notes.In(Translation.Of(portal)).Conflict(Enum.Parse<FieldName>(room.Field.ToString()), value));
    }

    private static string Duration(long seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");

    private static IntentBody Time(SeenPart part, string text, bool withDay)
    {
        var fields = new JsonObject { ["SECONDS"] = part.Content.Seconds, ["COMMENT_TEXT"] = text };
        if (withDay && part.Content.WorkedAt is { } day)
        {
            fields["CREATED_DATE"] = day.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        }

        return new IntentBody { Parameters = fields, Text = text };
    }

    private static string Line(long id, IntentBody body) => PartSheet.Line(id, body.Parameters?["SECONDS"]?.GetValue<long>() ?? 0, body.Text);

    private void Intent(IDbConnection connection, PartRoom room, Side to, IntentKind kind, IntentBody body, MappingId mapping = default)
    {
        var item = room.Task.End(to.Other())!.Item;
        stores.Ledger.Intent(connection, room.Link.Portal(to.Other()), room.Link.Id, item, kind.ToString());
        stores.Outbox.Add(connection, new Intent
        {
            Lane = room.Task.Family,
            Mapping = mapping, // the fuse counts writes of an item; a part is part of one
            Task = room.Task.Id,
            Link = room.Link.Id,
            Portal = room.Ends[to].Id,
            Side = to,
            Kind = kind,
            Marker = body.Others is [> 0, ..] ? string.Create(CultureInfo.InvariantCulture, $"part:{body.Others[0]}") : "",
            Body = body with { FromItem = item },
            Contract = room.Link.Contract.Number,
        }, room.Ends[to].Member);
    }

    private void MarkAgain(IDbConnection connection, Mapping task)
    {
        var end = task.End(task.Origin)!;
        stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Parts, Items.IdOf(end.Item), Hint.Anything), "replan", notBefore: Now);
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();
}

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
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Lines;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.SubItems;

/// <summary>Lines of checklists through the stations: written down as one intent each, made a call when they leave, believed when the portal answered.</summary>
public sealed class LineIntents(TaskStores stores)
{
    private const int MostPlacings = 3;

    /// <summary>Writes down what makes one side's checklists those of the other; false when nothing is to be done, however they differ.</summary>
    public bool Write(IDbConnection connection, Link link, Mapping task, Side to, Portal portal, SeenTask from, SeenTask target, bool bothChange)
    {
        var known = SubItemStore.Lines(connection, task.Id);
        var people = to == Side.A ? LinePeople.Of(target, from) : LinePeople.Of(from, target);
        var verdicts = ChecklistPlanner.Plan(known, from.Lines, target.Lines, to, bothChange, people, task.Origin).RemoveAll(verdict => IsTooOften(connection, task.Id, verdict, people, to));
        foreach (var verdict in verdicts)
        {
            Meet(connection, link, to.Other(), verdict, people);
            switch (verdict)
            {
                case LineVerdict.Adopt(var line, var there):
                    SubItemStore.Add(connection, task.Id, to.Other(), Row(to.Other(), line.Id, there.Id, line.Print, there.Print), stores.Clock.GetUtcNow());
                    break;
                case LineVerdict.Agree agree:
                    Agree(connection, to, agree);
                    break;
                case LineVerdict.Add(var line, var former):
                    SubItemStore.Drop(connection, former?.Row ?? 0);
                    var row = SubItemStore.Add(connection, task.Id, to.Other(), Row(to.Other(), line.Id, 0, line.Print, line.Print), stores.Clock.GetUtcNow());
                    Add(connection, link, task, to, portal, IntentKind.AddLine, Body(people, line, to.Other(), null, row));
                    break;
                case LineVerdict.Change change:
                    Add(connection, link, task, to, portal, IntentKind.ChangeLine, Body(people, change.Line, to.Other(), change.There, change.Known.Row, change.Places, change.Moves));
                    break;
                case LineVerdict.Remove(var was):
                    Add(connection, link, task, to, portal, IntentKind.RemoveLine, new IntentBody { Others = [was.Row] });
                    break;
            }
        }

        return verdicts.Any(verdict => verdict is not LineVerdict.Agree);
    }

    private static void Agree(IDbConnection connection, Side to, LineVerdict.Agree agree) =>
        SubItemStore.Agree(connection, agree.Known.Row, to, agree.There.Id, agree.Line.Print, agree.There.Print);

    // A portal that gives its lines places of its own is not put in order for ever.
    private bool IsTooOften(IDbConnection connection, MappingId task, LineVerdict verdict, LinePeople people, Side to) =>
        verdict is LineVerdict.Change(var line, var known, var there, _, _) && people.Same(line, there, to.Other()) && stores.Outbox.Settled(connection, task, MarkerOf(known.Row), stores.Patience.FuseWindow) >= MostPlacings;

    /// <summary>
    /// Both sides show the same, and a line whose answer was lost is among it: its row learns what the line is there, and what it says. Without that the next change
    /// of it would be taken for a new line. Rows of lines that neither side shows go.
    /// </summary>
    public void FindLost(IDbConnection connection, Mapping task, SeenTask a, SeenTask b)
    {
        if (!OutboxStore.HasLines(connection, task.Id))
        {
            var (onA, onB) = (a.Lines.Select(line => line.Id).ToHashSet(), b.Lines.Select(line => line.Id).ToHashSet());
            foreach (var row in SubItemStore.Lines(connection, task.Id).Where(row => !onA.Contains(row.A) && !onB.Contains(row.B)))
            {
                SubItemStore.Drop(connection, row.Row);
            }
        }

        foreach (var to in new[] { Side.A, Side.B })
        {
            var known = SubItemStore.Lines(connection, task.Id);
            if (known.Count == 0)
            {
                continue;
            }

            var (from, target) = to == Side.A ? (b, a) : (a, b);
            var verdicts = ChecklistPlanner.Plan(known, from.Lines, target.Lines, to, bothChange: true, LinePeople.Of(a, b));
            foreach (var agree in verdicts.OfType<LineVerdict.Agree>())
            {
                Agree(connection, to, agree);
            }

            foreach (var found in verdicts.OfType<LineVerdict.Adopt>())
            {
                SubItemStore.Add(connection, task.Id, to.Other(), Row(to.Other(), found.Line.Id, found.There.Id, found.Line.Print, found.There.Print), stores.Clock.GetUtcNow());
            }
        }
    }

    private static string MarkerOf(long row) => string.Create(CultureInfo.InvariantCulture, $"line:{row}");

    // A name is about to cross in a text: on the way back it is known that it is no word of a person there.
    private void Meet(IDbConnection connection, Link link, Side of, LineVerdict verdict, LinePeople people)
    {
        var line = verdict switch
        {
            LineVerdict.Add(var added, _) => added,
            LineVerdict.Change change => change.Line,
            _ => null,
        };
        foreach (var member in line is null ? [] : people.Unmatched(line, of))
        {
            UserMatches.Met(connection, link.Id, of, member.Id, member.Name, stores.Clock.GetUtcNow());
        }
    }

    /// <summary>The call of an intent; null when its parent or itself does not stand there.</summary>
    public Task<Command?> CommandOf(Intent intent) => stores.Db.Read(connection =>
    {
        if (MappingStore.Find(connection, intent.Task)?.End(intent.Side) is not { } end || SubItemStore.Find(connection, intent.Body.Others[0]) is not { } row)
        {
            return Task.FromResult<Command?>(null);
        }

        var (task, line) = (Items.IdOf(end.Item), row.On(intent.Side));
        return Task.FromResult(intent.Kind switch
        {
            IntentKind.AddLine => Parent(connection, intent) is { } parent ? ChecklistCommands.Add(task, Fields(intent, parent)) : null,
            IntentKind.ChangeLine when line > 0 => ChecklistCommands.Update(task, line, Fields(intent, intent.Body.Others.Length > 1 ? Parent(connection, intent) : null)),
            IntentKind.RemoveLine when line > 0 => ChecklistCommands.Delete(task, line),
            _ => null,
        });
    });

    /// <summary>The portal did it. When nothing of the task's checklists is on its way any more, the written side is read back.</summary>
    public Task Happened(Link link, Intent intent, JsonElement result) => stores.Write(connection =>
    {
        stores.Outbox.Settle(connection, intent, IntentState.Settled, "done");
        var row = intent.Body.Others[0];
        switch (intent.Kind)
        {
            case IntentKind.AddLine when Wire.Id(result) is > 0 and var id:
                SubItemStore.Agree(connection, row, intent.Side, id, intent.Body.FromPrint, PrintThere(intent));
                break;
            case IntentKind.ChangeLine when SubItemStore.Find(connection, row) is { } line:
                SubItemStore.Agree(connection, row, intent.Side, line.On(intent.Side), intent.Body.FromPrint, PrintThere(intent));
                break;
            case IntentKind.RemoveLine:
                SubItemStore.Drop(connection, row);
                break;
        }

        stores.Ledger.Receipt(connection, link.Portal(intent.Side.Other()), link.Id, intent.Body.FromItem, intent.Kind.ToString());
        if (!OutboxStore.HasLines(connection, intent.Task) && MappingStore.Find(connection, intent.Task)?.End(intent.Side) is { } end)
        {
            stores.Dirty.Mark(connection, new Hint(end.Portal, DirtyKind.Task, Items.IdOf(end.Item), Hint.Anything), "read back");
        }
    });

    // A child waits for its parent in the lane, so the parent's number is known now, unless it was refused.
    private static long? Parent(IDbConnection connection, Intent intent)
    {
        var parent = intent.Body.Others[1];
        return parent == 0 ? 0 : SubItemStore.Of(connection, intent.Task, intent.Side.Other(), parent)?.On(intent.Side) is > 0 and var there ? there : null;
    }

    private static JsonObject Fields(Intent intent, long? parent)
    {
        var fields = intent.Body.Parameters!.DeepClone().AsObject();
        if (parent is { } under)
        {
            fields["PARENT_ID"] = under;
        }

        return fields;
    }

    private static string PrintThere(Intent intent) => intent.Body.ToPrint.Length > 0 ? intent.Body.ToPrint : intent.Body.FromPrint; // of an earlier release

    private static KnownLine Row(Side from, long here, long there, string print, string printThere) =>
        from == Side.A ? new KnownLine(0, here, there, print, printThere) : new KnownLine(0, there, here, printThere, print);

    // A new line says under which line it hangs and where; of another one that is said only where it changes.
    private static IntentBody Body(LinePeople people, SeenLine line, Side of, SeenLine? there, long row, bool places = true, bool moves = true)
    {
        var title = people.TitleOf(line, of);
        var members = people.MembersOf(line, of, there);
        var parameters = new JsonObject
        {
            ["TITLE"] = title,
            ["IS_COMPLETE"] = line.IsComplete ? "Y" : "N",
            ["IS_IMPORTANT"] = line.IsImportant ? "Y" : "N",
        };
        if (places)
        {
            parameters["SORT_INDEX"] = line.Place;
        }

        if (members is { } written)
        {
            parameters["MEMBERS"] = new JsonObject(written.Select(member => KeyValuePair.Create<string, JsonNode?>(
                member.Id.ToString(CultureInfo.InvariantCulture), new JsonObject { ["TYPE"] = member.Role.ToString() })));
        }

        return new IntentBody
        {
            Parameters = parameters,
            FromPrint = line.Print,
            ToPrint = new SeenLine(0, 0, title, line.IsComplete, line.IsImportant, 0) { Members = members ?? [] }.Print,
            Others = moves ? [row, line.Parent] : [row],
        };
    }

    private void Add(IDbConnection connection, Link link, Mapping task, Side to, Portal portal, IntentKind kind, IntentBody body)
    {
        var item = task.End(to.Other())!.Item;
        stores.Ledger.Intent(connection, link.Portal(to.Other()), link.Id, item, kind.ToString());
        stores.Outbox.Add(connection, new Intent
        {
            Lane = task.Family,
            Mapping = default, // the fuse counts writes of an item; a line is part of one
            Task = task.Id,
            Link = link.Id,
            Portal = portal.Id,
            Side = to,
            Kind = kind,
            Marker = kind == IntentKind.AddLine ? "" : MarkerOf(body.Others[0]), // a line that is planned anew has another row
            Body = body with { FromItem = item },
            Contract = link.Contract.Number,
        }, portal.Member);
    }
}

using System.Data;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Lines;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;

namespace B24App.SubItems;

/// <summary>Lines of checklists through the stations: written down as one intent each, made a call when they leave, believed when the portal answered.</summary>
public sealed class LineIntents(TaskStores stores)
{
    /// <summary>Writes down what makes one side's checklists those of the other.</summary>
    public void Write(IDbConnection connection, Link link, Mapping task, Side to, Portal portal, SeenTask from, SeenTask target, bool bothChange)
    {
        var known = SubItemStore.Lines(connection, task.Id);
        foreach (var verdict in ChecklistPlanner.Plan(known, from.Lines, target.Lines, to, bothChange))
        {
            switch (verdict)
            {
                case LineVerdict.Adopt(var line, var there):
                    SubItemStore.Add(connection, task.Id, to.Other(), Row(to.Other(), line.Id, there, line.Print), stores.Clock.GetUtcNow());
                    break;
                case LineVerdict.Add(var line):
                    var row = SubItemStore.Add(connection, task.Id, to.Other(), Row(to.Other(), line.Id, 0, line.Print), stores.Clock.GetUtcNow());
                    Add(connection, link, task, to, portal, IntentKind.AddLine, Body(line, row));
                    break;
                case LineVerdict.Change(var line, var was):
                    Add(connection, link, task, to, portal, IntentKind.ChangeLine, Body(line, was.Row));
                    break;
                case LineVerdict.Remove(var was):
                    Add(connection, link, task, to, portal, IntentKind.RemoveLine, new IntentBody { Others = [was.Row] });
                    break;
            }
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
            IntentKind.ChangeLine when line > 0 => ChecklistCommands.Update(task, line, Fields(intent, null)),
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
                SubItemStore.Agree(connection, row, intent.Side, id, intent.Body.FromPrint);
                break;
            case IntentKind.ChangeLine when SubItemStore.Find(connection, row) is { } line:
                SubItemStore.Agree(connection, row, intent.Side, line.On(intent.Side), intent.Body.FromPrint);
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

    private static KnownLine Row(Side from, long here, long there, string print) => from == Side.A ? new KnownLine(0, here, there, print, print) : new KnownLine(0, there, here, print, print);

    private static IntentBody Body(SeenLine line, long row) => new()
    {
        Parameters = new JsonObject
        {
            ["TITLE"] = line.Title,
            ["SORT_INDEX"] = line.Place,
            ["IS_COMPLETE"] = line.IsComplete ? "Y" : "N",
            ["IS_IMPORTANT"] = line.IsImportant ? "Y" : "N",
        },
        FromPrint = line.Print,
        Others = [row, line.Parent],
    };

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
            Body = body with { FromItem = item },
            Contract = link.Contract.Number,
        }, portal.Member);
    }
}

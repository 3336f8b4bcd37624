using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Checklists;

/// <summary><c>task.checklistitem.*</c>, positional (b24restdocs: api-reference/tasks/checklist-item/).</summary>
internal static class ChecklistMethods
{
    private static readonly string[] Writable = ["TITLE", "SORT_INDEX", "IS_COMPLETE", "IS_IMPORTANT", "MEMBERS", "PARENT_ID"];
    private static readonly string[] Sortable = ["ID", "CREATED_BY", "TITLE", "SORT_INDEX", "TOGGLED_BY", "TOGGLED_DATE", "IS_COMPLETE"];
    private static readonly PositionalArgument TaskId = new("taskId");
    private static readonly PositionalArgument ItemId = new("itemId");
    private static readonly PositionalArgument Fields = new("arFields", Writable);

    public static void Register(MethodTable table)
    {
        void Positional(string name, Func<RestCall, RestAnswer> handler) =>
            table.Add(new RestMethod($"task.checklistitem.{name}", "task", handler) { Binding = Binding.Positional });
        Positional("add", Add);
        Positional("update", Update);
        Positional("getlist", List);
        Positional("get", Get);
        Positional("complete", call => Toggle(call, "complete", true));
        Positional("renew", call => Toggle(call, "renew", false));
        Positional("moveafteritem", MoveAfter);
        Positional("delete", Delete);
        Positional("isactionallowed", IsActionAllowed);
    }

    private static RestAnswer Add(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskchecklistitem::add", TaskId, Fields);
        var task = Workable(call, given[0]) ?? throw Failed("8", "Adding item: action not allowed", "ACTION_FAILED_TO_BE_PROCESSED");
        var title = Php.AsText(Php.Field(given[1], "TITLE"));
        if (string.IsNullOrWhiteSpace(title))
        {
            throw Failed("8", "Item name not specified", "ACTION_FAILED_TO_BE_PROCESSED");
        }

        var item = ChecklistActions.Add(
            call.Portal, task, call.User, Parent(call, task, given[1]), title, (int?)Php.AsId(Php.Field(given[1], "SORT_INDEX")), Yes(given[1], "IS_IMPORTANT"), Yes(given[1], "IS_COMPLETE"));
        Members(call, task, item, given[1]);
        return new RestAnswer(item.Id);
    }

    private static RestAnswer Update(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskchecklistitem::update", TaskId, ItemId, Fields);
        if (Workable(call, given[0]) is not { } task || Find(call, given[1]) is not { } item || item.TaskId != task.Id)
        {
            throw Failed("4", "No access to edit the task", "ACTION_NOT_ALLOWED");
        }

        var under = Php.Field(given[2], "PARENT_ID") is null ? item.ParentId : Parent(call, task, given[2]);
        if (ChecklistActions.IsUnder(call.Portal, under, item.Id))
        {
            throw Failed("4", "No access to edit the task", "ACTION_NOT_ALLOWED"); // what hangs under a line cannot be its parent; how a portal refuses it is not documented
        }

        ChecklistActions.Change(call.Portal, task, call.User, item, changed =>
        {
            changed.ParentId = under;
            changed.Title = Php.AsText(Php.Field(given[2], "TITLE")) is { Length: > 0 } title ? title : changed.Title;
            changed.SortIndex = (int)(Php.AsId(Php.Field(given[2], "SORT_INDEX")) ?? changed.SortIndex);
            changed.IsImportant = Php.Field(given[2], "IS_IMPORTANT") is null ? changed.IsImportant : Yes(given[2], "IS_IMPORTANT");
            changed.IsComplete = Php.Field(given[2], "IS_COMPLETE") is null ? changed.IsComplete : Yes(given[2], "IS_COMPLETE");
        });
        Members(call, task, item, given[2]);
        return new RestAnswer(null);
    }

    private static RestAnswer List(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskchecklistitem::getlist", TaskId, new("arOrder", Sortable, Required: false));
        if (TaskCall.Readable(call, Php.AsId(given[0]) ?? 0) is not { } task)
        {
            throw Failed("8", "Action failed", "ACTION_FAILED_TO_BE_PROCESSED");
        }

        return new RestAnswer(new JsonArray([.. call.Portal.State<ChecklistBook>().Of(task.Id).Select(item => (JsonNode)ChecklistShape.Row(call, item))]));
    }

    private static RestAnswer Get(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskchecklistitem::get", TaskId, ItemId);
        return TaskCall.Readable(call, Php.AsId(given[0]) ?? 0) is { } task && Find(call, given[1]) is { } item && item.TaskId == task.Id
            ? new RestAnswer(ChecklistShape.Row(call, item))
            : throw Failed("512", "Check listitem not found or not accessible", "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
    }

    // Neither method checks that the line belongs to the task that is named; a missing line is no error.
    private static RestAnswer Toggle(RestCall call, string name, bool complete)
    {
        var given = PositionalArguments.Check(call, $"ctaskchecklistitem::{name}", TaskId, ItemId);
        if (Php.AsId(given[0]) <= 0 || Php.AsId(given[1]) <= 0)
        {
            throw new RestError("ERROR_CORE", "TASKS_ERROR_ASSERT_EXCEPTION<br>");
        }

        if (Find(call, given[1]) is not { } item || call.Portal.State<TaskBoard>().Find(item.TaskId) is not { } task || !TaskRights.CanWork(call.Portal, call.User, task))
        {
            return new RestAnswer(false);
        }

        ChecklistActions.Complete(call.Portal, task, call.User, item, complete);
        return new RestAnswer(true);
    }

    private static RestAnswer MoveAfter(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskchecklistitem::moveafteritem", TaskId, ItemId, new("afterItemId"));
        if (Workable(call, given[0]) is not { } task || Find(call, given[1]) is not { } item || Find(call, given[2]) is not { } after || item.TaskId != task.Id || after.TaskId != task.Id)
        {
            throw Failed("8", "Moving item: action not allowed", "ACTION_FAILED_TO_BE_PROCESSED");
        }

        ChecklistActions.MoveAfter(call.Portal, task, call.User, item, after);
        return new RestAnswer(null);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskchecklistitem::delete", TaskId, ItemId);
        if (Workable(call, given[0]) is not { } task || Find(call, given[1]) is not { } item || item.TaskId != task.Id)
        {
            throw Failed("8", "Deleting item: action not allowed", "ACTION_FAILED_TO_BE_PROCESSED");
        }

        ChecklistActions.Delete(call.Portal, task, call.User, item);
        return new RestAnswer(true);
    }

    private static RestAnswer IsActionAllowed(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskchecklistitem::isactionallowed", TaskId, ItemId, new("actionId"));
        return new RestAnswer(Php.AsId(given[2]) is >= 1 and <= 5 && Workable(call, given[0]) is not null);
    }

    // 0 or an id of no line of this task makes a new checklist; without the key the line goes to the first checklist, which is made if need be.
    private static long Parent(RestCall call, PortalTask task, JsonNode? fields)
    {
        var book = call.Portal.State<ChecklistBook>();
        if (Php.Field(fields, "PARENT_ID") is { } named)
        {
            return Php.AsId(named) is > 0 and var id && book.Items.GetValueOrDefault(id)?.TaskId == task.Id ? id : 0;
        }

        return (book.Of(task.Id).FirstOrDefault(item => item.ParentId == 0)
            ?? ChecklistActions.Add(call.Portal, task, call.User, 0, call.Portal.Language == "ru" ? "Чек-лист 1" : "Checklist 1")).Id;
    }

    private static void Members(RestCall call, PortalTask task, ChecklistItem item, JsonNode? fields)
    {
        if (Php.Field(fields, "MEMBERS") is { } members)
        {
            var given = (members as JsonObject)?.Where(pair => long.TryParse(pair.Key, out _))
                .ToDictionary(pair => long.Parse(pair.Key, System.Globalization.CultureInfo.InvariantCulture), pair => Php.AsText(Php.Field(pair.Value, "TYPE")) == "U" ? "U" : "A") ?? [];
            ChecklistActions.SetMembers(call.Portal, task, call.User, item, given);
        }
    }

    private static PortalTask? Workable(RestCall call, JsonNode? id) =>
        TaskCall.Readable(call, Php.AsId(id) ?? 0) is { } task && TaskRights.CanWork(call.Portal, call.User, task) ? task : null;

    private static ChecklistItem? Find(RestCall call, JsonNode? id) => call.Portal.State<ChecklistBook>().Items.GetValueOrDefault(Php.AsId(id) ?? 0);

    private static bool Yes(JsonNode? fields, string name) => Php.AsText(Php.Field(fields, name)) is "Y" or "1" or "true";

    private static RestError Failed(string number, string text, string name) =>
        new("ERROR_CORE", $"TASKS_ERROR_EXCEPTION_#{number}; {text}; {number}/TE/{name}<br>");
}

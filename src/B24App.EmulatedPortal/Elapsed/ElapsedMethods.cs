using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Elapsed;

/// <summary><c>task.elapseditem.*</c>, positional (b24restdocs: api-reference/tasks/elapsed-item/).</summary>
internal static class ElapsedMethods
{
    private const int PageSize = 50;

    private static readonly string[] Writable = ["SECONDS", "COMMENT_TEXT", "USER_ID", "CREATED_DATE", "MINUTES"];
    private static readonly PositionalArgument TaskId = new("taskId");
    private static readonly PositionalArgument ItemId = new("itemId");
    private static readonly PositionalArgument Fields = new("arFields", Writable);

    public static void Register(MethodTable table)
    {
        void Positional(string name, Func<RestCall, RestAnswer> handler) =>
            table.Add(new RestMethod($"task.elapseditem.{name}", "task", handler) { Binding = Binding.Positional });
        Positional("add", Add);
        Positional("update", Update);
        Positional("get", Get);
        Positional("getlist", List);
        Positional("delete", Delete);
        Positional("isactionallowed", IsActionAllowed);
    }

    private static RestAnswer Add(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskelapseditem::add", TaskId, Fields);
        var task = Task(call, given[0]);
        var user = Php.AsId(Php.Field(given[1], "USER_ID")) is > 0 and var named && call.Portal.Users.ContainsKey(named) && (call.User.IsAdmin || named == call.User.Id) ? named : call.User.Id;
        var seconds = Php.AsId(Php.Field(given[1], "SECONDS")) ?? throw Failed("256", "Parameter SECONDS is missing", "WRONG_ARGUMENTS");

        // Whether the day of work can be given is an open question of the documents: a switch.
        var day = call.Portal.Switches.ElapsedTakesDate ? PortalDates.Parse(Php.AsText(Php.Field(given[1], "CREATED_DATE")), call.User) : null;
        return new RestAnswer(ElapsedActions.Add(call.Portal, task, user, seconds, Comment(given[1]), day).Id);
    }

    private static RestAnswer Update(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskelapseditem::update", TaskId, ItemId, Fields);
        var task = Task(call, given[0]);
        var entry = Mine(call, task, given[1]);
        if (call.Portal.Switches.ElapsedTakesDate && PortalDates.Parse(Php.AsText(Php.Field(given[2], "CREATED_DATE")), call.User) is { } day)
        {
            entry.WorkedAt = day;
        }

        ElapsedActions.Change(call.Portal, task, entry, Php.AsId(Php.Field(given[2], "SECONDS")) ?? entry.Seconds, Php.Field(given[2], "COMMENT_TEXT") is null ? entry.Comment : Comment(given[2]));
        return new RestAnswer(null);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskelapseditem::delete", TaskId, ItemId);
        var task = Task(call, given[0]);
        ElapsedActions.Delete(call.Portal, task, Mine(call, task, given[1]));
        return new RestAnswer(null);
    }

    private static RestAnswer Get(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskelapseditem::get", TaskId, ItemId);
        var task = Task(call, given[0]);
        return new RestAnswer(new JsonArray([.. call.Portal.State<ElapsedBook>().Of(task.Id).Where(entry => entry.Id == Php.AsId(given[1])).Select(entry => (JsonNode)Shape(call, entry))]));
    }

    // The task may be left out: then the first argument is the order, and the records of all tasks one sees are listed.
    private static RestAnswer List(RestCall call)
    {
        var given = call.Positional;
        var ofTask = given.Count > 0 && Php.AsId(given[0]) is not null;
        var tail = given.Skip(ofTask ? 1 : 0).ToList();
        var (order, filter) = (At(0) as JsonObject, At(1) as JsonObject);
        if (tail.Take(2).Any(node => node is not (null or JsonObject or JsonArray)))
        {
            throw Failed("256", "Param #1 (arOrder) for method ctaskelapseditem::getlist() expected to be of type \"array\", but given something else.", "WRONG_ARGUMENTS");
        }

        var rows = call.Portal.State<ElapsedBook>().Entries.Values
            .Where(entry => ofTask ? entry.TaskId == Php.AsId(given[0]) : true)
            .Where(entry => TaskCall.Readable(call, entry.TaskId) is not null)
            .Where(entry => ElapsedFilter.Matches(call, entry, filter));
        rows = ElapsedFilter.Order(rows, order);
        var all = rows.ToList();
        var page = Php.Field(At(3), "NAV_PARAMS");
        var size = (int)Math.Clamp(Php.AsId(Php.Field(page, "nPageSize")) ?? PageSize, 1, PageSize);
        var number = (int)Math.Max(Php.AsId(Php.Field(page, "iNumPage")) ?? 1, 1);
        return new RestAnswer(new JsonArray([.. all.Skip((number - 1) * size).Take(size).Select(entry => (JsonNode)Shape(call, entry))]), all.Count);

        JsonNode? At(int i) => i < tail.Count ? tail[i] : null;
    }

    private static RestAnswer IsActionAllowed(RestCall call)
    {
        var given = PositionalArguments.Check(call, "ctaskelapseditem::isactionallowed", TaskId, ItemId, new("actionId"));
        return new RestAnswer(TaskCall.Readable(call, Php.AsId(given[0]) ?? 0) is not null);
    }

    private static PortalTask Task(RestCall call, JsonNode? id) =>
        TaskCall.Readable(call, Php.AsId(id) ?? 0) ?? throw Failed("8", "Task not found or not accessible", "TASK_NOT_FOUND_OR_NOT_ACCESSIBLE");

    private static ElapsedEntry Mine(RestCall call, PortalTask task, JsonNode? id) =>
        call.Portal.State<ElapsedBook>().Entries.GetValueOrDefault(Php.AsId(id) ?? 0) is { } entry && entry.TaskId == task.Id && (call.User.IsAdmin || entry.UserId == call.User.Id)
            ? entry
            : throw Failed("4", "Action not allowed", "ACTION_NOT_ALLOWED");

    private static string Comment(JsonNode? fields) => Php.AsText(Php.Field(fields, "COMMENT_TEXT")) ?? "";

    private static RestError Failed(string number, string text, string name) => new("ERROR_CORE", $"TASKS_ERROR_EXCEPTION_#{number}; {text}; {number}/TE/{name}<br>");

    private static JsonObject Shape(RestCall call, ElapsedEntry entry) => new()
    {
        ["ID"] = Php.Text(entry.Id),
        ["TASK_ID"] = Php.Text(entry.TaskId),
        ["USER_ID"] = Php.Text(entry.UserId),
        ["COMMENT_TEXT"] = entry.Comment,
        ["SECONDS"] = Php.Text(entry.Seconds),
        ["MINUTES"] = Php.Text(entry.Seconds / 60),
        ["SOURCE"] = "2",
        ["CREATED_DATE"] = PortalDates.Print(entry.WorkedAt, call.User),
        ["DATE_START"] = PortalDates.Print(entry.EnteredAt, call.User),
        ["DATE_STOP"] = PortalDates.Print(entry.EnteredAt, call.User),
    };
}

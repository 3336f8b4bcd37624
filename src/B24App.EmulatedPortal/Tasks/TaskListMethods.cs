using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Results;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Lists and look-ups of tasks: <c>list</c>, <c>getaccess</c>, <c>counters.get</c>, <c>history.list</c>.</summary>
internal static class TaskListMethods
{
    private const int PageSize = 50;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("tasks.task.list", "task", List));
        table.Add(new RestMethod("tasks.task.getaccess", "task", Access));
        table.Add(new RestMethod("tasks.task.counters.get", "task", Counters));
        table.Add(new RestMethod("tasks.task.history.list", "task", History));
    }

    private static RestAnswer List(RestCall call)
    {
        var filter = TaskCall.Parameter(call, "filter") as JsonObject ?? [];
        var order = TaskCall.Parameter(call, "order") as JsonObject;
        var select = TaskCall.Select(call, strict: false);
        var start = (int)(Php.AsId(TaskCall.Parameter(call, "start")) ?? 0);
        var rows = TaskOrder.Apply(
            call.Portal,
            call.User,
            call.Portal.State<TaskBoard>().Tasks.Values
                .Where(task => TaskRights.CanRead(call.Portal, call.User, task) && TaskFilter.Matches(call.Portal, call.User, task, filter)),
            order).ToList();
        var page = rows.Skip(Math.Max(start, 0)).Take(PageSize).Select(task => (JsonNode)Row(call, task, select)).ToArray();
        var result = new JsonObject { ["tasks"] = new JsonArray(page) };

        // start = -1 asks not to count: neither total nor next.
        return start < 0 ? new RestAnswer(result) : new RestAnswer(result, rows.Count, start + PageSize < rows.Count ? start + PageSize : null);
    }

    private static JsonObject Row(RestCall call, PortalTask task, IReadOnlySet<string>? select)
    {
        var row = TaskShape.One(call.Portal, call.User, task, select);
        var parameters = TaskCall.Parameter(call, "params");
        bool Wants(string name) => Php.AsText(Php.Field(parameters, name)) is "Y" or "1" or "true";
        if (Wants("WITH_RESULT_INFO"))
        {
            var has = TaskShape.Flag(call.Portal.State<ResultBook>().Of(task.Id).Any());
            row["taskRequireResult"] = "N";
            row["taskHasOpenResult"] = has;
            row["taskHasResult"] = has;
        }

        if (Wants("WITH_TIMER_INFO"))
        {
            row["timeElapsed"] = null;
            row["timerIsRunningForCurrentUser"] = "N";
        }

        if (Wants("WITH_PARSED_DESCRIPTION"))
        {
            row["parsedDescription"] = TaskShape.Description(task);
        }

        return row;
    }

    private static RestAnswer Access(RestCall call)
    {
        var id = TaskCall.TaskId(call);
        if (TaskCall.Parameter(call, "users") is { } users and not (JsonArray or JsonObject))
        {
            throw TaskErrors.NotAnArray("users");
        }

        if (TaskCall.Readable(call, id) is not { } task)
        {
            return TaskCall.Nothing();
        }

        var asked = Php.AsList(TaskCall.Parameter(call, "users")).Select(Php.AsId).OfType<long>().DefaultIfEmpty(call.User.Id);
        return new RestAnswer(new JsonObject { ["allowedActions"] = Php.Map(asked.Select(user => KeyValuePair.Create(Php.Text(user), (JsonNode?)AccessOf(call.Portal, user, task)))) });
    }

    private static JsonObject AccessOf(Portal portal, long userId, PortalTask task)
    {
        var user = portal.Users.GetValueOrDefault(userId);
        var access = new JsonObject();
        foreach (var (name, allowed) in TaskRights.Actions(portal, user ?? new PortalUser { Id = userId, Name = "" }, task))
        {
            access[UpperSnake(name)] = user is not null && allowed;
        }

        return access;
    }

    // changeDeadline becomes CHANGE_DEADLINE, elapsedtime.add becomes ELAPSEDTIME.ADD.
    private static string UpperSnake(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? "_" + letter : char.ToUpperInvariant(letter).ToString()));

    private static RestAnswer Counters(RestCall call)
    {
        if (TaskCall.Parameter(call, "userId") is { } named && Php.AsId(named) is null)
        {
            throw TaskErrors.NotAnInteger(named, "userId");
        }

        var group = Php.AsId(TaskCall.Parameter(call, "groupId")) ?? 0;
        if (group != 0 && call.Portal.State<GroupBoard>().Groups.GetValueOrDefault(group)?.IsVisibleTo(call.User) != true)
        {
            throw new RestError("0", "Group not found or access denied. (internal error)");
        }

        var userId = Php.AsId(TaskCall.Parameter(call, "userId")) ?? call.User.Id;
        var now = PortalDates.Now(call.Portal);
        var expired = call.Portal.State<TaskBoard>().Tasks.Values
            .Count(task => task.Participants.Contains(userId) && (group == 0 || task.GroupId == group) && TaskFilter.MetaStatus(task, now) == -1);
        return new RestAnswer(
            new JsonObject
            {
                ["expired"] = new JsonObject { ["counter"] = expired, ["code"] = 6291456 },
                ["new_comments"] = new JsonObject { ["counter"] = 0, ["code"] = 12582912 },
            },
            Total: 1);
    }

    private static RestAnswer History(RestCall call)
    {
        var id = TaskCall.TaskId(call);
        var board = call.Portal.State<TaskBoard>();
        if (board.Find(id) is { } task && !TaskRights.CanRead(call.Portal, call.User, task))
        {
            throw TaskErrors.AccessDenied();
        }

        var field = Php.AsText(Php.Field(TaskCall.Parameter(call, "filter"), "FIELD"));
        var lines = board.History.Where(line => line.TaskId == id && board.Find(id) is not null && (field is null || line.Field == field));
        var descending = (TaskCall.Parameter(call, "order") as JsonObject)?.Any(pair => Php.AsText(pair.Value)?.StartsWith("desc", StringComparison.OrdinalIgnoreCase) == true) == true;
        var ordered = descending ? lines.Reverse() : lines;
        return new RestAnswer(new JsonObject { ["list"] = new JsonArray([.. ordered.Select(line => (JsonNode)Line(call, line))]) });
    }

    private static JsonObject Line(RestCall call, TaskHistoryEntry line)
    {
        var user = call.Portal.Users.GetValueOrDefault(line.UserId);
        return new JsonObject
        {
            ["id"] = line.Id,
            ["createdDate"] = PortalDates.Print(line.At, call.User),
            ["field"] = line.Field,
            ["value"] = new JsonObject { ["from"] = line.From, ["to"] = line.To },
            ["user"] = new JsonObject
            {
                ["id"] = line.UserId,
                ["name"] = user?.Name ?? "",
                ["lastName"] = user?.LastName ?? "",
                ["secondName"] = "",
                ["login"] = user?.Email ?? "",
            },
        };
    }
}

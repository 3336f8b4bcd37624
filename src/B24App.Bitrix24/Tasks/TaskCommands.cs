using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Tasks;

/// <summary>Commands on tasks (b24restdocs: api-reference/tasks/).</summary>
public static class TaskCommands
{
    /// <summary>Reads one task; an absent or hidden one answers <c>[]</c>. Always name the fields: the default set may change.</summary>
    public static Command Get(long id, IReadOnlyList<string> select) =>
        new("tasks.task.get", new JsonObject { ["taskId"] = id, ["select"] = Names(select) });

    /// <summary>Creates a task; the answer holds the full task.</summary>
    public static Command Add(JsonObject fields) =>
        Write("tasks.task.add", new JsonObject { ["fields"] = fields });

    /// <summary>Changes the named fields only; lists such as TAGS replace the whole set.</summary>
    public static Command Update(long id, JsonObject fields) =>
        Write("tasks.task.update", new JsonObject { ["taskId"] = id, ["fields"] = fields });

    /// <summary>Attaches a file of a drive, by its object id; the answer is the attachment's id.</summary>
    public static Command AttachFile(long id, long objectId) => Write("tasks.task.files.attach", new JsonObject { ["taskId"] = id, ["fileId"] = objectId });

    /// <summary>Deletes a task; no REST call brings it back.</summary>
    public static Command Delete(long id) => OnTask("tasks.task.delete", id);

    /// <summary>One page of 50 tasks; <paramref name="start"/> -1 skips the count. An unknown filter key may be ignored: check the rows.</summary>
    public static Command List(JsonObject filter, JsonObject order, IReadOnlyList<string> select, int start) =>
        new("tasks.task.list", new JsonObject { ["order"] = order, ["filter"] = filter, ["select"] = Names(select), ["start"] = start });

    /// <summary>The same, and whether the tasks have results.</summary>
    public static Command ListWithResults(JsonObject filter, JsonObject order, IReadOnlyList<string> select)
    {
        var list = List(filter, order, select, -1);
        list.Parameters!.AsObject()["params"] = new JsonObject { ["WITH_RESULT_INFO"] = "Y" };
        return list;
    }

    /// <summary>How much time was spent on tasks, and whether they have results.</summary>
    public static Command Parts(IReadOnlyList<long> tasks) => new("tasks.task.list", new JsonObject
    {
        ["order"] = new JsonObject { ["ID"] = "asc" },
        ["filter"] = new JsonObject { ["ID"] = new JsonArray([.. tasks.Select(task => (JsonNode)task)]) },
        ["select"] = Names(["ID", "TIME_SPENT_IN_LOGS"]),
        ["params"] = new JsonObject { ["WITH_RESULT_INFO"] = "Y" },
        ["start"] = -1,
    });

    /// <summary>Status 3.</summary>
    public static Command Start(long id) => OnTask("tasks.task.start", id);

    /// <summary>Back from 3 to 2.</summary>
    public static Command Pause(long id) => OnTask("tasks.task.pause", id);

    /// <summary>Status 5, or 4 when the creator controls the result and somebody else calls.</summary>
    public static Command Complete(long id) => OnTask("tasks.task.complete", id);

    /// <summary>Status 6.</summary>
    public static Command Defer(long id) => OnTask("tasks.task.defer", id);

    /// <summary>Back to 2 from a finished or deferred state.</summary>
    public static Command Renew(long id) => OnTask("tasks.task.renew", id);

    /// <summary>The creator accepts: 4 to 5.</summary>
    public static Command Approve(long id) => OnTask("tasks.task.approve", id);

    /// <summary>The creator sends back: 4 to 2.</summary>
    public static Command Disapprove(long id) => OnTask("tasks.task.disapprove", id);

    /// <summary>What the given users may do with the task.</summary>
    public static Command Access(long id, IReadOnlyList<long> users) =>
        new("tasks.task.getaccess", new JsonObject { ["taskId"] = id, ["users"] = new JsonArray([.. users.Select(user => (JsonNode)user)]) });

    /// <summary>All fields of tasks on this portal.</summary>
    public static Command Fields() => new("tasks.task.getFields", null);

    /// <summary>Custom fields of tasks (b24restdocs: api-reference/tasks/user-field/task-item-user-field-get-list.md).</summary>
    public static Command CustomFields() =>
        new("task.item.userfield.getlist", new JsonArray(new JsonObject(), new JsonObject())) { Positional = true };

    /// <summary>Who changed what; the only official way to learn it.</summary>
    public static Command History(long id) =>
        new("tasks.task.history.list", new JsonObject { ["taskId"] = id });

    /// <summary>REST 3.0 creation with an idempotency key; fields are camelCase there.</summary>
    public static Command AddV3(JsonObject fields, string idempotencyKey) =>
        Write("tasks.task.add", new JsonObject { ["fields"] = fields }) with { IsV3 = true, IdempotencyKey = idempotencyKey };

    private static Command OnTask(string method, long id) => Write(method, new JsonObject { ["taskId"] = id });

    private static Command Write(string method, JsonObject parameters) => new(method, parameters) { IsWrite = true };

    private static JsonArray Names(IReadOnlyList<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}

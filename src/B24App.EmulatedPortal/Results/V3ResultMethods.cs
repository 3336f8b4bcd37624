using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Results;

/// <summary>Results of tasks of the new card in REST 3.0 (b24restdocs: api-reference/tasks/result/).</summary>
internal static class V3ResultMethods
{
    public static void Register(MethodTable table)
    {
        void V3(string name, Func<RestCall, RestAnswer> handler) => table.Add(new RestMethod("tasks.task.result." + name, "task", handler) { IsV3 = true });
        V3("add", Add);
        V3("addfromchatmessage", FromMessage);
        V3("update", Update);
        V3("delete", Delete);
        V3("list", List);
    }

    private static RestAnswer Add(RestCall call)
    {
        var fields = V3Reader.Fields(call);
        NoFiles(fields);
        var text = Php.AsText(fields["text"]) is { Length: > 0 } given ? given : throw V3Errors.NotFilled("text");
        if (fields["taskId"] is null)
        {
            throw V3Errors.NotFilled("taskId");
        }

        var task = Task(call, Whole(fields["taskId"], "taskId"));
        return Item(call, ResultActions.Make(call.Portal, task, call.User, text, null));
    }

    private static RestAnswer FromMessage(RestCall call)
    {
        var fields = V3Reader.Fields(call);
        NoFiles(fields);
        if (fields["messageId"] is null)
        {
            throw V3Errors.NotFilled("messageId");
        }

        var id = Whole(fields["messageId"], "messageId");
        if (call.Portal.State<ChatBoard>().FindMessage(id) is not var (chat, message) || chat.TaskId is not { } taskId)
        {
            throw V3Errors.Invalid("messageId", "Message is not from task chat");
        }

        return Item(call, ResultActions.Make(call.Portal, Task(call, taskId), call.User, message.Text, message));
    }

    private static RestAnswer Update(RestCall call)
    {
        var result = Mine(call);
        var fields = V3Reader.Fields(call);
        NoFiles(fields);
        if (fields.Select(field => field.Key).FirstOrDefault(key => key is not "text") is not null)
        {
            throw V3Errors.UnknownProperty(fields.First(field => field.Key is not "text").Key, "ResultDto");
        }

        result.Text = Php.AsText(fields["text"]) is { Length: > 0 } text ? text : throw V3Errors.NotFilled("text");
        result.UpdatedAt = PortalDates.Now(call.Portal);
        return Item(call, result);
    }

    private static RestAnswer Delete(RestCall call)
    {
        Book(call).Results.Remove(Mine(call).Id);
        return new RestAnswer(new JsonObject { ["result"] = true });
    }

    private static RestAnswer List(RestCall call)
    {
        var task = (Php.Field(call.Parameters, "filter") as JsonArray)?.OfType<JsonArray>()
            .Where(condition => Php.AsText(condition.ElementAtOrDefault(0)) == "taskId").Select(condition => condition.ElementAtOrDefault(2)).FirstOrDefault()
            ?? throw new RestError("BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTFILTERVALIDATIONEXCEPTION", "A filter for the required field `taskId` must be specified");
        var found = Task(call, Whole(task, "taskId"));
        return new RestAnswer(new JsonObject { ["items"] = new JsonArray([.. Book(call).Of(found.Id).Select(result => (JsonNode)Row(call, result))]) });
    }

    private static PortalTask Task(RestCall call, long id)
    {
        if (id <= 0)
        {
            throw V3Errors.Invalid("taskId", "Task id must be positive");
        }

        if (call.Portal.State<TaskBoard>().Find(id) is null)
        {
            throw V3Errors.Invalid("taskId", "Task not found");
        }

        return TaskCall.Readable(call, id) ?? throw V3Errors.Denied();
    }

    private static TaskResult Mine(RestCall call)
    {
        var id = Php.AsId(Php.Field(call.Parameters, "id"))
            ?? throw V3Errors.Invalid("id", "At least one of the required fields must be filled: `id`, `filter`");
        return Book(call).Results.GetValueOrDefault(id) is { } result && result.CreatedBy == call.User.Id ? result : throw V3Errors.Denied();
    }

    private static long Whole(JsonNode? node, string field) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : throw V3Errors.WrongType(field, "int");

    private static void NoFiles(JsonObject fields)
    {
        if (fields.ContainsKey("fileIds"))
        {
            throw V3Errors.NotFilled("fileIds");
        }
    }

    private static ResultBook Book(RestCall call) => call.Portal.State<ResultBook>();

    private static RestAnswer Item(RestCall call, TaskResult result) => new(new JsonObject { ["item"] = Shape(call, result) });

    // A row of a list is shorter than the item the other methods answer.
    private static JsonObject Row(RestCall call, TaskResult result)
    {
        var row = Shape(call, result);
        foreach (var key in new[] { "updatedAt", "fileIds", "rights" })
        {
            row.Remove(key);
        }

        return row;
    }

    private static JsonObject Shape(RestCall call, TaskResult result) => new()
    {
        ["id"] = result.Id,
        ["taskId"] = result.TaskId,
        ["text"] = result.Text,
        ["authorId"] = result.CreatedBy,
        ["createdAt"] = PortalDates.Print(result.CreatedAt, call.User),
        ["updatedAt"] = result.UpdatedAt is { } at ? PortalDates.Print(at, call.User) : null,
        ["status"] = "open",
        ["fileIds"] = new JsonArray([.. result.Files.Select(id => (JsonNode)id)]),
        ["rights"] = new JsonObject { ["edit"] = result.CreatedBy == call.User.Id, ["remove"] = result.CreatedBy == call.User.Id },
        ["messageId"] = result.MessageId,
    };
}

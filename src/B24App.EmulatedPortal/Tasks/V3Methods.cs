using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Tasks of REST 3.0 (b24restdocs: api-reference/tasks/*-rest-v3.md). The scope's open question is the pipeline's.</summary>
internal static class V3Methods
{
    public static void Register(MethodTable table)
    {
        void V3(string name, Func<RestCall, RestAnswer> handler) => table.Add(new RestMethod(name, "task", handler) { IsV3 = true });
        V3("tasks.task.add", Add);
        V3("tasks.task.get", Get);
        V3("tasks.task.update", Update);
        V3("tasks.task.delete", Delete);
        V3("tasks.task.list", V3List.List);
        V3("tasks.task.chat.message.send", Send);
        V3("tasks.task.access.get", Access);
        V3("tasks.task.field.list", V3FieldMethods.List);
        V3("tasks.task.field.get", V3FieldMethods.Get);
    }

    private static RestAnswer Add(RestCall call)
    {
        var given = V3Reader.Fields(call);
        foreach (var required in new[] { "title", "creatorId", "responsibleId" })
        {
            if (given[required] is null)
            {
                throw V3Errors.Missing(required);
            }
        }

        var fields = V3Reader.ToV2(call, given);
        CheckPeople(call, given);
        try
        {
            TaskMethods.CheckCreate(call, fields);
            return new RestAnswer(new JsonObject { ["item"] = V3Shape.Item(call, TaskActions.Add(call.Portal, call.User, fields), null) });
        }
        catch (RestError refusal)
        {
            throw Translate(refusal, fields);
        }
    }

    private static RestAnswer Get(RestCall call)
    {
        var id = V3Reader.Id(call);
        var select = V3Shape.Select(call);
        var task = TaskCall.Readable(call, id) ?? throw V3Errors.NotFound(id);
        return new RestAnswer(new JsonObject { ["item"] = V3Shape.Item(call, task, select) });
    }

    private static RestAnswer Update(RestCall call)
    {
        var id = V3Reader.Id(call);
        var given = V3Reader.Fields(call);
        if (given.ContainsKey("creatorId"))
        {
            throw V3Errors.Invalid("creatorId", "In DTO `TaskDto`, the field `creatorId` requires the presence of the `Editable` attribute for such a request");
        }

        var fields = V3Reader.ToV2(call, given);
        CheckPeople(call, given);
        var task = TaskCall.Readable(call, id) ?? throw V3Errors.Denied();
        try
        {
            TaskMethods.CheckUpdate(call, task, fields);
            TaskActions.Update(call.Portal, call.User, task, fields);
        }
        catch (RestError refusal)
        {
            throw Translate(refusal, fields);
        }

        return Done();
    }

    private static RestAnswer Delete(RestCall call)
    {
        if (TaskCall.Readable(call, V3Reader.Id(call)) is not { } task || !TaskRights.CanRemove(call.Portal, call.User, task))
        {
            throw V3Errors.Denied();
        }

        TaskActions.Delete(call.Portal, call.User, task);
        return Done();
    }

    // Answers true alone: the id of the message is not told.
    private static RestAnswer Send(RestCall call)
    {
        var fields = V3Reader.Fields(call);
        var taskId = fields["taskId"] ?? throw V3Errors.NotFilled("taskId");
        if (taskId.GetValueKind() != JsonValueKind.Number)
        {
            throw V3Errors.WrongType("taskId", "int");
        }

        if (Php.AsText(fields["text"]) is not { Length: > 0 } text)
        {
            throw V3Errors.NotFilled("text");
        }

        var task = TaskCall.Readable(call, Php.AsId(taskId) ?? 0) ?? throw V3Errors.Denied();
        if (task.ChatId is { } chatId)
        {
            ChatActions.Say(call.Portal, call.Portal.State<ChatBoard>().Chats[chatId], call.User.Id, call.User, text, throughRest: true);
        }
        else
        {
            CommentActions.Add(call.Portal, task, call.User.Id, call.User, text);
        }

        return Done();
    }

    private static RestAnswer Access(RestCall call)
    {
        var task = TaskCall.Readable(call, V3Reader.Id(call)) ?? throw V3Errors.Denied();
        return new RestAnswer(V3Rights.Of(call.Portal, call.User, task));
    }

    private static RestAnswer Done() => new(new JsonObject { ["result"] = true });

    private static void CheckPeople(RestCall call, JsonObject given)
    {
        if (given["creatorId"] is { } creator && !call.Portal.Users.ContainsKey(Php.AsId(creator) ?? 0))
        {
            throw V3Errors.Invalid("creatorId", "");
        }

        if (given["responsibleId"] is { } responsible && !call.Portal.Users.ContainsKey(Php.AsId(responsible) ?? 0))
        {
            throw V3Errors.Invalid("responsibleId", "User specified in the \"Executor\" field not found");
        }
    }

    // The rules are those of v2; only the clothes differ.
    private static RestError Translate(RestError refusal, JsonObject fields)
    {
        if (refusal.Code != "ERROR_CORE")
        {
            return V3Errors.Denied();
        }

        var field = fields.ContainsKey("PARENT_ID") && Php.AsId(fields["PARENT_ID"]) > 0 && !fields.ContainsKey("END_DATE_PLAN") ? "parentId"
            : fields.ContainsKey("END_DATE_PLAN") ? "endPlan"
            : "fields";
        return V3Errors.Invalid(field, refusal.Message.Replace("<br>", "", StringComparison.Ordinal));
    }
}

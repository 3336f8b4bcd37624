using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary><c>tasks.task.add/get/update/delete</c> (b24restdocs: api-reference/tasks/tasks-task-add.md and neighbours).</summary>
internal static class TaskMethods
{
    private static readonly HashSet<string> WorkerFields = new(StringComparer.OrdinalIgnoreCase) { "DEADLINE", "STATUS", "RESPONSIBLE_ID", "AUDITORS" };

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("tasks.task.add", "task", Add));
        table.Add(new RestMethod("tasks.task.get", "task", Get));
        table.Add(new RestMethod("tasks.task.update", "task", Update));
        table.Add(new RestMethod("tasks.task.delete", "task", Delete));
        table.Add(new RestMethod("tasks.task.delegate", "task", Delegate));
    }

    private static RestAnswer Add(RestCall call)
    {
        var fields = TaskCall.Fields(call);
        CheckCreate(call, fields);
        return TaskCall.Task(call, TaskActions.Add(call.Portal, call.User, fields));
    }

    private static RestAnswer Get(RestCall call)
    {
        var select = TaskCall.Select(call, strict: true);
        return TaskCall.Readable(call, TaskCall.TaskId(call)) is { } task
            ? new RestAnswer(new JsonObject { ["task"] = TaskShape.Got(call.Portal, call.User, task, select) })
            : TaskCall.Nothing();
    }

    private static RestAnswer Update(RestCall call)
    {
        var id = TaskCall.TaskId(call);
        var fields = TaskCall.Fields(call);
        var task = TaskCall.Readable(call, id) ?? throw TaskErrors.NotAllowed();
        CheckUpdate(call, task, fields);
        TaskActions.Update(call.Portal, call.User, task, fields);
        return TaskCall.Task(call, task);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var id = TaskCall.TaskId(call);
        if (TaskCall.Readable(call, id) is not { } task || !TaskRights.CanRemove(call.Portal, call.User, task))
        {
            throw TaskErrors.NoAccessToDelete();
        }

        TaskActions.Delete(call.Portal, call.User, task);
        return new RestAnswer(new JsonObject { ["task"] = true });
    }

    private static RestAnswer Delegate(RestCall call)
    {
        var id = TaskCall.TaskId(call);
        var userId = Php.AsId(TaskCall.Parameter(call, "userId")) ?? throw TaskErrors.ParameterMissing("userId");
        if (TaskCall.Readable(call, id) is not { } task || !TaskRights.CanDelegate(call.Portal, call.User, task) || !call.Portal.Users.ContainsKey(userId))
        {
            throw TaskErrors.NotAllowed();
        }

        TaskActions.Delegate(call.Portal, call.User, task, userId);
        return TaskCall.Task(call, task);
    }

    /// <summary>
    /// An administrator may name any creator; another user only makes a task "to myself from X". A group is asked for the
    /// rights of the creator.
    /// </summary>
    internal static void CheckCreate(RestCall call, JsonObject fields)
    {
        var creatorId = Php.AsId(Php.Field(fields, "CREATED_BY")) ?? call.User.Id;
        var responsible = Php.AsId(Php.Field(fields, "RESPONSIBLE_ID"));
        var foreign = creatorId != call.User.Id;
        if (foreign && !call.User.IsAdmin && !call.Portal.Switches.ForeignCreatorAllowed && responsible != call.User.Id)
        {
            throw TaskErrors.CreateDenied(call.Portal);
        }

        var creator = call.Portal.Users.GetValueOrDefault(creatorId) ?? throw TaskErrors.CreateDenied(call.Portal);
        var group = Php.AsId(Php.Field(fields, "GROUP_ID")) ?? 0;
        if (!call.User.IsAdmin && !TaskRights.CanCreateIn(call.Portal, creator, group))
        {
            throw TaskErrors.CreateDenied(call.Portal);
        }
    }

    internal static void CheckUpdate(RestCall call, PortalTask task, JsonObject fields)
    {
        var (portal, user) = (call.Portal, call.User);
        var allowed = TaskRights.CanEdit(portal, user, task)
            || (TaskRights.CanWork(portal, user, task) && fields.All(field => WorkerFields.Contains(field.Key)));
        var movesDeadline = fields.Any(field => string.Equals(field.Key, "DEADLINE", StringComparison.OrdinalIgnoreCase));
        if (!allowed || (movesDeadline && !TaskRights.CanChangeDeadline(portal, user, task)))
        {
            throw TaskErrors.NotAllowed();
        }

        var takesCreator = Php.AsId(Php.Field(fields, "CREATED_BY")) is { } creator && creator != task.CreatedBy && creator != user.Id && !user.IsAdmin;
        var intoGroup = Php.AsId(Php.Field(fields, "GROUP_ID")) is { } group && group != task.GroupId && !TaskRights.CanCreateIn(portal, user, group);
        if (takesCreator || intoGroup)
        {
            throw TaskErrors.NotAllowed();
        }
    }
}

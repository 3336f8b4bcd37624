using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>The status verbs (b24restdocs: api-reference/tasks/status/): one refusal for absent, hidden and wrong state alike.</summary>
internal static class TaskStatusMethods
{
    public static void Register(MethodTable table)
    {
        foreach (var (verb, code) in TaskLife.RefusalCodes)
        {
            table.Add(new RestMethod($"tasks.task.{verb}", "task", call => Do(call, verb, code)));
        }

        table.Add(new RestMethod("tasks.task.startwatch", "task", call => Watch(call, on: true)));
        table.Add(new RestMethod("tasks.task.stopwatch", "task", call => Watch(call, on: false)));
        table.Add(new RestMethod("tasks.task.favorite.add", "task", call => Favourite(call, on: true)));
        table.Add(new RestMethod("tasks.task.favorite.remove", "task", call => Favourite(call, on: false)));
        table.Add(new RestMethod("tasks.task.pin", "task", call => Mark(call, task => task.PinnedBy.Add(call.User.Id))));
        table.Add(new RestMethod("tasks.task.unpin", "task", call => Mark(call, task => task.PinnedBy.Remove(call.User.Id))));
        table.Add(new RestMethod("tasks.task.mute", "task", call => Mark(call, task => task.MutedBy.Add(call.User.Id))));
        table.Add(new RestMethod("tasks.task.unmute", "task", call => Mark(call, task => task.MutedBy.Remove(call.User.Id))));
    }

    private static RestAnswer Do(RestCall call, string verb, string code)
    {
        var id = TaskCall.TaskId(call);
        return TaskCall.Readable(call, id) is { } task && TaskActions.Do(call.Portal, call.User, task, verb)
            ? TaskCall.Task(call, task)
            : throw TaskErrors.NotAllowed(code);
    }

    private static RestAnswer Watch(RestCall call, bool on)
    {
        var id = TaskCall.TaskId(call);
        if (TaskCall.Readable(call, id) is not { } task || task.Auditors.Contains(call.User.Id) == on)
        {
            throw TaskErrors.WatchUnavailable();
        }

        TaskActions.Update(call.Portal, call.User, task, new JsonObject
        {
            ["AUDITORS"] = new JsonArray([.. (on ? task.Auditors.Append(call.User.Id) : task.Auditors.Where(user => user != call.User.Id)).Select(user => (JsonNode)user)]),
        });
        return TaskCall.Task(call, task);
    }

    private static RestAnswer Favourite(RestCall call, bool on)
    {
        var task = TaskCall.Readable(call, TaskCall.TaskId(call)) ?? throw new RestError("1", "Task not found or not accessible");
        _ = on ? task.FavouriteOf.Add(call.User.Id) : task.FavouriteOf.Remove(call.User.Id);
        return new RestAnswer(true);
    }

    // These four call the task "id", unlike every other method of the family.
    private static RestAnswer Mark(RestCall call, Func<PortalTask, bool> mark)
    {
        if (TaskCall.Readable(call, TaskCall.TaskId(call, "id")) is not { } task)
        {
            return TaskCall.Nothing();
        }

        mark(task);
        return TaskCall.Task(call, task);
    }
}

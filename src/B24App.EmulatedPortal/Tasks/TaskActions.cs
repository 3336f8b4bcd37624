using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>
/// What happens to tasks, whoever does it. A null actor is a robot or an agent: its events carry no tokens. Rights are the
/// business of the methods that call in here.
/// </summary>
public static class TaskActions
{
    /// <summary>Makes a task. Fields are named as in <c>tasks.task.add</c>.</summary>
    public static PortalTask Add(Portal portal, PortalUser? actor, JsonObject fields)
    {
        var caller = actor ?? Robot(portal);
        TaskFieldCheck.New(portal, caller, fields);
        var board = portal.State<TaskBoard>();
        var now = PortalDates.Now(portal);
        var task = new PortalTask
        {
            Id = board.NextTaskId(),
            CreatedBy = Php.AsId(Php.Field(fields, "CREATED_BY")) ?? caller.Id,
            ResponsibleId = Php.AsId(Php.Field(fields, "RESPONSIBLE_ID")) ?? caller.Id,
            CreatedDate = now,
            ChangedDate = now,
            ChangedBy = actor?.Id ?? 0,
            StatusChangedDate = now,
            ActivityDate = now,
            Uuid = $"{{{Guid.NewGuid()}}}",
            Card = portal.Switches.Card,
        };
        TaskWriter.Apply(portal, caller, task, fields);
        if (Php.AsId(Php.Field(fields, "STATUS")) is { } status)
        {
            SetStatus(task, (int)status, caller, now, isFirst: true);
        }

        board.Tasks.Add(task.Id, task);
        board.Remember(task, now, actor, "NEW", null, null);
        if (task.Card == Card.New)
        {
            ChatActions.OpenFor(portal, task);
        }

        TaskEvents.Added(portal, actor, task.Id);
        if (task.ChatId is { } chatId)
        {
            ChatActions.Greet(portal, portal.State<ChatBoard>().Chats[chatId], actor);
        }
        else if (task.ResponsibleId != task.CreatedBy)
        {
            ServiceLines.Say(portal, task, actor, "assigned", ServiceTexts.Person(portal, task.ResponsibleId));
        }

        return task;
    }

    /// <summary>Changes fields, named as in <c>tasks.task.update</c>.</summary>
    public static void Update(Portal portal, PortalUser? actor, PortalTask task, JsonObject fields)
    {
        var caller = actor ?? Robot(portal);
        TaskFieldCheck.Change(portal, caller, task, fields);
        Change(portal, actor, task, () =>
        {
            TaskWriter.Apply(portal, caller, task, fields);
            if (Php.AsId(Php.Field(fields, "CREATED_BY")) is > 0 and var creator)
            {
                task.CreatedBy = creator;
            }

            if (Php.AsId(Php.Field(fields, "STATUS")) is { } status && status != task.Status)
            {
                SetStatus(task, (int)status, caller, PortalDates.Now(portal));
            }
        });
    }

    /// <summary>Changes the status by a verb of the state machine; false when it leads nowhere.</summary>
    public static bool Do(Portal portal, PortalUser? actor, PortalTask task, string verb)
    {
        var next = actor is null
            ? TaskLife.Next(task.Status, verb, task.TaskControl, isCreator: true, isOwnWork: false)
            : TaskLife.Next(portal, actor, task, verb);
        if (next is not { } status)
        {
            return false;
        }

        var now = PortalDates.Now(portal);
        Change(portal, actor, task, () => SetStatus(task, status, actor ?? Robot(portal), now));

        // The documents' samples: start, pause and defer leave the activity alone, the other verbs move it.
        if (verb is not ("start" or "pause" or "defer"))
        {
            task.ActivityDate = now;
        }

        return true;
    }

    /// <summary>Gives the task to somebody else; the one who had it stays as an observer.</summary>
    public static void Delegate(Portal portal, PortalUser? actor, PortalTask task, long userId)
    {
        Change(portal, actor, task, () =>
        {
            if (!task.Auditors.Contains(task.ResponsibleId) && task.ResponsibleId != userId)
            {
                task.Auditors.Add(task.ResponsibleId);
            }

            task.ResponsibleId = userId;
        });
        task.ActivityDate = PortalDates.Now(portal);
    }

    /// <summary>Deletes a task; it stays in the recycle bin.</summary>
    public static void Delete(Portal portal, PortalUser? actor, PortalTask task)
    {
        var board = portal.State<TaskBoard>();
        board.Tasks.Remove(task.Id);
        board.RecycleBin[task.Id] = task;
        CloseChat(portal, task, closed: true);
        foreach (var child in board.Tasks.Values.Where(child => child.ParentId == task.Id))
        {
            child.ParentId = task.ParentId;
        }

        board.Remember(task, PortalDates.Now(portal), actor, "DELETE", null, null);
        TaskEvents.Deleted(portal, actor, task.Id);
    }

    /// <summary>Takes a task out of the recycle bin: it is back under its id. Null when the bin does not hold it.</summary>
    public static PortalTask? Restore(Portal portal, PortalUser? actor, long taskId)
    {
        var board = portal.State<TaskBoard>();
        if (!board.RecycleBin.Remove(taskId, out var task))
        {
            return null;
        }

        board.Tasks.Add(task.Id, task);
        CloseChat(portal, task, closed: false);
        board.Remember(task, PortalDates.Now(portal), actor, "RENEW", null, null);
        TaskEvents.Added(portal, actor, task.Id);
        return task;
    }

    /// <summary>Moves a task to another group; 0 takes it out of its group.</summary>
    public static void Move(Portal portal, PortalUser? actor, PortalTask task, long groupId) =>
        Update(portal, actor, task, new JsonObject { ["GROUP_ID"] = groupId });

    /// <summary>A template's agent spawns the next task of a series: same fields, no human actor.</summary>
    public static PortalTask Spawn(Portal portal, PortalTask series)
    {
        var task = Add(portal, null, new JsonObject
        {
            ["TITLE"] = series.Title,
            ["DESCRIPTION"] = series.Description,
            ["CREATED_BY"] = series.CreatedBy,
            ["RESPONSIBLE_ID"] = series.ResponsibleId,
            ["GROUP_ID"] = series.GroupId,
            ["PRIORITY"] = series.Priority,
        });
        task.ForkedByTemplateId = series.Id;
        return task;
    }

    /// <summary>Puts a change and everything that follows from it in order: dates, history, chat, service lines, event.</summary>
    internal static void Change(Portal portal, PortalUser? actor, PortalTask task, Action change)
    {
        var now = PortalDates.Now(portal);
        var before = TaskPrint.Of(task);
        var roles = task.Participants.ToList();
        change();
        var changes = TaskPrint.Changes(before, TaskPrint.Of(task)).ToList();
        task.ChangedDate = now;
        task.ChangedBy = actor?.Id ?? 0;
        task.Revision++;
        foreach (var (field, from, to) in changes)
        {
            portal.State<TaskBoard>().Remember(task, now, actor, field, from, to);
        }

        if (task.ChatId is { } chatId)
        {
            portal.State<ChatBoard>().Chats[chatId].Name = task.Title;
        }

        TaskEvents.Updated(portal, actor, task.Id);
        ChatActions.FollowRoles(portal, task, actor, roles);
        ServiceLines.Tell(portal, task, actor, changes);
    }

    private static void CloseChat(Portal portal, PortalTask task, bool closed)
    {
        if (task.ChatId is { } chatId)
        {
            portal.State<ChatBoard>().Chats[chatId].IsClosed = closed;
        }
    }

    private static void SetStatus(PortalTask task, int status, PortalUser actor, DateTimeOffset now, bool isFirst = false)
    {
        task.Status = status;
        task.StatusChangedBy = actor.Id;
        task.StatusChangedDate = now;
        var closed = status is TaskStatus.Completed or TaskStatus.AwaitingControl;
        task.ClosedBy = closed ? actor.Id : isFirst ? null : 0;
        task.ClosedDate = closed ? now : null;
        if (status == TaskStatus.InProgress)
        {
            task.DateStart = now;
        }
    }

    private static PortalUser Robot(Portal portal) => portal.Users.Values.FirstOrDefault(user => user.IsAdmin) ?? portal.Users.Values.First();
}

using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>
/// Who may do what with a task. Administrators: everything. Others: tasks they have a role in and tasks of groups whose
/// members may see them (b24restdocs: api-reference/tasks/tasks-task-get.md).
/// </summary>
public static class TaskRights
{
    /// <summary>May see the task.</summary>
    public static bool CanRead(Portal portal, PortalUser user, PortalTask task) =>
        user.IsAdmin || task.Participants.Contains(user.Id) || Allows(portal, task.GroupId, user, GroupOperation.ViewAll);

    /// <summary>May change any field.</summary>
    public static bool CanEdit(Portal portal, PortalUser user, PortalTask task) =>
        user.IsAdmin || task.CreatedBy == user.Id || Allows(portal, task.GroupId, user, GroupOperation.EditTasks);

    /// <summary>May delete the task.</summary>
    public static bool CanRemove(Portal portal, PortalUser user, PortalTask task) =>
        user.IsAdmin || task.CreatedBy == user.Id || Allows(portal, task.GroupId, user, GroupOperation.DeleteTasks);

    /// <summary>May do the work: start, pause, complete, defer.</summary>
    public static bool CanWork(Portal portal, PortalUser user, PortalTask task) =>
        CanEdit(portal, user, task) || task.ResponsibleId == user.Id || task.Accomplices.Contains(user.Id);

    /// <summary>May change the deadline.</summary>
    public static bool CanChangeDeadline(Portal portal, PortalUser user, PortalTask task) =>
        CanEdit(portal, user, task) || (task.AllowChangeDeadline && task.ResponsibleId == user.Id);

    /// <summary>May give the task to somebody else.</summary>
    public static bool CanDelegate(Portal portal, PortalUser user, PortalTask task) =>
        CanEdit(portal, user, task) || task.ResponsibleId == user.Id;

    /// <summary>May accept or refuse the work.</summary>
    public static bool CanControl(PortalUser user, PortalTask task) => user.IsAdmin || task.CreatedBy == user.Id;

    /// <summary>May make a task in the group; asked for its creator. Group 0 is nobody's.</summary>
    public static bool CanCreateIn(Portal portal, PortalUser user, long groupId) =>
        groupId == 0 || user.IsAdmin || Allows(portal, groupId, user, GroupOperation.CreateTasks);

    /// <summary>Actions by their v2 name with the caller's answer, in the documented order.</summary>
    public static IReadOnlyList<KeyValuePair<string, bool>> Actions(Portal portal, PortalUser user, PortalTask task)
    {
        var edit = CanEdit(portal, user, task);
        var read = CanRead(portal, user, task);
        var favourite = task.FavouriteOf.Contains(user.Id);
        bool May(string verb) => TaskLife.Next(portal, user, task, verb) is not null;
        return
        [
            new("accept", false), new("decline", false), new("complete", May("complete")), new("approve", May("approve")),
            new("disapprove", May("disapprove")), new("start", May("start")), new("pause", May("pause")),
            new("delegate", CanDelegate(portal, user, task)), new("remove", CanRemove(portal, user, task)), new("edit", edit),
            new("defer", May("defer")), new("renew", May("renew")), new("create", true),
            new("changeDeadline", CanChangeDeadline(portal, user, task)), new("checklistAddItems", CanWork(portal, user, task)),
            new("addFavorite", read && !favourite), new("deleteFavorite", read && favourite), new("rate", edit), new("take", false),
            new("edit.originator", false), new("checklist.reorder", CanWork(portal, user, task)), new("elapsedtime.add", read),
            new("dayplan.timer.toggle", read && task.AllowTimeTracking), new("edit.plan", edit), new("checklist.add", CanWork(portal, user, task)),
            new("favorite.add", read && !favourite), new("favorite.delete", read && favourite),
        ];
    }

    private static bool Allows(Portal portal, long groupId, PortalUser user, GroupOperation operation) =>
        groupId != 0 && portal.State<GroupBoard>().Groups.GetValueOrDefault(groupId)?.Allows(user, operation) == true;
}

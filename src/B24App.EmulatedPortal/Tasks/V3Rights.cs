using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Rights as REST 3.0 prints them (b24restdocs: api-reference/tasks/tasks-task-access-get.md).</summary>
internal static class V3Rights
{
    public static JsonObject Of(Portal portal, PortalUser user, PortalTask task)
    {
        var read = TaskRights.CanRead(portal, user, task);
        var edit = TaskRights.CanEdit(portal, user, task);
        var work = TaskRights.CanWork(portal, user, task);
        bool May(string verb) => read && TaskLife.Next(portal, user, task, verb) is not null;
        return new JsonObject
        {
            ["read"] = read,
            ["watch"] = read,
            ["mute"] = read,
            ["createSubtask"] = read,
            ["createResult"] = work,
            ["edit"] = edit,
            ["remove"] = TaskRights.CanRemove(portal, user, task),
            ["complete"] = May("complete"),
            ["approve"] = May("approve"),
            ["disapprove"] = May("disapprove"),
            ["start"] = May("start"),
            ["take"] = false,
            ["delegate"] = TaskRights.CanDelegate(portal, user, task),
            ["defer"] = May("defer"),
            ["renew"] = May("renew"),
            ["deadline"] = TaskRights.CanChangeDeadline(portal, user, task),
            ["datePlan"] = edit,
            ["changeDirector"] = user.IsAdmin,
            ["changeResponsible"] = edit,
            ["changeAccomplices"] = edit,
            ["pause"] = May("pause"),
            ["timeTracking"] = false,
            ["mark"] = edit,
            ["changeStatus"] = work,
            ["reminder"] = read,
            ["addAuditors"] = work,
            ["elapsedTime"] = work,
            ["favorite"] = read,
            ["checklistAdd"] = work,
            ["checklistEdit"] = work,
            ["checklistSave"] = work,
            ["checklistToggle"] = work,
            ["automate"] = edit,
            ["resultEdit"] = false,
            ["completeResult"] = work,
            ["removeResult"] = false,
            ["resultRead"] = false,
            ["admin"] = user.IsAdmin,
            ["copy"] = read,
            ["saveAsTemplate"] = read,
            ["attachFile"] = work,
            ["detachFile"] = edit,
            ["detachParent"] = edit,
            ["createGanttDependence"] = edit,
            ["sort"] = false,
        };
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Checklists;

/// <summary>Lines of checklists as the documents print them.</summary>
internal static class ChecklistShape
{
    /// <summary>A row of <c>task.checklistitem.*</c>.</summary>
    public static JsonObject Row(RestCall call, ChecklistItem item) => new()
    {
        ["ID"] = Php.Text(item.Id),
        ["TASK_ID"] = Php.Text(item.TaskId),
        ["PARENT_ID"] = item.ParentId == 0 ? 0 : Php.Text(item.ParentId), // an int for a root, a string otherwise
        ["CREATED_BY"] = Php.Text(item.CreatedBy),
        ["TITLE"] = item.Title,
        ["SORT_INDEX"] = Php.Text(item.SortIndex),
        ["IS_COMPLETE"] = TaskShape.Flag(item.IsComplete),
        ["IS_IMPORTANT"] = TaskShape.Flag(item.IsImportant),
        ["TOGGLED_BY"] = item.ToggledBy is { } by ? Php.Text(by) : null,
        ["TOGGLED_DATE"] = item.ToggledAt is { } at ? PortalDates.Print(at, call.User) : "",
        ["MEMBERS"] = Members(call.Portal, item),
        ["ATTACHMENTS"] = new JsonArray(),
    };

    /// <summary>The field <c>checklist</c> of a task: a map by id (b24restdocs: api-reference/tasks/fields.md).</summary>
    public static JsonNode OfTask(Portal portal, PortalUser caller, PortalTask task) => !portal.Switches.TaskShowsChecklist
        ? new JsonArray()
        : Php.Map(portal.State<ChecklistBook>().Of(task.Id).Select(item => KeyValuePair.Create(Php.Text(item.Id), (JsonNode?)Field(portal, caller, task, item))));

    private static JsonObject Field(Portal portal, PortalUser caller, PortalTask task, ChecklistItem item)
    {
        var may = TaskRights.CanWork(portal, caller, task);
        return new JsonObject
        {
            ["id"] = Php.Text(item.Id),
            ["taskId"] = Php.Text(item.TaskId),
            ["createdBy"] = Php.Text(item.CreatedBy),
            ["parentId"] = item.ParentId == 0 ? 0 : Php.Text(item.ParentId),
            ["title"] = item.Title,
            ["sortIndex"] = Php.Text(item.SortIndex),
            ["isComplete"] = TaskShape.Flag(item.IsComplete),
            ["isImportant"] = TaskShape.Flag(item.IsImportant),
            ["toggledBy"] = item.ToggledBy is { } by ? Php.Text(by) : null,
            ["toggledDate"] = item.ToggledAt is { } at ? PortalDates.Print(at, caller) : "",
            ["ufChecklistFiles"] = false,
            ["members"] = Members(portal, item),
            ["attachments"] = new JsonArray(),
            ["entityId"] = Php.Text(item.TaskId),
            ["action"] = new JsonObject { ["modify"] = may, ["remove"] = may, ["toggle"] = may, ["add"] = may, ["addAccomplice"] = may },
        };
    }

    private static JsonArray Members(Portal portal, ChecklistItem item) => new([.. item.Members.Select(member => (JsonNode)new JsonObject
    {
        ["ID"] = Php.Text(member.Key),
        ["TYPE"] = member.Value,
        ["NAME"] = portal.Users.GetValueOrDefault(member.Key)?.FullName ?? "",
        ["PERSONAL_PHOTO"] = null,
        ["PERSONAL_GENDER"] = "",
        ["IMAGE"] = "",
        ["IS_COLLABER"] = false,
    })]);
}

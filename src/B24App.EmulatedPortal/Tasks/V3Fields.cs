using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>One property of the v3 task.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Documented type.</param>
/// <param name="Read">How it is read; null for what can only be written or is a relation.</param>
internal sealed record V3Field(string Name, string Type, Func<RestCall, PortalTask, JsonNode?> Read)
{
    /// <summary>The v2 field it writes; null when it is read-only.</summary>
    public string? Writes { get; init; }

    /// <summary>Comes without being selected.</summary>
    public bool ByDefault { get; init; } = true;
}

/// <summary>The properties of a task in REST 3.0, in the order of the documented answer (b24restdocs: api-reference/tasks/fields-rest-v3.md).</summary>
internal static class V3Fields
{
    private static readonly string[] Priorities = ["low", "average", "high"];

    public static IReadOnlyList<V3Field> All { get; } =
    [
        new("id", "int", (_, task) => task.Id),
        new("title", "string", (_, task) => task.Title) { Writes = "TITLE" },
        new("description", "string", (_, task) => TaskShape.Description(task)) { Writes = "DESCRIPTION" },
        new("creatorId", "int", (_, task) => task.CreatedBy) { Writes = "CREATED_BY", ByDefault = false },
        new("created", "datetime", (call, task) => Date(call, task.CreatedDate)) { ByDefault = false },
        new("responsibleId", "int", (_, task) => task.ResponsibleId) { Writes = "RESPONSIBLE_ID", ByDefault = false },
        new("deadline", "datetime", (call, task) => Date(call, task.Deadline)) { Writes = "DEADLINE" },
        new("needsControl", "bool", (_, task) => task.TaskControl) { Writes = "TASK_CONTROL" },
        new("startPlan", "datetime", (call, task) => Date(call, task.StartDatePlan)) { Writes = "START_DATE_PLAN" },
        new("endPlan", "datetime", (call, task) => Date(call, task.EndDatePlan)) { Writes = "END_DATE_PLAN" },
        new("fileIds", "array", (_, _) => null),
        new("checklist", "array", (_, _) => new JsonArray()),
        new("groupId", "int", (_, task) => Number(task.GroupId)) { Writes = "GROUP_ID", ByDefault = false },
        new("stageId", "int", (_, task) => Number(task.StageId)) { Writes = "STAGE_ID", ByDefault = false },
        new("flowId", "int", (_, task) => task.FlowId) { Writes = "FLOW_ID", ByDefault = false },
        new("epicId", "int", (_, _) => null),
        new("storyPoints", "int", (_, _) => null),
        new("priority", "string", (_, task) => Priorities[task.Priority]) { Writes = "PRIORITY" },
        new("status", "string", (_, task) => StatusName(task.Status)) { Writes = "STATUS" },
        new("statusChanged", "datetime", (call, task) => task.StatusChangedBy is null ? null : Date(call, task.StatusChangedDate)),
        new("statusChangedById", "int", (_, task) => task.StatusChangedBy) { ByDefault = false },
        new("accomplices", "array", (_, task) => Ids(task.Accomplices)) { Writes = "ACCOMPLICES", ByDefault = false },
        new("auditors", "array", (_, task) => Ids(task.Auditors)) { Writes = "AUDITORS", ByDefault = false },
        new("parentId", "int", (_, task) => task.ParentId) { Writes = "PARENT_ID" },
        new("containsChecklist", "bool", (_, _) => false),
        new("containsSubTasks", "bool", (call, task) => call.Portal.State<TaskBoard>().Tasks.Values.Any(child => child.ParentId == task.Id)),
        new("containsRelatedTasks", "bool", (_, task) => task.DependsOn.Count > 0),
        new("containsGanttLinks", "bool", (_, _) => false),
        new("containsPlacements", "bool", (_, _) => true),
        new("containsResults", "bool", (_, _) => false),
        new("numberOfReminders", "int", (_, _) => 0),
        new("chatId", "int", (call, task) => TaskCards.ChatIdShown(call.Portal, task)),
        new("plannedDuration", "int", (_, task) => task.DurationPlan ?? 0),
        new("actualDuration", "int", (_, _) => 0),
        new("durationType", "string", (_, task) => task.DurationType),
        new("started", "datetime", (call, task) => Date(call, task.DateStart)),
        new("estimatedTime", "int", (_, task) => task.TimeEstimate) { Writes = "TIME_ESTIMATE" },
        new("replicate", "bool", (_, task) => task.Replicate) { Writes = "REPLICATE" },
        new("changed", "datetime", (call, task) => Date(call, task.ChangedDate)),
        new("changedById", "int", (_, task) => task.ChangedBy) { ByDefault = false },
        new("closed", "datetime", (call, task) => Date(call, task.ClosedDate)),
        new("closedById", "int", (_, task) => task.ClosedBy) { ByDefault = false },
        new("activity", "datetime", (call, task) => Date(call, task.ActivityDate)),
        new("guid", "string", (_, task) => task.Uuid) { Writes = "GUID" },
        new("xmlId", "string", (_, task) => task.XmlId) { Writes = "XML_ID" },
        new("exchangeId", "string", (_, _) => null),
        new("exchangeModified", "datetime", (_, _) => null),
        new("outlookVersion", "int", (_, task) => task.Revision),
        new("mark", "string", (_, task) => task.Mark switch { "P" => "positive", "N" => "negative", _ => "none" }) { Writes = "MARK" },
        new("allowsChangeDeadline", "bool", (_, task) => task.AllowChangeDeadline) { Writes = "ALLOW_CHANGE_DEADLINE" },
        new("allowsTimeTracking", "bool", (_, task) => task.AllowTimeTracking) { Writes = "ALLOW_TIME_TRACKING" },
        new("matchesWorkTime", "bool", (_, task) => task.MatchWorkTime) { Writes = "MATCH_WORK_TIME" },
        new("addInReport", "bool", (_, _) => null) { Writes = "ADD_IN_REPORT" },
        new("isMultitask", "bool", (_, _) => false),
        new("siteId", "string", (_, task) => task.SiteId),
        new("deadlineCount", "int", (_, _) => null),
        new("declineReason", "string", (_, _) => null),
        new("forumTopicId", "int", (_, task) => task.ForumTopicId),
        new("link", "string", (call, task) => $"/company/personal/user/{call.User.Id}/tasks/task/view/{task.Id}/"),
        new("rights", "object", (call, task) => V3Rights.Of(call.Portal, call.User, task)),
        new("archiveLink", "string", (_, task) => $"/bitrix/tools/disk/uf.php?entityId={task.Id}&entity=TASKS_TASK&fieldName=UF_TASK_WEBDAV_FILES&action=downloadArchiveByEntity&ncc=1"),
        new("crmItemIds", "array", (_, task) => task.CustomFields.GetValueOrDefault("UF_CRM_TASK")?.DeepClone() ?? new JsonArray()) { Writes = "UF_CRM_TASK" },
        new("requireResult", "bool", (_, _) => false),
        new("matchesSubTasksTime", "bool", (_, _) => false),
        new("autocompleteSubTasks", "bool", (_, _) => false),
        new("allowsChangeDatePlan", "bool", (_, _) => false),
        new("maxDeadlineChangeDate", "datetime", (_, _) => null),
        new("maxDeadlineChanges", "int", (_, _) => null),
        new("requireDeadlineChangeReason", "bool", (_, _) => false),
        new("inFavorite", "array", (_, task) => Ids(task.FavouriteOf)),
        new("inPin", "array", (_, task) => Ids(task.PinnedBy)),
        new("inGroupPin", "array", (_, _) => new JsonArray()),
        new("inMute", "array", (_, task) => Ids(task.MutedBy)),
        new("dependsOn", "array", (_, task) => Ids(task.DependsOn)),
        new("scenarios", "array", (_, _) => new JsonArray("default")),
    ];

    /// <summary>Relations: read only when a select names one of their properties.</summary>
    public static IReadOnlyList<string> Relations { get; } = ["creator", "responsible", "group", "chat"];

    public static V3Field? Find(string name) => All.FirstOrDefault(field => field.Name == name);

    /// <summary>Code of a status name; null when there is no such status.</summary>
    public static int? StatusCode(string? name) => name switch
    {
        "pending" => TaskStatus.Pending,
        "in_progress" => TaskStatus.InProgress,
        "supposedly_completed" => TaskStatus.AwaitingControl,
        "completed" => TaskStatus.Completed,
        "deferred" => TaskStatus.Deferred,
        _ => null,
    };

    /// <summary>Code of a priority name, or -1.</summary>
    public static int PriorityCode(string? name) => Array.IndexOf(Priorities, name);

    private static string StatusName(int status) => status switch
    {
        TaskStatus.InProgress => "in_progress",
        TaskStatus.AwaitingControl => "supposedly_completed",
        TaskStatus.Completed => "completed",
        TaskStatus.Deferred => "deferred",
        _ => "pending",
    };

    private static string? Date(RestCall call, DateTimeOffset? moment) => PortalDates.Print(moment, call.User);

    private static long? Number(long id) => id == 0 ? null : id;

    private static JsonArray Ids(IEnumerable<long> ids) => new([.. ids.Select(id => (JsonNode)id)]);
}

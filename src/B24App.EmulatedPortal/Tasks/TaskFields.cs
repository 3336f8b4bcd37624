using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Elapsed;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>How v2 reads each stored field, in the order of the documented answers.</summary>
internal static class TaskFields
{
    public static IReadOnlyList<KeyValuePair<string, Func<Portal, PortalUser, PortalTask, JsonNode?>>> Readers { get; } =
    [
        Field("ID", (_, _, task) => Id(task.Id)),
        Field("PARENT_ID", (_, _, task) => Id(task.ParentId)),
        Field("TITLE", (_, _, task) => task.Title),
        Field("DESCRIPTION", (_, _, task) => TaskShape.Description(task)),
        Field("MARK", (_, _, task) => task.Mark),
        Field("PRIORITY", (_, _, task) => Id(task.Priority)),
        Field("MULTITASK", (_, _, _) => "N"),
        Field("NOT_VIEWED", (_, _, _) => "N"),
        Field("REPLICATE", (_, _, task) => TaskShape.Flag(task.Replicate)),
        Field("STAGE_ID", (_, _, task) => Id(task.StageId)),
        Field("SPRINT_ID", (_, _, _) => null),
        Field("BACKLOG_ID", (_, _, _) => null),
        Field("CREATED_BY", (_, _, task) => Id(task.CreatedBy)),
        Field("CREATED_DATE", (_, caller, task) => PortalDates.Print(task.CreatedDate, caller)),
        Field("RESPONSIBLE_ID", (_, _, task) => Id(task.ResponsibleId)),
        Field("CHANGED_BY", (_, _, task) => Id(task.ChangedBy)),
        Field("CHANGED_DATE", (_, caller, task) => PortalDates.Print(task.ChangedDate, caller)),
        Field("STATUS_CHANGED_BY", (_, _, task) => Id(task.StatusChangedBy)),
        Field("CLOSED_BY", (_, _, task) => Id(task.ClosedBy)),
        Field("CLOSED_DATE", (_, caller, task) => PortalDates.Print(task.ClosedDate, caller)),
        Field("ACTIVITY_DATE", (_, caller, task) => PortalDates.Print(task.ActivityDate, caller)),
        Field("DATE_START", (_, caller, task) => PortalDates.Print(task.DateStart, caller)),
        Field("DEADLINE", (_, caller, task) => PortalDates.Print(task.Deadline, caller)),
        Field("START_DATE_PLAN", (_, caller, task) => PortalDates.Print(task.StartDatePlan, caller)),
        Field("END_DATE_PLAN", (_, caller, task) => PortalDates.Print(task.EndDatePlan, caller)),
        Field("GUID", (_, _, task) => task.Uuid),
        Field("XML_ID", (_, _, task) => task.XmlId),
        Field("COMMENTS_COUNT", (portal, _, task) => Count(portal, task, _ => true)),
        Field("SERVICE_COMMENTS_COUNT", (portal, _, task) => Count(portal, task, comment => comment.IsService)),
        Field("ALLOW_CHANGE_DEADLINE", (_, _, task) => TaskShape.Flag(task.AllowChangeDeadline)),
        Field("ALLOW_TIME_TRACKING", (_, _, task) => TaskShape.Flag(task.AllowTimeTracking)),
        Field("TASK_CONTROL", (_, _, task) => TaskShape.Flag(task.TaskControl)),
        Field("ADD_IN_REPORT", (_, _, task) => TaskShape.Flag(task.AddInReport)),
        Field("FORKED_BY_TEMPLATE_ID", (_, _, task) => Id(task.ForkedByTemplateId)),
        Field("TIME_ESTIMATE", (_, _, task) => Id(task.TimeEstimate)),
        Field("TIME_SPENT_IN_LOGS", (portal, _, task) => Spent(portal, task)),
        Field("MATCH_WORK_TIME", (_, _, task) => TaskShape.Flag(task.MatchWorkTime)),
        Field("FORUM_TOPIC_ID", (_, _, task) => Id(task.ForumTopicId)),
        Field("FORUM_ID", (_, _, task) => task.ForumTopicId is null ? null : "11"),
        Field("SITE_ID", (_, _, task) => task.SiteId),
        Field("SUBORDINATE", (_, caller, task) => TaskShape.Flag(task.CreatedBy == caller.Id)),
        Field("EXCHANGE_MODIFIED", (_, _, _) => null),
        Field("EXCHANGE_ID", (_, _, _) => null),
        Field("OUTLOOK_VERSION", (_, _, task) => Id(task.Revision)),
        Field("VIEWED_DATE", (_, _, _) => null),
        Field("SORTING", (_, _, _) => null),
        Field("DURATION_FACT", (_, _, _) => null),
        Field("IS_MUTED", (_, caller, task) => TaskShape.Flag(task.MutedBy.Contains(caller.Id))),
        Field("IS_PINNED", (_, caller, task) => TaskShape.Flag(task.PinnedBy.Contains(caller.Id))),
        Field("IS_PINNED_IN_GROUP", (_, _, _) => "N"),
        Field("FLOW_ID", (_, _, task) => Id(task.FlowId)),
        Field("DESCRIPTION_IN_BBCODE", (_, _, task) => TaskShape.Flag(task.DescriptionInBbcode)),
        Field("STATUS", (_, _, task) => Id(task.Status)),
        Field("STATUS_CHANGED_DATE", (_, caller, task) => PortalDates.Print(task.StatusChangedDate, caller)),
        Field("DURATION_PLAN", (_, _, task) => Id(task.DurationPlan)),
        Field("DURATION_TYPE", (_, _, task) => task.DurationType),
        Field("FAVORITE", (_, caller, task) => TaskShape.Flag(task.FavouriteOf.Contains(caller.Id))),
        Field("GROUP_ID", (_, _, task) => Id(task.GroupId)),
        Field("AUDITORS", (_, _, task) => Ids(task.Auditors)),
        Field("ACCOMPLICES", (_, _, task) => Ids(task.Accomplices)),
        Field("CHECKLIST", ChecklistShape.OfTask),
    ];

    private static KeyValuePair<string, Func<Portal, PortalUser, PortalTask, JsonNode?>> Field(
        string name, Func<Portal, PortalUser, PortalTask, JsonNode?> read) => KeyValuePair.Create(name, read);

    private static JsonNode? Id(long? value) => value is { } number ? Php.Text(number) : null;

    private static JsonArray Ids(IEnumerable<long> ids) => new([.. ids.Select(id => (JsonNode?)Php.Text(id))]);

    // A task nobody has logged time on has no sum.
    private static string? Spent(Portal portal, PortalTask task)
    {
        var seconds = portal.State<ElapsedBook>().Of(task.Id).Sum(entry => entry.Seconds);
        return seconds == 0 ? null : Php.Text(seconds);
    }

    // Only the old card counts: a topic that was never opened has no counters at all.
    private static string? Count(Portal portal, PortalTask task, Func<TaskComment, bool> counts) =>
        task.ForumTopicId is null ? null : Php.Text(portal.State<CommentBook>().Of(task.Id).Count(counts));
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>The order of <c>tasks.task.list</c>; a key that cannot be sorted by is refused.</summary>
internal static class TaskOrder
{
    private static readonly Dictionary<string, Func<Portal, PortalUser, PortalTask, IComparable?>> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ID"] = (_, _, task) => task.Id,
        ["TITLE"] = (_, _, task) => task.Title,
        ["TIME_SPENT_IN_LOGS"] = (_, _, _) => 0,
        ["DATE_START"] = (_, _, task) => task.DateStart,
        ["CREATED_DATE"] = (_, _, task) => task.CreatedDate,
        ["CHANGED_DATE"] = (_, _, task) => task.ChangedDate,
        ["CLOSED_DATE"] = (_, _, task) => task.ClosedDate,
        ["ACTIVITY_DATE"] = (_, _, task) => task.ActivityDate,
        ["START_DATE_PLAN"] = (_, _, task) => task.StartDatePlan,
        ["END_DATE_PLAN"] = (_, _, task) => task.EndDatePlan,
        ["DEADLINE"] = (_, _, task) => task.Deadline,
        ["REAL_STATUS"] = (_, _, task) => task.Status,
        ["STATUS_COMPLETE"] = (_, _, task) => task.Status == TaskStatus.Completed ? 2 : 1,
        ["PRIORITY"] = (_, _, task) => task.Priority,
        ["MARK"] = (_, _, task) => task.Mark,
        ["CREATED_BY_LAST_NAME"] = (portal, _, task) => portal.Users.GetValueOrDefault(task.CreatedBy)?.LastName,
        ["RESPONSIBLE_LAST_NAME"] = (portal, _, task) => portal.Users.GetValueOrDefault(task.ResponsibleId)?.LastName,
        ["GROUP_ID"] = (_, _, task) => task.GroupId,
        ["TIME_ESTIMATE"] = (_, _, task) => task.TimeEstimate,
        ["ALLOW_CHANGE_DEADLINE"] = (_, _, task) => task.AllowChangeDeadline,
        ["ALLOW_TIME_TRACKING"] = (_, _, task) => task.AllowTimeTracking,
        ["MATCH_WORK_TIME"] = (_, _, task) => task.MatchWorkTime,
        ["FAVORITE"] = (_, caller, task) => task.FavouriteOf.Contains(caller.Id),
        ["SORTING"] = (_, _, _) => 0,
        ["IS_PINNED"] = (_, caller, task) => task.PinnedBy.Contains(caller.Id),
        ["IS_PINNED_IN_GROUP"] = (_, _, _) => false,
    };

    public static IEnumerable<PortalTask> Apply(Portal portal, PortalUser caller, IEnumerable<PortalTask> tasks, JsonObject? order)
    {
        IOrderedEnumerable<PortalTask>? sorted = null;
        foreach (var (key, direction) in order ?? [])
        {
            if (!Keys.TryGetValue(key, out var read))
            {
                throw new RestError("0", "Invalid sorting key (internal error)");
            }

            IComparable? Read(PortalTask task) => read(portal, caller, task);
            var down = (Php.AsText(direction) ?? "").StartsWith("desc", StringComparison.OrdinalIgnoreCase);
            sorted = (sorted, down) switch
            {
                (null, true) => tasks.OrderByDescending(Read),
                (null, false) => tasks.OrderBy(Read),
                (_, true) => sorted.ThenByDescending(Read),
                _ => sorted.ThenBy(Read),
            };
        }

        return sorted ?? tasks.OrderByDescending(task => task.Id);
    }
}

using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>A task's fields as history writes them; two of them tell what changed.</summary>
internal static class TaskPrint
{
    public static Dictionary<string, string?> Of(PortalTask task) => new(StringComparer.Ordinal)
    {
        ["TITLE"] = task.Title,
        ["DESCRIPTION"] = task.Description,
        ["STATUS"] = Php.Text(task.Status),
        ["PRIORITY"] = Php.Text(task.Priority),
        ["MARK"] = task.Mark,
        ["DEADLINE"] = Date(task.Deadline),
        ["START_DATE_PLAN"] = Date(task.StartDatePlan),
        ["END_DATE_PLAN"] = Date(task.EndDatePlan),
        ["CREATED_BY"] = Php.Text(task.CreatedBy),
        ["RESPONSIBLE_ID"] = Php.Text(task.ResponsibleId),
        ["ACCOMPLICES"] = Ids(task.Accomplices),
        ["AUDITORS"] = Ids(task.Auditors),
        ["TAGS"] = string.Join(',', task.Tags),
        ["GROUP_ID"] = Php.Text(task.GroupId),
        ["STAGE_ID"] = Php.Text(task.StageId),
        ["PARENT_ID"] = task.ParentId is { } parent ? Php.Text(parent) : null,
        ["DEPENDS_ON"] = Ids(task.DependsOn),
        ["TIME_ESTIMATE"] = Php.Text(task.TimeEstimate),
    };

    public static IEnumerable<(string Field, string? From, string? To)> Changes(
        IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after) =>
        before.Where(pair => after[pair.Key] != pair.Value).Select(pair => (pair.Key, pair.Value, after[pair.Key]));

    private static string Ids(IEnumerable<long> ids) => string.Join(',', ids.Select(Php.Text));

    private static string? Date(DateTimeOffset? moment) => moment is { } value ? Php.Text(value.ToUnixTimeSeconds()) : null;
}

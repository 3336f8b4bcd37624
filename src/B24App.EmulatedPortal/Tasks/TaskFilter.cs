using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>
/// The filter of <c>tasks.task.list</c>: keys with the prefixes <c>! &lt; &lt;= &gt; &gt;= % =</c>, lists as IN. A key the
/// portal does not know is ignored, so the rows come unfiltered (tasks.md, trap 9).
/// </summary>
internal static partial class TaskFilter
{
    private static readonly HashSet<string> Dates = new(StringComparer.Ordinal)
    {
        "DATE_START", "DEADLINE", "CREATED_DATE", "CLOSED_DATE", "CHANGED_DATE", "ACTIVITY_DATE", "START_DATE_PLAN", "END_DATE_PLAN", "STATUS_CHANGED_DATE",
    };

    public static bool Matches(Portal portal, PortalUser caller, PortalTask task, JsonObject filter)
    {
        var any = Php.AsText(Php.Field(filter, "::LOGIC")) == "OR";
        var answers = filter
            .Where(pair => pair.Key != "::LOGIC")
            .Select(pair => pair.Key.StartsWith("::SUBFILTER", StringComparison.OrdinalIgnoreCase)
                ? pair.Value is JsonObject inner ? Matches(portal, caller, task, inner) : null
                : One(portal, caller, task, pair.Key, pair.Value))
            .OfType<bool>()
            .ToList();
        return any && answers.Count > 0 ? answers.Contains(true) : !answers.Contains(false);
    }

    /// <summary>-1 overdue, otherwise the real status.</summary>
    public static int MetaStatus(PortalTask task, DateTimeOffset now) =>
        task.Deadline < now && task.Status is not (TaskStatus.AwaitingControl or TaskStatus.Completed or TaskStatus.Deferred) ? -1 : task.Status;

    private static bool? One(Portal portal, PortalUser caller, PortalTask task, string rawKey, JsonNode? value)
    {
        var match = Key().Match(rawKey);
        var (prefix, key) = (match.Groups[1].Value, match.Groups[2].Value.ToUpperInvariant());
        if (Dates.Contains(key))
        {
            return key == "ACTIVITY_DATE" && !portal.Switches.ActivityDateFilter ? null : ByDate(caller, Date(task, key), prefix, value);
        }

        if (key == "ONLY_ROOT_TASKS")
        {
            return Php.AsText(value) != "Y" || task.ParentId is null;
        }

        if (Values(portal, caller, task, key) is not { } actual)
        {
            return null;
        }

        var wanted = Php.AsList(value).Select(item => Php.AsText(item) ?? "").DefaultIfEmpty("").ToList();
        return prefix switch
        {
            "!" or "!=" => !wanted.Exists(want => actual.Exists(have => Same(key, have, want))),
            "<" or "<=" or ">" or ">=" => actual.Exists(have => Compares(have, wanted[0], prefix)),
            "%" => actual.Exists(have => have.Contains(wanted[0].Trim('%'), StringComparison.OrdinalIgnoreCase)),
            "!%" => !actual.Exists(have => have.Contains(wanted[0].Trim('%'), StringComparison.OrdinalIgnoreCase)),
            _ => wanted.Exists(want => actual.Exists(have => Same(key, have, want))),
        };
    }

    private static List<string>? Values(Portal portal, PortalUser caller, PortalTask task, string key) => key switch
    {
        "ID" => [Php.Text(task.Id)],
        "PARENT_ID" => [Php.Text(task.ParentId ?? 0)],
        "GROUP_ID" => [Php.Text(task.GroupId)],
        "STAGE_ID" => [Php.Text(task.StageId)],
        "CREATED_BY" => [Php.Text(task.CreatedBy)],
        "RESPONSIBLE_ID" => [Php.Text(task.ResponsibleId)],
        "CHANGED_BY" => [Php.Text(task.ChangedBy)],
        "STATUS_CHANGED_BY" => [Php.Text(task.StatusChangedBy ?? 0)],
        "PRIORITY" => [Php.Text(task.Priority)],
        "FORUM_TOPIC_ID" => [Php.Text(task.ForumTopicId ?? 0)],
        "IM_CHAT_CHAT_ID" => [Php.Text(task.ChatId ?? 0)],
        "TITLE" => [task.Title],
        "TAG" => task.Tags.Count == 0 ? [""] : task.Tags,
        "REAL_STATUS" => [Php.Text(task.Status)],
        "STATUS" => [.. new[] { task.Status, MetaStatus(task, PortalDates.Now(portal)) }.Distinct().Select(status => Php.Text(status))],
        "MARK" => [task.Mark ?? ""],
        "SITE_ID" => [task.SiteId],
        "ADD_IN_REPORT" => [TaskShape.Flag(task.AddInReport)],
        "FAVORITE" => [TaskShape.Flag(task.FavouriteOf.Contains(caller.Id))],
        "ACCOMPLICE" => Ids(task.Accomplices),
        "AUDITOR" => Ids(task.Auditors),
        "MEMBER" => Ids(task.Participants),
        "DOER" => Ids(task.Accomplices.Prepend(task.ResponsibleId)),
        "DEPENDS_ON" => Ids(task.DependsOn),
        "SPRINT_ID" or "BACKLOG_ID" => ["0"],
        "GUID" => [task.Uuid],
        "XML_ID" => portal.Switches.XmlIdFilter ? [task.XmlId ?? ""] : null,
        _ => key.StartsWith("UF_", StringComparison.Ordinal) ? Custom(portal, task, key) : null,
    };

    private static List<string>? Custom(Portal portal, PortalTask task, string key)
    {
        var known = portal.State<TaskBoard>().UserFields.Exists(field => field.FieldName == key);
        if (!known || (key != "UF_CRM_TASK" && !portal.Switches.UfFilter))
        {
            return null;
        }

        var values = Php.AsList(task.CustomFields.GetValueOrDefault(key)).Select(item => Php.AsText(item) ?? "").ToList();
        return values.Count == 0 ? [""] : values;
    }

    private static List<string> Ids(IEnumerable<long> ids) => [.. ids.Select(Php.Text).DefaultIfEmpty("0")];

    private static bool Same(string key, string have, string want)
    {
        if (key == "TITLE" && want.Contains('%', StringComparison.Ordinal))
        {
            var pattern = string.Join(".*", want.Split('%').Select(Regex.Escape));
            return Regex.IsMatch(have, $"^{pattern}$", RegexOptions.IgnoreCase | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        }

        // An empty wanted value asks for "nothing": no text, no id.
        return string.Equals(have, want, StringComparison.OrdinalIgnoreCase) || (want.Length == 0 && have == "0");
    }

    private static bool Compares(string have, string want, string prefix)
    {
        var order = long.TryParse(have, out var left) && long.TryParse(want, out var right)
            ? left.CompareTo(right)
            : string.CompareOrdinal(have, want);
        return Holds(order, prefix);
    }

    private static bool? ByDate(PortalUser caller, DateTimeOffset? have, string prefix, JsonNode? value)
    {
        if (string.IsNullOrEmpty(Php.AsText(value)))
        {
            return prefix == "!" ? have is not null : have is null;
        }

        return PortalDates.Parse(Php.AsText(value), caller) is not { } want
            ? null
            : prefix == "!" ? have != want : have is { } moment && Holds(moment.CompareTo(want), prefix);
    }

    private static bool Holds(int order, string prefix) => prefix switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => order == 0,
    };

    private static DateTimeOffset? Date(PortalTask task, string key) => key switch
    {
        "DATE_START" => task.DateStart,
        "DEADLINE" => task.Deadline,
        "CREATED_DATE" => task.CreatedDate,
        "CLOSED_DATE" => task.ClosedDate,
        "CHANGED_DATE" => task.ChangedDate,
        "ACTIVITY_DATE" => task.ActivityDate,
        "START_DATE_PLAN" => task.StartDatePlan,
        "END_DATE_PLAN" => task.EndDatePlan,
        _ => task.StatusChangedDate,
    };

    [GeneratedRegex("^(!%|!=|!|<=|>=|<|>|%|=|)(.*)$")]
    private static partial Regex Key();
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Writes checked fields into a task; keys that no client may write are ignored, as the portal does.</summary>
internal static class TaskWriter
{
    public static void Apply(Portal portal, PortalUser caller, PortalTask task, JsonObject fields)
    {
        foreach (var (name, value) in fields)
        {
            var key = name.ToUpperInvariant();
            if (key.StartsWith("UF_", StringComparison.Ordinal))
            {
                Custom(portal, caller, task, key, value);
            }
            else
            {
                One(caller, task, key, value);
            }
        }

        // Planned dates live as a pair: one alone is not stored.
        if (task.StartDatePlan is null || task.EndDatePlan is null)
        {
            task.StartDatePlan = task.EndDatePlan = null;
        }
    }

    private static void One(PortalUser caller, PortalTask task, string key, JsonNode? value)
    {
        var text = Php.AsText(value);
        switch (key)
        {
            case "TITLE": task.Title = text ?? ""; break;
            case "DESCRIPTION":
                task.Description = text ?? "";
                TaskHashtags.Harvest(task, task.Description);
                break;
            case "DESCRIPTION_IN_BBCODE": task.DescriptionInBbcode = text != "N" || !task.Description.Contains('<', StringComparison.Ordinal); break;
            case "PARENT_ID": task.ParentId = Php.AsId(value) is > 0 and var parent ? parent : null; break;
            case "PRIORITY": task.Priority = (int)Math.Clamp(Php.AsId(value) ?? 1, 0, 2); break;
            case "MARK": task.Mark = text is "P" or "N" ? text : null; break;
            case "REPLICATE": task.Replicate = IsYes(text); break;
            case "GROUP_ID":
                task.StageId = task.GroupId == (Php.AsId(value) ?? 0) ? task.StageId : 0;
                task.GroupId = Php.AsId(value) ?? 0;
                break;
            case "STAGE_ID": task.StageId = Php.AsId(value) ?? 0; break;
            case "RESPONSIBLE_ID": task.ResponsibleId = Php.AsId(value) ?? task.ResponsibleId; break;
            case "ACCOMPLICES": task.Accomplices = Ids(value); break;
            case "AUDITORS": task.Auditors = Ids(value); break;
            case "DEPENDS_ON": task.DependsOn = Ids(value); break;
            case "TAGS": task.Tags = Tags(value); break;
            case "DEADLINE": task.Deadline = PortalDates.Parse(text, caller); break;
            case "START_DATE_PLAN": task.StartDatePlan = PortalDates.Parse(text, caller); break;
            case "END_DATE_PLAN": task.EndDatePlan = PortalDates.Parse(text, caller); break;
            case "DURATION_PLAN": task.DurationPlan = Php.AsId(value); break;
            case "DURATION_TYPE": task.DurationType = text ?? "days"; break;
            case "TIME_ESTIMATE": task.TimeEstimate = Php.AsId(value) ?? 0; break;
            case "ALLOW_CHANGE_DEADLINE": task.AllowChangeDeadline = IsYes(text); break;
            case "ALLOW_TIME_TRACKING": task.AllowTimeTracking = IsYes(text); break;
            case "TASK_CONTROL": task.TaskControl = IsYes(text); break;
            case "ADD_IN_REPORT": task.AddInReport = IsYes(text); break;
            case "MATCH_WORK_TIME": task.MatchWorkTime = IsYes(text); break;
            case "XML_ID": task.XmlId = string.IsNullOrEmpty(text) ? null : text; break;
            case "GUID": task.Uuid = string.IsNullOrEmpty(text) ? task.Uuid : text; break;
            case "SITE_ID": task.SiteId = text ?? task.SiteId; break;
            case "FLOW_ID": task.FlowId = Php.AsId(value) is > 0 and var flow ? flow : null; break;
        }
    }

    private static void Custom(Portal portal, PortalUser caller, PortalTask task, string key, JsonNode? value)
    {
        if (portal.State<TaskBoard>().UserFields.Find(field => field.FieldName == key) is not { } field)
        {
            return;
        }

        if (field.UserTypeId == "disk_file")
        {
            var kept = DiskActions.Rewrite(portal, caller, DiskActions.OfTask, task.Id, value);
            task.CustomFields[key] = kept.Count == 0 ? null : new JsonArray([.. kept.Select(id => (JsonNode)id)]);
            return;
        }

        JsonNode? One(JsonNode? raw) => field.UserTypeId switch
        {
            "boolean" => IsYes(Php.AsText(raw)) || Php.AsText(raw) == "1" ? "1" : "0",
            "datetime" => PortalDates.Print(PortalDates.Parse(Php.AsText(raw), caller), caller),
            _ => Php.AsText(raw),
        };

        task.CustomFields[key] = field.Multiple
            ? new JsonArray([.. Php.AsList(value).Where(item => !string.IsNullOrEmpty(Php.AsText(item))).Select(One)])
            : One(value);
    }

    private static bool IsYes(string? text) => text is "Y" or "1" or "true";

    private static List<long> Ids(JsonNode? value) => [.. Php.AsList(value).Select(Php.AsId).OfType<long>().Where(id => id > 0).Distinct()];

    private static List<string> Tags(JsonNode? value) =>
        [.. Php.AsList(value).SelectMany(item => (Php.AsText(item) ?? "").Split(',')).Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}

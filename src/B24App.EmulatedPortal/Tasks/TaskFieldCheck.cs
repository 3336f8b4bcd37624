using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>What a portal refuses in the fields of <c>tasks.task.add</c> and <c>tasks.task.update</c>.</summary>
internal static class TaskFieldCheck
{
    // The documents say "too long" and name no limit; ten years is far beyond any plan.
    private static readonly TimeSpan LongestPlan = TimeSpan.FromDays(3660);

    public static void New(Portal portal, PortalUser caller, JsonObject fields)
    {
        if (string.IsNullOrWhiteSpace(Php.AsText(Php.Field(fields, "TITLE"))))
        {
            throw TaskErrors.Core(portal, "Task title is not specified", "Не указано название задачи");
        }

        if (Php.AsId(Php.Field(fields, "RESPONSIBLE_ID")) is null or 0)
        {
            throw TaskErrors.Core(portal, "Responsible person is not specified", "Не указан исполнитель");
        }

        foreach (var field in portal.State<TaskBoard>().UserFields.Where(field => field.Mandatory))
        {
            if (IsEmpty(Php.Field(fields, field.FieldName)))
            {
                var label = field.Labels.GetValueOrDefault(portal.Language, field.FieldName);
                throw TaskErrors.Core(portal, $"Required field \"{label}\" value not entered", $"Не заполнено обязательное поле \"{label}\"");
            }
        }

        Common(portal, caller, null, fields);
    }

    public static void Change(Portal portal, PortalUser caller, PortalTask task, JsonObject fields)
    {
        if (Php.Field(fields, "TITLE") is { } title && string.IsNullOrWhiteSpace(Php.AsText(title)))
        {
            throw TaskErrors.Core(portal, "Task title is not specified", "Не указано название задачи");
        }

        Common(portal, caller, task, fields);
    }

    private static void Common(Portal portal, PortalUser caller, PortalTask? task, JsonObject fields)
    {
        if (Has(fields, "RESPONSIBLE_ID") && (Php.AsId(Php.Field(fields, "RESPONSIBLE_ID")) is not { } responsible || !IsEmployee(portal, responsible)))
        {
            throw TaskErrors.Core(
                portal, "The user specified in the \"Responsible\" field was not found", "Не найден пользователь, указанный в поле \"Исполнитель\"");
        }

        if (Has(fields, "STATUS") && Php.AsId(Php.Field(fields, "STATUS")) is not (>= TaskStatus.Pending and <= TaskStatus.Deferred))
        {
            throw TaskErrors.Core(portal, "Invalid status", "Некорректный статус");
        }

        Parent(portal, task, fields);
        Plan(portal, caller, task, fields);
    }

    private static void Parent(Portal portal, PortalTask? task, JsonObject fields)
    {
        var board = portal.State<TaskBoard>();
        if (!Has(fields, "PARENT_ID") || Php.AsId(Php.Field(fields, "PARENT_ID")) is not (> 0 and var parentId))
        {
            return;
        }

        if (board.Find(parentId) is not { } parent)
        {
            throw TaskErrors.Core(
                portal, "The task specified in the \"Parent Task\" field was not found", "Не найдена задача, указанная в поле \"Базовая задача\"");
        }

        if (parent.Id == task?.Id)
        {
            throw TaskErrors.Core(portal, "Cannot bind the node to itself", "Нельзя привязать узел к самому себе");
        }

        for (var above = parent; task is not null && above is not null; above = above.ParentId is { } next ? board.Find(next) : null)
        {
            if (above.ParentId == task.Id)
            {
                throw TaskErrors.Core(portal, "Creating cyclic links in tasks is prohibited", "Запрещено создавать циклические связи задач");
            }
        }
    }

    private static void Plan(Portal portal, PortalUser caller, PortalTask? task, JsonObject fields)
    {
        var start = Has(fields, "START_DATE_PLAN") ? PortalDates.Parse(Php.AsText(Php.Field(fields, "START_DATE_PLAN")), caller) : task?.StartDatePlan;
        var end = Has(fields, "END_DATE_PLAN") ? PortalDates.Parse(Php.AsText(Php.Field(fields, "END_DATE_PLAN")), caller) : task?.EndDatePlan;
        if (start is null || end is null)
        {
            return;
        }

        if (end < start)
        {
            throw TaskErrors.Core(
                portal, "The end date specified in the scheduling is earlier than the start date", "Дата завершения в планировании раньше даты начала");
        }

        if (end - start > LongestPlan)
        {
            throw TaskErrors.Core(
                portal, "The duration of the task specified in the scheduling is too long", "Указанная в планировании длительность задачи слишком велика");
        }
    }

    private static bool IsEmployee(Portal portal, long id) => portal.Users.TryGetValue(id, out var user) && user.IsActive;

    private static bool Has(JsonObject fields, string name) => fields.Any(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        _ => string.IsNullOrEmpty(Php.AsText(value)),
    };
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary><c>tasks.task.getFields</c>: the description of every field, custom ones at the end (b24restdocs: api-reference/tasks/tasks-task-get-fields.md).</summary>
internal static class TaskFieldTable
{
    private static readonly (string Name, string Type, string? English, string? Russian)[] Plain =
    [
        ("ID", "integer", "ID", "ID"),
        ("PARENT_ID", "integer", "Base Task ID", "ID базовой задачи"),
        ("TITLE", "string", "Title", "Название"),
        ("DESCRIPTION", "string", "Description", "Описание"),
        ("MARK", "enum", "Rating", "Оценка"),
        ("PRIORITY", "enum", "Priority", "Приоритет"),
        ("STATUS", "enum", "Status", "Статус"),
        ("MULTITASK", "flag", "Multitask", "Множественная задача"),
        ("NOT_VIEWED", "flag", null, null),
        ("REPLICATE", "flag", "Recurring Task", "Повторяемая задача"),
        ("GROUP_ID", "integer", "Project", "Проект"),
        ("STAGE_ID", "integer", "Stage", "Стадия"),
        ("SPRINT_ID", "integer", "Sprint", "Спринт"),
        ("BACKLOG_ID", "integer", "Backlog", "Бэклог"),
        ("CREATED_BY", "integer", "Creator", "Постановщик"),
        ("CREATED_DATE", "datetime", null, null),
        ("RESPONSIBLE_ID", "integer", "Participant", "Исполнитель"),
        ("ACCOMPLICES", "array", null, null),
        ("AUDITORS", "array", null, null),
        ("CHANGED_BY", "integer", "Modified By", "Изменил"),
        ("CHANGED_DATE", "datetime", "Modification Date", "Дата изменения"),
        ("STATUS_CHANGED_BY", "integer", "Status Changed By", "Изменил статус"),
        ("STATUS_CHANGED_DATE", "datetime", "Status Change Date", "Дата изменения статуса"),
        ("CLOSED_BY", "integer", "Closed By", "Закрыл"),
        ("CLOSED_DATE", "datetime", "Closure Date", "Дата закрытия"),
        ("ACTIVITY_DATE", "datetime", null, null),
        ("DATE_START", "datetime", "Start Date", "Дата начала"),
        ("DEADLINE", "datetime", "Deadline", "Крайний срок"),
        ("START_DATE_PLAN", "datetime", "Planned Start", "Плановое начало"),
        ("END_DATE_PLAN", "datetime", "Planned Completion", "Плановое завершение"),
        ("GUID", "string", "GUID", "GUID"),
        ("XML_ID", "string", "XML_ID", "XML_ID"),
        ("COMMENTS_COUNT", "integer", "Number of Comments", "Кол-во комментариев"),
        ("SERVICE_COMMENTS_COUNT", "integer", null, null),
        ("NEW_COMMENTS_COUNT", "integer", null, null),
        ("ALLOW_CHANGE_DEADLINE", "flag", null, null),
        ("ALLOW_TIME_TRACKING", "flag", null, null),
        ("TASK_CONTROL", "flag", "Accept Work", "Принять работу"),
        ("ADD_IN_REPORT", "flag", "Add to Report", "Добавить в отчёт"),
        ("FORKED_BY_TEMPLATE_ID", "flag", "Created from Template", "Создана из шаблона"),
        ("TIME_ESTIMATE", "integer", "Estimated Time", "Затраченное время"),
        ("TIME_SPENT_IN_LOGS", "integer", "Time Spent from Change History", "Затраченное время из истории"),
        ("MATCH_WORK_TIME", "integer", "Skip Weekends", "Пропустить выходные дни"),
        ("FORUM_TOPIC_ID", "integer", "FORUM_TOPIC_ID", "FORUM_TOPIC_ID"),
        ("FORUM_ID", "integer", "FORUM_ID", "FORUM_ID"),
        ("SITE_ID", "string", "SITE_ID", "SITE_ID"),
        ("SUBORDINATE", "flag", "Subordinate Task", "Задача подчинённого"),
        ("FAVORITE", "flag", null, null),
        ("EXCHANGE_MODIFIED", "datetime", "EXCHANGE_MODIFIED", "EXCHANGE_MODIFIED"),
        ("EXCHANGE_ID", "integer", "EXCHANGE_ID", "EXCHANGE_ID"),
        ("OUTLOOK_VERSION", "integer", "OUTLOOK_VERSION", "OUTLOOK_VERSION"),
        ("VIEWED_DATE", "datetime", "Last Viewed Date", "Дата последнего просмотра"),
        ("SORTING", "double", "Sorting Index", "Индекс сортировки"),
        ("DURATION_PLAN", "integer", "Spent (planned)", "Затрачено (план)"),
        ("DURATION_FACT", "integer", "Spent (actual)", "Затрачено (фактически)"),
        ("CHECKLIST", "array", null, null),
        ("DURATION_TYPE", "enum", "DURATION_TYPE", "DURATION_TYPE"),
        ("IS_MUTED", "flag", null, null),
        ("IS_PINNED", "flag", null, null),
        ("IS_PINNED_IN_GROUP", "flag", null, null),
        ("FLOW_ID", "integer", "Flow", "Поток"),
    ];

    private static readonly HashSet<string> NullByDefault = new(StringComparer.Ordinal)
    {
        "CLOSED_BY", "CLOSED_DATE", "ACTIVITY_DATE", "DATE_START", "DEADLINE", "START_DATE_PLAN", "END_DATE_PLAN", "GUID", "XML_ID", "MARK",
        "SUBORDINATE", "FAVORITE", "EXCHANGE_MODIFIED", "EXCHANGE_ID", "OUTLOOK_VERSION",
    };

    private static readonly HashSet<string> ZeroByDefault = new(StringComparer.Ordinal)
    {
        "PARENT_ID", "GROUP_ID", "STAGE_ID", "SPRINT_ID", "BACKLOG_ID", "COMMENTS_COUNT", "SERVICE_COMMENTS_COUNT", "NEW_COMMENTS_COUNT", "FLOW_ID",
    };

    public static RestAnswer Answer(RestCall call)
    {
        var russian = call.Portal.Language == "ru";
        var fields = new JsonObject();
        foreach (var (name, type, english, titleRu) in Plain)
        {
            fields[name] = Describe(name, type, russian ? titleRu : english, russian);
        }

        foreach (var field in call.Portal.State<TaskBoard>().UserFields)
        {
            fields[field.FieldName] = new JsonObject
            {
                ["title"] = field.Labels.GetValueOrDefault(call.Portal.Language),
                ["type"] = field.UserTypeId,
            };
            if (field.Mandatory)
            {
                fields[field.FieldName]!["required"] = true;
            }
        }

        return new RestAnswer(new JsonObject { ["fields"] = fields });
    }

    private static JsonObject Describe(string name, string type, string? title, bool russian)
    {
        var field = new JsonObject { ["title"] = title, ["type"] = type == "flag" ? "enum" : type };
        if (type is "flag" or "enum")
        {
            field["values"] = Values(name, russian);
        }

        if (NullByDefault.Contains(name))
        {
            field["default"] = null;
        }
        else if (ZeroByDefault.Contains(name))
        {
            field["default"] = 0;
        }
        else if (type == "flag")
        {
            field["default"] = "N";
        }

        switch (name)
        {
            case "ID": field["primary"] = true; break;
            case "TITLE" or "CREATED_BY" or "RESPONSIBLE_ID": field["required"] = true; break;
            case "PRIORITY": field["default"] = 1; break;
            case "STATUS": field["default"] = 2; break;
            case "DURATION_TYPE": field["default"] = "days"; break;
        }

        return field;
    }

    private static JsonNode Values(string name, bool russian) => name switch
    {
        "MARK" => new JsonObject { ["N"] = russian ? "Отрицательная" : "Negative", ["P"] = russian ? "Положительная" : "Positive" },
        "PRIORITY" => new JsonObject { ["2"] = russian ? "Высокий" : "High", ["1"] = russian ? "Средний" : "Medium", ["0"] = russian ? "Низкий" : "Low" },
        "STATUS" => new JsonObject
        {
            ["2"] = russian ? "Ждет выполнения" : "Pending",
            ["3"] = russian ? "Выполняется" : "In Progress",
            ["4"] = russian ? "Ожидает контроля" : "Awaiting Review",
            ["5"] = russian ? "Завершена" : "Completed",
            ["6"] = russian ? "Отложена" : "Deferred",
        },
        "DURATION_TYPE" => new JsonArray("secs", "mins", "hours", "days", "weeks", "months", "years"),
        _ => new JsonObject { ["Y"] = russian ? "Да" : "Yes", ["N"] = russian ? "Нет" : "No" },
    };
}

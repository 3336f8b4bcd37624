using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>
/// Custom fields of tasks, positional; changed by administrators alone (b24restdocs: api-reference/tasks/user-field/).
/// </summary>
internal static class UserFieldMethods
{
    private static readonly string[] Allowed = ["string", "double", "datetime", "boolean"];
    private static readonly string[] LabelKeys = ["EDIT_FORM_LABEL", "LIST_COLUMN_LABEL", "LIST_FILTER_LABEL", "ERROR_MESSAGE", "HELP_MESSAGE"];

    public static void Register(MethodTable table)
    {
        void Positional(string name, Func<RestCall, RestAnswer> handler) =>
            table.Add(new RestMethod($"task.item.userfield.{name}", "task", handler) { Binding = Binding.Positional });
        Positional("add", Add);
        Positional("update", Update);
        Positional("delete", Delete);
        Positional("get", Get);
        Positional("getlist", List);
        Positional("gettypes", _ => new RestAnswer(UserFieldTables.Types(), Total: 0));
        Positional("getfields", _ => new RestAnswer(UserFieldTables.Fields(), Total: 0));
        table.Add(new RestMethod("tasks.task.getFields", "task", TaskFieldTable.Answer));
    }

    private static RestAnswer Add(RestCall call)
    {
        Admin(call);
        var given = At(call, 0) as JsonObject ?? throw new RestError("ERROR_CORE", "No parameters found.");
        var type = Text(given, "USER_TYPE_ID") ?? throw new RestError("ERROR_CORE", "The 'USER_TYPE_ID' field is not found.");
        if (!Allowed.Contains(type))
        {
            throw new RestError("ERROR_CORE", "Invalid user type specified.");
        }

        var name = (Text(given, "FIELD_NAME") ?? throw new RestError("ERROR_CORE", "The 'FIELD_NAME' field is not found.")).ToUpperInvariant();
        name = name.StartsWith("UF_", StringComparison.Ordinal) ? name : "UF_" + name;
        var fields = call.Portal.State<TaskBoard>().UserFields;
        if (fields.Exists(field => field.FieldName == name))
        {
            throw new RestError("ERROR_CORE", $"The field {name} for the object TASKS_TASK already exists.");
        }

        var made = new TaskUserField
        {
            Id = fields.Max(field => field.Id) + 2,
            FieldName = name,
            UserTypeId = type,
            Multiple = Text(given, "MULTIPLE") == "Y",
            Settings = UserFieldTables.SettingsOf(type),
        };
        Write(made, given);
        fields.Add(made);
        return new RestAnswer(made.Id);
    }

    private static RestAnswer Update(RestCall call)
    {
        Admin(call);
        if (call.Positional.Count < 2)
        {
            throw Arguments("update");
        }

        Write(Find(call), At(call, 1) as JsonObject ?? []);
        return new RestAnswer(true);
    }

    private static RestAnswer Delete(RestCall call)
    {
        Admin(call);
        if (call.Positional.Count < 1)
        {
            throw Arguments("delete");
        }

        call.Portal.State<TaskBoard>().UserFields.Remove(Find(call));
        return new RestAnswer(true);
    }

    private static RestAnswer Get(RestCall call)
    {
        if (call.Positional.Count < 1)
        {
            throw new RestError("ERROR_CORE", "No parameters found.");
        }

        var field = Find(call);
        var shape = Shape(field);
        foreach (var key in LabelKeys)
        {
            shape[key] = Php.Map(field.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        }

        return new RestAnswer(shape, Total: 0);
    }

    // The total is always 0, however many rows come.
    private static RestAnswer List(RestCall call)
    {
        var filter = At(call, 1) as JsonObject ?? [];
        var rows = call.Portal.State<TaskBoard>().UserFields.Where(field => filter.All(pair => Php.AsText(Php.Field(Shape(field), pair.Key)) is not { } have || have == Php.AsText(pair.Value)));
        return new RestAnswer(new JsonArray([.. rows.Select(field => (JsonNode)Shape(field))]), Total: 0);
    }

    private static JsonNode? At(RestCall call, int index) => index < call.Positional.Count ? call.Positional[index] : null;

    private static void Admin(RestCall call)
    {
        if (!call.User.IsAdmin)
        {
            throw new RestError("ERROR_CORE", "Access denied.");
        }
    }

    private static RestError Arguments(string method) =>
        new("ERROR_CORE", $"TASKS_ERROR_EXCEPTION_#0; Invalid arguments for Bitrix\\Tasks\\Integration\\Rest\\Task\\UserField::{method}; 0/TE<br>");

    private static TaskUserField Find(RestCall call)
    {
        var id = Php.AsId(At(call, 0)) is > 0 and var number ? number : throw new RestError("ERROR_CORE", "ID is not defined or invalid.");
        return call.Portal.State<TaskBoard>().UserFields.Find(field => field.Id == id && !field.IsSystem)
            ?? throw new RestError("ERROR_NOT_FOUND", $"The entity with ID '{id}' is not found.");
    }

    private static void Write(TaskUserField field, JsonObject given)
    {
        field.XmlId = Text(given, "XML_ID") ?? field.XmlId;
        field.Sort = (int)(Php.AsId(Php.Field(given, "SORT")) ?? field.Sort);
        field.Mandatory = Text(given, "MANDATORY") is { } mandatory ? mandatory == "Y" : field.Mandatory;
        field.Settings = Php.Field(given, "SETTINGS")?.DeepClone() ?? field.Settings;
        switch (Php.Field(given, "EDIT_FORM_LABEL") ?? Php.Field(given, "LABEL"))
        {
            case JsonObject labels:
                foreach (var (language, label) in labels)
                {
                    field.Labels[language] = Php.AsText(label) ?? "";
                }

                break;
            case JsonValue label:
                field.Labels["ru"] = field.Labels["en"] = Php.AsText(label) ?? "";
                break;
        }
    }

    private static string? Text(JsonObject given, string name) => Php.AsText(Php.Field(given, name)) is { Length: > 0 } text ? text : null;

    private static JsonObject Shape(TaskUserField field)
    {
        var shape = Plain(field);
        if (field.UserTypeId == "enumeration")
        {
            shape["LIST"] = new JsonArray([.. field.Options.Select(option => (JsonNode)new JsonObject { ["ID"] = Php.Text(option.Key), ["VALUE"] = option.Value, ["DEF"] = "N", ["SORT"] = "500" })]);
        }

        return shape;
    }

    private static JsonObject Plain(TaskUserField field) => new()
    {
        ["ID"] = Php.Text(field.Id),
        ["ENTITY_ID"] = "TASKS_TASK",
        ["FIELD_NAME"] = field.FieldName,
        ["USER_TYPE_ID"] = field.UserTypeId,
        ["XML_ID"] = field.XmlId,
        ["SORT"] = Php.Text(field.Sort),
        ["MULTIPLE"] = TaskShape.Flag(field.Multiple),
        ["MANDATORY"] = TaskShape.Flag(field.Mandatory),
        ["SHOW_FILTER"] = "N",
        ["SHOW_IN_LIST"] = TaskShape.Flag(!field.IsSystem),
        ["EDIT_IN_LIST"] = TaskShape.Flag(!field.IsSystem),
        ["IS_SEARCHABLE"] = "N",
        ["SETTINGS"] = field.Settings.DeepClone(),
    };
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary><c>tasks.task.field.list/get</c>: the v3 task describes itself (b24restdocs: api-reference/tasks/tasks-task-field-list.md).</summary>
internal static class V3FieldMethods
{
    private static readonly string[] Known =
        ["name", "type", "title", "description", "validationRules", "requiredGroups", "filterable", "sortable", "editable", "multiple", "elementType"];

    private static readonly string[] Listed = ["name", "type", "title", "description", "filterable", "sortable", "multiple"];

    public static RestAnswer List(RestCall call)
    {
        var select = Checked(V3Shape.Select(call)) ?? Listed;
        var rows = V3Fields.All.Select(field => Describe(field.Name, field.Type == "datetime" ? "object" : field.Type, field.Writes is not null))
            .Concat(V3Fields.Relations.Select(relation => Describe(relation, "object", editable: false)));
        return new RestAnswer(new JsonObject { ["items"] = new JsonArray([.. rows.Select(row => (JsonNode)Cut(row, select))]) });
    }

    public static RestAnswer Get(RestCall call)
    {
        var name = Php.AsText(Php.Field(call.Parameters, "name")) ?? throw V3Errors.Missing("name");
        var select = Checked(V3Shape.Select(call)) ?? Known;
        var field = V3Fields.Find(name)
            ?? throw new RestError("BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION", $"Field `{name}` not found");
        return new RestAnswer(new JsonObject { ["item"] = Cut(Describe(field.Name, field.Type, field.Writes is not null), select) });
    }

    private static IReadOnlyList<string>? Checked(IReadOnlyList<string>? select) =>
        select?.FirstOrDefault(name => !Known.Contains(name)) is { } unknown ? throw V3Errors.UnknownProperty(unknown, "DtoFieldDto") : select;

    private static JsonObject Describe(string name, string type, bool editable) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["title"] = name,
        ["description"] = null,
        ["validationRules"] = new JsonArray(),
        ["requiredGroups"] = null,
        ["filterable"] = name == "id",
        ["sortable"] = name == "id",
        ["editable"] = editable && name != "creatorId",
        ["multiple"] = false,
        ["elementType"] = null,
    };

    private static JsonObject Cut(JsonObject row, IReadOnlyList<string> select)
    {
        foreach (var key in row.Select(pair => pair.Key).Where(key => !select.Contains(key)).ToList())
        {
            row.Remove(key);
        }

        return row;
    }
}

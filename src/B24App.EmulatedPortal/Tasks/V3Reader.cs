using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Reads the fields of a v3 call with its strict types and turns them into those of v2, so that both share one writer.</summary>
internal static class V3Reader
{
    public static long Id(RestCall call, string name = "id")
    {
        var node = Php.Field(call.Parameters, name) ?? throw V3Errors.Missing(name);
        return node.GetValueKind() == JsonValueKind.Number && Php.AsId(node) is { } id ? id : throw V3Errors.WrongType(name, "int");
    }

    public static JsonObject Fields(RestCall call) =>
        Php.Field(call.Parameters, "fields") is JsonObject fields ? fields : throw V3Errors.Missing("fields");

    public static JsonObject ToV2(RestCall call, JsonObject fields)
    {
        var v2 = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (V3Fields.Find(name) is not { } field)
            {
                throw V3Errors.UnknownProperty(name, "TaskDto");
            }

            if (field.Writes is { } key)
            {
                v2[key] = Value(call, field, value);
            }
        }

        return v2;
    }

    private static JsonNode? Value(RestCall call, V3Field field, JsonNode? value)
    {
        if (value is null)
        {
            return field.Type is "int" ? 0 : field.Type is "array" ? new JsonArray() : "";
        }

        var kind = value.GetValueKind();
        return field.Type switch
        {
            "int" => kind == JsonValueKind.Number ? value.DeepClone() : throw V3Errors.WrongType(field.Name, "int"),
            "bool" => kind is JsonValueKind.True or JsonValueKind.False ? (kind == JsonValueKind.True ? "Y" : "N") : throw V3Errors.WrongType(field.Name, "bool"),
            "array" => value is JsonArray ? value.DeepClone() : throw V3Errors.WrongType(field.Name, "array"),
            "datetime" => PortalDates.Parse(Php.AsText(value), call.User) is not null ? value.DeepClone() : throw V3Errors.WrongType(field.Name, "DateTime"),
            _ when kind != JsonValueKind.String => throw V3Errors.WrongType(field.Name, "string"),
            _ => Named(field, Php.AsText(value)!),
        };
    }

    private static JsonNode Named(V3Field field, string value) => field.Name switch
    {
        "priority" => V3Fields.PriorityCode(value) is >= 0 and var code ? code : throw V3Errors.Invalid(field.Name, $"Invalid value `{value}` of field `priority`"),
        "status" => V3Fields.StatusCode(value) is { } code ? code : throw V3Errors.Invalid(field.Name, "Incorrect status"),
        "mark" => value switch { "positive" => "P", "negative" => "N", _ => "" },
        _ => value,
    };
}

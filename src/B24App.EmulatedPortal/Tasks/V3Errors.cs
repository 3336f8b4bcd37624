using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Refusals of REST 3.0 (error tables of b24restdocs: api-reference/tasks/*-rest-v3.md).</summary>
internal static class V3Errors
{
    private const string Prefix = "BITRIX_REST_V3_EXCEPTION_";

    public static RestError Invalid(string field, string message) =>
        new(Prefix + "VALIDATION_REQUESTVALIDATIONEXCEPTION", "Error during request object validation") { Extra = Validation(field, message) };

    public static RestError Missing(string field) => Invalid(field, $"Required field `{field}` is missing");

    public static RestError WrongType(string field, string type) => Invalid(field, $"Field `{field}` requires data type `{type}` for this request");

    public static RestError NotFilled(string field) =>
        new(Prefix + "VALIDATION_DTOVALIDATIONEXCEPTION", "Error during object validation") { Extra = Validation(field, $"The required field \"{field}\" is not filled") };

    public static RestError NotFound(long id) => new(Prefix + "ENTITYNOTFOUNDEXCEPTION", $"Record with ID = `{id}` not found");

    public static RestError Denied() => new(Prefix + "ACCESSDENIEDEXCEPTION", "Access denied", 403);

    public static RestError UnknownProperty(string name, string entity) =>
        new(Prefix + "UNKNOWNDTOPROPERTYEXCEPTION", $"Unknown field `{name}` for entity `{entity}`");

    public static RestError BadSelect(JsonNode? select) =>
        new(Prefix + "INVALIDSELECTEXCEPTION", $"Unable to recognize select expression `{select?.ToJsonString()}`");

    public static RestError BadOrder(JsonNode? order) =>
        new(Prefix + "INVALIDORDEREXCEPTION", $"Unable to recognize sorting parameter `{order?.ToJsonString()}`");

    public static RestError BadPage(JsonNode? page) =>
        new(Prefix + "INVALIDPAGINATIONEXCEPTION", $"Unable to recognize the pagination parameter `{page?.ToJsonString()}`");

    public static RestError BadOperator(string name) => new(Prefix + "UNKNOWNFILTEROPERATOREXCEPTION", $"Unknown filter operator `{name}`");

    private static JsonObject Validation(string field, string message) =>
        new() { ["validation"] = new JsonArray(new JsonObject { ["message"] = message, ["field"] = field }) };
}

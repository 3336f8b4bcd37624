using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.{type}.userfield.*</c>: custom fields, made by administrators alone (b24restdocs: crm/companies/userfields).</summary>
internal static class CrmUserFieldMethods
{
    public static void Register(MethodTable table)
    {
        foreach (var type in CrmTypes.Classic)
        {
            var name = $"crm.{type.Name.ToLowerInvariant()}.userfield.";
            table.Add(new RestMethod(name + "add", "crm", call => Add(call, type)));
            table.Add(new RestMethod(name + "list", "crm", call => List(call, type)));
            table.Add(new RestMethod(name + "get", "crm", call => new RestAnswer(Shape(Found(call, type)))));
            table.Add(new RestMethod(name + "delete", "crm", call => Delete(call, type)));
        }
    }

    private static RestAnswer Add(RestCall call, CrmType type)
    {
        Administrator(call);
        var fields = Php.Field(call.Parameters, "fields") as JsonObject ?? throw new RestError("ERROR_CORE", "Parameter 'fields' must be array.");
        var asked = Php.AsText(Php.Field(fields, "FIELD_NAME")) ?? "";
        var kind = Php.AsText(Php.Field(fields, "USER_TYPE_ID")) ?? "";
        if (asked.Length == 0 || kind.Length == 0)
        {
            throw new RestError("ERROR_CORE", asked.Length == 0 ? "The field 'FIELD_NAME' is required." : "The field 'USER_TYPE_ID' is required.");
        }

        var name = asked.StartsWith("UF_CRM_", StringComparison.Ordinal) ? asked : "UF_CRM_" + asked;
        var board = call.Portal.State<CrmBoard>();
        if (name.Length > 50 || board.UserFields.Exists(known => known.TypeId == type.Id && known.FieldName == name))
        {
            throw new RestError("ERROR_CORE", name.Length > 50 ? "Field name is too long." : $"Field {name} already exists.");
        }

        var field = new CrmUserField(board.NextUserField(), type.Id, name, kind, Php.AsText(Php.Field(fields, "MULTIPLE")) == "Y", fields.DeepClone().AsObject());
        board.UserFields.Add(field);
        return new RestAnswer(field.Id);
    }

    private static RestAnswer List(RestCall call, CrmType type)
    {
        Administrator(call);
        var name = Php.AsText(Php.Field(Php.Field(call.Parameters, "filter"), "FIELD_NAME"));
        var rows = call.Portal.State<CrmBoard>().UserFields.Where(field => field.TypeId == type.Id && (name is null || field.FieldName == name)).ToList();
        return new RestAnswer(new JsonArray([.. rows.Select(field => (JsonNode)Shape(field))]), rows.Count);
    }

    private static RestAnswer Delete(RestCall call, CrmType type)
    {
        Administrator(call);
        var field = Found(call, type);
        call.Portal.State<CrmBoard>().UserFields.Remove(field);
        return new RestAnswer(true);
    }

    private static CrmUserField Found(RestCall call, CrmType type) =>
        call.Portal.State<CrmBoard>().UserFields.Find(field => field.TypeId == type.Id && field.Id == Php.AsId(Php.Field(call.Parameters, "id")))
        ?? throw new RestError("ERROR_NOT_FOUND", "The entity is not found.");

    private static void Administrator(RestCall call)
    {
        if (!call.User.IsAdmin)
        {
            throw new RestError("ACCESS_DENIED", "Access denied.");
        }
    }

    private static JsonObject Shape(CrmUserField field)
    {
        var shape = new JsonObject
        {
            ["ID"] = Php.Text(field.Id),
            ["ENTITY_ID"] = "CRM_" + CrmTypes.Find(field.TypeId)!.Name,
            ["FIELD_NAME"] = field.FieldName,
            ["USER_TYPE_ID"] = field.UserTypeId,
            ["XML_ID"] = Php.AsText(Php.Field(field.Sent, "XML_ID")),
            ["SORT"] = Php.AsText(Php.Field(field.Sent, "SORT")) ?? "100",
            ["MULTIPLE"] = field.IsMultiple ? "Y" : "N",
            ["MANDATORY"] = Php.AsText(Php.Field(field.Sent, "MANDATORY")) ?? "N",
            ["SETTINGS"] = Php.Field(field.Sent, "SETTINGS")?.DeepClone() ?? new JsonArray(),
        };
        return shape;
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.item.*</c>: one family for every type, camelCase and typed (b24restdocs: api-reference/crm/universal).</summary>
internal static class ItemMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.item.add", "crm", Add));
        table.Add(new RestMethod("crm.item.get", "crm", call => Item(call, Found(call))));
        table.Add(new RestMethod("crm.item.list", "crm", List));
        table.Add(new RestMethod("crm.item.update", "crm", Update));
        table.Add(new RestMethod("crm.item.delete", "crm", Delete));
        table.Add(new RestMethod("crm.item.fields", "crm", Fields));
    }

    private static RestAnswer Add(RestCall call)
    {
        var type = Type(call);
        var fields = Sent(call);
        if (type.Id == CrmTypes.Company && string.IsNullOrEmpty(Php.AsText(Php.Field(fields, "title"))))
        {
            throw new RestError("CRM_FIELD_ERROR_REQUIRED", "Required field \"title\" is not filled");
        }

        return Item(call, ItemActions.Add(call.Portal, call.User, type.Id, fields, throughItems: true));
    }

    private static RestAnswer Update(RestCall call)
    {
        var item = Found(call);
        ItemActions.Update(call.Portal, call.User, item, Sent(call), throughItems: true);
        return Item(call, item);
    }

    private static RestAnswer Delete(RestCall call)
    {
        ItemActions.Delete(call.Portal, call.User, Found(call));
        return new RestAnswer(new JsonArray());
    }

    private static RestAnswer List(RestCall call)
    {
        var type = Type(call);
        var board = call.Portal.State<CrmBoard>();
        Func<CrmItem, object?> Reader(string name) => CrmFieldTable.Find(call.Portal, type.Id, name) is { } field
            ? item => CrmValues.Of(board, item, field)
            : throw CrmErrors.WrongValue($"Invalid filter: field '{name}' is not allowed in filter");
        var rows = board.Items[type.Id].Values.Where(item => CrmRights.CanRead(call.User, item));
        if (Php.Field(call.Parameters, "filter") is JsonObject filter)
        {
            rows = rows.Where(RowFilter.Compile<CrmItem>(filter, Reader, call.User));
        }

        var order = Php.Field(call.Parameters, "order");
        var select = CrmPage.Select(call);
        return CrmPage.Of(call, CrmPage.IsById(order) ? rows : RowFilter.Order(rows, order, Reader, "ID"), item => Shape(call, item, select), "items");
    }

    private static RestAnswer Fields(RestCall call)
    {
        var type = Type(call);
        var fields = CrmFieldTable.Of(call.Portal, type.Id).Select(field => KeyValuePair.Create(Name(call, field), (JsonNode?)CrmFieldShape.Of(call.Portal, field, universal: true)));
        return new RestAnswer(new JsonObject { ["fields"] = new JsonObject(fields) });
    }

    private static CrmType Type(RestCall call)
    {
        var id = Php.AsId(Php.Field(call.Parameters, "entityTypeId")) ?? throw CrmErrors.Missing("entityTypeId");
        return id == CrmTypes.OldInvoice
            ? throw new RestError("ENTITY_TYPE_NOT_SUPPORTED", "Entity type is not supported")
            : CrmTypes.Find(id) ?? throw CrmErrors.NotFound("Smart process was not found");
    }

    private static CrmItem Found(RestCall call)
    {
        var type = Type(call);
        var id = Php.AsId(Php.Field(call.Parameters, "id")) ?? throw CrmErrors.Missing("id");
        var item = call.Portal.State<CrmBoard>().Find(new CrmKey(type.Id, id)) ?? throw CrmErrors.NotFound();
        return CrmRights.CanRead(call.User, item) ? item : throw CrmErrors.AccessDenied();
    }

    private static JsonObject Sent(RestCall call) => Php.Field(call.Parameters, "fields") as JsonObject ?? throw CrmErrors.Missing("fields");

    private static RestAnswer Item(RestCall call, CrmItem item) => new(new JsonObject { ["item"] = Shape(call, item, []) });

    private static JsonObject Shape(RestCall call, CrmItem item, HashSet<string> select)
    {
        var board = call.Portal.State<CrmBoard>();
        var all = select.Count == 0 || select.Contains("*");
        var shape = new JsonObject();
        foreach (var field in CrmFieldTable.Of(call.Portal, item.Key.TypeId))
        {
            if (all || field.Name == "ID" || select.Contains(field.Name) || select.Contains(field.Camel.ToUpperInvariant()))
            {
                shape[Name(call, field)] = CrmValues.Typed(call.Portal, field, CrmValues.Of(board, item, field), call.User);
            }
        }

        shape["entityTypeId"] = item.Key.TypeId;
        if (all && item.Lines.Count > 0)
        {
            shape["fm"] = new JsonArray([.. item.Lines.Select(line => (JsonNode)new JsonObject
            {
                ["id"] = line.Id, ["typeId"] = line.Type, ["valueType"] = line.ValueType, ["value"] = line.Value,
            })]);
        }

        return shape;
    }

    private static string Name(RestCall call, CrmField field) =>
        field.IsCustom && Php.AsText(Php.Field(call.Parameters, "useOriginalUfNames")) == "Y" ? field.Name : field.Camel;
}

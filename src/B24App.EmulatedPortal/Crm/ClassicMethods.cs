using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>
/// <c>crm.lead.*</c>, <c>crm.deal.*</c>, <c>crm.contact.*</c> and <c>crm.company.*</c>: upper-case keys, every value a string
/// (b24restdocs: api-reference/crm/leads, deals, contacts, companies).
/// </summary>
internal static class ClassicMethods
{
    private static readonly string[] LineTypes = ["PHONE", "EMAIL", "WEB", "IM", "LINK"];

    private static readonly string[] Names = ["NAME", "LAST_NAME", "SECOND_NAME"];

    public static void Register(MethodTable table)
    {
        foreach (var type in CrmTypes.Classic)
        {
            var name = $"crm.{type.Name.ToLowerInvariant()}.";
            table.Add(new RestMethod(name + "add", "crm", call => Add(call, type)));
            table.Add(new RestMethod(name + "get", "crm", call => new RestAnswer(Shape(call, Found(call, type), null))));
            table.Add(new RestMethod(name + "list", "crm", call => List(call, type)));
            table.Add(new RestMethod(name + "update", "crm", call => Update(call, type)));
            table.Add(new RestMethod(name + "delete", "crm", call => Delete(call, type)));
            table.Add(new RestMethod(name + "fields", "crm", call => Fields(call, type)));
        }
    }

    private static RestAnswer Add(RestCall call, CrmType type)
    {
        var fields = Sent(call);
        if (type.Id == CrmTypes.Company && string.IsNullOrEmpty(Php.AsText(Php.Field(fields, "TITLE"))))
        {
            throw CrmErrors.Text("Required fields are missing: Company name");
        }

        if (type.Id == CrmTypes.Contact && Names.All(name => string.IsNullOrEmpty(Php.AsText(Php.Field(fields, name)))))
        {
            throw CrmErrors.Text("The first name and the last name are both empty");
        }

        return new RestAnswer(ItemActions.Add(call.Portal, call.User, type.Id, fields).Key.Id);
    }

    private static RestAnswer Update(RestCall call, CrmType type)
    {
        var item = Found(call, type);
        ItemActions.Update(call.Portal, call.User, item, Sent(call));
        return new RestAnswer(true);
    }

    private static RestAnswer Delete(RestCall call, CrmType type)
    {
        ItemActions.Delete(call.Portal, call.User, Found(call, type));
        return new RestAnswer(true);
    }

    private static RestAnswer List(RestCall call, CrmType type)
    {
        var board = call.Portal.State<CrmBoard>();
        Func<CrmItem, object?>? Reader(string name) => CrmFieldTable.Find(call.Portal, type.Id, name) is { } field
            ? item => CrmValues.Of(board, item, field)
            : LineTypes.Contains(name, StringComparer.OrdinalIgnoreCase) ? item => item.Lines.Where(line => line.Type.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value).ToList() : null;
        var rows = board.Items[type.Id].Values.Where(item => CrmRights.CanRead(call.User, item));
        if (Php.Field(call.Parameters, "filter") is JsonObject filter)
        {
            rows = rows.Where(RowFilter.Compile<CrmItem>(filter, Reader, call.User));
        }

        var order = Php.Field(call.Parameters, "order");
        var select = CrmPage.Select(call);
        return CrmPage.Of(call, CrmPage.IsById(order) ? rows : RowFilter.Order(rows, order, Reader, "ID"), item => Shape(call, item, select.Count == 0 ? ["*"] : select));
    }

    private static RestAnswer Fields(RestCall call, CrmType type)
    {
        var fields = CrmFieldTable.Of(call.Portal, type.Id).Select(field => KeyValuePair.Create(field.Name, (JsonNode?)CrmFieldShape.Of(call.Portal, field, universal: false)));
        return new RestAnswer(new JsonObject(fields));
    }

    private static CrmItem Found(RestCall call, CrmType type)
    {
        var id = Php.AsId(Php.Field(call.Parameters, "id")) is > 0 and var known ? known : throw CrmErrors.Text("ID is not defined or invalid.");
        return call.Portal.State<CrmBoard>().Find(new CrmKey(type.Id, id)) is { } item
            ? CrmRights.CanRead(call.User, item) ? item : throw CrmErrors.Text("Access denied.")
            : throw CrmErrors.Text("Not found");
    }

    private static JsonObject Sent(RestCall call) => Php.Field(call.Parameters, "fields") as JsonObject ?? throw CrmErrors.Text("Parameter 'fields' must be array.");

    // Everything for get; "*" of a list leaves out custom fields and telephones (crm.md §4.2). Links to several are only written, never read.
    private static JsonObject Shape(RestCall call, CrmItem item, HashSet<string>? select)
    {
        var board = call.Portal.State<CrmBoard>();
        var shape = new JsonObject();
        foreach (var field in CrmFieldTable.Of(call.Portal, item.Key.TypeId))
        {
            var isAsked = select is null || field.Name == "ID" || select.Contains(field.Name) || select.Contains(field.IsCustom ? "UF_*" : "*");
            if (isAsked && (field.IsCustom || !field.IsMultiple))
            {
                shape[field.Name] = CrmValues.Classic(call.Portal, field, CrmValues.Of(board, item, field), call.User);
            }
        }

        foreach (var lines in item.Lines.Where(line => select is null || select.Contains(line.Type)).GroupBy(line => line.Type))
        {
            shape[lines.Key] = new JsonArray([.. lines.Select(line => (JsonNode)new JsonObject
            {
                ["ID"] = Php.Text(line.Id), ["VALUE_TYPE"] = line.ValueType, ["VALUE"] = line.Value, ["TYPE_ID"] = line.Type,
            })]);
        }

        return shape;
    }
}

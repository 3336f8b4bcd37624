using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.duplicate.findbycomm</c>: leads, contacts and companies with one of these telephones or addresses (b24restdocs: crm/duplicates).</summary>
internal static class DuplicateMethods
{
    private const int MostValues = 20;
    private const int MostFound = 20;

    private static readonly int[] Types = [CrmTypes.Lead, CrmTypes.Contact, CrmTypes.Company];

    public static void Register(MethodTable table) => table.Add(new RestMethod("crm.duplicate.findbycomm", "crm", Find));

    private static RestAnswer Find(RestCall call)
    {
        var type = Php.AsText(Php.Field(call.Parameters, "type"))?.ToUpperInvariant() is { Length: > 0 } given ? given : throw new RestError("Communication type is not defined", "Parameter 'type' is required.");
        if (type is not ("EMAIL" or "PHONE"))
        {
            throw new RestError($"Communication type '{type}' is not supported in current context", "Use EMAIL or PHONE.");
        }

        var wanted = Php.AsList(Php.Field(call.Parameters, "values")).Select(Php.AsText).OfType<string>().Take(MostValues).Select(value => Bare(type, value)).Where(value => value.Length > 0).ToHashSet();
        if (wanted.Count == 0)
        {
            throw new RestError("Communication values is not defined", "Parameter 'values' is required.");
        }

        var only = Php.AsText(Php.Field(call.Parameters, "entity_type"))?.ToUpperInvariant();
        var board = call.Portal.State<CrmBoard>();
        var found = new JsonObject();
        foreach (var (id, name) in Types.Select(id => (id, CrmTypes.Find(id)!.Name)).Where(each => string.IsNullOrEmpty(only) || only == each.Name))
        {
            var ids = board.Items[id].Values.Where(item => CrmRights.CanRead(call.User, item) && item.Lines.Exists(line => line.Type == type && wanted.Contains(Bare(type, line.Value)))).Select(item => item.Key.Id).Take(MostFound).ToList();
            if (ids.Count > 0)
            {
                found[name] = new JsonArray([.. ids.Select(each => (JsonNode)each)]);
            }
        }

        return new RestAnswer(found.Count > 0 ? found : new JsonArray());
    }

    // Neither the case of an address nor the spelling of a number matters.
    private static string Bare(string type, string value) => type == "EMAIL" ? value.Trim().ToUpperInvariant() : string.Concat(value.Where(char.IsAsciiDigit));
}

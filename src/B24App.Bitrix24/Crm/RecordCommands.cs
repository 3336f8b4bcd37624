using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Crm;

/// <summary>Commands on records of every type, contacts to smart processes (b24restdocs: api-reference/crm/universal/). Custom fields keep their own names.</summary>
public static class RecordCommands
{
    /// <summary>One record.</summary>
    public static Command Get(CrmRef record) => new("crm.item.get", Base(record.Type, ("id", record.Id)));

    /// <summary>Up to 50 records by id.</summary>
    public static Command ByIds(int type, IReadOnlyList<long> ids, IReadOnlyList<string> select) => List(type, new JsonObject { ["@id"] = Ids(ids) }, select);

    /// <summary>Records whose field names one of these ids; go on with the last id of a full page.</summary>
    public static Command Naming(int type, string field, IReadOnlyList<long> ids, long after, IReadOnlyList<string> select) =>
        List(type, new JsonObject { ["@" + field] = Ids(ids), [">id"] = after }, select);

    /// <summary>Records whose field holds exactly this, one page.</summary>
    public static Command Having(int type, string field, string value, IReadOnlyList<string> select) => List(type, new JsonObject { ["=" + field] = value }, select);

    /// <summary>Records with ids in a stretch, oldest first, one page.</summary>
    public static Command Between(int type, long after, long upTo, IReadOnlyList<string> select) => List(type, new JsonObject { [">id"] = after, ["<=id"] = upTo }, select);

    /// <summary>Records that changed since a moment; go on with the last id of a full page.</summary>
    public static Command Changed(int type, DateTimeOffset since, long after, IReadOnlyList<string> select) =>
        List(type, new JsonObject { [">=updatedTime"] = since.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture), [">id"] = after }, select);

    /// <summary>The newest record's id.</summary>
    public static Command Newest(int type)
    {
        var parameters = Base(type, ("start", -1));
        parameters["order"] = new JsonObject { ["id"] = "DESC" };
        parameters["select"] = new JsonArray("id");
        return new Command("crm.item.list", parameters);
    }

    /// <summary>Changes the named fields; misspelt ones are dropped in silence.</summary>
    public static Command Update(CrmRef record, JsonObject fields)
    {
        var parameters = Base(record.Type, ("id", record.Id));
        parameters["fields"] = fields;
        return new Command("crm.item.update", parameters) { IsWrite = true };
    }

    /// <summary>Fields of a type.</summary>
    public static Command Fields(int type) => new("crm.item.fields", Base(type));

    /// <summary>Smart processes of the portal.</summary>
    public static Command Types() => new("crm.type.list", null);

    private static Command List(int type, JsonObject filter, IReadOnlyList<string> select)
    {
        var parameters = Base(type, ("start", -1));
        parameters["filter"] = filter;
        parameters["order"] = new JsonObject { ["id"] = "ASC" };
        parameters["select"] = new JsonArray([.. select.Select(name => (JsonNode)name)]);
        return new Command("crm.item.list", parameters);
    }

    private static JsonObject Base(int type, params (string Name, long Value)[] more)
    {
        var parameters = new JsonObject { ["entityTypeId"] = type, ["useOriginalUfNames"] = "Y" };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        return parameters;
    }

    private static JsonArray Ids(IReadOnlyList<long> ids) => new([.. ids.Select(id => (JsonNode)id)]);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>Commands on activities (b24restdocs: api-reference/crm/timeline/activities/).</summary>
public static class ActivityCommands
{
    /// <summary>Method that makes a to-do.</summary>
    public const string ToDoAdd = "crm.activity.todo.add";

    /// <summary>Method that changes a to-do.</summary>
    public const string ToDoUpdate = "crm.activity.todo.update";

    /// <summary>Code of the refusal to change a to-do that is done.</summary>
    public const string ToDoIsDone = "CAN_NOT_UPDATE_COMPLETED_TODO";

    /// <summary>What is read of every activity; neither texts nor people it was held with.</summary>
    public static IReadOnlyList<string> Facts { get; } =
    [
        "ID", "OWNER_ID", "OWNER_TYPE_ID", "TYPE_ID", "PROVIDER_ID", "DIRECTION", "RESPONSIBLE_ID", "AUTHOR_ID", "CREATED", "LAST_UPDATED", "START_TIME", "COMPLETED",
        "ORIGINATOR_ID", "ORIGIN_ID",
    ];

    /// <summary>One activity with its texts; refused when it is gone or hidden.</summary>
    public static Command Get(long id) => new("crm.activity.get", new JsonObject { ["id"] = id });

    /// <summary>Up to 50 activities by id.</summary>
    public static Command ByIds(IReadOnlyList<long> ids, IReadOnlyList<string> select) => Walk(new JsonObject { ["@ID"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) }, select);

    /// <summary>The newest activity's id.</summary>
    public static Command Newest() => List([], new JsonObject { ["ID"] = "DESC" }, ["ID"]);

    /// <summary>Activities with an id above <paramref name="after"/>, oldest first, one page.</summary>
    public static Command Newer(long after, IReadOnlyList<string> select) => Walk(new JsonObject { [">ID"] = after }, select);

    /// <summary>Activities that changed since a moment; go on with the last id of a full page.</summary>
    public static Command Changed(DateTimeOffset since, long after, IReadOnlyList<string> select) =>
        Walk(new JsonObject { [">=LAST_UPDATED"] = Moment(since), [">ID"] = after }, select);

    /// <summary>Activities in the timelines of records, whoever owns them; go on with the last id of a full page. One that is in several comes as often.</summary>
    public static Command In(IReadOnlyList<CrmRef> records, long after, IReadOnlyList<string> select) => Walk(
        new JsonObject
        {
            ["BINDINGS"] = Pairs(records),
            [">ID"] = after,
        },
        select);

    /// <summary>Activities in the timelines of records that changed since a moment; go on with the last id of a full page.</summary>
    public static Command ChangedIn(IReadOnlyList<CrmRef> records, DateTimeOffset since, long after) => Walk(
        new JsonObject
        {
            ["BINDINGS"] = Pairs(records),
            [">=LAST_UPDATED"] = Moment(since),
            [">ID"] = after,
        },
        ["ID", "LAST_UPDATED"]);

    /// <summary>Activities in timelines of a type with ids in a stretch, oldest first, one page; each comes once for every record of the type it is bound to.</summary>
    public static Command AtType(int type, long after, long upTo) =>
        Walk(new JsonObject { ["BINDINGS"] = new JsonArray(new JsonObject { ["OWNER_TYPE_ID"] = type }), [">ID"] = after, ["<=ID"] = upTo }, ["ID"]);

    /// <summary>Up to 50 activities by id, each once for every timeline of these types it stands in, one page.</summary>
    public static Command TimesAt(IReadOnlyList<long> ids, IReadOnlyList<int> types) => Walk(
        new JsonObject
        {
            ["@ID"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]),
            ["BINDINGS"] = new JsonArray([.. types.Select(type => (JsonNode)new JsonObject { ["OWNER_TYPE_ID"] = type })]),
        },
        ["ID"]);

    /// <summary>Ids of the rows of a list as they came, repeated ones too.</summary>
    public static IReadOnlyList<long> Ids(JsonElement result) =>
        [.. Wire.Rows(result).Select(row => Wire.Member(row, "ID") is { } id ? Wire.Id(id) : null).OfType<long>()];

    /// <summary>Activities with this mark of an external system; it is not unique.</summary>
    public static Command Marked(string originator, string origin) =>
        Walk(new JsonObject { ["ORIGINATOR_ID"] = originator, ["ORIGIN_ID"] = origin }, ["ID", "ORIGINATOR_ID", "ORIGIN_ID", "COMPLETED"]);

    /// <summary>Records an activity. An outgoing letter that is completed here is really sent: record it open and complete it afterwards.</summary>
    public static Command Add(JsonObject fields) => new("crm.activity.add", new JsonObject { ["fields"] = fields }) { IsWrite = true };

    /// <summary>Makes a to-do; a portal takes none without a deadline, and no mark (b24restdocs: api-reference/crm/timeline/activities/todo/).</summary>
    public static Command AddToDo(CrmRef record, DateTimeOffset deadline, string title, string description, long responsible) => new(ToDoAdd, new JsonObject
    {
        ["ownerTypeId"] = record.Type,
        ["ownerId"] = record.Id,
        ["deadline"] = Moment(deadline),
        ["title"] = title,
        ["description"] = description,
        ["responsibleId"] = responsible,
    })
    {
        IsWrite = true,
    };

    /// <summary>Changes a to-do with its deadline; one that is done is refused with <see cref="ToDoIsDone"/>.</summary>
    public static Command UpdateToDo(long id, CrmRef record, DateTimeOffset deadline, string title, string description) => new(ToDoUpdate, new JsonObject
    {
        ["id"] = id,
        ["ownerTypeId"] = record.Type,
        ["ownerId"] = record.Id,
        ["deadline"] = Moment(deadline),
        ["title"] = title,
        ["description"] = description,
    })
    {
        IsWrite = true,
    };

    /// <summary>The newest to-dos of a card, for a look after a lost answer.</summary>
    public static Command NewestToDos(CrmRef record) => List(
        new JsonObject { ["BINDINGS"] = Pairs([record]), ["PROVIDER_ID"] = "CRM_TODO" }, new JsonObject { ["ID"] = "DESC" }, ["ID", "SUBJECT", "DESCRIPTION", "AUTHOR_ID", "PROVIDER_ID"]);

    /// <summary>Changes the named fields.</summary>
    public static Command Update(long id, JsonObject fields) => new("crm.activity.update", new JsonObject { ["id"] = id, ["fields"] = fields }) { IsWrite = true };

    /// <summary>
    /// Names all files of an activity anew: a field of several files is set by the request as a whole (b24restdocs: api-reference/files/how-to-update-files.md). A text of
    /// null stays as it is, files of null too.
    /// </summary>
    public static Command Fill(long id, string? text, IReadOnlyList<(string Name, string Content)>? files)
    {
        var fields = new JsonObject();
        if (text is not null)
        {
            fields["DESCRIPTION"] = text;
            fields["DESCRIPTION_TYPE"] = 2;
        }

        if (files is not null)
        {
            fields["FILES"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject { ["fileData"] = new JsonArray(file.Name, file.Content) })]);
        }

        return Update(id, fields);
    }

    /// <summary>Deletes an activity from every timeline.</summary>
    public static Command Delete(long id) => new("crm.activity.delete", new JsonObject { ["id"] = id }) { IsWrite = true };

    /// <summary>In which timelines it is shown, as far as the token's user may see.</summary>
    public static Command Bindings(long id) => new("crm.activity.binding.list", new JsonObject { ["activityId"] = id });

    /// <summary>Shows it in one more timeline; a record that does not exist may be bound in silence.</summary>
    public static Command Bind(long id, CrmRef record) => OnBinding("crm.activity.binding.add", id, record);

    /// <summary>Takes it out of a timeline; the last one is refused.</summary>
    public static Command Unbind(long id, CrmRef record) => OnBinding("crm.activity.binding.delete", id, record);

    /// <summary>Moves it between two records of one type; its owner moves along.</summary>
    public static Command Move(long id, CrmRef from, CrmRef to) => new("crm.activity.binding.move", new JsonObject
    {
        ["activityId"] = id,
        ["sourceEntityTypeId"] = from.Type,
        ["sourceEntityId"] = from.Id,
        ["targetEntityTypeId"] = to.Type,
        ["targetEntityId"] = to.Id,
    })
    {
        IsWrite = true,
    };

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    private static JsonArray Pairs(IReadOnlyList<CrmRef> records) =>
        new([.. records.Select(record => (JsonNode)new JsonObject { ["OWNER_TYPE_ID"] = record.Type, ["OWNER_ID"] = record.Id })]);

    // Neither counted nor with a next page: the fast way through long lists (b24restdocs: settings/performance/huge-data.md).
    private static Command Walk(JsonObject filter, IReadOnlyList<string> select) => List(filter, new JsonObject { ["ID"] = "ASC" }, select);

    private static Command List(JsonObject filter, JsonObject order, IReadOnlyList<string> select)
    {
        var parameters = new JsonObject { ["order"] = order, ["select"] = new JsonArray([.. select.Select(name => (JsonNode)name)]), ["start"] = -1 };
        if (filter.Count > 0)
        {
            parameters["filter"] = filter;
        }

        return new Command("crm.activity.list", parameters);
    }

    private static Command OnBinding(string method, long id, CrmRef record) =>
        new(method, new JsonObject { ["activityId"] = id, ["entityTypeId"] = record.Type, ["entityId"] = record.Id }) { IsWrite = true };
}

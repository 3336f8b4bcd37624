using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary>An activity as <c>crm.activity.*</c> prints it: every scalar a string, empty maps lists (crm.md §1.3).</summary>
internal static class ActivityShape
{
    /// <summary>Readers by name, in the order of the documents' samples. Communications, files and bindings are no columns.</summary>
    public static IReadOnlyDictionary<string, Func<CrmActivity, object?>> Columns { get; } = new Dictionary<string, Func<CrmActivity, object?>>(StringComparer.OrdinalIgnoreCase)
    {
        ["ID"] = activity => activity.Id,
        ["OWNER_ID"] = activity => activity.Owner.Id,
        ["OWNER_TYPE_ID"] = activity => (long)activity.Owner.TypeId,
        ["TYPE_ID"] = activity => (long)activity.TypeId,
        ["PROVIDER_ID"] = activity => activity.ProviderId,
        ["PROVIDER_TYPE_ID"] = activity => activity.ProviderTypeId,
        ["PROVIDER_GROUP_ID"] = Other("PROVIDER_GROUP_ID"),
        ["ASSOCIATED_ENTITY_ID"] = Other("ASSOCIATED_ENTITY_ID", "0"),
        ["SUBJECT"] = activity => activity.Subject,
        ["CREATED"] = activity => activity.Created,
        ["LAST_UPDATED"] = activity => activity.LastUpdated,
        ["START_TIME"] = activity => activity.StartTime,
        ["END_TIME"] = activity => activity.EndTime,
        ["DEADLINE"] = activity => activity.Deadline,
        ["COMPLETED"] = activity => activity.IsCompleted ? "Y" : "N",
        ["STATUS"] = activity => activity.IsCompleted ? 2L : 1L,
        ["RESPONSIBLE_ID"] = activity => activity.ResponsibleId,
        ["PRIORITY"] = activity => (long)activity.Priority,
        ["NOTIFY_TYPE"] = Other("NOTIFY_TYPE", "0"),
        ["NOTIFY_VALUE"] = Other("NOTIFY_VALUE"),
        ["DESCRIPTION"] = activity => activity.Description,
        ["DESCRIPTION_TYPE"] = activity => (long)activity.DescriptionType,
        ["DIRECTION"] = activity => (long)activity.Direction,
        ["LOCATION"] = Other("LOCATION", ""),
        ["ORIGINATOR_ID"] = activity => activity.OriginatorId,
        ["ORIGIN_ID"] = activity => activity.OriginId,
        ["AUTHOR_ID"] = activity => activity.AuthorId,
        ["EDITOR_ID"] = activity => activity.EditorId,
        ["PROVIDER_DATA"] = Other("PROVIDER_DATA"),
        ["RESULT_MARK"] = Other("RESULT_MARK", "0"),
        ["RESULT_VALUE"] = Other("RESULT_VALUE"),
        ["RESULT_SUM"] = Other("RESULT_SUM"),
        ["RESULT_CURRENCY_ID"] = Other("RESULT_CURRENCY_ID"),
        ["RESULT_STATUS"] = Other("RESULT_STATUS", "0"),
        ["RESULT_STREAM"] = Other("RESULT_STREAM", "0"),
        ["RESULT_SOURCE_ID"] = Other("RESULT_SOURCE_ID"),
        ["AUTOCOMPLETE_RULE"] = Other("AUTOCOMPLETE_RULE", "0"),
        ["IS_INCOMING_CHANNEL"] = activity => activity.Direction == 1 && !activity.IsCompleted ? "Y" : "N",
    };

    private static readonly string[] Maps = ["SETTINGS", "PROVIDER_PARAMS"];

    /// <summary>Everything that <c>crm.activity.get</c> gives.</summary>
    public static JsonObject Full(CrmActivity activity, PortalUser caller) => Row(null, activity, [], caller);

    /// <summary>A row of the list: who it was held with, and files, only when named (crm.md §1.3).</summary>
    public static JsonObject Row(Portal? portal, CrmActivity activity, HashSet<string> select, PortalUser caller)
    {
        var all = select.Count == 0 || select.Contains("*");
        var shape = new JsonObject();
        foreach (var (name, read) in Columns)
        {
            if ((all && name != "IS_INCOMING_CHANNEL") || name == "ID" || select.Contains(name))
            {
                shape[name] = Text(read(activity), caller);
            }
        }

        foreach (var name in Maps.Where(name => all || select.Contains(name)))
        {
            shape[name] = activity.Others.GetValueOrDefault(name) is JsonObject { Count: > 0 } map ? map.DeepClone() : new JsonArray();
        }

        if (select.Contains("COMMUNICATIONS"))
        {
            shape["COMMUNICATIONS"] = activity.Communications.Exists(one => one.Value.Length > 0) ? Communications(portal!, activity) : null;
        }

        if (activity.Files.Count > 0 && (select.Contains("FILES") || select.Contains("STORAGE_ELEMENT_IDS")))
        {
            shape["FILES"] = CrmFiles.OfActivity(portal!, activity);
        }

        return shape;
    }

    private static JsonArray Communications(Portal portal, CrmActivity activity) => new([.. activity.Communications.Select(one =>
    {
        var item = portal.State<CrmBoard>().Find(one.Entity);
        return (JsonNode)new JsonObject
        {
            ["ID"] = Php.Text(one.Id),
            ["TYPE"] = one.Type,
            ["VALUE"] = one.Value,
            ["ENTITY_ID"] = Php.Text(one.Entity.Id),
            ["ENTITY_TYPE_ID"] = Php.Text(one.Entity.TypeId),
            ["ENTITY_SETTINGS"] = new JsonObject
            {
                ["HONORIFIC"] = "", ["NAME"] = item?.Text("NAME") ?? "", ["SECOND_NAME"] = "", ["LAST_NAME"] = item?.Text("LAST_NAME") ?? "",
                ["COMPANY_TITLE"] = item?.Text("COMPANY_TITLE") ?? "", ["COMPANY_ID"] = Php.Text(item?.Number("COMPANY_ID") ?? 0),
            },
        };
    })]);

    private static Func<CrmActivity, object?> Other(string name, string? usual = null) => activity => Php.AsText(activity.Others.GetValueOrDefault(name)) ?? usual;

    private static JsonNode? Text(object? value, PortalUser caller) => value switch
    {
        null => null,
        long number => Php.Text(number),
        DateTimeOffset moment when moment == CrmActivity.NoDeadline => "9999-12-31T00:00:00" + PortalDates.Print(moment.AddYears(-1), caller)![19..],
        DateTimeOffset moment => PortalDates.Print(moment, caller),
        _ => (string)value,
    };
}

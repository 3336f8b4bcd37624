using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.activity.*</c> for every kind (b24restdocs: crm/timeline/activities/activity-base).</summary>
internal static class ActivityMethods
{
    private static readonly string[] CommunicationNames = ["ID", "ACTIVITY_ID", "ENTITY_ID", "ENTITY_TYPE_ID", "TYPE", "VALUE"];

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.activity.add", "crm", ActivityAdd.Handle));
        table.Add(new RestMethod("crm.activity.get", "crm", call => new RestAnswer(ActivityShape.Full(ActivityCall.Classic(call), call.User))));
        table.Add(new RestMethod("crm.activity.list", "crm", ActivityList.Handle));
        table.Add(new RestMethod("crm.activity.update", "crm", Update));
        table.Add(new RestMethod("crm.activity.delete", "crm", Delete));
        table.Add(new RestMethod("crm.activity.fields", "crm", _ => Fields()));
        table.Add(new RestMethod("crm.activity.communication.fields", "crm", _ => Communication()));
    }

    private static RestAnswer Update(RestCall call)
    {
        var activity = ActivityCall.Classic(call);
        if (activity.ProviderId == "CONFIGURABLE_REST_APP")
        {
            throw CrmErrors.Text("Use crm.activity.configurable.update for this activity provider");
        }

        if (ActivityCall.IsForeign(call, activity))
        {
            throw CrmErrors.Text("Access denied.");
        }

        ActivityReader.Write(call, activity, Php.Field(call.Parameters, "fields") as JsonObject ?? throw CrmErrors.Text("The fields is not defined or invalid"));
        ActivityActions.Changed(call.Portal, call.User, activity);
        return new RestAnswer(true);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var activity = ActivityCall.Classic(call);
        if (ActivityCall.IsForeign(call, activity))
        {
            throw CrmErrors.Text("Access denied.");
        }

        ActivityActions.Delete(call.Portal, call.User, activity);
        return new RestAnswer(true);
    }

    private static RestAnswer Fields()
    {
        string[] readOnly = ["ID", "ASSOCIATED_ENTITY_ID", "AUTHOR_ID", "EDITOR_ID", "CREATED", "LAST_UPDATED", "NOTIFY_VALUE", "IS_INCOMING_CHANNEL", "BINDINGS", "DEADLINE"];
        string[] required = ["OWNER_ID", "OWNER_TYPE_ID", "TYPE_ID", "SUBJECT", "RESPONSIBLE_ID", "COMMUNICATIONS"];
        string[] immutable = ["OWNER_ID", "OWNER_TYPE_ID", "TYPE_ID"];
        string[] moments = ["CREATED", "LAST_UPDATED", "START_TIME", "END_TIME", "DEADLINE"];
        var names = ActivityShape.Columns.Keys.Concat(["SETTINGS", "PROVIDER_PARAMS", "COMMUNICATIONS", "FILES", "BINDINGS"]);
        return new RestAnswer(new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Field(
            moments.Contains(name) ? "datetime" : name.EndsWith("_ID", StringComparison.Ordinal) || name == "ID" ? "integer" : "string",
            required.Contains(name), readOnly.Contains(name), immutable.Contains(name), name is "COMMUNICATIONS" or "FILES" or "BINDINGS", name)))));
    }

    private static RestAnswer Communication() => new(new JsonObject(
        CommunicationNames.Select(name => KeyValuePair.Create(
            name, (JsonNode?)Field(name is "TYPE" or "VALUE" ? "string" : "integer", name is "ENTITY_ID" or "ENTITY_TYPE_ID", name is "ID" or "ACTIVITY_ID", false, false, name)))));

    private static JsonObject Field(string type, bool required, bool readOnly, bool immutable, bool multiple, string title) => new()
    {
        ["type"] = type,
        ["isRequired"] = required,
        ["isReadOnly"] = readOnly,
        ["isImmutable"] = immutable,
        ["isMultiple"] = multiple,
        ["isDynamic"] = false,
        ["title"] = title,
    };
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.activity.configurable.*</c>: an app's own activity with a layout (b24restdocs: crm/timeline/activities/configurable).</summary>
internal static partial class ConfigurableMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.activity.configurable.add", "crm", Add));
        table.Add(new RestMethod("crm.activity.configurable.update", "crm", Update));
        table.Add(new RestMethod("crm.activity.configurable.get", "crm", call => call.App is null ? throw new RestError("ERROR_WRONG_CONTEXT", "Application context required") : Answer(call, Found(call))));
    }

    // Parameters are checked before the context is (crm.md §1.9).
    private static RestAnswer Add(RestCall call)
    {
        var owner = ActivityCall.Owner(call);
        var fields = Php.Field(call.Parameters, "fields") as JsonObject ?? [];
        var layout = Layout(Php.Field(call.Parameters, "layout"));
        if (call.App is null)
        {
            throw new RestError("ERROR_WRONG_CONTEXT", "Application context required");
        }

        var activity = ActivityActions.New(call.Portal, call.User, "CONFIGURABLE_REST_APP", CrmActivity.Provided, call.App.ClientId);
        activity.Owner = owner.Key;
        activity.Layout = layout;
        activity.ProviderTypeId = Type(call, fields);
        Write(call, activity, fields);
        activity.Subject = Php.AsText(Php.Field(Php.Field(layout, "header"), "title")) ?? "";
        ActivityActions.Put(call.Portal, call.User, activity);
        return new RestAnswer(new JsonObject { ["activity"] = new JsonObject { ["id"] = activity.Id } });
    }

    private static RestAnswer Update(RestCall call)
    {
        var activity = Found(call);
        if (ActivityCall.IsForeign(call, activity))
        {
            throw new RestError("ERROR_WRONG_APPLICATION", "The activity was created by another application");
        }

        Write(call, activity, Php.Field(call.Parameters, "fields") as JsonObject ?? []);
        if (Php.Field(call.Parameters, "layout") is { } layout)
        {
            activity.Layout = Layout(layout);
            activity.Subject = Php.AsText(Php.Field(Php.Field(activity.Layout, "header"), "title")) ?? "";
        }

        ActivityActions.Changed(call.Portal, call.User, activity);
        return new RestAnswer(new JsonObject { ["activity"] = new JsonObject { ["id"] = activity.Id } });
    }

    private static CrmActivity Found(RestCall call) => ActivityCall.Coded(call, "id") is { ProviderId: "CONFIGURABLE_REST_APP" } found ? found : throw CrmErrors.NotFound();

    private static RestAnswer Answer(RestCall call, CrmActivity activity) => new(new JsonObject
    {
        ["activity"] = new JsonObject
        {
            ["id"] = activity.Id,
            ["ownerTypeId"] = activity.Owner.TypeId,
            ["ownerId"] = activity.Owner.Id,
            ["fields"] = new JsonObject
            {
                ["typeId"] = activity.ProviderTypeId,
                ["completed"] = activity.IsCompleted,
                ["deadline"] = activity.Deadline == CrmActivity.NoDeadline ? null : PortalDates.Print(activity.Deadline, call.User),
                ["responsibleId"] = activity.ResponsibleId,
                ["isIncomingChannel"] = activity.Direction == 1,
                ["originatorId"] = activity.OriginatorId,
                ["originId"] = activity.OriginId,
            },
            ["layout"] = activity.Layout?.DeepClone(),
        },
    });

    private static string Type(RestCall call, JsonObject fields)
    {
        var code = Php.AsText(Php.Field(fields, "typeId")) ?? "CONFIGURABLE";
        return code == "CONFIGURABLE" || call.Portal.State<CrmBoard>().ActivityTypes.Exists(type => type.ClientId == call.App!.ClientId && type.Code == code && type.IsConfigurable)
            ? code
            : throw new RestError("WRONG_FIELD_VALUE", "Wrong value of field \"typeId\"");
    }

    private static void Write(RestCall call, CrmActivity activity, JsonObject fields)
    {
        var deadline = Php.AsText(Php.Field(fields, "deadline"));
        activity.Direction = Flag(fields, "isIncomingChannel") ?? activity.Direction == 1 ? 1 : 0;
        if (activity.Direction == 1 && !string.IsNullOrEmpty(deadline))
        {
            throw new RestError("INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE", "Incoming activity can not be with deadline");
        }

        activity.IsCompleted = Flag(fields, "completed") ?? activity.IsCompleted;
        activity.Deadline = string.IsNullOrEmpty(deadline) ? activity.Deadline : PortalDates.Parse(deadline, call.User) ?? throw new RestError("WRONG_DATETIME_FORMAT", "Wrong datetime format");
        activity.ResponsibleId = Php.AsId(Php.Field(fields, "responsibleId")) ?? activity.ResponsibleId;
        activity.OriginatorId = Php.AsText(Php.Field(fields, "originatorId")) ?? activity.OriginatorId;
        activity.OriginId = Php.AsText(Php.Field(fields, "originId")) ?? activity.OriginId;
    }

    private static bool? Flag(JsonObject fields, string name) => Php.AsText(Php.Field(fields, name))?.ToLowerInvariant() switch
    {
        null => null,
        "y" or "1" or "true" => true,
        _ => false,
    };

    private static JsonObject Layout(JsonNode? sent)
    {
        if (sent is not JsonObject { Count: > 0 } layout)
        {
            throw new RestError("ERROR_EMPTY_LAYOUT", "Layout is empty");
        }

        _ = Php.AsText(Php.Field(Php.Field(layout, "icon"), "code")) ?? throw Required("layout.icon.code");
        _ = Php.Field(Php.Field(layout, "header"), "title") ?? throw Required("layout.header.title");
        _ = Php.AsText(Php.Field(Php.Field(Php.Field(layout, "body"), "logo"), "code")) ?? throw Required("layout.body.logo.code");
        if (Php.Field(Php.Field(layout, "body"), "blocks") is not JsonObject { Count: > 0 } blocks)
        {
            throw Required("layout.body.blocks");
        }

        if (blocks.Count > 20)
        {
            throw new RestError("TOO_MANY_ITEMS", "Too many items in field \"layout.body.blocks\"");
        }

        return blocks.All(block => Key().IsMatch(block.Key))
            ? layout.DeepClone().AsObject()
            : throw new RestError("KEY_CONTAIN_WRONG_SYMBOLS", "Keys may hold letters, digits, \"_\" and \"-\"");
    }

    private static RestError Required(string path) => new("FIELD_IS_REQUIRED", $"Field \"{path}\" is required");

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex Key();
}

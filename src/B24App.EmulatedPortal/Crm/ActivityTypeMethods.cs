using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.activity.type.*</c>: kinds of activities that an app registers (b24restdocs: crm/timeline/activities/types).</summary>
internal static class ActivityTypeMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.activity.type.add", "crm", Add));
        table.Add(new RestMethod("crm.activity.type.list", "crm", List));
        table.Add(new RestMethod("crm.activity.type.delete", "crm", Delete));
    }

    private static RestAnswer Add(RestCall call)
    {
        var client = Client(call);
        var fields = Php.Field(call.Parameters, "fields");
        var code = Php.AsText(Php.Field(fields, "TYPE_ID")) is { Length: > 0 } given ? given : throw CrmErrors.WrongValue("Empty type id!");
        var types = call.Portal.State<CrmBoard>().ActivityTypes;
        if (types.Exists(type => type.ClientId == client && type.Code == code))
        {
            throw CrmErrors.WrongValue("Type is already registered");
        }

        types.Add(new AppActivityType(client, code, Php.AsText(Php.Field(fields, "NAME")) ?? code, Php.AsText(Php.Field(fields, "IS_CONFIGURABLE_TYPE")) == "Y"));
        return new RestAnswer(true);
    }

    private static RestAnswer List(RestCall call)
    {
        var client = Client(call);
        return new RestAnswer(new JsonArray([.. call.Portal.State<CrmBoard>().ActivityTypes.Where(type => type.ClientId == client).Select(type => (JsonNode)new JsonObject
        {
            ["TYPE_ID"] = type.Code, ["NAME"] = type.Name, ["IS_CONFIGURABLE_TYPE"] = type.IsConfigurable ? "Y" : "N", ["ICON_ID"] = "0",
        })]));
    }

    private static RestAnswer Delete(RestCall call)
    {
        var client = Client(call);
        var code = ActivityCall.Text(call, "TYPE_ID");
        return call.Portal.State<CrmBoard>().ActivityTypes.RemoveAll(type => type.ClientId == client && type.Code == code) > 0
            ? new RestAnswer(true)
            : throw CrmErrors.WrongValue("Type is not registered");
    }

    private static string Client(RestCall call) => call.App is not { } app
        ? throw new RestError("ACCESS_DENIED", "Access denied! Application context required")
        : call.User.IsAdmin ? app.ClientId : throw new RestError("ACCESS_DENIED", "Access denied! Admin permissions required");
}

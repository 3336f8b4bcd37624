using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>What the methods of activities read alike.</summary>
internal static class ActivityCall
{
    /// <summary>The activity of the classic methods, or their text without a code.</summary>
    public static CrmActivity Classic(RestCall call)
    {
        var activity = Find(call, "id") ?? throw CrmErrors.Text("Activity is not found");
        return CrmRights.CanRead(call.Portal, call.User, activity) ? activity : throw CrmErrors.Text("Access denied");
    }

    /// <summary>The activity of the newer methods, which answer with codes.</summary>
    public static CrmActivity Coded(RestCall call, string name)
    {
        _ = Php.AsId(Php.Field(call.Parameters, name)) ?? throw CrmErrors.Missing(name);
        var activity = Find(call, name) ?? throw CrmErrors.NotFound();
        return CrmRights.CanRead(call.Portal, call.User, activity) ? activity : throw CrmErrors.AccessDenied();
    }

    /// <summary>A record named by two parameters.</summary>
    public static CrmKey Key(RestCall call, string typeName, string idName)
    {
        var type = Php.AsId(Php.Field(call.Parameters, typeName)) ?? throw CrmErrors.Missing(typeName);
        var id = Php.AsId(Php.Field(call.Parameters, idName)) ?? throw CrmErrors.Missing(idName);
        return new CrmKey((int)type, id);
    }

    /// <summary>A record that exists and is the caller's to see.</summary>
    public static CrmItem Owner(RestCall call, string typeName = "ownerTypeId", string idName = "ownerId")
    {
        var item = call.Portal.State<CrmBoard>().Find(Key(call, typeName, idName)) ?? throw CrmErrors.OwnerNotFound();
        return CrmRights.CanRead(call.User, item) ? item : throw CrmErrors.AccessDenied();
    }

    /// <summary>Only the app that made an activity of its own may change or delete it.</summary>
    public static bool IsForeign(RestCall call, CrmActivity activity) => activity.ClientId is { } owner && owner != call.App?.ClientId;

    public static string? Text(RestCall call, string name) => Php.AsText(Php.Field(call.Parameters, name));

    private static CrmActivity? Find(RestCall call, string name) =>
        call.Portal.State<CrmBoard>().Activities.GetValueOrDefault(Php.AsId((JsonNode?)Php.Field(call.Parameters, name)) ?? 0);
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.activity.binding.*</c> with all its refusals (b24restdocs: crm/timeline/activities/binding).</summary>
internal static class ActivityBindingMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.activity.binding.add", "crm", Add));
        table.Add(new RestMethod("crm.activity.binding.delete", "crm", Delete));
        table.Add(new RestMethod("crm.activity.binding.list", "crm", List));
        table.Add(new RestMethod("crm.activity.binding.move", "crm", Move));
    }

    private static RestAnswer Add(RestCall call)
    {
        var activity = ActivityCall.Coded(call, "activityId");
        var key = Target(call, "entityTypeId", "entityId");
        if (activity.Bindings.Contains(key))
        {
            throw new RestError("ACTIVITY_IS_ALREADY_BOUND", "Activity is already bound to this entity");
        }

        if (activity.Bindings.Count >= ActivityActions.MaxBindings)
        {
            throw new RestError("0", $"The maximum number of bindings is {ActivityActions.MaxBindings}");
        }

        return new RestAnswer(ActivityActions.Bind(call.Portal, call.User, activity, key));
    }

    private static RestAnswer Delete(RestCall call)
    {
        var activity = ActivityCall.Coded(call, "activityId");
        var key = Target(call, "entityTypeId", "entityId");
        if (!activity.Bindings.Contains(key))
        {
            throw new RestError("BINDING_NOT_FOUND", "Binding was not found");
        }

        if (activity.Bindings.Count == 1)
        {
            throw new RestError("LAST_BINDING_CANNOT_BE_DELETED", "The last binding can not be deleted");
        }

        ActivityActions.Unbind(call.Portal, call.User, activity, key);
        return new RestAnswer(true);
    }

    private static RestAnswer List(RestCall call)
    {
        var activity = ActivityCall.Coded(call, "activityId");
        var board = call.Portal.State<CrmBoard>();
        var seen = activity.Bindings.Where(key => board.Find(key) is not { } item || CrmRights.CanRead(call.User, item));
        return new RestAnswer(new JsonArray([.. seen.Select(key => (JsonNode)new JsonObject { ["entityTypeId"] = key.TypeId, ["entityId"] = key.Id })]));
    }

    private static RestAnswer Move(RestCall call)
    {
        var activity = ActivityCall.Coded(call, "activityId");
        var source = ActivityCall.Key(call, "sourceEntityTypeId", "sourceEntityId");
        var target = ActivityCall.Key(call, "targetEntityTypeId", "targetEntityId");
        if (source.TypeId != target.TypeId)
        {
            throw new RestError("SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR", "Source and target entity types are not equal");
        }

        if (source.Id == target.Id)
        {
            throw new RestError("SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR", "Source and target entity ids are equal");
        }

        if (!activity.Bindings.Contains(source))
        {
            throw new RestError("BINDING_NOT_FOUND", "Binding was not found");
        }

        Target(call, "targetEntityTypeId", "targetEntityId");
        if (activity.Bindings.Contains(target))
        {
            throw new RestError("ACTIVITY_IS_ALREADY_BOUND", "Activity is already bound to this entity");
        }

        ActivityActions.Bind(call.Portal, call.User, activity, target);
        var wasOwner = activity.Owner == source;
        ActivityActions.Unbind(call.Portal, call.User, activity, source);
        activity.Owner = wasOwner ? target : activity.Owner;
        return new RestAnswer(true);
    }

    // A type nobody knows is refused; a missing id of a known type is bound in silence on some portals (crm.md §2.1).
    private static CrmKey Target(RestCall call, string typeName, string idName)
    {
        var key = ActivityCall.Key(call, typeName, idName);
        if (CrmTypes.Find(key.TypeId) is null || key.Id <= 0)
        {
            throw CrmErrors.OwnerNotFound();
        }

        return call.Portal.State<CrmBoard>().Find(key) is { } item
            ? CrmRights.CanRead(call.User, item) ? key : throw CrmErrors.AccessDenied()
            : call.Portal.Switches.BindingToNobodySucceeds ? key : throw CrmErrors.OwnerNotFound();
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.timeline.bindings.*</c>: in which timelines a comment stands (b24restdocs: crm/timeline/bindings).</summary>
internal static class TimelineBindingMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.timeline.bindings.bind", "crm", Bind));
        table.Add(new RestMethod("crm.timeline.bindings.unbind", "crm", Unbind));
        table.Add(new RestMethod("crm.timeline.bindings.list", "crm", List));
        table.Add(new RestMethod("crm.timeline.bindings.fields", "crm", _ => Fields()));
    }

    private static RestAnswer Bind(RestCall call)
    {
        var (comment, key) = Asked(call);
        return new RestAnswer(call.Portal.State<CrmBoard>().Bind(comment, key));
    }

    private static RestAnswer Unbind(RestCall call)
    {
        var (comment, key) = Asked(call);
        if (!comment.Bindings.Contains(key))
        {
            return new RestAnswer(false);
        }

        TimelineActions.Leave(call.Portal, call.User, comment, key);
        return new RestAnswer(true);
    }

    private static RestAnswer List(RestCall call)
    {
        var comment = Comment(call, Php.Field(call.Parameters, "filter"));
        return new RestAnswer(
            new JsonArray([.. comment.Bindings.Select(key => (JsonNode)new JsonObject
            {
                ["OWNER_ID"] = Php.Text(comment.Id), ["ENTITY_ID"] = Php.Text(key.Id), ["ENTITY_TYPE"] = CrmTypes.Find(key.TypeId)!.Name.ToLowerInvariant(),
            })]),
            comment.Bindings.Count);
    }

    private static RestAnswer Fields()
    {
        static JsonObject Field(string name, string type) => new()
        {
            ["type"] = type,
            ["isRequired"] = true,
            ["isReadOnly"] = false,
            ["isImmutable"] = true,
            ["isMultiple"] = false,
            ["isDynamic"] = false,
            ["title"] = name,
        };
        return new RestAnswer(new JsonObject { ["OWNER_ID"] = Field("OWNER_ID", "integer"), ["ENTITY_ID"] = Field("ENTITY_ID", "integer"), ["ENTITY_TYPE"] = Field("ENTITY_TYPE", "string") });
    }

    private static (TimelineComment Comment, CrmKey Key) Asked(RestCall call)
    {
        var fields = Php.Field(call.Parameters, "fields");
        var comment = Comment(call, fields);
        var id = Php.AsId(Php.Field(fields, "ENTITY_ID")) is > 0 and var given ? given : throw CrmErrors.Text("ENTITY_ID is not defined or invalid.");
        var type = CrmTypes.ByName(Php.AsText(Php.Field(fields, "ENTITY_TYPE")));
        if (type is null || (type.Id == CrmTypes.Process && !call.Portal.Switches.CommentsBindToProcesses))
        {
            throw CrmErrors.Text("ENTITY_TYPE is not defined or invalid.");
        }

        var item = call.Portal.State<CrmBoard>().Find(new CrmKey(type.Id, id));
        return item is not null && CrmRights.CanRead(call.User, item) ? (comment, item.Key) : throw CrmErrors.Text("Access denied.");
    }

    private static TimelineComment Comment(RestCall call, JsonNode? fields) =>
        Php.AsId(Php.Field(fields, "OWNER_ID")) is > 0 and var id && call.Portal.State<CrmBoard>().Comments.GetValueOrDefault(id) is { } comment
            ? CrmRights.CanRead(call.Portal, call.User, comment) ? comment : throw CrmErrors.Text("Access denied.")
            : throw CrmErrors.Text("OWNER_ID is not defined or invalid.");
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Groups;

/// <summary>Groups (b24restdocs: api-reference/sonet-group/). Refusals of the older family have an empty code and a text.</summary>
internal static class GroupMethods
{
    // Pages name sonet, the list of scopes names the other two.
    internal const string Scope = "sonet_group|socialnetwork|sonet";

    private const int PageSize = 50;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("sonet_group.create", Scope, Create));
        table.Add(new RestMethod("sonet_group.get", Scope, Get));
        table.Add(new RestMethod("sonet_group.update", Scope, Update));
        table.Add(new RestMethod("sonet_group.delete", Scope, Delete));
        table.Add(new RestMethod("sonet_group.setowner", Scope, SetOwner));
        table.Add(new RestMethod("socialnetwork.api.workgroup.get", Scope, NewGet));
        table.Add(new RestMethod("socialnetwork.api.workgroup.list", Scope, NewList));
    }

    internal static JsonNode? Parameter(RestCall call, string name) => Php.Field(call.Parameters, name);

    internal static PortalGroup? Seen(RestCall call, long? id) =>
        id is { } known && call.Portal.State<GroupBoard>().Groups.GetValueOrDefault(known) is { } group && group.IsVisibleTo(call.User) ? group : null;

    internal static void Raise(RestCall call, string verb, long id) =>
        call.Portal.Events.Raise($"ONSONETGROUP{verb}", call.User, [new("[FIELDS][ID]", Php.Text(id))]);

    private static RestAnswer Create(RestCall call)
    {
        var name = Php.AsText(Parameter(call, "NAME"));
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RestError("", "Cannot create group");
        }

        var board = call.Portal.State<GroupBoard>();
        var owner = call.User.IsAdmin && Php.AsId(Parameter(call, "OWNER_ID")) is > 0 and var named && call.Portal.Users.ContainsKey(named) ? named : call.User.Id;
        var now = PortalDates.Now(call.Portal);
        var group = board.Add(new PortalGroup { Id = board.NextId, Name = name, OwnerId = owner, CreatedDate = now, UpdatedDate = now });
        group.Members.Add(owner, 'A');
        Write(call, group);
        Raise(call, "ADD", group.Id);
        return new RestAnswer(group.Id);
    }

    private static RestAnswer Get(RestCall call)
    {
        var everything = call.User.IsAdmin && Php.AsText(Parameter(call, "IS_ADMIN")) == "Y";
        var filter = Parameter(call, "FILTER") as JsonObject ?? [];
        var rows = call.Portal.State<GroupBoard>().Groups.Values
            .Where(group => everything || group.Visible || group.Members.ContainsKey(call.User.Id))
            .Where(group => GroupFilter.Matches(group, filter))
            .ToList();
        return Page(call, GroupFilter.Order(rows, Parameter(call, "ORDER") as JsonObject), group => GroupShape.Old(call, group), page => page);
    }

    private static RestAnswer Update(RestCall call)
    {
        var group = Mine(call, "User has no permissions to update group");
        Write(call, group);
        group.UpdatedDate = PortalDates.Now(call.Portal);
        Raise(call, "UPDATE", group.Id);
        return new RestAnswer(group.Id);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var group = Mine(call, "User has no permissions to delete group", "Socialnetwork group not found");
        call.Portal.State<GroupBoard>().Groups.Remove(group.Id);
        Raise(call, "DELETE", group.Id);
        return new RestAnswer(true);
    }

    private static RestAnswer SetOwner(RestCall call)
    {
        var group = Seen(call, Php.AsId(Parameter(call, "GROUP_ID"))) ?? throw new RestError("", "Invalid workgroup/project ID");
        if (Php.AsId(Parameter(call, "USER_ID")) is not { } userId || !call.Portal.Users.ContainsKey(userId))
        {
            throw new RestError("", "Invalid user ID");
        }

        if (!call.User.IsAdmin && group.OwnerId != call.User.Id)
        {
            throw new RestError("", "Insufficient permissions to complete the operation.");
        }

        group.Members[group.OwnerId] = 'E';
        group.OwnerId = userId;
        group.Members[userId] = 'A';
        Raise(call, "UPDATE", group.Id);
        return new RestAnswer(true);
    }

    private static RestAnswer NewGet(RestCall call)
    {
        var id = Php.AsId(Php.Field(Parameter(call, "params"), "groupId"))
            ?? throw new RestError("SONET_CONTROLLER_WORKGROUP_EMPTY", "No value for the workgroup ID was provided.");
        return Seen(call, id) is { } group
            ? new RestAnswer(GroupShape.New(call, group))
            : throw new RestError("SONET_CONTROLLER_WORKGROUP_NOT_FOUND", "Workgroup not found.");
    }

    private static RestAnswer NewList(RestCall call)
    {
        var filter = Parameter(call, "filter") as JsonObject ?? [];
        var everything = call.User.IsAdmin && Php.AsText(Php.Field(Parameter(call, "params"), "IS_ADMIN")) == "Y";
        var rows = call.Portal.State<GroupBoard>().Groups.Values
            .Where(group => (everything || group.Visible || group.Members.ContainsKey(call.User.Id)) && GroupFilter.Matches(group, filter))
            .ToList();
        return Page(
            call, GroupFilter.Order(rows, Parameter(call, "order") as JsonObject), group => GroupShape.Row(call, group), page => new JsonObject { ["workgroups"] = page });
    }

    private static RestAnswer Page(RestCall call, IReadOnlyList<PortalGroup> rows, Func<PortalGroup, JsonNode> shape, Func<JsonArray, JsonNode> wrap)
    {
        var start = (int)Math.Max(0, Php.AsId(Parameter(call, "start")) ?? 0);
        var page = new JsonArray([.. rows.Skip(start).Take(PageSize).Select(shape)]);
        return new RestAnswer(wrap(page), rows.Count, start + PageSize < rows.Count ? start + PageSize : null);
    }

    private static PortalGroup Mine(RestCall call, string refusal, string notFound = "Wrong group ID")
    {
        var id = Php.AsId(Parameter(call, "GROUP_ID")) is > 0 and var given ? given : throw new RestError("", "Wrong group ID");
        var group = Seen(call, id) ?? throw new RestError("", notFound);
        return call.User.IsAdmin || group.OwnerId == call.User.Id ? group : throw new RestError("", refusal);
    }

    private static void Write(RestCall call, PortalGroup group)
    {
        bool Flag(string name, bool old) => Php.AsText(Parameter(call, name)) is { } text ? text == "Y" : old;
        group.Name = Php.AsText(Parameter(call, "NAME")) is { Length: > 0 } name ? name : group.Name;
        group.Description = Php.AsText(Parameter(call, "DESCRIPTION")) ?? group.Description;
        group.Keywords = Php.AsText(Parameter(call, "KEYWORDS")) ?? group.Keywords;
        group.Visible = Flag("VISIBLE", group.Visible);
        group.Opened = Flag("OPENED", group.Opened);
        group.Closed = Flag("CLOSED", group.Closed);
        group.Project = Flag("PROJECT", group.Project);
        group.InitiatePerms = Php.AsText(Parameter(call, "INITIATE_PERMS")) is ("A" or "E" or "K") and var perms ? perms : group.InitiatePerms;
    }
}

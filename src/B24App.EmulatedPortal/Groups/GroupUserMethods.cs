using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Groups;

/// <summary>Members of groups and what they may do (b24restdocs: api-reference/sonet-group/members/).</summary>
internal static class GroupUserMethods
{
    private static readonly Dictionary<string, GroupOperation> Operations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["view"] = GroupOperation.View,
        ["view_all"] = GroupOperation.ViewAll,
        ["sort"] = GroupOperation.Sort,
        ["create_tasks"] = GroupOperation.CreateTasks,
        ["edit_tasks"] = GroupOperation.EditTasks,
        ["delete_tasks"] = GroupOperation.DeleteTasks,
    };

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("sonet_group.user.get", GroupMethods.Scope, Get));
        table.Add(new RestMethod("sonet_group.user.add", GroupMethods.Scope, Add));
        table.Add(new RestMethod("sonet_group.user.update", GroupMethods.Scope, Update));
        table.Add(new RestMethod("sonet_group.user.delete", GroupMethods.Scope, Delete));
        table.Add(new RestMethod("sonet_group.user.invite", GroupMethods.Scope, Invite));
        table.Add(new RestMethod("sonet_group.user.request", GroupMethods.Scope, Ask));
        table.Add(new RestMethod("sonet_group.user.groups", GroupMethods.Scope, Mine));
        table.Add(new RestMethod("sonet_group.feature.access", GroupMethods.Scope, Access));
    }

    private static RestAnswer Get(RestCall call)
    {
        if (Php.AsId(GroupMethods.Parameter(call, "ID")) is not (> 0 and var id))
        {
            throw new RestError("", "Wrong socialnetwork group ID");
        }

        var group = GroupMethods.Seen(call, id) ?? throw new RestError("", "Socialnetwork group not found");
        return new RestAnswer(new JsonArray([.. group.Members.Select(member =>
            (JsonNode)new JsonObject { ["USER_ID"] = Php.Text(member.Key), ["ROLE"] = member.Value.ToString() })]));
    }

    private static RestAnswer Add(RestCall call) => Each(call, "No permissions to add users", (group, user) => Join(group, user));

    // Who may not invite is not refused: nobody was invited then.
    private static RestAnswer Invite(RestCall call) => Each(call, refusal: null, (group, user) =>
        group.LetsInvite(call.User) && !group.Members.ContainsKey(user) && group.Invited.Add(user));

    private static RestAnswer Ask(RestCall call)
    {
        var group = Named(call);
        if (group.Members.ContainsKey(call.User.Id))
        {
            throw new RestError("", "Cannot request to join group");
        }

        // An open group, or one that has invited him, lets him in at once.
        if (group.Opened || group.Invited.Contains(call.User.Id))
        {
            Join(group, call.User.Id);
        }
        else
        {
            group.Asking.Add(call.User.Id);
        }

        return new RestAnswer(true);
    }

    private static bool Join(PortalGroup group, long user)
    {
        group.Invited.Remove(user);
        group.Asking.Remove(user);
        return group.Members.TryAdd(user, 'K');
    }

    private static RestAnswer Delete(RestCall call) =>
        Each(call, "No permissions to update users role", (group, user) => user != group.OwnerId && group.Members.Remove(user));

    private static RestAnswer Update(RestCall call)
    {
        var role = Php.AsText(GroupMethods.Parameter(call, "ROLE"));
        return Each(call, "No permissions to update users role", (group, user) =>
        {
            if (role is not ("E" or "K"))
            {
                throw new RestError("", "Incorrect role code");
            }

            var may = user != group.OwnerId && group.Members.ContainsKey(user);
            if (may)
            {
                group.Members[user] = role[0];
            }

            return may;
        });
    }

    private static PortalGroup Named(RestCall call) =>
        Php.AsId(GroupMethods.Parameter(call, "GROUP_ID")) is not (> 0 and var id)
            ? throw new RestError("", "Wrong group ID")
            : GroupMethods.Seen(call, id) ?? throw new RestError("", "Socialnetwork group not found");

    private static RestAnswer Each(RestCall call, string? refusal, Func<PortalGroup, long, bool> act)
    {
        var group = Named(call);
        if (refusal is not null && !group.IsRunBy(call.User))
        {
            throw new RestError("", refusal);
        }

        var users = Php.AsList(GroupMethods.Parameter(call, "USER_ID")).Select(Php.AsId).OfType<long>().Where(call.Portal.Users.ContainsKey).ToList();
        return users.Count == 0
            ? throw new RestError("", "Wrong user IDs")
            : new RestAnswer(new JsonArray([.. users.Where(user => act(group, user)).Select(user => (JsonNode)Php.Text(user))]));
    }

    private static RestAnswer Mine(RestCall call) =>
        new(new JsonArray([.. call.Portal.State<GroupBoard>().Groups.Values.Where(group => group.Members.ContainsKey(call.User.Id)).Select(group => (JsonNode)new JsonObject
        {
            ["GROUP_ID"] = Php.Text(group.Id),
            ["GROUP_NAME"] = group.Name,
            ["ROLE"] = group.Members[call.User.Id].ToString(),
            ["GROUP_IMAGE_ID"] = null,
            ["GROUP_IMAGE"] = "",
        })]));

    private static RestAnswer Access(RestCall call)
    {
        if (Php.AsId(GroupMethods.Parameter(call, "GROUP_ID")) is not (> 0 and var id) || GroupMethods.Seen(call, id) is not { } group)
        {
            throw new RestError("", "Wrong socialnetwork group ID");
        }

        if (Php.AsText(GroupMethods.Parameter(call, "FEATURE")) != "tasks")
        {
            throw new RestError("", "Wrong feature");
        }

        return Operations.TryGetValue(Php.AsText(GroupMethods.Parameter(call, "OPERATION")) ?? "", out var operation)
            ? new RestAnswer(call.User.IsAdmin || group.Allows(call.User, operation))
            : throw new RestError("", "Wrong operation");
    }
}

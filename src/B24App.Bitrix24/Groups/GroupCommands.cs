using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Groups;

/// <summary>Commands on workgroups (b24restdocs: api-reference/sonet-group/).</summary>
public static class GroupCommands
{
    /// <summary>One page of groups; an administrator sees all with <paramref name="asAdmin"/>.</summary>
    public static Command Get(JsonObject filter, int start, bool asAdmin = false)
    {
        var parameters = new JsonObject { ["ORDER"] = new JsonObject { ["ID"] = "ASC" }, ["FILTER"] = filter };
        if (asAdmin)
        {
            parameters["IS_ADMIN"] = "Y";
        }

        parameters["start"] = start;
        return new Command("sonet_group.get", parameters);
    }

    /// <summary>Makes a group that everybody in the company sees and may join; the token's user owns it.</summary>
    public static Command CreateOpen(string name) =>
        new("sonet_group.create", new JsonObject { ["NAME"] = name, ["VISIBLE"] = "Y", ["OPENED"] = "Y", ["INITIATE_PERMS"] = "K" }) { IsWrite = true };

    /// <summary>Members of a group with their roles.</summary>
    public static Command Members(long groupId) => new("sonet_group.user.get", new JsonObject { ["ID"] = groupId });

    /// <summary>Groups of the token's user.</summary>
    public static Command Mine() => new("sonet_group.user.groups", null);

    /// <summary>Whether the token's user may do something with tasks of a group: view, view_all, sort, create_tasks, edit_tasks, delete_tasks.</summary>
    public static Command MayWithTasks(long groupId, string operation) =>
        new("sonet_group.feature.access", new JsonObject { ["GROUP_ID"] = groupId, ["FEATURE"] = "tasks", ["OPERATION"] = operation });
}

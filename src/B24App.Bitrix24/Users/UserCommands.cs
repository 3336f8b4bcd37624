using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Users;

/// <summary>Commands on people (b24restdocs: api-reference/user/).</summary>
public static class UserCommands
{
    /// <summary>One page of 50 users; bots, mail users, integrators and system users are hidden.</summary>
    public static Command Get(JsonObject filter, int start) =>
        new("user.get", new JsonObject { ["FILTER"] = filter, ["start"] = start });

    /// <summary>The token's user.</summary>
    public static Command Current() => new("user.current", null);

    /// <summary>The token's user and whether he is an administrator; works with any scope.</summary>
    public static Command Profile() => new("profile", null);

    /// <summary>Whether the token's user may manage settings of applications.</summary>
    public static Command IsAdmin() => new("user.admin", null);
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Users;

/// <summary>Employees (b24restdocs: api-reference/user/). How much is shown depends on the scope the app holds.</summary>
internal static class UserMethods
{
    private const string Scope = "user|user_basic|user_brief";
    private const int PageSize = 50;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("user.current", Scope, call => new RestAnswer(UserShape.One(call, call.User, withType: false))));
        table.Add(new RestMethod("user.get", Scope, Get));
        table.Add(new RestMethod("user.search", Scope, Search));
        table.Add(new RestMethod("department.get", "department", Departments));
    }

    private static RestAnswer Get(RestCall call)
    {
        // Old clients send filter keys at the root, new ones under FILTER (b24restdocs: api-reference/user/user-get.md).
        var filter = Php.Field(call.Parameters, "FILTER") as JsonObject ?? UserFilter.AtRoot(call.Parameters);
        var rows = call.Portal.Users.Values.Where(user => UserFilter.Matches(call, user, filter));
        var down = string.Equals(Php.AsText(Php.Field(call.Parameters, "order")), "DESC", StringComparison.OrdinalIgnoreCase);
        var sort = (Php.AsText(Php.Field(call.Parameters, "sort")) ?? "ID").ToUpperInvariant();
        IComparable Key(PortalUser user) => sort switch { "NAME" => user.Name, "LAST_NAME" => user.LastName, "EMAIL" => user.Email, _ => user.Id };
        return Page(call, [.. down ? rows.OrderByDescending(Key) : rows.OrderBy(Key)]);
    }

    private static RestAnswer Search(RestCall call)
    {
        var filter = Php.Field(call.Parameters, "FILTER") as JsonObject ?? UserFilter.AtRoot(call.Parameters);
        return Page(call, [.. call.Portal.Users.Values.Where(user => UserFilter.Found(call, user, filter))]);
    }

    private static RestAnswer Page(RestCall call, IReadOnlyList<PortalUser> rows)
    {
        var start = (int)(Php.AsId(Php.Field(call.Parameters, "start")) ?? 0);
        var page = new JsonArray([.. rows.Skip(Math.Max(0, start)).Take(PageSize).Select(user => (JsonNode)UserShape.One(call, user, withType: true))]);
        return start < 0 ? new RestAnswer(page) : new RestAnswer(page, rows.Count, start + PageSize < rows.Count ? start + PageSize : null);
    }

    private static RestAnswer Departments(RestCall call) =>
        new(new JsonArray(new JsonObject { ["ID"] = "1", ["NAME"] = call.Portal.Name, ["SORT"] = 500 }), Total: 1);
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Basics;

/// <summary>Who is calling and what he may (b24restdocs: api-reference/common/users/).</summary>
internal static class PersonMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("profile", null, Profile));
        table.Add(new RestMethod("user.admin", null, call => new RestAnswer(call.User.IsAdmin)));
        table.Add(new RestMethod("user.access", null, Access));
        table.Add(new RestMethod("access.name", null, Names));
    }

    private static RestAnswer Profile(RestCall call) => new(new JsonObject
    {
        ["ID"] = Php.Text(call.User.Id),
        ["ADMIN"] = call.User.IsAdmin,
        ["NAME"] = call.User.Name,
        ["LAST_NAME"] = call.User.LastName,
        ["PERSONAL_GENDER"] = "",
        ["TIME_ZONE"] = "",
    });

    private static RestAnswer Access(RestCall call) => new(call.User.IsAdmin
        || Codes(call).Any(code => code is "AU" or "G2" || code == "U" + Php.Text(call.User.Id)));

    private static RestAnswer Names(RestCall call)
    {
        var codes = Codes(call);
        if (codes.Count == 0)
        {
            return new RestAnswer(false);
        }

        return new RestAnswer(Php.Map(codes.Select(code => new KeyValuePair<string, JsonNode?>(code, Describe(call.Portal, code))).Where(pair => pair.Value is not null)));
    }

    private static JsonObject? Describe(Portal portal, string code)
    {
        var russian = portal.Language == "ru";
        return code switch
        {
            "G2" => Row("", russian ? "Все посетители" : "All visitors", "other"),
            "AU" => Row("", russian ? "Все авторизованные пользователи" : "All authorized users", "other"),
            ['U', .. var id] when long.TryParse(id, out var userId) && portal.Users.TryGetValue(userId, out var user) =>
                Row(russian ? "Пользователь" : "User", user.FullName, "user"),
            _ => null,
        };
    }

    private static JsonObject Row(string provider, string name, string providerId) =>
        new() { ["provider"] = provider, ["name"] = name, ["provider_id"] = providerId };

    private static List<string> Codes(RestCall call) =>
        [.. Php.AsList(Php.Field(call.Parameters, "ACCESS")).Select(Php.AsText).OfType<string>().Where(code => code.Length > 0)];
}

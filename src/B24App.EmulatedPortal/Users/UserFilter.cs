using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Users;

/// <summary>Filters of <c>user.get</c> and <c>user.search</c>.</summary>
internal static class UserFilter
{
    private static readonly HashSet<string> NotFilters = new(StringComparer.OrdinalIgnoreCase)
    {
        "sort", "order", "start", "select", "ADMIN_MODE", "IMAGE_RESIZE", "FILTER", "auth",
    };

    public static JsonObject AtRoot(JsonObject parameters)
    {
        var filter = new JsonObject();
        foreach (var (key, value) in parameters.Where(pair => !NotFilters.Contains(pair.Key)))
        {
            filter[key] = value?.DeepClone();
        }

        return filter;
    }

    public static bool Matches(RestCall call, PortalUser user, JsonObject filter) =>
        !user.IsHidden && filter.All(pair => One(call, user, pair.Key, pair.Value));

    /// <summary>Search by parts of a name: FIND everywhere, or NAME, LAST_NAME, WORK_POSITION from their beginning.</summary>
    public static bool Found(RestCall call, PortalUser user, JsonObject filter)
    {
        bool Starts(string text, string? wanted) => string.IsNullOrEmpty(wanted) || text.StartsWith(wanted.Trim('%'), StringComparison.OrdinalIgnoreCase);
        var find = Php.AsText(Php.Field(filter, "FIND")) ?? Php.AsText(Php.Field(filter, "NAME_SEARCH"));
        var words = (find ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return user.IsActive && !user.IsHidden
            && words.All(word => $"{user.FullName} {user.Position}".Contains(word, StringComparison.OrdinalIgnoreCase))
            && Starts(user.Name, Php.AsText(Php.Field(filter, "NAME")))
            && Starts(user.LastName, Php.AsText(Php.Field(filter, "LAST_NAME")))
            && Starts(user.Position, Php.AsText(Php.Field(filter, "WORK_POSITION")));
    }

    private static bool One(RestCall call, PortalUser user, string rawKey, JsonNode? value)
    {
        var key = rawKey.TrimStart('!', '@', '%', '=', '<', '>').ToUpperInvariant();
        var prefix = rawKey[..(rawKey.Length - key.Length)];
        var actual = key switch
        {
            "ID" => Php.Text(user.Id),
            "NAME" => user.Name,
            "LAST_NAME" => user.LastName,
            "WORK_POSITION" => user.Position,
            "XML_ID" => "",
            // Who cannot read e-mails cannot probe them by filtering either.
            "EMAIL" => call.App is null || call.App.Scopes.Contains("user") || call.App.Scopes.Contains("user_basic") ? user.Email : null,
            "ACTIVE" => user.IsActive ? "1" : "",
            "USER_TYPE" => "employee",
            "UF_DEPARTMENT" => "1",
            "NAME_SEARCH" => user.FullName,
            _ => null,
        };
        if (actual is null)
        {
            return true;
        }

        var wanted = Php.AsList(value).Select(item => key == "ACTIVE" ? Truth(item) : Php.AsText(item) ?? "").ToList();
        if (prefix.Contains('%', StringComparison.Ordinal) || key == "NAME_SEARCH")
        {
            return prefix.Contains('!', StringComparison.Ordinal) != wanted.Exists(want => actual.Contains(want.Trim('%'), StringComparison.OrdinalIgnoreCase));
        }

        if (prefix is "<" or "<=" or ">" or ">=")
        {
            var order = long.TryParse(actual, out var have) && long.TryParse(wanted.FirstOrDefault(), out var want) ? have.CompareTo(want) : 0;
            return prefix switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
        }

        return prefix.StartsWith('!') != wanted.Exists(want => string.Equals(want, actual, StringComparison.OrdinalIgnoreCase));
    }

    private static string Truth(JsonNode? node) => Php.AsText(node) is "1" or "Y" or "true" or "True" or "TRUE" ? "1" : "";
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Comments;

/// <summary>Filter and order of <c>task.commentitem.getlist</c>; default newest first.</summary>
internal static class CommentFilter
{
    public static bool Matches(RestCall call, TaskComment comment, JsonObject? filter) =>
        (filter ?? []).All(pair => One(call, comment, pair.Key, pair.Value));

    public static IEnumerable<TaskComment> Order(Portal portal, IEnumerable<TaskComment> comments, JsonObject? order)
    {
        IOrderedEnumerable<TaskComment>? sorted = null;
        foreach (var (key, direction) in order ?? [])
        {
            IComparable? Read(TaskComment comment) => key switch
            {
                "AUTHOR_ID" => comment.AuthorId,
                "AUTHOR_NAME" => portal.Users.GetValueOrDefault(comment.AuthorId)?.FullName,
                "POST_DATE" => comment.PostedAt,
                _ => comment.Id,
            };
            sorted = string.Equals(Php.AsText(direction), "desc", StringComparison.OrdinalIgnoreCase)
                ? sorted?.ThenByDescending(Read) ?? comments.OrderByDescending(Read)
                : sorted?.ThenBy(Read) ?? comments.OrderBy(Read);
        }

        return sorted ?? comments.OrderByDescending(comment => comment.Id);
    }

    private static bool One(RestCall call, TaskComment comment, string rawKey, JsonNode? value)
    {
        var key = rawKey.TrimStart('!', '<', '>', '=');
        var prefix = rawKey[..^key.Length];
        var wanted = Php.AsList(value);
        return key switch
        {
            "POST_DATE" => PortalDates.Parse(Php.AsText(value), call.User) is { } date && Holds(comment.PostedAt.CompareTo(date), prefix),
            "AUTHOR_NAME" => prefix == "!" != wanted.Any(want => Php.AsText(want) == call.Portal.Users.GetValueOrDefault(comment.AuthorId)?.FullName),
            _ => Number(key == "AUTHOR_ID" ? comment.AuthorId : comment.Id, prefix, wanted),
        };
    }

    private static bool Number(long have, string prefix, IReadOnlyList<JsonNode?> wanted) => prefix switch
    {
        "" => wanted.Any(want => Php.AsId(want) == have),
        "!" => wanted.All(want => Php.AsId(want) != have),
        _ => wanted.Count > 0 && Php.AsId(wanted[0]) is { } want && Holds(have.CompareTo(want), prefix),
    };

    private static bool Holds(int order, string prefix) => prefix switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        "!" => order != 0,
        _ => order == 0,
    };
}

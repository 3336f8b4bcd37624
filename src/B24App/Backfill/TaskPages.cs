using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;

namespace B24App.Backfill;

/// <summary>The questions of a walk over tasks.</summary>
internal static class TaskPages
{
    /// <summary>The pages to ask for now.</summary>
    /// <param name="walk">Where the walk stands.</param>
    /// <param name="groups">Groups that can leave; empty for the whole portal. A portal may ignore a filter, so every row is judged anyway.</param>
    /// <param name="since">Oldest creation that is wanted, or null.</param>
    /// <param name="select">Fields to read.</param>
    public static IReadOnlyList<Command> Questions(this IdWalk walk, IReadOnlyList<long> groups, DateTimeOffset? since, IReadOnlyList<string> select) => walk.Questions(
        () => TaskCommands.List(Filter(null, groups, since), new JsonObject { ["ID"] = "desc" }, ["ID"], -1),
        stretch => TaskCommands.ListWithResults(Filter(stretch, groups, since), new JsonObject { ["ID"] = "asc" }, select));

    private static JsonObject Filter(Stretch? stretch, IReadOnlyList<long> groups, DateTimeOffset? since)
    {
        var filter = new JsonObject();
        if (stretch is { } ids)
        {
            filter[">ID"] = ids.After;
            filter["<=ID"] = ids.UpTo;
        }

        if (groups.Count > 0)
        {
            filter["GROUP_ID"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]);
        }

        if (since is { } from)
        {
            filter[">=CREATED_DATE"] = from.ToString("yyyy-MM-dd'T'HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture);
        }

        return filter;
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Elapsed;

/// <summary>Filter and order of <c>task.elapseditem.getlist</c>.</summary>
internal static class ElapsedFilter
{
    public static bool Matches(RestCall call, ElapsedEntry entry, JsonObject? filter) => filter?.All(pair => Matches(call, entry, pair.Key, pair.Value)) != false;

    public static IEnumerable<ElapsedEntry> Order(IEnumerable<ElapsedEntry> rows, JsonObject? order)
    {
        var (key, direction) = order?.Select(pair => (pair.Key, Php.AsText(pair.Value))).FirstOrDefault() ?? ("ID", "asc");
        Func<ElapsedEntry, long> by = key switch
        {
            "USER_ID" => entry => entry.UserId,
            "SECONDS" or "MINUTES" => entry => entry.Seconds,
            "CREATED_DATE" => entry => entry.WorkedAt.ToUnixTimeSeconds(),
            "DATE_START" or "DATE_STOP" => entry => entry.EnteredAt.ToUnixTimeSeconds(),
            _ => entry => entry.Id,
        };
        return string.Equals(direction, "desc", StringComparison.OrdinalIgnoreCase) ? rows.OrderByDescending(by) : rows.OrderBy(by);
    }

    private static bool Matches(RestCall call, ElapsedEntry entry, string key, JsonNode? value)
    {
        var name = key.TrimStart('>', '<', '=', '!');
        var have = name switch
        {
            "ID" => entry.Id,
            "USER_ID" => entry.UserId,
            "TASK_ID" => entry.TaskId,
            "CREATED_DATE" => entry.WorkedAt.ToUnixTimeSeconds(),
            "DATE_START" => entry.EnteredAt.ToUnixTimeSeconds(),
            _ => (long?)null,
        };
        var wanted = name is "CREATED_DATE" or "DATE_START" ? PortalDates.Parse(Php.AsText(value), call.User)?.ToUnixTimeSeconds() : Php.AsId(value);
        return have is null || wanted is null || key[..^name.Length] switch
        {
            ">" => have > wanted,
            ">=" => have >= wanted,
            "<" => have < wanted,
            "<=" => have <= wanted,
            "!" => have != wanted,
            _ => value is JsonArray list ? list.Any(one => Php.AsId(one) == have) : have == wanted,
        };
    }
}

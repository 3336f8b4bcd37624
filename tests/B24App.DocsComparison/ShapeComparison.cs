using System.Text.Json;
using System.Text.Json.Nodes;

namespace B24App.DocsComparison;

/// <summary>Compares the shapes of two JSON values: keys, nesting and types; never the values.</summary>
internal static class ShapeComparison
{
    /// <summary>Differences as <c>path: what</c>. A key that the page names in a table is documented even where no example shows it.</summary>
    public static IEnumerable<string> Compare(JsonNode? documented, JsonNode? answered, IReadOnlySet<string> named) =>
        Compare("", [documented], [answered], named);

    private static IEnumerable<string> Compare(string path, List<JsonNode?> documented, List<JsonNode?> answered, IReadOnlySet<string> named)
    {
        var wanted = documented.Select(Kind).Where(kind => kind is not ("null" or "empty")).ToHashSet();
        var got = answered.Select(Kind).Where(kind => kind is not ("null" or "empty")).ToHashSet();
        if (wanted.Count == 0 || got.Count == 0)
        {
            // A null tells no type, and PHP prints an empty map as a list.
            if (wanted.Count + got.Count > 0 && documented.Concat(answered).Any(node => Kind(node) == "empty")
                && wanted.Concat(got).All(kind => kind is not ("list" or "map")))
            {
                yield return $"{Name(path)}: documented {Said(documented)}, answered {Said(answered)}";
            }

            yield break;
        }

        if (!got.IsSubsetOf(wanted))
        {
            yield return $"{Name(path)}: documented {Said(documented)}, answered {Said(answered)}";
        }

        var lists = Compare(path + "[]", Items(documented), Items(answered), named);
        foreach (var difference in wanted.Contains("list") && got.Contains("list") ? lists : [])
        {
            yield return difference;
        }

        if (wanted.Contains("map") && got.Contains("map"))
        {
            foreach (var difference in Maps(path, [.. documented.OfType<JsonObject>()], [.. answered.OfType<JsonObject>()], named))
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<string> Maps(string path, List<JsonObject> documented, List<JsonObject> answered, IReadOnlySet<string> named)
    {
        if (ById(documented) || ById(answered))
        {
            return Compare(path + ".*", [.. documented.SelectMany(Values)], [.. answered.SelectMany(Values)], named);
        }

        return documented.Concat(answered).SelectMany(map => map.Select(pair => pair.Key)).Distinct().SelectMany(key =>
        {
            var inner = path.Length == 0 ? key : $"{path}.{key}";
            List<JsonNode?> wanted = [.. documented.Where(map => map.ContainsKey(key)).Select(map => map[key])];
            List<JsonNode?> got = [.. answered.Where(map => map.ContainsKey(key)).Select(map => map[key])];
            return (wanted.Count, got.Count) switch
            {
                (0, _) => named.Contains(key) ? [] : [$"{inner}: answered, not documented"],
                (_, 0) => [$"{inner}: documented, not answered"],
                _ => Compare(inner, wanted, got, named),
            };
        });
    }

    // Keys that are ids are values.
    private static bool ById(List<JsonObject> maps) =>
        maps.Any(map => map.Count > 0) && maps.All(map => map.All(pair => pair.Key.All(char.IsAsciiDigit)));

    private static IEnumerable<JsonNode?> Values(JsonObject map) => map.Select(pair => pair.Value);

    private static List<JsonNode?> Items(List<JsonNode?> nodes) => [.. nodes.OfType<JsonArray>().SelectMany(list => list)];

    private static string Said(List<JsonNode?> nodes) => string.Join(" or ", nodes.Select(Kind).Distinct().Order(StringComparer.Ordinal));

    private static string Name(string path) => path.Length == 0 ? "body" : path;

    private static string Kind(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray { Count: 0 } or JsonObject { Count: 0 } => "empty",
        JsonArray => "list",
        JsonObject => "map",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.Number => "number",
            JsonValueKind.String => "string",
            _ => "boolean",
        },
    };
}

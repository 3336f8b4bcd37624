using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Kernel;

/// <summary>PHP's idea of arrays on the wire: an empty map is <c>[]</c>, and a map with keys 0..n-1 is a list.</summary>
public static class Php
{
    /// <summary>Shapes a map as PHP's <c>json_encode</c> would.</summary>
    public static JsonNode Map(IEnumerable<KeyValuePair<string, JsonNode?>> pairs)
    {
        var all = pairs.ToList();
        var isList = true;
        for (var i = 0; i < all.Count && isList; i++)
        {
            isList = all[i].Key == i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (isList)
        {
            return new JsonArray([.. all.Select(pair => pair.Value)]);
        }

        var map = new JsonObject();
        foreach (var (key, value) in all)
        {
            map[key] = value;
        }

        return map;
    }

    /// <summary>The string a v2 method prints for a number.</summary>
    public static string Text(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads a scalar parameter as text, whatever its JSON type; null when absent or not scalar.</summary>
    public static string? AsText(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "1" : "",
        JsonValue value => value.ToJsonString(),
        _ => null,
    };

    /// <summary>Reads an id: number or numeric string; null otherwise.</summary>
    public static long? AsId(JsonNode? node) =>
        long.TryParse(AsText(node), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Values of a list that may have come as a JSON array, as a map with numeric keys, or as one scalar.</summary>
    public static IReadOnlyList<JsonNode?> AsList(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => [.. array],
        JsonObject map => [.. map.Select(pair => pair.Value)],
        _ => [node],
    };

    /// <summary>A field of a map in any case of its key, as the task methods accept it.</summary>
    public static JsonNode? Field(JsonNode? map, string name) =>
        map is JsonObject fields
            ? fields.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value
            : null;
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Rest;

/// <summary>
/// <c>$result[key][field]…</c> inside the values of a v2 batch command (b24restdocs: settings/how-to-call-rest-api/batch.md).
/// Commands are decoded first, so a percent-encoded reference is the same reference.
/// </summary>
internal static partial class BatchReferences
{
    /// <summary>Replaces references in every value of a command.</summary>
    public static JsonObject Resolve(JsonObject parameters, IReadOnlyDictionary<string, JsonNode?> results, bool unresolvedStays) =>
        (JsonObject)Walk(parameters, results, unresolvedStays)!;

    private static JsonNode? Walk(JsonNode? node, IReadOnlyDictionary<string, JsonNode?> results, bool unresolvedStays) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, Walk(pair.Value, results, unresolvedStays)))),
        JsonArray list => new JsonArray([.. list.Select(item => Walk(item, results, unresolvedStays))]),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Contains("$result[", StringComparison.Ordinal) => Text(text, results, unresolvedStays),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Text(string text, IReadOnlyDictionary<string, JsonNode?> results, bool unresolvedStays)
    {
        var whole = Reference().Match(text);
        if (whole.Success && whole.Length == text.Length && Find(whole, results) is { } node)
        {
            return node.DeepClone(); // a whole value keeps its type, so a list can become a filter
        }

        return Reference().Replace(text, match => Php.AsText(Find(match, results)) ?? (unresolvedStays ? match.Value : ""));
    }

    private static JsonNode? Find(Match reference, IReadOnlyDictionary<string, JsonNode?> results)
    {
        var keys = reference.Groups["key"].Captures;
        if (!results.TryGetValue(keys[0].Value, out var node))
        {
            return null;
        }

        for (var i = 1; i < keys.Count; i++)
        {
            node = node switch
            {
                JsonObject map => map[keys[i].Value],
                JsonArray list when int.TryParse(keys[i].Value, out var index) && index >= 0 && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    [GeneratedRegex(@"\$result(?:\[(?<key>[^\[\]]*)\])+")]
    private static partial Regex Reference();
}

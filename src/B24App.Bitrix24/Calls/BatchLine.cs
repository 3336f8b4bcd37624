using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace B24App.Bitrix24.Calls;

/// <summary>A command as one line of a v2 <c>batch</c>: <c>method?urlencoded</c> (b24restdocs: settings/how-to-call-rest-api/batch.md).</summary>
internal static class BatchLine
{
    public static string Of(Command command)
    {
        var line = new StringBuilder(command.Method).Append('?');
        var first = true;
        foreach (var (name, value) in Members(command.Parameters))
        {
            Append(line, Uri.EscapeDataString(name), value, ref first);
        }

        return line.ToString();
    }

    /// <summary>
    /// Whether a line can say exactly this. A query string has no empty list and no null (an emptied tag set, a positional gap), and the
    /// portal replaces <c>$result[…]</c> wherever it stands, so a person's text with it would be filled with other commands' answers.
    /// </summary>
    public static bool CanSay(Command command) =>
        !command.IsV3
        && command.IdempotencyKey is null
        && !command.Method.Equals("batch", StringComparison.OrdinalIgnoreCase)
        && (command.Parameters is null || Members(command.Parameters).All(member => CanSay(member.Value) && !MayRefer(member.Name)));

    private static bool CanSay(JsonNode? node) => node switch
    {
        null => false,
        JsonObject { Count: 0 } or JsonArray { Count: 0 } => false,
        JsonObject or JsonArray => Members(node).All(member => CanSay(member.Value) && !MayRefer(member.Name)),
        _ => node.GetValueKind() != JsonValueKind.String || !MayRefer(node.GetValue<string>()),
    };

    private static bool MayRefer(string text) =>
        text.Contains("$result", StringComparison.OrdinalIgnoreCase) || text.Contains("%24result", StringComparison.OrdinalIgnoreCase);

    private static void Append(StringBuilder line, string path, JsonNode? node, ref bool first)
    {
        if (node is JsonObject or JsonArray)
        {
            foreach (var (name, value) in Members(node))
            {
                Append(line, $"{path}%5B{Uri.EscapeDataString(name)}%5D", value, ref first);
            }

            return;
        }

        line.Append(first ? "" : "&").Append(path).Append('=').Append(Uri.EscapeDataString(Scalar(node)));
        first = false;
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Members(JsonNode? node) => node switch
    {
        JsonObject map => map.Select(member => (member.Key, member.Value)),
        JsonArray list => list.Select((value, i) => (i.ToString(CultureInfo.InvariantCulture), value)),
        _ => [],
    };

    // PHP's http_build_query: true is 1, false is 0.
    private static string Scalar(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.Number => node.ToJsonString(),
        _ => "",
    };
}

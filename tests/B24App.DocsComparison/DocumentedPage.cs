using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace B24App.DocsComparison;

/// <summary>An error as a page lists it. In REST 3.0 a code stands over a table of messages.</summary>
internal sealed record DocumentedError(string Code, string Message);

/// <summary>What a page says about answers: examples and errors.</summary>
internal sealed partial record DocumentedPage(
    IReadOnlyList<JsonNode> Answers, IReadOnlyList<JsonObject> Refusals, IReadOnlyList<DocumentedError> Errors, int Unreadable, IReadOnlySet<string> Named)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static DocumentedPage Read(string text)
    {
        var start = ResponseHeading().Match(text) is { Success: true } heading ? heading.Index : 0;
        var part = text[start..];
        List<JsonNode> answers = [];
        List<JsonObject> refusals = [];
        var unreadable = 0;
        foreach (Match block in JsonBlock().Matches(part))
        {
            switch (Parse(block.Groups[1].Value))
            {
                case JsonObject error when error.ContainsKey("error"):
                    refusals.Add(error);
                    break;
                case { } answer:
                    answers.Add(answer);
                    break;
                default:
                    unreadable++;
                    break;
            }
        }

        var named = NamedField().Matches(part).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return new DocumentedPage(answers, refusals, [.. ErrorsOf(part)], unreadable, named);
    }

    // Authors shorten examples with lines of dots, and one quotes quotes.
    private static JsonNode? Parse(string block)
    {
        try
        {
            using var document = JsonDocument.Parse(DotsAlone().Replace(block, ""), Lenient);
            return Node(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Some examples repeat a key; as in a browser the last one counts.
    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    map[property.Name] = Node(property.Value);
                }

                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    private static IEnumerable<DocumentedError> ErrorsOf(string part)
    {
        var from = part.IndexOf("\n## Error", StringComparison.Ordinal);
        if (from < 0)
        {
            yield break;
        }

        var section = part[from..];
        var v3Code = "";
        var codeColumn = -1;
        var lines = section.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (V3Code().Match(lines[i]) is { Success: true } heading)
            {
                v3Code = heading.Value;
            }

            if (!lines[i].StartsWith("||", StringComparison.Ordinal))
            {
                continue;
            }

            var row = lines[i];
            while ((row.Trim().Length < 4 || !row.TrimEnd().EndsWith("||", StringComparison.Ordinal)) && i + 1 < lines.Length)
            {
                row += " " + lines[++i];
            }

            var cells = Escapes().Replace(row.Trim()[2..^2], "\u0001").Split('|').Select(cell => cell.Replace("\u0001", "|", StringComparison.Ordinal).Trim().Trim('`').Trim()).ToList();
            if (cells.Any(cell => cell is "**Code**" or "**Field**"))
            {
                codeColumn = cells.FindIndex(cell => cell is "**Code**" or "**Field**");
            }
            else if (codeColumn >= 0 && cells.Count > codeColumn + 1)
            {
                var code = cells[codeColumn] is "—" or "-" ? "" : cells[codeColumn];
                yield return new DocumentedError(v3Code.Length > 0 ? v3Code : code, cells[codeColumn + 1]);
            }
        }
    }

    [GeneratedRegex("^## .*(Response|Returned)", RegexOptions.Multiline)]
    private static partial Regex ResponseHeading();

    [GeneratedRegex("^ *```json\r?\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"^\s*(\.\.\.|…),?\s*$", RegexOptions.Multiline)]
    private static partial Regex DotsAlone();

    [GeneratedRegex(@"\*\*([A-Za-z_0-9.]+)\*?\*\*")]
    private static partial Regex NamedField();

    [GeneratedRegex(@"BITRIX_REST_V3_(REALISATION_)?EXCEPTION_\w+")]
    private static partial Regex V3Code();

    [GeneratedRegex(@"\\\|")]
    private static partial Regex Escapes();
}

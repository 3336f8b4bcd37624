using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace B24App.DocsComparison;

/// <summary>A refusal of the emulator: its code and all it says, also field by field in REST 3.0.</summary>
internal sealed partial record AnsweredError(string Code, IReadOnlyList<string> Messages)
{
    /// <summary>Reads a refusal, also the first one inside a batch; null when nothing was refused.</summary>
    public static AnsweredError? Read(JsonNode? body) => body?["error"] switch
    {
        null when body?["result"] is JsonObject batch && batch["result_error"] is JsonObject { Count: > 0 } inner => Read(inner.First().Value),
        null => null,
        JsonObject v3 => new AnsweredError(v3["code"]?.ToString() ?? "",
            [v3["message"]?.ToString() ?? "", .. (v3["validation"] as JsonArray ?? []).Select(row => row?["message"]?.ToString() ?? "")]),
        var code => new AnsweredError(code.ToString(), [body["error_description"]?.ToString() ?? ""]),
    };

    /// <summary>Same code and, placeholders aside, same text.</summary>
    public bool Is(DocumentedError documented)
    {
        if (!string.Equals(Code, documented.Code, StringComparison.Ordinal))
        {
            return false;
        }

        var pattern = Regex.Escape(Plain(Placeholder().Replace(documented.Message, "\u0001"))).Replace("\u0001", ".*", StringComparison.Ordinal);
        return Messages.Any(message => Regex.IsMatch(Plain(message), $"^{pattern}$", RegexOptions.Singleline));
    }

    // Pages differ from themselves in quotes, dots, line breaks and in the mark of internal errors.
    private static string Plain(string text) =>
        Noise().Replace(text.Replace("\\u003Cbr\\u003E", "", StringComparison.Ordinal).Replace("<br>", "", StringComparison.Ordinal), "").Trim().ToUpperInvariant();

    [GeneratedRegex(@"\{\w*\}|#[A-Z]+#|<[A-Z_]+>")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\(internal error\)|[`""'.\\ ]")]
    private static partial Regex Noise();
}

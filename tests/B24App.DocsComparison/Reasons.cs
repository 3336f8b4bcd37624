using System.Text.Json;
using System.Text.RegularExpressions;

namespace B24App.DocsComparison;

/// <summary>Why a difference is right. In both patterns <c>*</c> stands for anything.</summary>
internal sealed record Reason
{
    /// <summary>Patterns of methods.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Patterns of differences.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>The reason in one sentence.</summary>
    public required string Why { get; init; }

    public bool Explains(string method, string difference) =>
        Methods.Any(pattern => Matches(pattern, method)) && Differences.Any(pattern => Matches(pattern, difference));

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.Singleline | RegexOptions.IgnoreCase);
}

/// <summary>reasons.json.</summary>
internal static class Reasons
{
    public static IReadOnlyList<Reason> Read(string json) => JsonSerializer.Deserialize<List<Reason>>(json, Cases.Json)!;
}

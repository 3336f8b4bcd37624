using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using B24App.Plan.Prints;
using B24App.Plan.Text;

namespace B24App.Adoption;

/// <summary>What is compared of one task: prints, moments and references, no texts.</summary>
public sealed record TaskFacts
{
    /// <summary>Its number on its portal.</summary>
    public required long Task { get; init; }

    /// <summary>Print of its title without case, punctuation and bracketed prefixes.</summary>
    public string Title { get; init; } = "";

    /// <summary>Print of its description; empty when it is too short to say anything.</summary>
    public string Text { get; init; } = "";

    /// <summary>Tasks of the other portal whose address stands in its text.</summary>
    public ImmutableArray<long> Addresses { get; init; } = [];

    /// <summary>Numbers that a person wrote as numbers of tasks.</summary>
    public ImmutableArray<long> Numbers { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its deadline.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Responsible person as an id of side B, so that both can be compared; 0 for nobody.</summary>
    public long Responsible { get; init; }

    /// <summary>Family planted in it by an earlier link; empty for none.</summary>
    public string Marker { get; init; } = "";

    /// <summary>Family it would begin.</summary>
    public string Family { get; init; } = "";

    /// <summary>The contract lets it leave.</summary>
    public bool Leaves { get; init; }
}

/// <summary>Reads facts out of titles and texts.</summary>
public static partial class FactReader
{
    private const int ShortestText = 20;
    private const int MostReferences = 20;

    /// <summary>Print of a title; empty when nothing is left of it.</summary>
    public static string Title(string title) => Plain(Prefix().Replace(title, "")) is { Length: > 0 } bare ? Print.Of(bare).ToString() : "";

    /// <summary>A line without case, punctuation and doubled spaces.</summary>
    internal static string Plain(string line)
    {
        var plain = new StringBuilder(line.Length);
        foreach (var rune in line.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                plain.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>Print of a description without addresses of tasks; empty when it is too short.</summary>
    public static string Text(string description)
    {
        var bare = Spaces().Replace(Address().Replace(Neutral.Of(Frame.Strip(description), Dialect.Task), ""), " ").Trim();
        return bare.Length < ShortestText ? "" : Print.Of(bare.ToLowerInvariant()).ToString();
    }

    /// <summary>Tasks of a portal whose address stands in a text.</summary>
    /// <param name="text">Title and description.</param>
    /// <param name="host">Host of the other portal.</param>
    public static ImmutableArray<long> Addresses(string text, string host) =>
    [
        .. Address().Matches(text).Where(match => string.Equals(match.Groups[1].Value, host, StringComparison.OrdinalIgnoreCase))
            .Select(match => Number(match.Groups[2])).Where(id => id > 0).Distinct().Take(MostReferences),
    ];

    /// <summary>Numbers written as numbers of tasks.</summary>
    public static ImmutableArray<long> Numbers(string text) =>
        [.. Numbered().Matches(text).Select(match => Number(match.Groups[1])).Where(id => id > 0).Distinct().Take(MostReferences)];

    private static long Number(Group group) => long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    [GeneratedRegex(@"https?://([a-z0-9.\-]{1,200}(?::\d{1,5})?)/[a-z0-9/_\-]{0,120}tasks/task/view/(\d{1,12})/?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:#|№\s?|\btask\s|\bзадач[аеиу]\s(?:№\s?)?)(\d{1,12})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^\s*(?:(?:\[[^\]]{0,60}\]|\([^)]{0,60}\)|(?:#|№\s?)\d{1,12})\s*[:.\-–—]?\s*)+", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using B24App.Plan.Carry;
using B24App.Plan.Prints;
using B24App.Plan.Text;
using B24App.Plan.Timeline;

namespace B24App.Adoption;

/// <summary>What is compared of one entry of a timeline: prints, moments and references, no texts.</summary>
public sealed record EntryFacts
{
    /// <summary>Its name on its portal.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Print of its subject; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Print of its whole text; empty when it is too short to say anything.</summary>
    public string Text { get; init; } = "";

    /// <summary>Prints of the lines of its subject and text, and of what follows a colon in them.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Prints of the lines of its text, when they are long enough to be a quotation.</summary>
    public ImmutableArray<string> Quotable { get; init; } = [];

    /// <summary>1 incoming, 2 outgoing, 0 none.</summary>
    public int Direction { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When it was written down.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Until when it is to be done.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Moments that its text names, to the minute and without a zone.</summary>
    public ImmutableArray<string> Moments { get; init; } = [];

    /// <summary>Prints of its author's name, both ways round; none when he has no two names.</summary>
    public ImmutableArray<string> Author { get; init; } = [];

    /// <summary>Prints of what its text writes like names of people.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>Its author as an id that both sides understand; 0 for nobody.</summary>
    public long Person { get; init; }

    /// <summary>Entry that an earlier link of ours made it from; empty for none.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Number of the entry that another tool made it from; empty for none.</summary>
    public string Source { get; init; } = "";

    /// <summary>Its text has the address of the other card.</summary>
    public bool HasAddress { get; init; }

    /// <summary>The contract lets it leave.</summary>
    public bool Leaves { get; init; }

    /// <summary>When it happened as people would write it: by its own clock, and by that of Greenwich.</summary>
    public IEnumerable<string> Written() => At is not { } at ? [] : new[] { EntryFactReader.Minute(at.DateTime), EntryFactReader.Minute(at.UtcDateTime) }.Distinct();
}

/// <summary>Beside the entry: what its reader knows.</summary>
/// <param name="Author">Name of its author; empty when unknown.</param>
/// <param name="Person">Its author as an id that both sides understand.</param>
/// <param name="Origin">Key that another tool gave it.</param>
/// <param name="Mark">Entry that an earlier link of ours made it from.</param>
/// <param name="OtherCard">Address of the other card, without its scheme; empty for none.</param>
/// <param name="Leaves">The contract lets it leave.</param>
public sealed record EntryAround(string Author = "", long Person = 0, string Origin = "", string Mark = "", string OtherCard = "", bool Leaves = true);

/// <summary>Reads facts out of entries.</summary>
public static partial class EntryFactReader
{
    private const int LongestText = 20_000;
    private const int MostLines = 60;
    private const int MostMarks = 20;
    private const int ShortestText = 8;
    private const int ShortestQuotation = 12;

    /// <summary>The facts.</summary>
    public static EntryFacts Of(CrossingEntry entry, EntryAround around)
    {
        var whole = entry.IsHtml ? PlainHtml.Of(entry.Text) : entry.Text;
        var written = Byline.TryRead(whole, out var byline, out var rest) ? rest : whole;
        written = written.Length > LongestText ? written[..LongestText] : written;
        var lines = written.Split('\n').Select(TagStrip.Of).Take(MostLines).ToList();
        var plain = lines.Select(FactReader.Plain).Where(line => line.Length > 0).ToList();
        var subject = FactReader.Plain(TagStrip.Of(entry.Subject));
        var said = string.Join('\n', lines.Prepend(entry.Subject).Prepend(byline));
        return new EntryFacts
        {
            Name = entry.Name,
            Kind = entry.Kind,
            Title = PrintOf(subject),
            Text = plain.Sum(line => line.Length) >= ShortestText ? PrintOf(string.Join(' ', plain)) : "",
            Lines = [.. plain.Prepend(subject).Concat(lines.SelectMany(AfterColons)).Where(line => line.Length > 0).Distinct().Select(PrintOf)],
            Quotable = plain.Sum(line => line.Length) >= ShortestQuotation ? [.. plain.Distinct().Select(PrintOf)] : [],
            Direction = entry.Direction,
            At = entry.At,
            Made = entry.Made,
            Deadline = entry.Deadline,
            Moments = [.. DayFirst().Matches(said).Select(found => Minute(found, 3, 2, 1)).Concat(YearFirst().Matches(said).Select(found => Minute(found, 1, 2, 3))).OfType<string>().Distinct().Take(MostMarks)],
            Author = [.. Names(around.Author)],
            People = [.. Person().Matches(said).Select(found => PrintOf(FactReader.Plain(found.Groups[1].Value))).Distinct().Take(MostMarks)],
            Person = around.Person,
            Mark = around.Mark,
            Source = around.Origin,
            HasAddress = around.OtherCard.Length > 0 && whole.Contains(around.OtherCard, StringComparison.OrdinalIgnoreCase),
            Leaves = around.Leaves,
        };
    }

    /// <summary>A moment to the minute.</summary>
    internal static string Minute(DateTime at) => at.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);

    private static string PrintOf(string plain) => plain.Length == 0 ? "" : Print.Of(plain).ToString();

    private static IEnumerable<string> AfterColons(string line)
    {
        for (int i = line.IndexOf(": ", StringComparison.Ordinal), found = 0; i >= 0 && found < 3; i = line.IndexOf(": ", i + 1, StringComparison.Ordinal), found++)
        {
            yield return FactReader.Plain(line[(i + 2)..]);
        }
    }

    private static IEnumerable<string> Names(string name)
    {
        var words = FactReader.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? [] : [PrintOf($"{words[0]} {words[^1]}"), PrintOf($"{words[^1]} {words[0]}")];
    }

    private static string? Minute(Match found, int year, int month, int day)
    {
        int Number(int group) => int.Parse(found.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var (y, m, d, hour, minute) = (Number(year), Number(month), Number(day), Number(4), Number(5));
        return y is >= 1970 and <= 9998 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) && hour < 24 && minute < 60 ? Minute(new DateTime(y, m, d, hour, minute, 0)) : null;
    }

    [GeneratedRegex(@"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4}),?\s{1,3}(?:(?:в|at)\s)?(\d{1,2}):(\d{2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:T|,?\s{1,3})(\d{1,2}):(\d{2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![\p{L}\-])(?=(\p{Lu}[\p{L}\-]{1,40}\s\p{Lu}[\p{L}\-]{1,40}))", RegexOptions.CultureInvariant)]
    private static partial Regex Person();
}

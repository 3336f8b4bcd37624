using System.Globalization;

namespace B24App.Plan.Text;

/// <summary>What a byline says.</summary>
/// <param name="Name">The author on the other side.</param>
/// <param name="Company">His company, as the link names it.</param>
public sealed record BylineFacts(string Name, string Company)
{
    /// <summary>When he wrote it; passed only if the mirror is later than two minutes (RULES 10).</summary>
    public DateTimeOffset? OriginalTime { get; init; }
}

/// <summary>The first line of a mirrored comment: who wrote it. Only we write such lines; a user's imitation is quoted.</summary>
public static class Byline
{
    private const string TimeMark = " · ";

    /// <summary>The line, without a line break.</summary>
    public static string Of(BylineFacts facts, Dialect dialect, Language language)
    {
        var name = PlainName.Of(facts.Name);
        if (name.Length == 0)
        {
            name = language == Language.Ru ? "Сотрудник" : "Employee";
        }

        var b = dialect == Dialect.Task ? "B" : "b";
        var line = $"[{b}]{name} ({PlainName.Of(facts.Company)})[/{b}]";
        return facts.OriginalTime is { } time
            ? line + TimeMark + time.ToString(language == Language.Ru ? "dd.MM.yyyy HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : line;
    }

    /// <summary>Reads a byline from the first line. The rest is what its author wrote.</summary>
    public static bool TryRead(string text, out string shown, out string rest)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = (end < 0 ? text : text[..end]).Trim();
        var plain = TagStrip.Of(first).Trim();
        if (!first.StartsWith("[b]", StringComparison.OrdinalIgnoreCase) || !OurLines.IsByline(plain))
        {
            shown = "";
            rest = text;
            return false;
        }

        shown = plain;
        rest = end < 0 ? "" : text[(end + 1)..];
        return true;
    }

    /// <summary>The text without its byline, if it has one.</summary>
    public static string Strip(string text) => TryRead(text, out _, out var rest) ? rest : text;

    /// <summary>
    /// A converted text of a user, quoted whole if a line of it could be taken for a byline, a note or a frame: nobody speaks for another.
    /// <see cref="Neutral"/> does the same, so that both sides still compare equal.
    /// </summary>
    public static string Guard(string text, Dialect dialect)
    {
        if (!Lines.Of(BbTree.Parse(text, dialect)).Any(OurLines.LooksLikeOurs))
        {
            return text;
        }

        return dialect == Dialect.Task
            ? $"[QUOTE]{text}[/QUOTE]"
            : string.Join('\n', text.Split('\n').Select(line => line.StartsWith(ChatQuotes.LineMark, StringComparison.Ordinal) ? line : ChatQuotes.LineMark + line));
    }
}

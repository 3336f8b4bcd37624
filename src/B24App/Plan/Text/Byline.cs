using System.Globalization;
using System.Text;

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
        var first = end < 0 ? text : text[..end];
        var bold = 0;
        if (!LooksLike(first, ref bold))
        {
            shown = "";
            rest = text;
            return false;
        }

        shown = TagStrip.Of(first).Trim();
        rest = end < 0 ? "" : text[(end + 1)..];
        return true;
    }

    /// <summary>The text without its byline, if it has one.</summary>
    public static string Strip(string text) => TryRead(text, out _, out var rest) ? rest : text;

    /// <summary>A user's text in which every line that looks like a byline is quoted, so that he cannot speak for another.</summary>
    public static string Guard(string text, Dialect dialect)
    {
        if (!text.Contains(')', StringComparison.Ordinal))
        {
            return text;
        }

        var guarded = new StringBuilder(text.Length);
        var bold = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (guarded.Length > 0 || bold < 0)
            {
                guarded.Append('\n');
            }

            var looks = LooksLike(line, ref bold);
            guarded.Append(!looks ? line : dialect == Dialect.Task ? $"[QUOTE]{line}[/QUOTE]" : ">>" + line);
        }

        return guarded.ToString();
    }

    // Bold from its first visible character, and "(…)" at its end or before the time.
    private static bool LooksLike(string line, ref int bold)
    {
        var boldAtText = false;
        var seen = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '[' && TagStrip.EndOfTag(line, i) is { } end)
            {
                var tag = line.AsSpan(i + 1, end - i - 1);
                if (tag.Equals("b", StringComparison.OrdinalIgnoreCase))
                {
                    bold++;
                }
                else if (tag.Equals("/b", StringComparison.OrdinalIgnoreCase))
                {
                    bold = Math.Max(0, bold - 1);
                }
                else if (seen.Length == 0 && (tag.Equals("quote", StringComparison.OrdinalIgnoreCase) || tag.Equals("code", StringComparison.OrdinalIgnoreCase)))
                {
                    seen.Append('"'); // quoted already
                }

                i = end;
            }
            else if (!Invisible.Is(line[i]) && !(char.IsWhiteSpace(line[i]) && seen.Length == 0))
            {
                boldAtText |= seen.Length == 0 && bold > 0;
                seen.Append(line[i]);
            }
        }

        var plain = seen.ToString().TrimEnd();
        return boldAtText
            && plain.Contains('(', StringComparison.Ordinal)
            && (plain.EndsWith(')') || plain.Contains(")" + TimeMark, StringComparison.Ordinal) || Numbered(plain));
    }

    // "(1/3)" ends with a bracket too, so parts of a long comment need no case of their own.
    private static bool Numbered(string plain) => plain.EndsWith(':') && plain.Contains("):", StringComparison.Ordinal);
}

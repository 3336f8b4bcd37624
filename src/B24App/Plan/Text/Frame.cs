using System.Text;

namespace B24App.Plan.Text;

/// <summary>What our lines in a description say.</summary>
/// <param name="Company">The partner's company, as the link names it.</param>
/// <param name="Author">Who filed the task on the other side; absent where the partner's task is the mirror.</param>
/// <param name="TaskUrl">Address of the other task.</param>
/// <param name="Language">Language of the portal that shows the frame.</param>
public sealed record FrameFacts(string Company, string? Author, string? TaskUrl, Language Language)
{
    /// <summary>Records of the partner's CRM the task hangs on, see <see cref="CrmLinks"/>.</summary>
    public IReadOnlyList<string> Crm { get; init; } = [];
}

/// <summary>
/// Our lines at the end of a description (RULES 9). The block starts with a line that only we write,
/// <c>┃ B24App · …</c>, and each of its lines starts with <c>┃</c>. People may edit its lines, delete some or all:
/// a line that starts with the bar after our first line is ours, any other line is the user's and stays.
/// A user's bar without our first line above it is his own text.
/// </summary>
public static class Frame
{
    private const char Bar = '┃';

    /// <summary>The body followed by the frame; a frame that was there is replaced.</summary>
    public static string Wrap(string body, FrameFacts facts)
    {
        var own = Strip(body);
        var wrapped = new StringBuilder(own);
        if (own.Length > 0)
        {
            wrapped.Append("\n\n");
        }

        var russian = facts.Language == Language.Ru;
        wrapped.Append(Bar).Append(russian ? " B24App · задача партнёра" : " B24App · partner task");
        Line(wrapped, russian ? "Компания" : "Company", PlainName.Of(facts.Company));
        if (!string.IsNullOrWhiteSpace(facts.Author))
        {
            Line(wrapped, russian ? "Автор" : "Author", PlainName.Of(facts.Author));
        }

        if (facts.TaskUrl is { } url && WebAddress.IsSafe(url))
        {
            Line(wrapped, russian ? "Задача" : "Task", $"[URL]{url}[/URL]");
        }

        if (facts.Crm.Count > 0)
        {
            Line(wrapped, "CRM", string.Join(", ", facts.Crm));
        }

        return wrapped.ToString();
    }

    /// <summary>The description without our lines, line ends and blank ends normalised.</summary>
    public static string Strip(string text)
    {
        if (!text.Contains(Bar, StringComparison.Ordinal))
        {
            return text;
        }

        var kept = new List<string>();
        var inside = false;
        foreach (var line in Lines(text))
        {
            var plain = Plain(line);
            if (IsFirst(plain))
            {
                inside = true;
                continue;
            }

            if (inside && plain.StartsWith(Bar))
            {
                continue;
            }

            kept.Add(line);
        }

        return inside ? string.Join('\n', kept).Trim() : text;
    }

    /// <summary>Whether the text holds a frame.</summary>
    public static bool IsIn(string text) => text.Contains(Bar, StringComparison.Ordinal) && Lines(text).Any(line => IsFirst(Plain(line)));

    private static void Line(StringBuilder frame, string label, string value) =>
        frame.Append('\n').Append(Bar).Append(' ').Append(label).Append(": ").Append(value);

    private static bool IsFirst(string plain) =>
        plain.Equals("┃B24APP·ЗАДАЧАПАРТНЁРА", StringComparison.Ordinal) || plain.Equals("┃B24APP·PARTNERTASK", StringComparison.Ordinal);

    // Editors wrap lines in [P] or join them with [BR].
    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n")
            .Replace("[BR]", "\n", StringComparison.OrdinalIgnoreCase)
            .Replace("[P]", "\n", StringComparison.OrdinalIgnoreCase)
            .Replace("[/P]", "\n", StringComparison.OrdinalIgnoreCase)
            .Split('\n');

    // Portals rewrite spaces and case, editors add tags: neither counts when we look for our line.
    // A joiner does: the converter puts it behind a user's bar.
    private static string Plain(string line)
    {
        var plain = new StringBuilder(line.Length);
        foreach (var c in TagStrip.Of(line))
        {
            if (!char.IsWhiteSpace(c) && (c == Invisible.Joiner || !Invisible.Is(c)))
            {
                plain.Append(char.ToUpperInvariant(c));
            }
        }

        return plain.ToString();
    }
}

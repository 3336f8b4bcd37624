using System.Text.RegularExpressions;

namespace B24App.Plan.Text;

/// <summary>Which addresses may cross as links, and which of them name a task.</summary>
internal static partial class WebAddress
{
    private const int MaxLength = 2048;

    /// <summary>Absolute http or https, one line, nothing that could end a tag.</summary>
    public static bool IsSafe(string address) =>
        address.Length <= MaxLength
        && (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && address.IndexOf("://", StringComparison.Ordinal) + 3 < address.Length
        && !address.Any(c => c is '[' or ']' or '"' or '<' or '>' || char.IsWhiteSpace(c) || char.IsControl(c) || Invisible.Is(c));

    /// <summary>An address inside the portal: <c>/company/…</c>.</summary>
    public static bool IsRelative(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && address.Length <= MaxLength;

    /// <summary>The attachment that an address of the portal's own viewer names (tasks.md 9.2, rule 4); null for another address.</summary>
    public static string? AttachmentIn(string address) => address.Length <= MaxLength && Viewer().Match(address) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Whether it is the page of a task in some portal (tasks.md 9.2, rule 5).</summary>
    public static bool IsTask(string address) => address.Length <= MaxLength && TaskPage().IsMatch(address);

    /// <summary>Addresses that stand bare in a text, without the punctuation after them.</summary>
    public static IEnumerable<(int Start, int End)> Bare(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = text.IndexOf("http", i, StringComparison.OrdinalIgnoreCase);
            if (start < 0)
            {
                yield break;
            }

            var end = start;
            while (end < text.Length && !(text[end] is '[' or ']' or '<' or '>' or '"' || char.IsWhiteSpace(text[end]) || Invisible.Is(text[end]) || IsEntity(text, end)))
            {
                end++;
            }

            i = end;
            var coded = text.AsSpan(start, end - start).Contains('&'); // then a semicolon may belong to an entity
            while (end > start && text[end - 1] is var last && (last == ';' ? !coded : last is '.' or ',' or ':' or '!' or ')' or '\''))
            {
                end--;
            }

            if (IsSafe(text[start..end]))
            {
                yield return (start, end);
            }
        }
    }

    // A coded character, such as a bracket, ends an address as the character itself does.
    private static bool IsEntity(string text, int at) => text[at] == '&' && at + 1 < text.Length && text[at + 1] == '#';

    [GeneratedRegex(@"/bitrix/tools/disk/uf\.php\?(?:[^#\s]*&)?(?:amp;)?attachedId=(\d{1,18})(?:[&#]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Viewer();

    [GeneratedRegex(@"/tasks/task/view/\d{1,18}(?:[/?#]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TaskPage();
}

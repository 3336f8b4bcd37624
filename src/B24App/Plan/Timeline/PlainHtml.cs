using System.Net;
using System.Text;

namespace B24App.Plan.Timeline;

/// <summary>The words of a letter without its HTML: nothing that could run, load or look like something else crosses (RULES 11).</summary>
public static class PlainHtml
{
    private const int Longest = 60_000;

    private static readonly HashSet<string> Breaks = new(StringComparer.OrdinalIgnoreCase) { "br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote" };
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase) { "style", "script", "head", "title" };

    /// <summary>The words.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder();
        var hidden = "";
        for (var i = 0; i < html.Length && text.Length < Longest;)
        {
            if (html[i] != '<')
            {
                if (hidden.Length == 0)
                {
                    text.Append(html[i] is '\r' or '\n' or '\t' ? ' ' : html[i]);
                }

                i++;
                continue;
            }

            var end = html.IndexOf('>', i);
            if (end < 0)
            {
                break; // a tag that never ends hides the rest
            }

            var name = NameOf(html.AsSpan(i + 1, end - i - 1), out var closes);
            if (hidden.Length > 0)
            {
                hidden = closes && name.Equals(hidden, StringComparison.OrdinalIgnoreCase) ? "" : hidden;
            }
            else if (!closes && Hidden.Contains(name))
            {
                hidden = name;
            }
            else if (Breaks.Contains(name))
            {
                text.Append('\n');
            }

            i = end + 1;
        }

        return Lines(WebUtility.HtmlDecode(text.ToString()));
    }

    private static string NameOf(ReadOnlySpan<char> tag, out bool closes)
    {
        closes = tag.Length > 0 && tag[0] == '/';
        var rest = closes ? tag[1..] : tag;
        var length = 0;
        while (length < rest.Length && length < 20 && char.IsAsciiLetterOrDigit(rest[length]))
        {
            length++;
        }

        return rest[..length].ToString();
    }

    private static string Lines(string text)
    {
        var lines = text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        return string.Join('\n', lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0))).Trim();
    }
}

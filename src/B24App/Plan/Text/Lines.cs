using System.Net;
using System.Text;

namespace B24App.Plan.Text;

/// <summary>A line as a reader sees it: blanks collapsed, no invisible marks.</summary>
internal sealed record Line(bool Quote, List<Run> Spans)
{
    public string Plain => string.Concat(Spans.Select(span => span.Text));
}

/// <summary>The visible lines of a text, whatever markup made them lines.</summary>
internal sealed class Lines
{
    private const int LongestFileName = 110;
    private const string FileToken = "\u0002file\u0003";
    private const string TaskToken = "\u0002task\u0003";

    private readonly List<Line> lines = [];
    private readonly StringBuilder span = new();
    private Line? line;
    private RunStyle style;
    private bool gap;

    public static List<Line> Of(BbTree tree)
    {
        var builder = new Lines();
        foreach (var run in Merge(Flattener.Flatten(tree, new Resolver(null))))
        {
            if (run.Kind == RunKind.Break)
            {
                builder.EndLine();
            }
            else if (run.Kind == RunKind.Text)
            {
                builder.Add(Tokens(Decode(run.Text)), run.Style);
            }
            else
            {
                builder.Add(FileToken, run.Style);
            }
        }

        builder.EndLine();
        return builder.lines;
    }

    // Runs that look alike are one: a name or an entity may have been cut by a tag that means nothing here.
    private static List<Run> Merge(List<Run> runs)
    {
        var merged = new List<Run>();
        var text = new StringBuilder();
        var look = default(RunStyle);
        foreach (var run in runs)
        {
            var plain = run.Style with { Color = null, Size = null, User = 0, Cell = false };
            if (text.Length > 0 && (run.Kind != RunKind.Text || plain != look))
            {
                merged.Add(new Run(RunKind.Text, text.ToString(), look));
                text.Clear();
            }

            look = plain;
            if (run.Kind == RunKind.Text)
            {
                text.Append(run.Text);
            }
            else
            {
                merged.Add(run with { Style = plain });
            }
        }

        if (text.Length > 0)
        {
            merged.Add(new Run(RunKind.Text, text.ToString(), look));
        }

        return merged;
    }

    // Portals encode once or twice; a text without entities stops at once.
    private static string Decode(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Invisible.Is(c))
            {
                visible.Append(c);
            }
        }

        text = visible.ToString();
        for (var round = 0; round < 3 && text.Contains('&', StringComparison.Ordinal); round++)
        {
            text = WebUtility.HtmlDecode(text
                .Replace("&lbrack;", "[", StringComparison.OrdinalIgnoreCase).Replace("&lsqb;", "[", StringComparison.OrdinalIgnoreCase)
                .Replace("&rbrack;", "]", StringComparison.OrdinalIgnoreCase).Replace("&rsqb;", "]", StringComparison.OrdinalIgnoreCase));
        }

        return text;
    }

    private static string Tokens(string text)
    {
        if (!text.Contains("http", StringComparison.OrdinalIgnoreCase) && !text.Contains('[', StringComparison.Ordinal))
        {
            return text;
        }

        var told = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, end) in WebAddress.Bare(text))
        {
            if (WebAddress.IsTask(text[start..end]))
            {
                told.Append(text, done, start - done).Append(TaskToken);
                done = end;
            }
        }

        text = told.Append(text, done, text.Length - done).ToString();
        told.Clear();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[' && EndOfFile(text, i) is { } end)
            {
                told.Append(FileToken);
                i = end;
            }
            else
            {
                told.Append(text[i]);
            }
        }

        return told.ToString();
    }

    private static int? EndOfFile(string text, int start)
    {
        var isFile = string.Compare(text, start + 1, "file", 0, 4, StringComparison.OrdinalIgnoreCase) == 0
            || string.Compare(text, start + 1, "файл", 0, 4, StringComparison.OrdinalIgnoreCase) == 0;
        var i = start + 5;
        if (!isFile || i >= text.Length || text[i] is not (']' or ':'))
        {
            return null;
        }

        for (; i < text.Length && i - start <= LongestFileName && text[i] is not ('[' or '\n'); i++)
        {
            if (text[i] == ']')
            {
                return i;
            }
        }

        return null;
    }

    private void Add(string text, RunStyle look)
    {
        foreach (var c in text)
        {
            if (c == '\n')
            {
                EndLine();
            }
            else if (char.IsWhiteSpace(c))
            {
                gap = line is not null;
            }
            else if (!Invisible.Is(c))
            {
                Put(c, look);
            }
        }
    }

    private void Put(char c, RunStyle look)
    {
        if (line is null || line.Quote != look.Quote)
        {
            EndLine();
            line = new Line(look.Quote, []);
            style = look;
        }

        if (gap)
        {
            span.Append(' ');
            gap = false;
        }

        if (look != style)
        {
            EndSpan();
            style = look;
        }

        span.Append(c);
    }

    private void EndSpan()
    {
        if (span.Length > 0)
        {
            line!.Spans.Add(new Run(RunKind.Text, span.ToString(), style));
            span.Clear();
        }
    }

    private void EndLine()
    {
        if (line is not null)
        {
            EndSpan();
            lines.Add(line);
            line = null;
        }

        gap = false;
    }
}

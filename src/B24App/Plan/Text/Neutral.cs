using System.Net;
using System.Text;

namespace B24App.Plan.Text;

/// <summary>
/// The comparable form of a text: equal for two portals that show a reader the same. Its lines are what a person reads, with marks
/// where the look changes. Blank lines, colours, sizes, kinds of list and alignment do not count, nor do people's ids,
/// addresses of tasks (each portal has its own) and names of files that stay behind.
/// </summary>
public static class Neutral
{
    private const char Mark = '\u0002';
    private const char EndMark = '\u0003';

    /// <summary>The neutral form.</summary>
    public static string Of(string text, Dialect dialect)
    {
        var tree = BbTree.Parse(dialect == Dialect.Task ? Frame.Strip(text) : text, dialect);
        var lines = Lines.Of(tree);
        var quoteAll = lines.Any(OurLines.LooksLikeOurs);
        var form = new StringBuilder(text.Length + 16);
        foreach (var line in lines)
        {
            Print(line, quoteAll, form);
        }

        return form.ToString().Normalize(NormalizationForm.FormC);
    }

    private static void Print(Line line, bool quoteAll, StringBuilder form)
    {
        if (form.Length > 0)
        {
            form.Append('\n');
        }

        if (line.Quote || quoteAll)
        {
            form.Append(Mark).Append('>').Append(EndMark);
        }

        var look = "";
        foreach (var span in line.Spans)
        {
            var next = Look(span.Style);
            if (next != look)
            {
                form.Append(Mark).Append(next).Append(EndMark);
                look = next;
            }

            form.Append(span.Text);
        }
    }

    private static string Look(RunStyle style) => string.Concat(
        style.Bold ? "b" : "",
        style.Italic ? "i" : "",
        style.Underline ? "u" : "",
        style.Strike ? "s" : "",
        style.Code ? "c" : "",
        style.Link is null ? "" : "@" + WebUtility.HtmlDecode(style.Link));
}

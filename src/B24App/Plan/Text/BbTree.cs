using System.Text;

namespace B24App.Plan.Text;

internal abstract record BbNode;

internal sealed record BbText(string Text) : BbNode;

internal sealed record BbElement(string Name, string? Value, List<BbNode> Children) : BbNode;

/// <summary>A text as a small tree of the tags we know.</summary>
/// <param name="Nodes">Its top level.</param>
/// <param name="Steps">How many characters and tokens were looked at; tests hold it linear.</param>
internal sealed record BbTree(List<BbNode> Nodes, long Steps)
{
    /// <summary>Deeper tags lose their markup and keep their text.</summary>
    public const int MaxDepth = 32;

    public static BbTree Parse(string text, Dialect dialect)
    {
        var clean = Clean(text);
        long steps = clean.Length;
        var nodes = new List<BbNode>();
        if (dialect == Dialect.Task)
        {
            Build(clean, nodes, ref steps);
        }
        else
        {
            var segments = ChatQuotes.Split(clean);
            for (var i = 0; i < segments.Count; i++)
            {
                var segment = segments[i];
                var into = nodes;
                if (segment.Quoted)
                {
                    var quote = new BbElement("quote", null, []);
                    nodes.Add(quote);
                    into = quote.Children;
                }

                // The line ends around a quote stay with the text, so that blank lines there are kept.
                var before = !segment.Quoted && i > 0 ? "\n" : "";
                var after = !segment.Quoted && i + 1 < segments.Count ? "\n" : "";
                Build(before + segment.Text + after, into, ref steps);
            }
        }

        return new BbTree(nodes, steps);
    }

    /// <summary>What a person reads of some nodes, without markup.</summary>
    public static string PlainText(IEnumerable<BbNode> nodes)
    {
        var plain = new StringBuilder();
        Plain(nodes, plain);
        return plain.ToString();
    }

    private static void Plain(IEnumerable<BbNode> nodes, StringBuilder plain)
    {
        foreach (var node in nodes)
        {
            if (node is BbText text)
            {
                plain.Append(text.Text);
            }
            else if (node is BbElement element)
            {
                if (element.Name == "br")
                {
                    plain.Append('\n');
                }

                Plain(element.Children, plain);
            }
        }
    }

    private static void Build(string text, List<BbNode> root, ref long steps)
    {
        var open = new Stack<List<BbNode>?>();
        var into = root;
        var depth = 0;
        foreach (var token in BbScanner.Scan(text, ref steps))
        {
            steps++;
            switch (token.Kind)
            {
                case BbKind.Text:
                    into.Add(new BbText(text.Substring(token.Start, token.Length)));
                    break;
                case BbKind.Void:
                    into.Add(new BbElement(token.Name, token.Value, []));
                    break;
                case BbKind.Open when depth >= MaxDepth:
                    open.Push(null);
                    break;
                case BbKind.Open:
                    var element = new BbElement(token.Name, token.Value, []);
                    into.Add(element);
                    open.Push(into);
                    into = element.Children;
                    depth++;
                    break;
                default:
                    if (open.Pop() is { } parent)
                    {
                        into = parent;
                        depth--;
                    }

                    break;
            }
        }
    }

    // One kind of line end, no control characters, no half of a surrogate pair, nothing that turns text round.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r' || c is '\u2028' or '\u2029')
            {
                if (!(c == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
                {
                    clean.Append('\n');
                }
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                clean.Append('\uFFFD');
            }
            else if (c is '\n' or '\t' || !(char.IsControl(c) || Invisible.TurnsText(c)))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }
}

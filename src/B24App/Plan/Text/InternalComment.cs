using System.Text;

namespace B24App.Plan.Text;

/// <summary>A comment its author keeps in his own company by starting it with the link's prefix.</summary>
public static class InternalComment
{
    /// <summary>Whether the author's own words start with the prefix: after blanks, formatting, quotes and mentions.</summary>
    public static bool Is(string text, string prefix, Dialect dialect)
    {
        prefix = Prints.FieldNormaliser.Collapse(prefix);
        if (prefix.Length == 0)
        {
            return false;
        }

        var words = new StringBuilder();
        OwnWords(BbTree.Parse(text, dialect).Nodes, words);
        var own = Prints.FieldNormaliser.Collapse(words.ToString()).TrimStart(',', ':', ' ');
        return own.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
    }

    private static void OwnWords(List<BbNode> nodes, StringBuilder words)
    {
        foreach (var node in nodes)
        {
            if (node is BbText text)
            {
                words.Append(text.Text);
            }
            else if (node is BbElement { Name: not ("user" or "quote") } element)
            {
                OwnWords(element.Children, words);
            }
        }
    }
}

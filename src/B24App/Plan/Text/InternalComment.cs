namespace B24App.Plan.Text;

/// <summary>A comment its author keeps in his own company by starting it with the link's prefix.</summary>
public static class InternalComment
{
    /// <summary>Whether the text starts with the prefix, after blanks, formatting, quotes and mentions.</summary>
    public static bool Is(string text, string prefix, Dialect dialect) =>
        prefix.Length > 0 && TagStrip.Of(text).TrimStart().StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}

namespace B24App.Plan.Text;

/// <summary>The look of lines that only we write: bylines, notes and the first line of a frame.</summary>
internal static class OurLines
{
    /// <summary>Whether a reader could take a line for one of ours. What stands in a quote is somebody's words already.</summary>
    public static bool LooksLikeOurs(Line line)
    {
        if (line.Quote || line.Spans.Count == 0)
        {
            return false;
        }

        var plain = line.Plain;
        return plain.StartsWith('ℹ')
            || plain.StartsWith("┃ B24App", StringComparison.OrdinalIgnoreCase)
            || (line.Spans[0].Style is { Bold: true, Code: false } && IsByline(plain));
    }

    /// <summary>"Name (Company)", with the time or the number of the part after it.</summary>
    public static bool IsByline(string plain)
    {
        plain = plain.Trim();
        return plain.IndexOf('(', StringComparison.Ordinal) > 0
            && (plain.EndsWith(')') || plain.EndsWith("):", StringComparison.Ordinal) || plain.Contains(") · ", StringComparison.Ordinal));
    }
}

using System.Text;

namespace B24App.Plan.Text;

/// <summary>A line without its tags, for looking at what a person sees of it.</summary>
internal static class TagStrip
{
    /// <summary>The line without anything that looks like a tag: <c>[b]</c>, <c>[/url]</c>, <c>[color=#fff]</c>.</summary>
    public static string Of(string line)
    {
        if (!line.Contains('[', StringComparison.Ordinal))
        {
            return line;
        }

        var plain = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '[' && EndOfTag(line, i) is { } end)
            {
                i = end;
            }
            else
            {
                plain.Append(line[i]);
            }
        }

        return plain.ToString();
    }

    // A tag starts with a letter and holds no other bracket, so that each character is looked at twice at most.
    internal static int? EndOfTag(string line, int start)
    {
        var i = start + 1;
        if (i < line.Length && line[i] == '/')
        {
            i++;
        }

        if (i >= line.Length || !(char.IsAsciiLetter(line[i]) || line[i] == '*'))
        {
            return null;
        }

        for (; i < line.Length && line[i] != '[' && line[i] != '\n'; i++)
        {
            if (line[i] == ']')
            {
                return i;
            }
        }

        return null;
    }
}

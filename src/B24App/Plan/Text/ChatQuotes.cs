using System.Text;

namespace B24App.Plan.Text;

/// <summary>A stretch of a chat message.</summary>
internal readonly record struct ChatSegment(string Text, bool Quoted);

/// <summary>Finds the quotes of a chat message: lines that start with <c>&gt;&gt;</c>, and blocks between two lines of dashes (tasks.md 9.1).</summary>
internal static class ChatQuotes
{
    public const string LineMark = ">>";

    private const int FewestDashes = 6;

    public static List<ChatSegment> Split(string text)
    {
        var lines = text.Split('\n');
        var dashesLeft = 0;
        var code = InCode(lines);
        for (var i = 0; i < lines.Length; i++)
        {
            dashesLeft += !code[i] && IsDashes(lines[i]) ? 1 : 0;
        }

        var segments = new List<ChatSegment>();
        var current = new StringBuilder();
        var lineCount = 0;
        var quoted = false;
        var inBlock = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!code[i] && IsDashes(lines[i]))
            {
                dashesLeft--;
                if (inBlock || dashesLeft > 0)
                {
                    Flush();
                    inBlock = !inBlock;
                    quoted = inBlock;
                    continue;
                }
            }

            var marked = !inBlock && !code[i] && lines[i].StartsWith(LineMark, StringComparison.Ordinal);
            if (!inBlock && marked != quoted)
            {
                Flush();
                quoted = marked;
            }

            if (lineCount++ > 0)
            {
                current.Append('\n');
            }

            current.Append(marked ? lines[i].AsSpan(LineMark.Length) : lines[i]);
        }

        Flush();
        return segments;

        void Flush()
        {
            if (lineCount > 0)
            {
                segments.Add(new ChatSegment(current.ToString(), quoted));
            }

            current.Clear();
            lineCount = 0;
        }
    }

    public static bool IsDashes(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        return line.Length >= FewestDashes && line.TrimStart('-').Length == 0;
    }

    // Lines that start inside [code]: what looks like a quote there is somebody's program.
    private static bool[] InCode(string[] lines)
    {
        var inside = new bool[lines.Length];
        var lastClose = Array.FindLastIndex(lines, line => line.Contains("[/code]", StringComparison.OrdinalIgnoreCase));
        var open = false;
        var quoted = false; // code that began in a quoted line is quoted line by line
        for (var i = 0; i <= lastClose; i++)
        {
            var marked = lines[i].StartsWith(LineMark, StringComparison.Ordinal);
            open &= !quoted || marked;
            inside[i] = open && !quoted;
            quoted = open ? quoted : marked;
            var at = 0;
            while (true)
            {
                var next = lines[i].IndexOf(open ? "[/code]" : "[code]", at, StringComparison.OrdinalIgnoreCase);
                if (next < 0 || (!open && i == lastClose && lines[i].IndexOf("[/code]", next, StringComparison.OrdinalIgnoreCase) < 0))
                {
                    break;
                }

                open = !open;
                quoted = open ? marked && !inside[i] : quoted;
                at = next + 6;
            }
        }

        return inside;
    }
}

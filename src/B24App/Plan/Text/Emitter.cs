using System.Text;

namespace B24App.Plan.Text;

/// <summary>
/// Writes a text for a portal so that what a person typed stays text: nothing he wrote becomes a tag of markup,
/// a hash tag or a quote by itself. The guard is an invisible joiner; guards of an earlier crossing are removed first.
/// </summary>
internal sealed class Emitter(Dialect dialect)
{
    private const int DashesOfQuote = 6;

    private readonly StringBuilder text = new();
    private int lineStart;
    private int dashes;
    private bool lastIsText;
    private bool inAddress;
    private bool breakPending;
    private bool swallowLineEnd;
    private bool quote;

    public void Markup(string tag)
    {
        FlushBreak();
        text.Append(tag);
        lastIsText = false;
        swallowLineEnd = false;
    }

    public void MarkupIfAny(string tags)
    {
        if (tags.Length > 0)
        {
            Markup(tags);
        }
    }

    /// <summary>Closing tags belong to the text before them: they wait for no line break.</summary>
    public void CloseWith(string tags) => text.Append(tags);

    /// <summary>What follows starts on a line of its own.</summary>
    public void Break() => breakPending = true;

    /// <summary>Begins or ends the quoted lines of a chat.</summary>
    public void Quote(bool on)
    {
        if (on == quote)
        {
            return;
        }

        breakPending = false;
        if (quote || text.Length > lineStart)
        {
            text.Append('\n');
        }

        quote = on;
        if (on)
        {
            text.Append(ChatQuotes.LineMark);
        }

        StartLine();
        swallowLineEnd = !on;
    }

    public void Text(string typed)
    {
        foreach (var c in typed)
        {
            if (breakPending && c == '\n' && text.Length > lineStart)
            {
                FlushBreak();
                continue;
            }

            FlushBreak();
            if (c == '\n')
            {
                if (!swallowLineEnd)
                {
                    NewLine();
                }

                swallowLineEnd = false;
                continue;
            }

            swallowLineEnd = false;
            Put(c);
        }
    }

    public override string ToString() => text.ToString().Trim();

    private void Put(char c)
    {
        if (c == Invisible.Joiner && IsOurGuard())
        {
            return;
        }

        if (c == ';' && lastIsText && TakeBracketCode() is { } bracket)
        {
            c = bracket;
        }

        if (NeedsGuard(c))
        {
            text.Append(Invisible.Joiner);
        }

        dashes = c == '-' && text.Length - lineStart == dashes ? dashes + 1 : dashes;
        inAddress = !char.IsWhiteSpace(c) && !"[](),;<>\"".Contains(c, StringComparison.Ordinal) && (inAddress || (c == '/' && EndsWith(":/")));
        text.Append(c);
        lastIsText = true;
    }

    private bool IsOurGuard() =>
        text.Length == lineStart
        || (lastIsText && "[#>┃".Contains(text[^1], StringComparison.Ordinal))
        || (dashes == DashesOfQuote - 1 && text.Length - lineStart == dashes);

    private bool NeedsGuard(char c)
    {
        if (text.Length == lineStart || !lastIsText)
        {
            return false;
        }

        var last = text[^1];
        return (last == '[' && (char.IsAsciiLetter(c) || c is '/' or '*'))
            || (last == '#' && (char.IsLetterOrDigit(c) || c == '_') && !inAddress && StartsWord(text.Length - 1))
            || last == '┃' // the bar of our frame
            || (dialect == Dialect.Chat && last == '>' && c == '>' && text.Length - lineStart == 1)
            || (dialect == Dialect.Chat && c == '-' && dashes == DashesOfQuote - 1 && text.Length - lineStart == dashes);
    }

    private bool StartsWord(int at) => at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '&' or '/' or '=' or '?');

    // Portals decode entities when they answer: a bracket in that disguise would be markup the next time it is read.
    private char? TakeBracketCode()
    {
        for (var length = 3; length <= 12 && length <= text.Length - lineStart; length++)
        {
            if (text[^length] != '&')
            {
                continue;
            }

            var name = text.ToString(text.Length - length + 1, length - 1).ToLowerInvariant();
            var number = name.StartsWith('#') ? name[1..].TrimStart('0') : name;
            char? bracket = number switch
            {
                "91" or "lbrack" or "lsqb" => '[',
                "93" or "rbrack" or "rsqb" => ']',
                _ => name.StartsWith("#x", StringComparison.Ordinal)
                    ? name[2..].TrimStart('0') switch { "5b" => '[', "5d" => ']', _ => null }
                    : null,
            };
            if (bracket is not null)
            {
                text.Length -= length;
            }

            return bracket;
        }

        return null;
    }

    private bool EndsWith(string end) => text.Length - lineStart >= end.Length && text[^1] == end[1] && text[^2] == end[0];

    private void FlushBreak()
    {
        if (breakPending && text.Length > lineStart)
        {
            NewLine();
        }

        breakPending = false;
    }

    private void NewLine()
    {
        text.Append('\n');
        if (quote)
        {
            text.Append(ChatQuotes.LineMark);
        }

        StartLine();
    }

    private void StartLine()
    {
        lineStart = text.Length;
        dashes = 0;
        inAddress = false;
        lastIsText = true;
    }
}

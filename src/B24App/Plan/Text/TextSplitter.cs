using System.Text;
using System.Text.RegularExpressions;

namespace B24App.Plan.Text;

/// <summary>Cuts a long text so that no part ends inside a tag, an address or a character, and each part closes what it opened.</summary>
internal sealed partial class TextSplitter
{
    /// <summary>Room for the longest address with its tags, reopened markup and some text.</summary>
    public const int SmallestPart = 400;

    private const int LongestSpelling = 66; // an emoji spelled in hexadecimal
    private const string NextQuoted = "\n" + ChatQuotes.LineMark;

    private readonly int room;
    private readonly Dialect dialect;
    private readonly List<string> parts = [];
    private readonly StringBuilder part = new();
    private readonly Stack<(string Name, string Open, int At)> open = new(); // At: where in the part its inside begins
    private int begun; // where the part goes on after reopened markup
    private int closing; // characters needed to close what is open
    private bool fresh = true; // nothing but reopened markup so far
    private bool lineStart = true; // in the text that is cut
    private bool quoted; // the current line is one of a chat's quoted lines

    private TextSplitter(int room, Dialect dialect) => (this.room, this.dialect) = (room, dialect);

    public static List<string> Split(string text, int room, Dialect dialect)
    {
        var splitter = new TextSplitter(room, dialect);
        splitter.Run(text);
        return splitter.parts;
    }

    private void Run(string text)
    {
        long steps = 0;
        var tokens = BbScanner.Scan(text, ref steps);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var raw = text.Substring(token.Start, token.Length);
            switch (token.Kind)
            {
                case BbKind.Open when token.Name is "img" or "user" && Whole(text, tokens, i) is { } whole && whole.Text.Length <= room / 2:
                    Atom(whole.Text);
                    i = whole.Last;
                    break;
                case BbKind.Open when raw.Length <= room / 8 && open.Count < BbTree.MaxDepth && closing + raw.Length <= room / 4:
                    Atom(raw, token.Name.Length + 3);
                    open.Push((token.Name, raw, part.Length));
                    closing += token.Name.Length + 3;
                    break;
                case BbKind.Open:
                    open.Push((token.Name, "", 0)); // too long to be repeated in every part: its text goes without it
                    break;
                case BbKind.Close:
                    Close(open.Pop(), raw);

                    break;
                case BbKind.Void:
                    Atom(raw);
                    break;
                default:
                    Words(raw);
                    break;
            }
        }

        if (!fresh)
        {
            parts.Add(part.ToString());
        }
    }

    // A link that shows nothing would show its address: what has nothing inside in this part is left out of it.
    private void Close((string Name, string Open, int At) tag, string end)
    {
        if (tag.Open.Length == 0)
        {
            return;
        }

        closing -= tag.Name.Length + 3;
        if (IsBlank(tag.At))
        {
            part.Remove(tag.At - tag.Open.Length, tag.Open.Length);
        }
        else
        {
            part.Append(end);
        }
    }

    private bool IsBlank(int from)
    {
        for (var i = from; i < part.Length; i++)
        {
            if (!char.IsWhiteSpace(part[i]) && !Invisible.Is(part[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static (string Text, int Last)? Whole(string text, List<BbToken> tokens, int first)
    {
        for (var i = first + 1; i < tokens.Count && i <= first + 3; i++)
        {
            if (tokens[i].Kind == BbKind.Close && tokens[i].Name == tokens[first].Name)
            {
                return (text[tokens[first].Start..(tokens[i].Start + tokens[i].Length)], i);
            }
        }

        return null;
    }

    private void Words(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            if (dialect == Dialect.Chat && string.CompareOrdinal(text, i, NextQuoted, 0, NextQuoted.Length) == 0)
            {
                QuotedLine();
                i += NextQuoted.Length;
                continue;
            }

            if (!char.IsWhiteSpace(text[i]))
            {
                while (end < text.Length && !char.IsWhiteSpace(text[end]))
                {
                    end++;
                }
            }

            Word(text[i..end]);
            i = end;
        }
    }

    // The line end and the mark of a quoted line stay together: behind reopened markup the mark would be text.
    private void QuotedLine()
    {
        quoted = true;
        lineStart = false;
        if (!fresh && part.Length + NextQuoted.Length + closing > room)
        {
            EndPart();
        }
        else
        {
            part.Append(NextQuoted);
        }
    }

    private void Word(string word)
    {
        if (word == "\n")
        {
            quoted = false;
        }
        else if (lineStart && dialect == Dialect.Chat && word.StartsWith(ChatQuotes.LineMark, StringComparison.Ordinal))
        {
            quoted = true;
        }

        var typed = !lineStart; // from the middle of a line: at the start of a part it must not become a quote
        lineStart = word == "\n";
        while (word.Length > 0)
        {
            if (typed && part.Length == 0 && word[0] is ('>' or '-'))
            {
                part.Append(Invisible.Joiner);
            }

            var left = room - closing - part.Length;
            if (word.Length <= left)
            {
                part.Append(word);
                fresh = false;
                return;
            }

            if (!fresh)
            {
                EndPart();
                continue;
            }

            // A word longer than a part: cut it, but never between the halves of one character, nor inside one that is spelled out.
            var cut = Whole(word, Math.Max(1, left));
            if (char.IsHighSurrogate(word[cut - 1]))
            {
                cut = cut > 1 ? cut - 1 : 2;
            }

            part.Append(word.AsSpan(0, cut));
            fresh = false;
            typed = true;
            word = word[cut..];
        }
    }

    private static int Whole(string word, int cut)
    {
        var from = Math.Max(0, cut - LongestSpelling);
        foreach (var spelled in Spelled().EnumerateMatches(word.AsSpan(from, Math.Min(word.Length, cut + LongestSpelling) - from)))
        {
            var start = from + spelled.Index;
            if (start > 0 && start < cut && cut < start + spelled.Length)
            {
                return start;
            }
        }

        return cut;
    }

    [GeneratedRegex("&#?[0-9A-Za-z]{1,10};|:[0-9a-fA-F]{2,64}:", RegexOptions.CultureInvariant)]
    private static partial Regex Spelled();

    private void Atom(string markup, int toClose = 0)
    {
        if (!fresh && part.Length + markup.Length + closing + toClose > room)
        {
            EndPart();
        }

        part.Append(markup);
        lineStart = false;
        fresh &= toClose > 0;
    }

    private void EndPart()
    {
        var carried = TakeUnfinished();
        var reopen = open.Reverse().ToList();
        while (open.TryPop(out var tag))
        {
            Close(tag, $"[/{tag.Name}]");
        }

        parts.Add(part.ToString());
        part.Clear();
        if (quoted)
        {
            part.Append(ChatQuotes.LineMark);
        }

        foreach (var (name, opened, _) in reopen)
        {
            part.Append(opened);
            open.Push((name, opened, part.Length));
            closing += opened.Length > 0 ? name.Length + 3 : 0;
        }

        begun = part.Length;
        part.Append(carried);
        fresh = carried.Length == 0;
    }

    // The beginning of a character that is spelled out goes on in the next part: a tag that means nothing may stand inside it.
    private string TakeUnfinished()
    {
        var start = -1;
        for (var i = part.Length - 1; i > begun && part.Length - i <= LongestSpelling && (char.IsAsciiLetterOrDigit(part[i]) || part[i] is '&' or '#' or ';' || Invisible.Is(part[i])); i--)
        {
            start = part[i] == '&' ? i : start;
        }

        if (start < 0)
        {
            return "";
        }

        var unfinished = part.ToString(start, part.Length - start);
        part.Length = start;
        return unfinished;
    }
}

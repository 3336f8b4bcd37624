namespace B24App.Plan.Text;

internal enum BbKind
{
    Text,
    Open,
    Close,
    Void,
}

internal readonly record struct BbToken(BbKind Kind, int Start, int Length, string Name = "", string? Value = null);

/// <summary>Cuts a text into tags we know and everything else. Looks at each character a bounded number of times, whatever the text.</summary>
internal static class BbScanner
{
    private const string CodeEnd = "[/code]";

    private static readonly HashSet<string> Paired = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "i", "u", "s", "color", "size", "font", "url", "quote", "code", "img", "list", "table", "tr", "td", "th",
        "p", "left", "center", "right", "justify", "video", "spoiler", "user", "project", "department", "chat", "context", "send", "put", "call",
    };

    private static readonly HashSet<string> Voids = new(StringComparer.OrdinalIgnoreCase) { "*", "br", "disk", "attachment", "timestamp", "icon" };

    /// <summary>The tokens, covering the whole text, with every open tag closed by a later one: a tag without its partner is text.</summary>
    public static List<BbToken> Scan(string text, ref long steps)
    {
        var tokens = new List<BbToken>();
        var textStart = 0;
        var codeEnd = -1; // where the next [/code] is; text.Length when there is none
        for (var i = 0; i < text.Length;)
        {
            steps++;
            if (text[i] != '[' || !TryTag(text, i, ref steps, out var tag))
            {
                i++;
                continue;
            }

            if (tag.Kind == BbKind.Open && tag.Name == "code")
            {
                if (codeEnd < i + tag.Length)
                {
                    var found = text.IndexOf(CodeEnd, i + tag.Length, StringComparison.OrdinalIgnoreCase);
                    codeEnd = found < 0 ? text.Length : found;
                    steps += codeEnd - i;
                }

                if (codeEnd == text.Length)
                {
                    i += tag.Length;
                    continue;
                }

                AddText(tokens, textStart, i);
                tokens.Add(tag);
                AddText(tokens, i + tag.Length, codeEnd);
                tokens.Add(new BbToken(BbKind.Close, codeEnd, CodeEnd.Length, "code"));
                i = textStart = codeEnd + CodeEnd.Length;
                continue;
            }

            AddText(tokens, textStart, i);
            tokens.Add(tag);
            i = textStart = i + tag.Length;
        }

        AddText(tokens, textStart, text.Length);
        Pair(tokens, ref steps);
        return tokens;
    }

    private static void AddText(List<BbToken> tokens, int start, int end)
    {
        if (end > start)
        {
            tokens.Add(new BbToken(BbKind.Text, start, end - start));
        }
    }

    // A close tag ends the nearest open one of its name; what stood open in between never gets a partner.
    // Every token is pushed and popped once.
    private static void Pair(List<BbToken> tokens, ref long steps)
    {
        var open = new Stack<int>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            steps++;
            var token = tokens[i];
            if (token.Kind == BbKind.Open)
            {
                open.Push(i);
                counts[token.Name] = counts.GetValueOrDefault(token.Name) + 1;
            }
            else if (token.Kind == BbKind.Close)
            {
                if (counts.GetValueOrDefault(token.Name) == 0)
                {
                    tokens[i] = token with { Kind = BbKind.Text };
                    continue;
                }

                for (var top = open.Pop(); ; top = open.Pop())
                {
                    steps++;
                    counts[tokens[top].Name]--;
                    if (tokens[top].Name == token.Name)
                    {
                        break;
                    }

                    tokens[top] = tokens[top] with { Kind = BbKind.Text };
                }
            }
        }

        foreach (var lonely in open)
        {
            tokens[lonely] = tokens[lonely] with { Kind = BbKind.Text };
        }
    }

    private static bool TryTag(string text, int start, ref long steps, out BbToken tag)
    {
        tag = default;
        var i = start + 1;
        var close = i < text.Length && text[i] == '/';
        if (close)
        {
            i++;
        }

        var nameStart = i;
        while (i < text.Length && i - nameStart < 12 && (char.IsAsciiLetter(text[i]) || text[i] == '*'))
        {
            steps++;
            i++;
        }

        var name = text[nameStart..i].ToLowerInvariant();
        var paired = Paired.Contains(name);
        if (!paired && (close || !Voids.Contains(name)))
        {
            return false;
        }

        // The rest up to the bracket; another opening bracket or a line end says it was no tag.
        var restStart = i;
        while (i < text.Length && text[i] is not (']' or '[' or '\n'))
        {
            steps++;
            i++;
        }

        if (i >= text.Length || text[i] != ']')
        {
            return false;
        }

        var rest = text[restStart..i];
        if (rest.Length > 0 && (name == "*" || close || (rest[0] != '=' && !char.IsWhiteSpace(rest[0]))))
        {
            return false;
        }

        if (name is "disk" or "attachment" or "timestamp" or "icon" && rest.Trim().Length == 0)
        {
            return false; // "[disk]" is a word, not a file
        }

        var value = rest.Length == 0 ? null : rest[0] == '=' ? Unquote(rest[1..]) : rest.Trim();
        tag = new BbToken(close ? BbKind.Close : paired ? BbKind.Open : BbKind.Void, start, i + 1 - start, name, value);
        return true;
    }

    private static string Unquote(string value)
    {
        value = value.Trim();
        return value.Length >= 2 && value[0] == value[^1] && (value[0] == '"' || value[0] == '\'')
            ? value[1..^1].Trim()
            : value;
    }
}

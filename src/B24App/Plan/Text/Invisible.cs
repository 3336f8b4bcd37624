using System.Text;

namespace B24App.Plan.Text;

/// <summary>Characters and codes a reader does not see or that portals write in two ways.</summary>
internal static class Invisible
{
    /// <summary>Our mark that stops text from acting as markup or as a tag; the reader does not see it (tasks.md 9.2, rule 8).</summary>
    public const char Joiner = '\u200D';

    /// <summary>Zero-width and direction marks, soft hyphen, variation selectors: no part of what a person wrote.</summary>
    public static bool Is(char c) => c
        is '\u00AD' or '\u061C' or '\u180E' or '\uFEFF'
        or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E')
        or (>= '\u2060' and <= '\u2069') or (>= '\uFE00' and <= '\uFE0F');

    /// <summary>Marks that change the order in which text is shown: with them a text could look like our byline.</summary>
    public static bool TurnsText(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Decodes the emoji codes that old comments carry, such as <c>:f09f938c:</c>.</summary>
    public static string Decode(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ':' && TryEmoji(text, i, out var emoji, out var next))
            {
                decoded.Append(emoji);
                i = next - 1;
            }
            else
            {
                decoded.Append(text[i]);
            }
        }

        return decoded.ToString();
    }

    private static bool TryEmoji(string text, int at, out string emoji, out int next)
    {
        emoji = "";
        next = at;
        var end = at + 1;
        while (end < text.Length && end - at <= 64 && char.IsAsciiHexDigit(text[end]))
        {
            end++;
        }

        var digits = text.AsSpan(at + 1, end - at - 1);
        if (end >= text.Length || text[end] != ':' || digits.Length < 6 || digits.Length % 2 != 0)
        {
            return false;
        }

        var bytes = Convert.FromHexString(digits);
        try
        {
            emoji = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false; // looks like a code, but is a number between colons
        }

        next = end + 1;
        return emoji.EnumerateRunes().All(rune => rune.Value > 0x7F);
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
}

using System.Text;

namespace B24App.Plan.Text;

/// <summary>A person's or company's name as it may stand in our lines: no markup, no tag, no line break.</summary>
internal static class PlainName
{
    private const int MaxLength = 100;

    /// <summary>The harmless form. Brackets become full-width ones: chats show entities as they are (tasks.md 9.2, rule 7).</summary>
    public static string Of(string name)
    {
        var plain = new StringBuilder(Math.Min(name.Length, MaxLength));
        foreach (var rune in name.EnumerateRunes())
        {
            if (plain.Length >= MaxLength)
            {
                break;
            }

            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else if (!rune.IsBmp || !Invisible.Is((char)rune.Value))
            {
                plain.Append(rune.Value switch
                {
                    '[' => "［",
                    ']' => "］",
                    '#' => "＃",
                    '┃' => "|",
                    _ => rune.ToString(),
                });
            }
        }

        return plain.ToString().TrimEnd();
    }
}

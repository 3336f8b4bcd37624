using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace B24App.Plan.Text;

/// <summary>Names of files come from strangers (RULES 34): what goes to the other portal is a plain name, and programs stay behind.</summary>
public static partial class FileNames
{
    private const int Longest = 120;
    private const int LongestExtension = 12;

    private static readonly HashSet<string> Programs = new(StringComparer.OrdinalIgnoreCase)
    {
        "exe", "com", "scr", "pif", "bat", "cmd", "msi", "msp", "cpl", "hta", "jar", "vbs", "vbe", "js", "jse", "wsf", "wsh", "ps1", "psm1", "reg", "lnk", "url", "dll", "sys", "apk", "appx", "iso", "img",
    };

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>A name that is safe on every portal and machine: no path, no marks that turn or hide letters, no device, not too long.</summary>
    public static string Safe(string name)
    {
        var plain = new StringBuilder(Math.Min(name.Length, 512));
        foreach (var rune in (name.Length > 512 ? name[^512..] : name).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '/' or '\\' or ':':
                    plain.Clear(); // what stands before was a path
                    break;
                case '*' or '?' or '"' or '<' or '>' or '|' or '[' or ']':
                    plain.Append('_');
                    break;
                default:
                    plain.Append(IsHidden(rune) ? "" : rune.ToString());
                    break;
            }
        }

        var safe = plain.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        var stem = Stem(safe);
        if (stem.Length == 0 || Devices.Contains(stem.Split('.')[0]))
        {
            safe = "file" + (safe.Length == 0 ? "" : "_" + safe);
        }

        return safe.Length <= Longest ? safe : Cut(safe);
    }

    /// <summary>A program or a shortcut to one, also behind a harmless ending or trailing dots.</summary>
    public static bool IsForbidden(string name) => Programs.Contains(Extension(Safe(name)).TrimStart('.'));

    /// <summary>One file under two names: a portal numbers what would stand twice in one folder, such as <c>a (1).png</c>.</summary>
    public static bool AreOne(string one, string other) => string.Equals(Unnumbered(one), Unnumbered(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>A size a person can read.</summary>
    public static string Size(long bytes, Language language)
    {
        var culture = language == Language.Ru ? CultureInfo.GetCultureInfo("ru-RU") : CultureInfo.InvariantCulture;
        var (unit, divisor) = bytes switch
        {
            < 1024 => (language == Language.Ru ? "Б" : "B", 1d),
            < 1024 * 1024 => (language == Language.Ru ? "КБ" : "KB", 1024d),
            _ => (language == Language.Ru ? "МБ" : "MB", 1024d * 1024),
        };
        return $"{(bytes / divisor).ToString(bytes < 1024 ? "0" : "0.#", culture)} {unit}";
    }

    // Plain text work: planning knows no file system.
    private static string Extension(string name) => name.LastIndexOf('.') is > 0 and var dot ? name[dot..] : "";

    private static string Stem(string name) => name[..^Extension(name).Length];

    private static string Unnumbered(string name) => Number().Replace(Stem(name), "") + Extension(name);

    [GeneratedRegex(@" \(\d{1,3}\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    private static string Cut(string name)
    {
        var extension = Extension(name);
        extension = extension.Length > LongestExtension ? "" : extension;
        var end = Longest - extension.Length;
        return (char.IsHighSurrogate(name[end - 1]) ? name[..(end - 1)] : name[..end]).TrimEnd(' ', '.') + extension;
    }

    // Half of a pair comes as U+FFFD from the enumeration.
    private static bool IsHidden(Rune c) =>
        (c.IsBmp && Invisible.Is((char)c.Value)) || c == Rune.ReplacementChar || Rune.IsControl(c) || Rune.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
}

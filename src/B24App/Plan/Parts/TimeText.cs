using System.Globalization;
using System.Text.RegularExpressions;
using B24App.Plan.Prints;
using B24App.Plan.Text;

namespace B24App.Plan.Parts;

/// <summary>
/// The text of a record of time on the other side: a portal keeps the relay account as its person, so the text names who worked, and for
/// whom; and the day, where it is not the day of writing, for not every portal takes one. Such texts are plain.
/// </summary>
public static partial class TimeText
{
    /// <summary>Name, company, day, words.</summary>
    public static string Of(string name, string company, DateTimeOffset? day, string words, Language language)
    {
        var who = PlainName.Of(name);
        who = who.Length > 0 ? who.Replace(':', '.') : language == Language.Ru ? "Сотрудник" : "Employee";
        var on = day is { } date ? ", " + date.ToString(language == Language.Ru ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
        var said = words.Trim();
        return $"{who} ({PlainName.Of(company)}){on}" + (said.Length > 0 ? $": {said}" : "");
    }

    /// <summary>Reads a text that names somebody of a company.</summary>
    public static bool TryRead(string text, string company, out string name, out string words)
    {
        var mark = $" ({PlainName.Of(company)})";
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at > 0 && text.IndexOfAny([':', '\n'], 0, at) < 0 && Rest().Match(text[(at + mark.Length)..]) is { Success: true } rest)
        {
            (name, words) = (text[..at], rest.Groups[1].Value.Trim());
            return true;
        }

        (name, words) = ("", text);
        return false;
    }

    /// <summary>What two people who entered the same work have in common: the day, the time and the words.</summary>
    public static string Likeness(long seconds, DateTimeOffset? day, string words) =>
        day is { } date ? string.Create(CultureInfo.InvariantCulture, $"{date.UtcDateTime:yyyy-MM-dd}\n{seconds}\n{FieldNormaliser.Title(words).ToUpperInvariant()}") : "";

    /// <summary>Print of a record: its seconds and words; of one that names somebody of the company without the day.</summary>
    public static string Print(long seconds, string text, string company) => Prints.Print.Of(
        $"{seconds.ToString(CultureInfo.InvariantCulture)}\n{(TryRead(text, company, out var name, out var words) ? FieldNormaliser.Title($"{name} | {words}") : FieldNormaliser.Title(text))}").ToString();

    [GeneratedRegex(@"^(?:, (?:\d{2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}))?(?::\s?(.*)|)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Rest();
}

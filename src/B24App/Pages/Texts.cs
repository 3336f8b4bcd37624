using System.Globalization;
using System.Resources;

namespace B24App.Pages;

/// <summary>The words of the page in one language, from the resource pair <c>Texts.ru.resx</c> / <c>Texts.en.resx</c>.</summary>
public sealed class Texts
{
    /// <summary>The languages there are.</summary>
    public static readonly IReadOnlyList<string> Languages = ["ru", "en"];

    private static readonly ResourceManager Words = new("B24App.Pages.Texts", typeof(Texts).Assembly);

    private readonly CultureInfo _culture;

    /// <summary>How dates and numbers are written.</summary>
    public CultureInfo Culture => _culture;

    private Texts(string language)
    {
        Language = language;
        _culture = CultureInfo.GetCultureInfo(language);
    }

    /// <summary><c>ru</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>The words for a language code as the portal sends it: three of its languages read Russian, all others English.</summary>
    public static Texts For(string? portalLanguage) =>
        new(portalLanguage?.ToUpperInvariant() is "RU" or "UA" or "KZ" or "BY" ? "ru" : "en");

    /// <summary>A sentence by its name.</summary>
    public string this[string name] => Words.GetString(name, _culture) ?? name;

    /// <summary>A sentence with values in it.</summary>
    public string Say(string name, params object[] values) => string.Format(_culture, this[name], values);

    /// <summary>A sentence in the form that its number asks for; the names end in <c>.one</c>, <c>.few</c>, <c>.many</c>.</summary>
    public string Count(string name, long number) => Say($"{name}.{Form(Language, number)}", number);

    /// <summary>How long ago, in words up to a day, then as a date.</summary>
    public string Ago(DateTimeOffset moment, DateTimeOffset now) => (now - moment) switch
    {
        { TotalMinutes: < 1 } => this["Ago.now"],
        { TotalHours: < 1 } past => Count("Ago.minutes", (long)past.TotalMinutes),
        { TotalDays: < 1 } past => Count("Ago.hours", (long)past.TotalHours),
        _ => moment.ToString("d", _culture),
    };

    internal static string Form(string language, long number) => language == "ru"
        ? (number % 100, number % 10) switch
        {
            ( >= 11 and <= 14, _) => "many",
            (_, 1) => "one",
            (_, >= 2 and <= 4) => "few",
            _ => "many",
        }
        : number == 1 ? "one" : "many";
}

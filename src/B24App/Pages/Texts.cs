using System.Globalization;
using System.Resources;
using B24App.Plan;

namespace B24App.Pages;

/// <summary>The words of the page in one language, from the resource pair <c>Texts.ru.resx</c> / <c>Texts.en.resx</c>.</summary>
public sealed class Texts
{
    /// <summary>The languages there are.</summary>
    public static readonly IReadOnlyList<string> Languages = ["ru", "en"];

    private static readonly ResourceManager Words = new("B24App.Pages.Texts", typeof(Texts).Assembly);

    private readonly CultureInfo _culture;
    private readonly ResourceSet _words;

    /// <summary>How dates and numbers are written.</summary>
    public CultureInfo Culture => _culture;

    private Texts(string language, TimeZoneInfo zone)
    {
        Language = language;
        Zone = zone;
        _culture = CultureInfo.GetCultureInfo(language);
        _words = Words.GetResourceSet(_culture, createIfNotExists: true, tryParents: false)!; // asking the parents for an unknown name throws
    }

    /// <summary><c>ru</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>The reader's time zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The words for a language code as the portal sends it: three of its languages read Russian, all others English.</summary>
    /// <param name="portalLanguage">Code of a language.</param>
    /// <param name="zone">Name of the browser's time zone; UTC when it has no meaning here.</param>
    public static Texts For(string? portalLanguage, string? zone = null) => new(
        portalLanguage?.ToUpperInvariant() is "RU" or "UA" or "KZ" or "BY" ? "ru" : "en",
        zone is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc);

    /// <summary>A sentence by its name.</summary>
    public string this[string name] => _words.GetString(name) ?? name;

    /// <summary>There is such a sentence.</summary>
    public bool Knows(string name) => _words.GetString(name) is not null;

    /// <summary>A sentence with values in it.</summary>
    public string Say(string name, params object[] values) => string.Format(_culture, this[name], values);

    /// <summary>A sentence in the form that its number asks for; the names end in <c>.one</c>, <c>.few</c>, <c>.many</c>.</summary>
    public string Count(string name, long number) => Say($"{name}.{Form(Language, number)}", number);

    /// <summary>A moment as the reader's clock shows it: date and time, without seconds.</summary>
    public string At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).ToString("g", _culture);

    /// <summary>To the second, where steps follow one another closely.</summary>
    public string Exact(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).ToString("G", _culture);

    /// <summary>Its time of day.</summary>
    public string TimeOf(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).ToString("t", _culture);

    /// <summary>Its date.</summary>
    public string DateOf(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).ToString("d", _culture);

    /// <summary>A day without its year, as it stands below a chart; days of a chart are those of UTC.</summary>
    public string DayOf(DateTimeOffset day) => day.ToString(Language == "ru" ? "dd.MM" : "M/d", CultureInfo.InvariantCulture);

    /// <summary>"As of 14:05".</summary>
    public Stamp Stamp(DateTimeOffset moment) => new(Say("State.stamp", TimeOf(moment)), moment);

    /// <summary>How long ago, in words up to a day, then as a date.</summary>
    public string Ago(DateTimeOffset moment, DateTimeOffset now) => (now - moment) switch
    {
        { TotalMinutes: < 1 } => this["Ago.now"],
        { TotalHours: < 1 } past => Count("Ago.minutes", (long)past.TotalMinutes),
        { TotalDays: < 1 } past => Count("Ago.hours", (long)past.TotalHours),
        _ => DateOf(moment),
    };

    /// <summary>Why, as the sentence of the fixed table.</summary>
    public string Reason(Reason reason) => Reasons.In(Language == "ru" ? Plan.Text.Language.Ru : Plan.Text.Language.En).Of(reason);

    /// <summary>A whole number as the language writes it.</summary>
    public string Number(long number) => number.ToString("N0", _culture);

    /// <summary>A share in percent: "61 %" or "61%".</summary>
    public string Percent(int share) => string.Create(CultureInfo.InvariantCulture, $"{share}{(Language == "ru" ? "\u00a0" : "")}%");

    /// <summary>What has a number instead of a name: "№ 51" or "#51".</summary>
    public string Of(long number) => string.Create(CultureInfo.InvariantCulture, $"{(Language == "ru" ? "№\u00a0" : "#")}{number}");

    /// <summary>How long something takes: seconds, minutes or hours.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Say("Span.seconds", Math.Max(1, (long)Math.Ceiling(span.TotalSeconds))),
        { TotalHours: < 1 } => Say("Span.minutes", (long)Math.Round(span.TotalMinutes)),
        _ => Say("Span.hours", Math.Round(span.TotalHours, 1)),
    };

    /// <summary>Words of other people, cut where they would fill the screen; nothing is cut inside a letter.</summary>
    public static string Cut(string text, int longest = 200)
    {
        var letters = new StringInfo(text);
        return letters.LengthInTextElements <= longest ? text : letters.SubstringByTextElements(0, longest) + "…";
    }

    /// <summary>A size in bytes as a person reads it.</summary>
    public string Size(long bytes) => Plan.Text.FileNames.Size(bytes, Language == "ru" ? Plan.Text.Language.Ru : Plan.Text.Language.En);

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

using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Plan.Prints;

namespace B24App.Plan.Custom;

/// <summary>The neutral form of custom values, and how it is written into a field of a portal. Choices are known by their words: their numbers are of one portal.</summary>
public static class CustomText
{
    private const char Between = '\u001F';

    /// <summary>The neutral form of the values of a field.</summary>
    /// <param name="type">What it holds.</param>
    /// <param name="values">Values as a portal showed them; moments with their offset.</param>
    /// <param name="options">Words of the choices by number.</param>
    public static string Neutral(CustomType type, IEnumerable<string?> values, IReadOnlyDictionary<string, string>? options = null)
    {
        var texts = values.Select(value => One(type, value ?? "", options)).Where(text => text.Length > 0).Order(StringComparer.Ordinal).ToList();
        return texts.Count == 0 && type == CustomType.Flag ? "N" : string.Join(Between, texts);
    }

    /// <summary>Words of a neutral form for people.</summary>
    public static string Shown(string neutral) => neutral.Replace(Between.ToString(), ", ", StringComparison.Ordinal);

    /// <summary>A neutral form as a portal takes it; null when it has no such choice.</summary>
    /// <param name="field">The field that is written.</param>
    /// <param name="neutral">The neutral form.</param>
    /// <param name="raw">A single text as it stood: its line breaks are no part of the neutral form.</param>
    /// <param name="options">Choices of the field that is written: words by number.</param>
    public static JsonNode? Written(CustomField field, string neutral, string? raw = null, IReadOnlyDictionary<string, string>? options = null)
    {
        var values = neutral.Length == 0 ? [] : neutral.Split(Between).Select(text => One(field.Type, text, options, raw)).ToList();
        return values.Any(value => value is null)
            ? null
            : field.IsList ? new JsonArray([.. values.Select(value => (JsonNode)value!)]) : values.Count == 0 ? "" : values[0];
    }

    private static string? One(CustomType type, string text, IReadOnlyDictionary<string, string>? options, string? raw) => type switch
    {
        CustomType.Text => raw ?? text,
        CustomType.Moment => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) : text,
        CustomType.Flag => text == "Y" ? "1" : "0",
        CustomType.Choice => options?.FirstOrDefault(option => string.Equals(FieldNormaliser.Title(option.Value), text, StringComparison.OrdinalIgnoreCase)).Key,
        _ => text,
    };

    private static string One(CustomType type, string value, IReadOnlyDictionary<string, string>? options) => type switch
    {
        CustomType.Number => decimal.TryParse(value.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number == 0 ? "0" : number.ToString("0.############################", CultureInfo.InvariantCulture)
            : FieldNormaliser.Title(value),
        CustomType.Moment => value.Length == 0 ? "" : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? FieldNormaliser.Instant(at) ?? "" : FieldNormaliser.Title(value),
        CustomType.Flag => value is "1" or "Y" or "true" ? "Y" : "",
        CustomType.Choice => value.Length == 0 || value == "0" ? "" : FieldNormaliser.Title(options?.GetValueOrDefault(value) ?? ""),
        _ => FieldNormaliser.Title(value).Replace(Between, ' '),
    };
}

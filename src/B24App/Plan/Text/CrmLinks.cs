using System.Globalization;

namespace B24App.Plan.Text;

/// <summary>Records of the CRM a task hangs on, as lines of a frame: a name by kind and number, and the address on their portal. Titles of records stay inside.</summary>
public static class CrmLinks
{
    private const int Most = 20;

    /// <summary>The neutral form: keys such as <c>D_2</c>, without order.</summary>
    public static string Neutral(IEnumerable<string> keys) => string.Join(' ', keys.Where(key => Path(key) is not null).Select(key => key.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>One text per record, with its address.</summary>
    /// <param name="keys">Keys as a task shows them.</param>
    /// <param name="origin">Address of their portal.</param>
    /// <param name="language">Language of the portal that shows them.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> keys, string origin, Language language) =>
    [
        .. Neutral(keys).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Most)
            .Select(key => (Url: origin + Path(key), Name: Name(key, language)))
            .Where(link => WebAddress.IsSafe(link.Url)).Select(link => $"[URL={link.Url}]{link.Name}[/URL]"),
    ];

    /// <summary>Address of a record without its scheme, as people paste it; empty for none.</summary>
    /// <param name="type">Type of the record.</param>
    /// <param name="id">Its number.</param>
    /// <param name="host">Its portal.</param>
    public static string AddressOf(int type, long id, string host) => type <= 0 || id <= 0 ? "" : host + type switch
    {
        1 => Details("lead", id),
        2 => Details("deal", id),
        3 => Details("contact", id),
        4 => Details("company", id),
        _ => Details(string.Create(CultureInfo.InvariantCulture, $"type/{type}"), id),
    };

    private static string? Path(string key)
    {
        var parts = key.ToUpperInvariant().Split('_');
        if (parts.Length != 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0)
        {
            return null;
        }

        return parts[0] switch
        {
            "L" => Details("lead", id),
            "D" => Details("deal", id),
            "C" => Details("contact", id),
            "CO" => Details("company", id),
            "SI" => Details("type/31", id),
            ['T', .. var hex] when int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var type) && type > 0 => Details(string.Create(CultureInfo.InvariantCulture, $"type/{type}"), id),
            _ => null,
        };
    }

    private static string Details(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"/crm/{kind}/details/{id}/");

    private static string Name(string key, Language language)
    {
        var (kind, id) = (key.Split('_')[0], key.Split('_')[1]);
        var russian = language == Language.Ru;
        var word = kind switch
        {
            "L" => russian ? "Лид" : "Lead",
            "D" => russian ? "Сделка" : "Deal",
            "C" => russian ? "Контакт" : "Contact",
            "CO" => russian ? "Компания" : "Company",
            "SI" => russian ? "Счёт" : "Invoice",
            _ => russian ? "Элемент" : "Item",
        };
        return $"{word} {id}";
    }
}

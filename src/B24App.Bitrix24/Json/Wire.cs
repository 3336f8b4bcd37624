using System.Globalization;
using System.Text.Json;

namespace B24App.Bitrix24.Json;

/// <summary>Readers for single values of the platform, where one thing has many spellings (ids as text, Y/N, "undefined", <c>[]</c> for nothing).</summary>
public static class Wire
{
    private static readonly string[] OddDates =
    [
        "dd.MM.yyyy HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "MM/dd/yyyy HH:mm:ss", "dd.MM.yyyy", "yyyy-MM-dd", "MM/dd/yyyy",
    ];

    /// <summary>An id from a number or its text; null for anything else, including "undefined", <c>false</c> and <c>[]</c>.</summary>
    public static long? Id(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number when value.TryGetDouble(out var real) && Math.Abs(real) < 9e15 => (long)real,
        JsonValueKind.String => Id(value.GetString()),
        _ => null,
    };

    /// <summary>An id from text.</summary>
    public static long? Id(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>A small number: count, status, priority.</summary>
    public static int? Number(JsonElement value) => Id(value) is { } id and >= int.MinValue and <= int.MaxValue ? (int)id : null;

    /// <summary>A number that may have a fraction.</summary>
    public static double? Real(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
        _ => null,
    };

    /// <summary>A flag from Y/N, 1/0, true/false in any JSON type.</summary>
    public static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => Flag(value.GetString()),
        _ => null,
    };

    /// <summary>A flag from text.</summary>
    public static bool? Flag(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "Y" or "1" or "TRUE" => true,
        "N" or "0" or "FALSE" => false,
        _ => null,
    };

    /// <summary>Text from a string or a scalar; null for null, "undefined" stays what it is because a person may write it.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "",
        _ => null,
    };

    /// <summary>A moment from ISO 8601 or one of the portal's odd formats; without an offset it is read as <paramref name="zone"/> (UTC by default).</summary>
    public static DateTimeOffset? Date(JsonElement value, TimeSpan zone = default) => value.ValueKind switch
    {
        JsonValueKind.String => Date(value.GetString(), zone),
        JsonValueKind.Number when value.TryGetInt64(out var seconds) => FromUnix(seconds),
        _ => null,
    };

    /// <summary>A moment from text.</summary>
    public static DateTimeOffset? Date(string? text, TimeSpan zone = default)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateTime.TryParseExact(text.Trim(), OddDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return InRange(local, zone);
        }

        return text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
    }

    /// <summary>A moment from Unix seconds; null when absurd.</summary>
    public static DateTimeOffset? FromUnix(long? seconds) =>
        seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    /// <summary>The member of a map in any case of its name; null when absent or when the value is no map.</summary>
    public static JsonElement? Member(JsonElement map, string name)
    {
        if (map.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (map.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in map.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>The rows of a list that may have come as a list, as a map with keys, or as nothing (<c>false</c>, null, "").</summary>
    public static IReadOnlyList<JsonElement> Rows(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray()],
        JsonValueKind.Object => [.. value.EnumerateObject().Select(member => member.Value)],
        _ => [],
    };

    /// <summary>The ids of a list, whatever its shape.</summary>
    public static IReadOnlyList<long> Ids(JsonElement value) =>
        [.. Rows(value).Select(Id).OfType<long>()];

    /// <summary>True for all the ways to say "nothing here": null, <c>[]</c>, <c>{}</c>, <c>false</c>, "", "undefined".</summary>
    public static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().MoveNext(),
        JsonValueKind.String => value.GetString() is "" or "undefined",
        _ => false,
    };

    private static DateTimeOffset? InRange(DateTime local, TimeSpan zone) =>
        local.Year is < 2 or > 9998 ? null : new DateTimeOffset(local, zone);
}

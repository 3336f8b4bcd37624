using System.Globalization;
using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>A record of any type: its id and what its fields hold, each as a list of texts.</summary>
/// <param name="Id">Id inside its type.</param>
/// <param name="Values">Values by field; a field that holds nothing is an empty list.</param>
public sealed record RecordWire(long Id, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>What a field holds; empty when it holds nothing or was not asked for.</summary>
    public IReadOnlyList<string> Of(string field) => Values.GetValueOrDefault(field) ?? [];

    /// <summary>The moment a field holds; null when it holds none.</summary>
    public DateTimeOffset? Moment(string field) =>
        Of(field) is [var text, ..] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>Ids of records of a type that a field names, bare or with the short code of the type before them; others are left out.</summary>
    public IReadOnlyList<long> Named(string field, int type) =>
        [.. Of(field).Select(text => IdOf(text, type)).OfType<long>().Where(id => id > 0).Distinct()];

    /// <summary>Reads an answer of <c>crm.item.get</c> or <c>crm.item.update</c>.</summary>
    public static RecordWire? From(JsonElement result) => Read(Wire.Member(result, "item") ?? result);

    /// <summary>Rows of <c>crm.item.list</c>.</summary>
    public static IReadOnlyList<RecordWire> ListFrom(JsonElement result) => [.. Wire.Rows(Wire.Member(result, "items") ?? result).Select(Read).OfType<RecordWire>()];

    private static long? IdOf(string text, int type) => text.LastIndexOf('_') is var cut and > 0
        ? text.AsSpan(0, cut).Equals(CrmRef.ShortOf(type), StringComparison.OrdinalIgnoreCase) && long.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var named) ? named : null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bare) ? bare : null;

    private static RecordWire? Read(JsonElement item)
    {
        if (Wire.Member(item, "id") is not { } value || Wire.Id(value) is not { } id)
        {
            return null;
        }

        return new RecordWire(id, item.EnumerateObject().GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(member => member.Key, member => Texts(member.First().Value), StringComparer.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(Wire.Text).OfType<string>().Where(text => text.Length > 0)]
        : Wire.Text(value) is { Length: > 0 } text ? [text] : [];
}

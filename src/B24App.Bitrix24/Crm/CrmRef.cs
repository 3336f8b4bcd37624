using System.Globalization;
using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>A record of the CRM as its methods name it: the number of its type and its id (b24restdocs: api-reference/crm/data-types.md).</summary>
/// <param name="Type">1 lead, 2 deal, 3 contact, 4 company, 31 smart invoice, 128 and above smart processes.</param>
/// <param name="Id">Id inside the type.</param>
public readonly record struct CrmRef(int Type, long Id)
{
    /// <summary>Name of a type as timelines print it: <c>contact</c>, <c>dynamic_128</c>.</summary>
    public static string NameOf(int type) => type switch
    {
        1 => "lead",
        2 => "deal",
        3 => "contact",
        4 => "company",
        14 => "order",
        _ => string.Create(CultureInfo.InvariantCulture, $"dynamic_{type}"),
    };

    /// <summary>Number of a type by that name; 0 when it is none.</summary>
    public static int TypeOf(string? name) => name?.ToLowerInvariant() switch
    {
        "lead" => 1,
        "deal" => 2,
        "contact" => 3,
        "company" => 4,
        "order" => 14,
        { } dynamic when dynamic.StartsWith("dynamic_", StringComparison.Ordinal) && int.TryParse(dynamic.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var type) => type,
        _ => 0,
    };

    /// <summary>The short code before an id in custom fields: <c>C_2</c>, <c>T80_6</c>.</summary>
    public static string ShortOf(int type) => type switch
    {
        1 => "L",
        2 => "D",
        3 => "C",
        4 => "CO",
        7 => "Q",
        31 => "SI",
        _ => "T" + type.ToString("X", CultureInfo.InvariantCulture).ToLowerInvariant(),
    };

    /// <summary>Rows of <c>crm.activity.binding.list</c>, in either spelling of their names.</summary>
    public static IReadOnlyList<CrmRef> OfActivity(JsonElement result) =>
        [.. Wire.Rows(result).Select(row => Read(Either(row, "entityTypeId", "ENTITY_TYPE_ID"), Either(row, "entityId", "ENTITY_ID"))).OfType<CrmRef>()];

    /// <summary>Rows of <c>crm.timeline.bindings.list</c>; the first is where the entry was written.</summary>
    public static IReadOnlyList<CrmRef> OfTimeline(JsonElement result) =>
    [
        .. Wire.Rows(result).Select(row => (Type: Wire.Member(row, "ENTITY_TYPE") is { } name ? TypeOf(Wire.Text(name)) : 0, Id: Wire.Member(row, "ENTITY_ID") is { } id ? Wire.Id(id) : null))
            .Where(row => row is { Type: > 0, Id: > 0 }).Select(row => new CrmRef(row.Type, row.Id!.Value)),
    ];

    private static JsonElement? Either(JsonElement row, string one, string other) => Wire.Member(row, one) ?? Wire.Member(row, other);

    private static CrmRef? Read(JsonElement? type, JsonElement? id) =>
        type is { } typed && id is { } named && Wire.Number(typed) is > 0 and var number && Wire.Id(named) is > 0 and var entity ? new CrmRef(number, entity) : null;
}

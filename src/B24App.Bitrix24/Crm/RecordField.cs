using System.Globalization;
using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>A field of the records of one type, as <c>crm.item.fields</c> describes it (b24restdocs: crm/universal/crm-item-fields.md).</summary>
/// <param name="Name">Its name; custom fields keep their upper-case name.</param>
/// <param name="Title">What people call it; the name where the portal has no word for it.</param>
/// <param name="Type">What it holds: <c>string</c>, <c>boolean</c>, <c>crm_company</c> and so on.</param>
public sealed record RecordField(string Name, string Title, string Type)
{
    /// <summary>It was made on this portal.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Types of records it can name; empty when it names none.</summary>
    public IReadOnlyList<int> Names { get; init; } = [];

    /// <summary>What can be chosen in it, by id; empty when it is no list.</summary>
    public IReadOnlyList<(string Id, string Word)> Items { get; init; } = [];

    /// <summary>Fields of an answer, in its order.</summary>
    public static IReadOnlyList<RecordField> ListFrom(JsonElement result) =>
        (Wire.Member(result, "fields") ?? result) is { ValueKind: JsonValueKind.Object } fields ? [.. fields.EnumerateObject().Select(member => Read(member.Name, member.Value))] : [];

    private static RecordField Read(string name, JsonElement told)
    {
        var type = Text(told, "type") ?? "";
        var settings = Wire.Member(told, "settings");
        return new RecordField(name, new[] { Text(told, "title"), Text(told, "formLabel"), name }.First(title => !string.IsNullOrWhiteSpace(title))!, type)
        {
            IsCustom = Wire.Member(told, "isDynamic") is { } custom && Wire.Flag(custom) == true,
            Names = Named(name, type, settings),
            Items = Wire.Member(told, "items") is { } items ? [.. Wire.Rows(items).Select(item => (Text(item, "ID") ?? "", Text(item, "VALUE") ?? "")).Where(item => item.Item1.Length > 0)] : [],
        };
    }

    private static IReadOnlyList<int> Named(string name, string type, JsonElement? settings) => type switch
    {
        "crm_lead" => [1],
        "crm_deal" => [2],
        "crm_contact" => [3],
        "crm_company" => Setting(settings, "isMyCompany") is { } own && Wire.Flag(own) == true ? [] : [4],
        "crm_entity" => Parent(name, settings) is { } parent ? [parent] : [],
        "crm" when settings is { ValueKind: JsonValueKind.Object } chosen =>
            [.. chosen.EnumerateObject().Where(member => Wire.Flag(member.Value) == true).Select(member => CrmRef.TypeOf(member.Name)).Where(number => number > 0)],
        _ => [],
    };

    private static int? Parent(string name, JsonElement? settings) => Setting(settings, "parentEntityTypeId") is { } parent ? Wire.Number(parent)
        : name.StartsWith("parentId", StringComparison.Ordinal) && int.TryParse(name.AsSpan("parentId".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonElement? Setting(JsonElement? settings, string name) => settings is { } told ? Wire.Member(told, name) : null;

    private static string? Text(JsonElement told, string name) => Wire.Member(told, name) is { } value ? Wire.Text(value) : null;
}

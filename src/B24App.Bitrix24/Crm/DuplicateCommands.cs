using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>How a record of the CRM can be reached.</summary>
public enum Communication
{
    /// <summary>An address.</summary>
    Email,

    /// <summary>A telephone.</summary>
    Phone,
}

/// <summary>Records by their telephones and addresses (b24restdocs: api-reference/crm/duplicates/).</summary>
public static class DuplicateCommands
{
    private const int MostValues = 20;

    /// <summary>Types of records that have telephones and addresses.</summary>
    public static bool Knows(int type) => type is 1 or 3 or 4;

    /// <summary>Records of a type with one of these values; the portal knows the spellings of a number.</summary>
    public static Command With(int type, Communication communication, IEnumerable<string> values) => new("crm.duplicate.findbycomm", new JsonObject
    {
        ["type"] = NameOf(communication),
        ["values"] = new JsonArray([.. values.Take(MostValues).Select(value => (JsonNode)value)]),
        ["entity_type"] = CrmRef.NameOf(type).ToUpperInvariant(),
    });

    /// <summary>Ids of a type in an answer.</summary>
    public static IReadOnlyList<long> Ids(JsonElement result, int type) =>
        Wire.Member(result, CrmRef.NameOf(type).ToUpperInvariant()) is { ValueKind: JsonValueKind.Array } ids ? [.. ids.EnumerateArray().Select(Wire.Id).OfType<long>().Distinct()] : [];

    /// <summary>What an answer of <c>crm.item.get</c> shows of a kind.</summary>
    public static IReadOnlyList<string> Values(JsonElement result, Communication communication) => Wire.Member(Wire.Member(result, "item") ?? result, "fm") is not { } lines ? [] :
    [
        .. Wire.Rows(lines).Where(line => Wire.Member(line, "typeId") is { } type && NameOf(communication).Equals(Wire.Text(type), StringComparison.OrdinalIgnoreCase))
            .Select(line => Wire.Member(line, "value") is { } value ? Wire.Text(value)?.Trim() : null).OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static string NameOf(Communication communication) => communication == Communication.Email ? "EMAIL" : "PHONE";
}

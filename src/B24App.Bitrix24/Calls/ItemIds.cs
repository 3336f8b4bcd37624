using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Calls;

/// <summary>Ids of items a command names, for the REST log: no texts, no people's fields.</summary>
internal static class ItemIds
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "taskId", "CHAT_ID", "MESSAGE_ID", "GROUP_ID", "ENTITY_ID", "FIRST_ID", "LAST_ID", "DIALOG_ID",
    };

    public static IReadOnlyList<long> Of(Command command) => command.Parameters switch
    {
        JsonObject named => [.. named.Where(member => Names.Contains(member.Key)).Select(member => Id(member.Value)).OfType<long>()],
        JsonArray ordered => [.. ordered.Select(Id).OfType<long>()],
        _ => [],
    };

    private static long? Id(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null,
        JsonValueKind.String => Wire.Id(node.GetValue<string>().Replace("chat", "", StringComparison.Ordinal)),
        _ => null,
    };
}

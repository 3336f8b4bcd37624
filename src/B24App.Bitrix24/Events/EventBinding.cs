using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Events;

/// <summary>A handler bound on a portal.</summary>
/// <param name="Event">Upper-case event name.</param>
/// <param name="Handler">Address as stored by the portal; empty for offline events.</param>
/// <param name="AuthType">User whose tokens come along; 0 for the acting one.</param>
/// <param name="IsOffline">Kept in the offline queue instead of being sent.</param>
public sealed record EventBinding(string Event, string Handler, long AuthType, bool IsOffline)
{
    /// <summary>Reads an answer of <see cref="EventCommands.Get"/>.</summary>
    public static IReadOnlyList<EventBinding> ListFrom(JsonElement result) =>
        [.. Wire.Rows(result).Where(row => row.ValueKind == JsonValueKind.Object).Select(row => new EventBinding(
            (Text(row, "event") ?? "").ToUpperInvariant(),
            Text(row, "handler") ?? "",
            Wire.Member(row, "auth_type") is { } type ? Wire.Id(type) ?? 0 : 0,
            Wire.Member(row, "offline") is { } offline && Wire.Flag(offline) == true))];

    private static string? Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) : null;
}

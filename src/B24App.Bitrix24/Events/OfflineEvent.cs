using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Events;

/// <summary>A row of the offline queue: the newest of its kind for one object (b24restdocs: api-reference/events/offline-events.md).</summary>
/// <param name="Event">Upper-case event name.</param>
/// <param name="Process">The reservation it stands under; empty for none.</param>
/// <param name="At">The portal's clock when it happened last.</param>
/// <param name="Pairs">Its data by bracketed path, as <c>[FIELDS_AFTER][ID]</c>; empty where the portal sends <c>false</c> instead.</param>
public sealed record OfflineEvent(string Event, string Process, DateTimeOffset? At, IReadOnlyDictionary<string, string> Pairs)
{
    /// <summary>Reads an answer of <c>event.offline.get</c> or <c>event.offline.list</c>.</summary>
    public static IReadOnlyList<OfflineEvent> ListFrom(JsonElement result)
    {
        var process = Text(result, "process_id");
        return [.. Wire.Rows(Wire.Member(result, "events") ?? result).Where(row => row.ValueKind == JsonValueKind.Object).Select(row => new OfflineEvent(
            Text(row, "EVENT_NAME").ToUpperInvariant(),
            Text(row, "PROCESS_ID") is { Length: > 0 } own ? own : process,
            Wire.Member(row, "TIMESTAMP_X") is { } at ? Wire.Date(at) : null,
            PathsOf(row)))];
    }

    private static Dictionary<string, string> PathsOf(JsonElement row)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Wire.Member(row, "EVENT_DATA") is { } data)
        {
            Flatten(data, "", pairs);
        }

        return pairs;
    }

    private static void Flatten(JsonElement value, string path, Dictionary<string, string> pairs)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Flatten(member.Value, $"{path}[{member.Name}]", pairs);
            }
        }
        else if (path.Length > 0 && Wire.Text(value) is { } text and not "undefined")
        {
            pairs[path] = text;
        }
    }

    private static string Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) ?? "" : "";
}

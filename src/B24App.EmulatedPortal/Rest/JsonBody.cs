using System.Text.Json;
using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Rest;

/// <summary>JSON as PHP reads it: of doubled keys the last one counts.</summary>
internal static class JsonBody
{
    /// <summary>Parses a body; false when it is not JSON.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonNode? node)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            node = Copy(document.RootElement);
            return true;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate in an escaped string.
            node = null;
            return false;
        }
    }

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    map[property.Name] = Copy(property.Value);
                }

                return map;
            case JsonValueKind.Array:
                var list = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    list.Add(Copy(item));
                }

                return list;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create(element.Clone());
            default:
                return null;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace B24App.Links;

/// <summary>Halves and limits as they stand in the store: words for enums, so that their order may change.</summary>
internal static class HalfJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Control;

/// <summary>Switches as JSON: names in camelCase, spans as <c>hh:mm:ss</c>.</summary>
internal static class SwitchBoard
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static JsonObject Show(Switches switches) => JsonSerializer.SerializeToNode(switches, Shape)!.AsObject();

    /// <summary>Changes the switches that were sent and keeps the others.</summary>
    public static Switches Apply(Switches now, JsonObject sent)
    {
        var all = Show(now);
        foreach (var (name, value) in sent)
        {
            all[name] = value?.DeepClone();
        }

        try
        {
            return all.Deserialize<Switches>(Shape)!;
        }
        catch (JsonException bad)
        {
            throw new RestError("", "These switches can not be set: " + bad.Message);
        }
    }
}

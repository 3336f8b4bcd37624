using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Basics;

/// <summary>What apps keep on a portal: one map per app, and one per app and user.</summary>
internal sealed class Options
{
    private readonly Dictionary<(string ClientId, long UserId), OrderedDictionary<string, JsonNode?>> _maps = new();

    /// <summary>The map of an app (user 0) or of one of its users.</summary>
    public OrderedDictionary<string, JsonNode?> Of(string clientId, long userId)
    {
        if (!_maps.TryGetValue((clientId, userId), out var map))
        {
            _maps[(clientId, userId)] = map = new OrderedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        }

        return map;
    }

    public void Forget(string clientId)
    {
        foreach (var key in _maps.Keys.Where(key => key.ClientId == clientId).ToList())
        {
            _maps.Remove(key);
        }
    }
}

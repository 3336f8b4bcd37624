using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.Control;

/// <summary>Keys whose values no journal may show.</summary>
internal static class Secrets
{
    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        "auth", "access_token", "refresh_token", "AUTH_ID", "REFRESH_ID", "application_token", "client_secret",
    };

    /// <summary>Replaces secrets in place.</summary>
    public static JsonNode? Mask(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.ToList())
                {
                    if (Keys.Contains(key))
                    {
                        map[key] = "***";
                    }
                    else
                    {
                        Mask(value);
                    }
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Mask(item);
                }

                break;
        }

        return node;
    }
}

namespace B24App.EmulatedPortal.Rest;

/// <summary>What a path under <c>/rest/</c> names.</summary>
/// <param name="Method">Method as written, without extension.</param>
/// <param name="IsV3">Under <c>/rest/api/</c>.</param>
/// <param name="WebhookUser">User of an inbound webhook, or null for an app's call.</param>
/// <param name="WebhookCode">Code of an inbound webhook.</param>
internal sealed record RestPath(string Method, bool IsV3, long? WebhookUser, string? WebhookCode)
{
    /// <summary>Reads a decoded path; doubled and trailing slashes do not matter. Null when it is not a call.</summary>
    public static RestPath? Read(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !parts[0].Equals("rest", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var isV3 = parts[1].Equals("api", StringComparison.OrdinalIgnoreCase);
        var rest = parts.AsSpan(isV3 ? 2 : 1);
        return rest.Length switch
        {
            1 => new RestPath(WithoutExtension(rest[0]), isV3, null, null),
            3 when long.TryParse(rest[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var user) =>
                new RestPath(WithoutExtension(rest[2]), isV3, user, rest[1]),
            _ => null,
        };
    }

    private static string WithoutExtension(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;
}

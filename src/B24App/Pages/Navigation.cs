using System.Text.Json;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages;

/// <summary>One entry of the left navigation.</summary>
/// <param name="Screen">Name of the screen: its word is <c>Nav.{Screen}</c>, its icon has the same name, and deep links name it in <c>screen</c>.</param>
/// <param name="Path">Where it is fetched.</param>
/// <param name="One">Where one row of it is fetched, with the place of its number; null when rows have no screen of their own.</param>
public sealed record NavEntry(string Screen, string Path, string? One = null);

/// <summary>The screens in the order of the navigation. An entry shows only when its page exists.</summary>
public sealed class Navigation(EndpointDataSource endpoints)
{
    private static readonly NavEntry[] Screens =
    [
        new("home", "/home"),
        new("links", "/links", "/links/{0}"),
        new("carry", "/carry", "/carry/{0}"),
        new("journal", "/journal", "/journal/{0}"),
        new("undelivered", "/undelivered", "/undelivered/{0}"),
        new("matching", "/matching", "/matching/{0}"),
        new("settings", "/settings"),
    ];

    private readonly Lazy<IReadOnlyList<NavEntry>> _entries = new(() =>
    {
        var pages = endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.AttributeRouteInfo?.Template)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Screens.Where(entry => pages.Any(page => page is not null && (page + '/').StartsWith(entry.Path.TrimStart('/') + '/', StringComparison.OrdinalIgnoreCase)))];
    });

    /// <summary>The entries whose page exists.</summary>
    public IReadOnlyList<NavEntry> Entries => _entries.Value;

    /// <summary>
    /// The screen that a link into the application asks for: <c>PLACEMENT_OPTIONS</c> is JSON with <c>screen</c> and <c>id</c>. What
    /// cannot be understood opens the first screen.
    /// </summary>
    public string Start(string? placementOptions)
    {
        var (screen, id) = Asked(placementOptions);
        var entry = Entries.FirstOrDefault(entry => entry.Screen == screen) ?? Entries[0];
        return entry.Screen == screen && id is { } number && entry.One is { } one
            ? one.Replace("{0}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : entry.Path;
    }

    internal static (string? Screen, long? Id) Asked(string? placementOptions)
    {
        if (placementOptions is not { Length: > 0 and <= 4000 })
        {
            return (null, null);
        }

        try
        {
            using var options = JsonDocument.Parse(placementOptions);
            return options.RootElement.ValueKind == JsonValueKind.Object
                ? (Text(options.RootElement, "screen"), long.TryParse(Text(options.RootElement, "id"), out var id) && id > 0 ? id : null)
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null); // somebody else's parameters
        }
    }

    private static string? Text(JsonElement options, string name) => options.TryGetProperty(name, out var value) ? value.ToString() : null;
}

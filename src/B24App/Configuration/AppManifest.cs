using System.Text.Json;

namespace B24App.Configuration;

/// <summary>What the Marketplace is told about the application; read from <c>app-manifest/app.json</c>, so listing and code cannot disagree.</summary>
/// <param name="Code">Code of the application in its links.</param>
/// <param name="Version">Version the console knows.</param>
/// <param name="Scopes">Scopes the application asks for.</param>
/// <param name="Events">Events it binds.</param>
/// <param name="Urls">Paths below the public address.</param>
/// <param name="Placements">Widgets it puts into the portal.</param>
/// <param name="Support">Where people write for help, unless an operator names his own place.</param>
public sealed record AppManifest(
    string Code,
    int Version,
    IReadOnlyList<ManifestScope> Scopes,
    IReadOnlyList<ManifestEvent> Events,
    ManifestUrls Urls,
    IReadOnlyList<ManifestPlacement> Placements,
    string Support)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the file that was copied beside the program.</summary>
    public static AppManifest Read(string folder)
    {
        using var file = File.OpenRead(Path.Combine(folder, "app-manifest", "app.json"));
        return JsonSerializer.Deserialize<AppManifest>(file, Json)!;
    }
}

/// <summary>One scope with the sentence that moderation reads.</summary>
public sealed record ManifestScope(string Code, string Reason);

/// <summary>One event we bind, the scope it needs and what we do with it.</summary>
public sealed record ManifestEvent(string Code, string Scope, string Use);

/// <summary>Where a portal finds us.</summary>
/// <param name="App">Main page.</param>
/// <param name="Installer">Installation page.</param>
/// <param name="Events">Handler of events.</param>
public sealed record ManifestUrls(string App, string Installer, string Events);

/// <summary>One widget: the place, the scope it needs, the path it opens and its title per language.</summary>
public sealed record ManifestPlacement(string Code, string Scope, string Handler, IReadOnlyDictionary<string, string> Title);

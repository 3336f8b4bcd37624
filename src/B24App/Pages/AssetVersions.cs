using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Html;

namespace B24App.Pages;

/// <summary>
/// Addresses of static files with a hash of their content, so that a new release is seen at once. The framework's own tag helper
/// watches each file for changes; files of a release do not change, and a system has few watches to give.
/// </summary>
public sealed class AssetVersions(IWebHostEnvironment environment)
{
    private const int Length = 12;

    private readonly ConcurrentDictionary<string, string> _addresses = new(StringComparer.Ordinal);

    /// <summary>The address of a file below <c>wwwroot</c>, for example <c>/css/app.css</c>.</summary>
    public string Of(string path) => _addresses.GetOrAdd(path, Versioned);

    /// <summary>An icon of the sprite. It adds nothing for a screen reader: the words beside it say all.</summary>
    /// <param name="name">Name of a symbol in <c>img/icons.svg</c>; a fixed word, never a value.</param>
    public IHtmlContent Icon(string name) => new HtmlString($"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{Of("/img/icons.svg")}#{name}\"></use></svg>");

    private string Versioned(string path)
    {
        var file = new FileInfo(Path.Combine(environment.WebRootPath, path.TrimStart('/')));
        return file.Exists ? $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName)))[..Length]}" : path;
    }
}

using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.People;

/// <summary>Files of the page, carried inside the assembly.</summary>
internal static class PeopleAssets
{
    public const string Folder = "/_people/assets/";
    private const string Prefix = "B24App.EmulatedPortal.People.Assets.";

    private static readonly FrozenDictionary<string, byte[]> Files = Load();

    public static IEnumerable<string> Names => Files.Keys;

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Files[name]);

    /// <summary>Answers with a file; 404 for a name that is not ours.</summary>
    public static async Task Answer(HttpContext context, string name)
    {
        if (!Files.TryGetValue(name, out var bytes))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = ContentType(name);
        context.Response.Headers.CacheControl = "no-cache"; // a rebuilt emulator must not meet yesterday's modules
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    };

    private static FrozenDictionary<string, byte[]> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

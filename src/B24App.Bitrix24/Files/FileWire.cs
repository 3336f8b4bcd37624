using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Files;

/// <summary>A file as <c>disk.*</c> methods show it, by whichever of its ids it was asked for.</summary>
/// <param name="Id">The id it was asked for: attachment or drive object.</param>
/// <param name="ObjectId">Its drive object.</param>
/// <param name="Name">Its name, as some person chose it.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="DownloadUrl">Where it can be fetched; ends with the token it carries.</param>
public sealed record FileWire(long Id, long ObjectId, string Name, long Size, string DownloadUrl)
{
    /// <summary>Reads an attachment, a file of a drive or the answer of an upload; null without an id.</summary>
    public static FileWire? From(JsonElement file) => Number(file, "ID") is { } id
        ? new FileWire(id, Number(file, "OBJECT_ID") ?? id, Text(file, "NAME"), Number(file, "SIZE") ?? 0, Text(file, "DOWNLOAD_URL"))
        : null;

    /// <summary>Rows of a folder.</summary>
    public static IReadOnlyList<FileWire> ListFrom(JsonElement result) => [.. Wire.Rows(result).Select(From).OfType<FileWire>()];

    /// <summary>The root folder of the first drive of a list; null when there is none.</summary>
    public static long? RootFrom(JsonElement result) => Wire.Rows(result).Select(drive => Number(drive, "ROOT_OBJECT_ID")).FirstOrDefault(root => root > 0);

    /// <summary>Where a file may be sent to, and under which field of the form; null when the answer names no address.</summary>
    public static (Uri Url, string Field)? PlaceFrom(JsonElement result) =>
        Uri.TryCreate(Text(result, "uploadUrl"), UriKind.Absolute, out var url) ? (url, Text(result, "field") is { Length: > 0 } field ? field : "file") : null;

    private static long? Number(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;

    private static string Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) ?? "" : "";
}

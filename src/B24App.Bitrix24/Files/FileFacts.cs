using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Files;

/// <summary>A file as a comment or a chat page shows it: enough to judge it, not enough to fetch it.</summary>
/// <param name="Id">Attachment id in a comment of the old card, drive object id in a chat.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ObjectId">Its drive object.</param>
public sealed record FileFacts(long Id, string Name, long Size, long ObjectId)
{
    /// <summary>Reads one file of <c>ATTACHED_OBJECTS</c> or of a chat's <c>files</c>; null without an id.</summary>
    public static FileFacts? From(JsonElement file) => (Number(file, "ATTACHMENT_ID") ?? Number(file, "id")) is { } id
        ? new FileFacts(id, Wire.Member(file, "name") is { } name ? Wire.Text(name) ?? "" : "", Number(file, "size") ?? 0, Number(file, "FILE_ID") ?? id)
        : null;

    private static long? Number(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;
}

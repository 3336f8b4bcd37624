using System.Collections.Immutable;
using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>
/// A file of an activity or of a comment of a timeline. An activity shows a number and an address, and nothing of what lies there; a comment a name and a size too
/// (b24restdocs: crm/timeline/activities/activity-base/crm-activity-list.md, crm/timeline/comments/crm-timeline-comment-get.md).
/// </summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name; empty when it is not shown.</param>
/// <param name="Size">Its size in bytes; 0 when it is not shown.</param>
/// <param name="Url">Where it can be fetched with a token.</param>
public sealed record CardFile(long Id, string Name, long Size, string Url)
{
    /// <summary>Files of a row of <c>crm.activity.list</c> or of a comment; none when they were not asked for.</summary>
    public static ImmutableArray<CardFile> Of(JsonElement row) =>
        Wire.Member(row, "FILES") is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } files ? [.. Wire.Rows(files).Select(From).OfType<CardFile>().DistinctBy(file => file.Id).OrderBy(file => file.Id)] : [];

    private static CardFile? From(JsonElement file) => Number(file, "id") is > 0 and var id
        ? new CardFile(id, Text(file, "name"), Number(file, "size") ?? 0, Text(file, "urlDownload") is { Length: > 0 } download ? download : Text(file, "url"))
        : null;

    private static long? Number(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;

    private static string Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) ?? "" : "";
}

using System.Text.Json;
using B24App.Bitrix24.Files;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Comments;

/// <summary>A comment of the old card; the portal's own service comments look the same.</summary>
/// <param name="Id">Comment id.</param>
/// <param name="AuthorId">Author.</param>
/// <param name="AuthorName">Display name of the author.</param>
/// <param name="Date">When it was written.</param>
/// <param name="Text">BBCode text.</param>
/// <param name="Files">Attached files, by attachment id.</param>
public sealed record CommentWire(long Id, long AuthorId, string AuthorName, DateTimeOffset? Date, string Text, IReadOnlyList<FileFacts> Files)
{
    /// <summary>Reads one comment; null when it has no id.</summary>
    public static CommentWire? From(JsonElement comment)
    {
        if (Wire.Member(comment, "ID") is not { } value || Wire.Id(value) is not { } id)
        {
            return null;
        }

        return new CommentWire(
            id,
            Wire.Member(comment, "AUTHOR_ID") is { } author ? Wire.Id(author) ?? 0 : 0,
            Words(comment, "AUTHOR_NAME"),
            Wire.Member(comment, "POST_DATE") is { } date ? Wire.Date(date) : null,
            Words(comment, "POST_MESSAGE"),
            Wire.Member(comment, "ATTACHED_OBJECTS") is { } files
                ? [.. Wire.Rows(files).Select(FileFacts.From).OfType<FileFacts>()]
                : []);
    }

    /// <summary>Reads an answer of <see cref="CommentCommands.GetList"/>, oldest first.</summary>
    public static IReadOnlyList<CommentWire> ListFrom(JsonElement result) =>
        [.. Wire.Rows(result).Select(From).OfType<CommentWire>().OrderBy(comment => comment.Id)];

    /// <summary>Reads the id of an answer of <see cref="CommentCommands.Add"/>.</summary>
    public static long? AddedFrom(JsonElement result) => Wire.Id(result) is { } id and > 0 ? id : null;

    private static string Words(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) ?? "" : "";
}

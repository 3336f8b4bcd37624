using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Chats;

/// <summary>One message of a chat.</summary>
/// <param name="Id">Message id.</param>
/// <param name="ChatId">Chat id.</param>
/// <param name="AuthorId">Author; 0 for the portal itself.</param>
/// <param name="Date">When it was written.</param>
/// <param name="Text">BBCode text.</param>
/// <param name="Uuid">Set by a person's client, absent on the portal's own messages.</param>
/// <param name="IsEdited">Changed after sending.</param>
/// <param name="IsDeleted">Deleted; the text is gone.</param>
/// <param name="IsSystem">The portal said it (CODE, author 0), not a person.</param>
/// <param name="IsRobot">A robot said it.</param>
/// <param name="FileIds">Drive object ids of attached files.</param>
/// <param name="ReplyId">The message it answers.</param>
public sealed record MessageWire(
    long Id,
    long ChatId,
    long AuthorId,
    DateTimeOffset? Date,
    string Text,
    string? Uuid,
    bool IsEdited,
    bool IsDeleted,
    bool IsSystem,
    bool IsRobot,
    IReadOnlyList<long> FileIds,
    long? ReplyId)
{
    /// <summary>Reads one message; null when it has no id.</summary>
    public static MessageWire? From(JsonElement message)
    {
        if (Id64(message, "id") is not { } id)
        {
            return null;
        }

        var parameters = Wire.Member(message, "params") ?? default;
        var author = Id64(message, "author_id") ?? Id64(message, "authorId") ?? 0;
        return new MessageWire(
            id,
            Id64(message, "chat_id") ?? Id64(message, "chatId") ?? 0,
            author,
            Wire.Member(message, "date") is { } date ? Wire.Date(date) : null,
            Wire.Member(message, "text") is { } text ? Wire.Text(text) ?? "" : "",
            Wire.Member(message, "uuid") is { } uuid ? Wire.Text(uuid) : null,
            Is(parameters, "IS_EDITED"),
            Is(parameters, "IS_DELETED"),
            author == 0 || Is(message, "isSystem") || (Wire.Member(parameters, "CODE") is { } code && !Wire.IsNothing(code)),
            Is(parameters, "IS_ROBOT_MESSAGE"),
            Wire.Member(parameters, "FILE_ID") is { } files ? Wire.Ids(files) : [],
            Id64(parameters, "REPLY_ID"));
    }

    private static long? Id64(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;

    private static bool Is(JsonElement map, string name) => Wire.Member(map, name) is { } value && Wire.Flag(value) == true;
}

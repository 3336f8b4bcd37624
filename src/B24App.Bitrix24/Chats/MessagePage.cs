using System.Text.Json;
using B24App.Bitrix24.Files;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Chats;

/// <summary>A page of messages with the people in it.</summary>
/// <param name="Messages">Oldest first, whatever order the portal chose: the order after FIRST_ID is not documented.</param>
/// <param name="Authors">People named in the answer, by id.</param>
/// <param name="Files">Files the messages carry, by drive object id.</param>
public sealed record MessagePage(IReadOnlyList<MessageWire> Messages, IReadOnlyDictionary<long, ChatPerson> Authors, IReadOnlyDictionary<long, FileFacts> Files)
{
    /// <summary>Reads an answer of <see cref="ChatCommands.Messages"/>.</summary>
    public static MessagePage From(JsonElement result)
    {
        var messages = Wire.Member(result, "messages") is { } rows ? Wire.Rows(rows) : [];
        var people = Wire.Member(result, "users") is { } users ? Wire.Rows(users) : [];
        return new MessagePage(
            [.. messages.Select(MessageWire.From).OfType<MessageWire>().OrderBy(message => message.Id)],
            people.Select(ChatPerson.From).OfType<ChatPerson>().DistinctBy(person => person.Id).ToDictionary(person => person.Id),
            (Wire.Member(result, "files") is { } files ? Wire.Rows(files) : []).Select(FileFacts.From).OfType<FileFacts>().DistinctBy(file => file.Id).ToDictionary(file => file.Id));
    }

    /// <summary>Reads an answer of <see cref="ChatCommands.Users"/>.</summary>
    public static IReadOnlyList<long> UsersFrom(JsonElement result) => Wire.Ids(result);

    /// <summary>Reads the chat id of an answer of <see cref="ChatCommands.OfTask"/>; null when the task has no chat.</summary>
    public static long? ChatFrom(JsonElement result) =>
        (Wire.Member(result, "ID") is { } id ? Wire.Id(id) : Wire.Id(result)) is { } chat and > 0 ? chat : null;

    /// <summary>Reads the message id of an answer of <see cref="ChatCommands.Send"/> or of a message sent with files.</summary>
    public static long? SentFrom(JsonElement result) =>
        (Wire.Member(result, "MESSAGE_ID") is { } of ? Wire.Id(of) : Wire.Id(result)) is { } id and > 0 ? id : null;
}

/// <summary>A person as a chat shows him.</summary>
/// <param name="Id">User id.</param>
/// <param name="Name">Display name.</param>
/// <param name="IsBot">A bot, not a person.</param>
/// <param name="IsExtranet">A guest of the portal.</param>
public sealed record ChatPerson(long Id, string Name, bool IsBot, bool IsExtranet)
{
    /// <summary>Reads one person; null without an id.</summary>
    public static ChatPerson? From(JsonElement user) =>
        Wire.Member(user, "id") is { } value && Wire.Id(value) is { } id
            ? new ChatPerson(
                id,
                Wire.Member(user, "name") is { } name ? Wire.Text(name) ?? "" : "",
                Wire.Member(user, "bot") is { } bot && Wire.Flag(bot) == true,
                Wire.Member(user, "extranet") is { } extranet && Wire.Flag(extranet) == true)
            : null;
}

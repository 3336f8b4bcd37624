using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Chats;

/// <summary>
/// Events of the messenger for the token's user, by polling: the only ones that tell of edited and deleted messages
/// (b24restdocs: api-reference/chat-bots/chat-bots-v2/im.v2/events/).
/// </summary>
public static class MessengerCommands
{
    /// <summary>From now on events of the user's chats are kept for a day.</summary>
    public static Command Subscribe() => new("im.v2.Event.subscribe", null) { IsWrite = true };

    /// <summary>Up to 1000 events; an offset confirms everything below it, which is then gone.</summary>
    public static Command Get(long? offset, int limit)
    {
        var parameters = new JsonObject { ["limit"] = limit };
        if (offset is { } from)
        {
            parameters["offset"] = from;
        }

        return new Command("im.v2.Event.get", parameters);
    }
}

/// <summary>One event of the messenger.</summary>
/// <param name="Type"><c>ONIMV2MESSAGEADD</c>, <c>ONIMV2MESSAGEUPDATE</c>, <c>ONIMV2MESSAGEDELETE</c> and others.</param>
/// <param name="Message">The message; 0 when it names none.</param>
/// <param name="EntityType"><c>TASKS_TASK</c> for the chat of a task.</param>
/// <param name="Entity">Id of the task.</param>
public sealed record MessengerEvent(string Type, long Message, string EntityType, long Entity);

/// <summary>A page of events, oldest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">What confirms them; null when there are none.</param>
public sealed record MessengerPage(IReadOnlyList<MessengerEvent> Events, long? Next)
{
    /// <summary>Reads an answer of <c>im.v2.Event.get</c>.</summary>
    public static MessengerPage From(JsonElement result) => new(
        [.. Wire.Rows(Wire.Member(result, "events") ?? default).Where(row => row.ValueKind == JsonValueKind.Object).Select(Read)],
        Wire.Member(result, "nextOffset") is { } next ? Wire.Id(next) : null);

    private static MessengerEvent Read(JsonElement row)
    {
        var data = Wire.Member(row, "data") ?? default;
        var chat = Wire.Member(data, "chat") ?? default;
        var message = Id(data, "messageId");
        return new MessengerEvent(
            Text(row, "type").ToUpperInvariant(),
            message > 0 ? message : Id(Wire.Member(data, "message") ?? default, "id"),
            Text(chat, "entityType"),
            Id(chat, "entityId"));
    }

    private static long Id(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) ?? 0 : 0;

    private static string Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) ?? "" : "";
}

using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Chats;

/// <summary>Commands on task chats of the new card (b24restdocs: api-reference/chats/). The caller must be in the chat.</summary>
public static class ChatCommands
{
    /// <summary>Up to 50 messages: the newest page, those below <paramref name="lastId"/> or those above <paramref name="firstId"/>.</summary>
    public static Command Messages(long chatId, long? lastId, long? firstId, int limit)
    {
        var parameters = new JsonObject { ["DIALOG_ID"] = Dialog(chatId) };
        if (lastId is { } last)
        {
            parameters["LAST_ID"] = last;
        }

        if (firstId is { } first)
        {
            parameters["FIRST_ID"] = first;
        }

        parameters["LIMIT"] = limit;
        return new Command("im.dialog.messages.get", parameters);
    }

    /// <summary>Writes a message as the token's user; the answer is its id. Over 20 000 characters the portal cuts.</summary>
    public static Command Send(long chatId, string text) =>
        Write("im.message.add", new JsonObject { ["DIALOG_ID"] = Dialog(chatId), ["MESSAGE"] = text, ["URL_PREVIEW"] = "N" });

    /// <summary>Rewrites an own message; an empty text would delete it, so delete says so itself.</summary>
    public static Command Update(long messageId, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return Write("im.message.update", new JsonObject { ["MESSAGE_ID"] = messageId, ["MESSAGE"] = text, ["URL_PREVIEW"] = "N" });
    }

    /// <summary>Deletes an own message, within the portal's time limit.</summary>
    public static Command Delete(long messageId) => Write("im.message.delete", new JsonObject { ["MESSAGE_ID"] = messageId });

    /// <summary>Ids of the people in a chat.</summary>
    public static Command Users(long chatId) => new("im.chat.user.list", new JsonObject { ["CHAT_ID"] = chatId });

    /// <summary>The chat of a task on the new card; null answer when there is none.</summary>
    public static Command OfTask(long taskId) =>
        new("im.chat.get", new JsonObject { ["ENTITY_TYPE"] = "TASKS_TASK", ["ENTITY_ID"] = taskId });

    /// <summary>A personal notice to a user, in the name of the application.</summary>
    public static Command Notify(long userId, string text, string tag) =>
        Write("im.notify.system.add", new JsonObject { ["USER_ID"] = userId, ["MESSAGE"] = text, ["TAG"] = tag });

    private static string Dialog(long chatId) => "chat" + chatId.ToString(CultureInfo.InvariantCulture);

    private static Command Write(string method, JsonObject parameters) => new(method, parameters) { IsWrite = true };
}

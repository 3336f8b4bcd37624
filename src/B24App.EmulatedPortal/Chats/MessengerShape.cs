using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Chats;

/// <summary>Messages, chats and people as the <c>im.v2</c> events print them: the same for every reader, so without his role and his mutes.</summary>
internal static class MessengerShape
{
    private static readonly string[] NotInEvents = ["network", "botData", "avatarHr"];

    public static JsonObject Message(ChatMessage message, PortalUser reader) => new()
    {
        ["id"] = message.Id,
        ["chatId"] = message.ChatId,
        ["authorId"] = message.AuthorId,
        ["date"] = PortalDates.Print(message.SentAt, reader),
        ["text"] = message.Text,
        ["isSystem"] = message.IsSystem,
        ["uuid"] = message.Uuid ?? "",
        ["forward"] = null,
        ["params"] = ChatShape.Params(message),
        ["viewedByOthers"] = false,
    };

    /// <summary><c>chatN</c>, or the number of the other one in a chat of two.</summary>
    public static string DialogId(PortalChat chat, long reader) => chat.EntityType == "PRIVATE"
        ? Php.Text(chat.Members.Keys.FirstOrDefault(id => id != reader, reader))
        : $"chat{chat.Id}";

    public static JsonObject Chat(Portal portal, PortalChat chat, long reader)
    {
        var ofTask = chat.TaskId is not null;
        return new JsonObject
        {
            ["id"] = chat.Id,
            ["dialogId"] = DialogId(chat, reader),
            ["name"] = chat.Name,
            ["type"] = ofTask ? "tasksTask" : "private",
            ["messageType"] = ofTask ? "X" : "P",
            ["owner"] = chat.OwnerId,
            ["color"] = "#f76187",
            ["avatar"] = "",
            ["description"] = "",
            ["extranet"] = false,
            ["containsCollaber"] = false,
            ["entityType"] = ofTask ? chat.EntityType : "",
            ["entityId"] = ofTask ? chat.EntityId : "",
            ["entityData1"] = "",
            ["entityData2"] = "",
            ["entityData3"] = "",
            ["entityLink"] = ofTask
                ? new JsonObject { ["type"] = chat.EntityType, ["url"] = $"/company/personal/user/{reader}/tasks/task/view/{chat.EntityId}/", ["id"] = chat.EntityId }
                : new JsonArray(),
            ["diskFolderId"] = 0,
            ["permissions"] = new JsonArray(),
            ["parentChatId"] = 0,
            ["parentMessageId"] = 0,
            ["isNew"] = false,
            ["textFieldEnabled"] = "Y",
            ["backgroundId"] = null,
        };
    }

    /// <summary>Null for the system, which is nobody.</summary>
    public static JsonObject? User(Portal portal, long id)
    {
        if (!portal.Users.TryGetValue(id, out var person))
        {
            return null;
        }

        var shape = ChatShape.Person(portal, person, person, camel: true);
        foreach (var key in NotInEvents)
        {
            shape.Remove(key);
        }

        shape["type"] = "employee";
        return shape;
    }
}

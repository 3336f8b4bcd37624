using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Chats;

/// <summary>Chats, messages and people as the <c>im.*</c> methods print them: real integers, and <c>[]</c> for empty params.</summary>
internal static class ChatShape
{
    public static JsonObject Message(RestCall call, ChatMessage message, ChatMember me) => new()
    {
        ["id"] = message.Id,
        ["chat_id"] = message.ChatId,
        ["author_id"] = message.AuthorId,
        ["date"] = PortalDates.Print(message.SentAt, call.User),
        ["text"] = message.Text,
        ["unread"] = message.Id > me.ReadUpTo && message.AuthorId != call.User.Id,
        ["uuid"] = message.Uuid,
        ["replaces"] = new JsonArray(),
        ["params"] = Params(message),
        ["disappearing_date"] = null,
    };

    /// <summary>Rows of <c>im.dialog.messages.search</c> carry both spellings.</summary>
    public static JsonObject Found(RestCall call, ChatMessage message) => new()
    {
        ["id"] = message.Id,
        ["chatId"] = message.ChatId,
        ["chat_id"] = message.ChatId,
        ["authorId"] = message.AuthorId,
        ["author_id"] = message.AuthorId,
        ["date"] = PortalDates.Print(message.SentAt, call.User),
        ["text"] = message.Text,
        ["isSystem"] = message.IsSystem,
        ["uuid"] = message.Uuid,
        ["forward"] = null,
        ["params"] = Params(message),
        ["viewedByOthers"] = false,
        ["block"] = null,
        ["unread"] = false,
        ["viewed"] = true,
        ["viewedCount"] = 0,
    };

    public static JsonArray People(RestCall call, IEnumerable<long> ids, bool camel = false) =>
        new([.. ids.Where(id => id > 0).Distinct().Where(call.Portal.Users.ContainsKey).Select(id => (JsonNode)Person(call, call.Portal.Users[id], camel))]);

    public static JsonObject Person(RestCall call, PortalUser user, bool camel = false) => Person(call.Portal, call.User, user, camel);

    public static JsonObject Person(Portal portal, PortalUser reader, PortalUser user, bool camel)
    {
        string Key(string snake) => camel ? TaskShape.Camel(snake) : snake;
        return new JsonObject
        {
            [Key("id")] = user.Id,
            [Key("active")] = user.IsActive,
            [Key("name")] = user.FullName,
            [Key("first_name")] = user.Name,
            [Key("last_name")] = user.LastName,
            [Key("work_position")] = user.Position,
            [Key("color")] = "#4ba984",
            [Key("avatar")] = "",
            [Key("avatar_hr")] = "",
            [Key("gender")] = "M",
            [Key("birthday")] = "",
            [Key("extranet")] = false,
            [Key("network")] = false,
            [Key("bot")] = false,
            [Key("connector")] = false,
            [Key("external_auth_id")] = "default",
            [Key("status")] = "online",
            [Key("idle")] = false,
            [Key("last_activity_date")] = PortalDates.Print(PortalDates.Now(portal), reader),
            [Key("mobile_last_date")] = false,
            [Key("desktop_last_date")] = false,
            [Key("absent")] = false,
            [Key("departments")] = new JsonArray(1),
            [Key("phones")] = false,
            [Key("bot_data")] = null,
            [Key("type")] = "user",
            [Key("website")] = "",
            [Key("email")] = user.Email,
        };
    }

    public static JsonObject Dialog(RestCall call, PortalChat chat, ChatMember me)
    {
        var unread = chat.Messages.Values.Count(message => message.Id > me.ReadUpTo && message.AuthorId != call.User.Id);
        return new JsonObject
        {
            ["id"] = chat.Id,
            ["parent_chat_id"] = 0,
            ["parent_message_id"] = 0,
            ["name"] = chat.Name,
            ["description"] = "",
            ["owner"] = chat.OwnerId,
            ["extranet"] = false,
            ["avatar"] = "",
            ["color"] = "#f76187",
            ["type"] = chat.TaskId is null ? "chat" : "tasksTask",
            ["counter"] = unread,
            ["user_counter"] = chat.Members.Count,
            ["message_count"] = chat.Messages.Count,
            ["unread_id"] = 0,
            ["restrictions"] = new JsonObject
            {
                ["avatar"] = false,
                ["rename"] = false,
                ["extend"] = true,
                ["call"] = true,
                ["mute"] = true,
                ["leave"] = true,
                ["leave_owner"] = false,
                ["send"] = true,
                ["user_list"] = true,
                ["path"] = "",
                ["path_title"] = "",
            },
            ["last_message_id"] = chat.LastMessageId,
            ["last_id"] = me.ReadUpTo,
            ["marked_id"] = 0,
            ["disk_folder_id"] = 0,
            ["entity_type"] = chat.TaskId is null ? "" : chat.EntityType,
            ["entity_id"] = chat.TaskId is null ? "" : chat.EntityId,
            ["entity_data_1"] = "",
            ["entity_data_2"] = "",
            ["entity_data_3"] = "",
            ["mute_list"] = new JsonArray(),
            ["date_create"] = PortalDates.Print(chat.CreatedDate, call.User),
            ["message_type"] = chat.TaskId is null ? "P" : "X",
            ["public"] = "",
            ["role"] = chat.OwnerId == call.User.Id ? "owner" : "member",
            ["entity_link"] = chat.TaskId is { } task
                ? new JsonObject { ["type"] = "TASKS_TASK", ["url"] = $"/company/personal/user/{call.User.Id}/tasks/task/view/{task}/", ["id"] = chat.EntityId }
                : new JsonArray(),
            ["text_field_enabled"] = true,
            ["background_id"] = null,
            ["permissions"] = new JsonObject
            {
                ["manage_users_add"] = "member",
                ["manage_users_delete"] = "manager",
                ["manage_ui"] = "member",
                ["manage_settings"] = "owner",
                ["manage_messages"] = "member",
                ["can_post"] = "member",
            },
            ["is_new"] = false,
            ["readed_list"] = new JsonArray(),
            ["manager_list"] = new JsonArray(chat.OwnerId),
            ["last_message_views"] = new JsonObject { ["message_id"] = chat.LastMessageId, ["first_viewers"] = new JsonArray(), ["count_of_viewers"] = 0 },
            ["dialog_id"] = $"chat{chat.Id}",
        };
    }

    public static JsonNode Params(ChatMessage message)
    {
        var pairs = new List<KeyValuePair<string, JsonNode?>>();
        void Put(string key, JsonNode? value) => pairs.Add(KeyValuePair.Create(key, value));
        if (message.Code is not null)
        {
            Put("CODE", new JsonArray(message.Code));
            Put("NOTIFY", "N");
        }

        if (message.Likes.Count > 0)
        {
            Put("LIKE", new JsonArray([.. message.Likes.Select(id => (JsonNode)id)]));
        }

        if (message.ReplyId is { } reply)
        {
            Put("REPLY_ID", reply);
        }

        if (message.Attach is not null)
        {
            Put("ATTACH", message.Attach.DeepClone());
        }

        if (message.Files.Count > 0)
        {
            Put("FILE_ID", new JsonArray([.. message.Files.Select(id => (JsonNode)id)]));
        }

        if (message.IsEdited)
        {
            Put("IS_EDITED", "Y");
        }

        if (message.IsDeleted)
        {
            Put("IS_DELETED", "Y");
        }

        return Php.Map(pairs);
    }
}

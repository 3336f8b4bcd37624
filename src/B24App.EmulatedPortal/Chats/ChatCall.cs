using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Chats;

/// <summary>Parameters and refusals the <c>im.*</c> methods share (b24restdocs: api-reference/chats/).</summary>
internal static class ChatCall
{
    public static JsonNode? Parameter(RestCall call, string name) => Php.Field(call.Parameters, name);

    /// <summary>The dialog's chat if the caller is in it. Access to the task is not enough, not even an administrator's.</summary>
    public static (PortalChat Chat, ChatMember Me) Dialog(RestCall call)
    {
        var dialog = Php.AsText(Parameter(call, "DIALOG_ID"));
        if (string.IsNullOrEmpty(dialog))
        {
            throw new RestError("DIALOG_ID_EMPTY", "Dialog ID can't be empty");
        }

        var chat = Resolve(call, dialog) ?? throw NoDialog();
        return chat.Members.TryGetValue(call.User.Id, out var me) ? (chat, me) : throw NoDialog();
    }

    /// <summary>A chat named by <c>chatN</c>, or the private chat with user N; null when there is none.</summary>
    public static PortalChat? Resolve(RestCall call, string dialog)
    {
        var board = call.Portal.State<ChatBoard>();
        if (dialog.StartsWith("chat", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(dialog.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? board.Open(id) : null;
        }

        return long.TryParse(dialog, NumberStyles.None, CultureInfo.InvariantCulture, out var userId) && call.Portal.Users.ContainsKey(userId)
            ? Private(call, board, userId)
            : null;
    }

    /// <summary>The chat named by <c>CHAT_ID</c> if the caller is in it.</summary>
    public static PortalChat Chat(RestCall call)
    {
        if (Php.AsId(Parameter(call, "CHAT_ID")) is not (> 0 and var id))
        {
            throw new RestError("CHAT_ID_EMPTY", "Chat ID can't be empty");
        }

        return call.Portal.State<ChatBoard>().Open(id) is { } chat && chat.Members.ContainsKey(call.User.Id)
            ? chat
            : throw new RestError("ACCESS_ERROR", "Action unavailable", 403);
    }

    public static RestError NoDialog() => new("ACCESS_ERROR", "You do not have access to the specified dialog", 403);

    private static PortalChat Private(RestCall call, ChatBoard board, long userId)
    {
        var pair = string.Join('|', new[] { call.User.Id, userId }.Order());
        if (board.FindByEntity("PRIVATE", pair) is { } known)
        {
            return known;
        }

        var chat = new PortalChat
        {
            Id = board.NextChatId(),
            Name = call.Portal.Users[userId].FullName,
            EntityType = "PRIVATE",
            EntityId = pair,
            OwnerId = call.User.Id,
            CreatedDate = call.Now,
        };
        foreach (var member in new[] { call.User.Id, userId }.Distinct())
        {
            chat.Members.Add(member, new ChatMember { UserId = member });
        }

        board.Chats.Add(chat.Id, chat);
        return chat;
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Chats;

/// <summary>Members of a chat (b24restdocs: api-reference/chats/chat-users/).</summary>
internal static class ChatUserMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("im.chat.user.add", "im", Add));
        table.Add(new RestMethod("im.chat.user.list", "im", List));
        table.Add(new RestMethod("im.chat.user.delete", "im", Delete));
        table.Add(new RestMethod("im.chat.leave", "im", Leave));
    }

    private static RestAnswer Add(RestCall call)
    {
        var chat = ChatCall.Chat(call);
        var users = Php.AsList(ChatCall.Parameter(call, "USERS")).Select(Php.AsId).OfType<long>().Where(call.Portal.Users.ContainsKey).ToList();
        var hides = Php.AsText(ChatCall.Parameter(call, "HIDE_HISTORY")) != "N";
        ChatActions.Add(call.Portal, chat, call.User, [.. users.Where(id => !chat.Members.ContainsKey(id))], seesHistory: !hides);
        return new RestAnswer(true);
    }

    private static RestAnswer List(RestCall call) =>
        new(new JsonArray([.. ChatCall.Chat(call).Members.Keys.Select(id => (JsonNode)id)]));

    private static RestAnswer Delete(RestCall call)
    {
        if (Php.AsId(ChatCall.Parameter(call, "CHAT_ID")) is > 0 && Php.AsId(ChatCall.Parameter(call, "USER_ID")) is not > 0)
        {
            throw new RestError("USER_ID_EMPTY", "User ID can't be empty");
        }

        var chat = ChatCall.Chat(call);
        var userId = Php.AsId(ChatCall.Parameter(call, "USER_ID")) ?? 0;
        if (!chat.Members.ContainsKey(userId))
        {
            throw new RestError("USER_NOT_FOUND", "The specified user is not in the chat");
        }

        if (chat.OwnerId != call.User.Id && userId != call.User.Id)
        {
            throw new RestError("ACCESS_DENIED_KICK", "Insufficient rights to exclude participants from the chat", 403);
        }

        ChatActions.Remove(call.Portal, chat, call.User, userId);
        return new RestAnswer(true);
    }

    private static RestAnswer Leave(RestCall call)
    {
        var chat = ChatCall.Chat(call);
        ChatActions.Remove(call.Portal, chat, call.User, call.User.Id);
        return new RestAnswer(true);
    }
}

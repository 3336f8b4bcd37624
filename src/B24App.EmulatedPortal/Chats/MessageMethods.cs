using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Chats;

/// <summary><c>im.message.add/update/delete</c> (b24restdocs: api-reference/chats/messages/).</summary>
internal static class MessageMethods
{
    private const int LargestAttach = 60_000;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("im.message.add", "im", Add));
        table.Add(new RestMethod("im.message.update", "im", Update));
        table.Add(new RestMethod("im.message.delete", "im", Delete));
        table.Add(new RestMethod("im.message.like", "im", Like));
    }

    private static RestAnswer Add(RestCall call)
    {
        var dialog = Php.AsText(ChatCall.Parameter(call, "DIALOG_ID"));
        if (string.IsNullOrEmpty(dialog))
        {
            throw new RestError("USER_ID_EMPTY", "User ID can't be empty");
        }

        var text = Php.AsText(ChatCall.Parameter(call, "MESSAGE")) ?? "";
        var attach = Attach(call);
        if (string.IsNullOrWhiteSpace(text) && attach is null)
        {
            throw new RestError("MESSAGE_EMPTY", "Message can't be empty");
        }

        if (ChatCall.Resolve(call, dialog) is not { } chat)
        {
            throw dialog.StartsWith("chat", StringComparison.OrdinalIgnoreCase)
                ? new RestError("CHAT_ID", "Error creating message")
                : new RestError("USER_NOT_FOUND", "User not found");
        }

        if (!chat.Members.TryGetValue(call.User.Id, out var me))
        {
            throw new RestError("ACCESS_ERROR", "Action unavailable");
        }

        var reply = Reply(call, chat, me);
        var message = Php.AsText(ChatCall.Parameter(call, "SYSTEM")) == "Y"
            ? ChatActions.SaySystem(call.Portal, chat, call.User, null, text, attach)
            : ChatActions.Say(call.Portal, chat, call.User.Id, call.User, text, throughRest: true, replyId: reply, attach: attach);
        return new RestAnswer(message.Id);
    }

    private static RestAnswer Update(RestCall call)
    {
        var (chat, message) = Mine(call, adminMay: false);
        var text = ChatCall.Parameter(call, "MESSAGE");
        if (call.Parameters.Any(pair => string.Equals(pair.Key, "MESSAGE", StringComparison.OrdinalIgnoreCase)) && string.IsNullOrEmpty(Php.AsText(text)))
        {
            // Documented: an empty text deletes the message.
            ChatActions.Delete(call.Portal, chat, message);
            return new RestAnswer(true);
        }

        message.Attach = Attach(call) ?? message.Attach;
        ChatActions.Edit(call.Portal, chat, message, Php.AsText(text) ?? message.Text, marked: Php.AsText(ChatCall.Parameter(call, "IS_EDITED")) != "N");
        return new RestAnswer(true);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var (chat, message) = Mine(call, adminMay: true);
        ChatActions.Delete(call.Portal, chat, message);
        return new RestAnswer(true);
    }

    private static RestAnswer Like(RestCall call)
    {
        if (Php.AsId(ChatCall.Parameter(call, "MESSAGE_ID")) is not (> 0 and var id)
            || call.Portal.State<ChatBoard>().FindMessage(id) is not var (chat, message) || !chat.Members.ContainsKey(call.User.Id))
        {
            throw new RestError("MESSAGE_ID_ERROR", "Message ID can't be empty");
        }

        var likes = (Php.AsText(ChatCall.Parameter(call, "ACTION")) ?? "").ToLowerInvariant() switch
        {
            "plus" => true,
            "minus" => false,
            _ => !message.Likes.Contains(call.User.Id),
        };
        return ChatActions.Like(call.Portal, chat, message, call.User.Id, likes)
            ? new RestAnswer(true)
            : throw new RestError("WITHOUT_CHANGES", "Action completed without changes");
    }

    // One refusal for all: not the author, said by the system, too old, already deleted, not there.
    private static (PortalChat Chat, ChatMessage Message) Mine(RestCall call, bool adminMay)
    {
        if (Php.AsId(ChatCall.Parameter(call, "MESSAGE_ID")) is not (> 0 and var id))
        {
            throw new RestError("MESSAGE_ID_ERROR", "Message ID can't be empty");
        }

        var inTime = (ChatMessage message) => call.Portal.Switches.EditWindow is not { } window || call.Now - message.SentAt <= window;
        return call.Portal.State<ChatBoard>().FindMessage(id) is var (chat, message)
            && chat.Members.ContainsKey(call.User.Id)
            && !message.IsDeleted
            && !message.IsSystem
            && ((message.AuthorId == call.User.Id && inTime(message)) || (adminMay && chat.OwnerId == call.User.Id))
                ? (chat, message)
                : throw new RestError("CANT_EDIT_MESSAGE", "Time has expired for modification or you don't have access", 403);
    }

    private static long? Reply(RestCall call, PortalChat chat, ChatMember me)
    {
        if (Php.AsId(ChatCall.Parameter(call, "REPLY_ID")) is not (> 0 and var id))
        {
            return null;
        }

        if (chat.Messages.ContainsKey(id) && id > me.HiddenUpTo)
        {
            return id;
        }

        throw call.Portal.State<ChatBoard>().FindMessage(id) is var (other, _) && other.Id != chat.Id && other.Members.ContainsKey(call.User.Id)
            ? new RestError("REPLY_FROM_OTHER_CHAT_ERROR", "You can only reply to a message within the same chat")
            : new RestError("REPLY_ACCESS_ERROR", "Action unavailable");
    }

    private static JsonNode? Attach(RestCall call) => ChatCall.Parameter(call, "ATTACH") switch
    {
        null => null,
        JsonValue value when string.IsNullOrEmpty(Php.AsText(value)) => null,
        JsonValue => throw new RestError("ATTACH_ERROR", "Incorrect attach params"),
        var attach when attach.ToJsonString().Length > LargestAttach =>
            throw new RestError("ATTACH_OVERSIZE", "You have exceeded the maximum allowable size of attach"),
        var attach => attach.DeepClone(),
    };
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Chats;

/// <summary>Tells the subscribed members of a chat what happened in it (b24restdocs: chat-bots/chat-bots-v2/im.v2/events/events.md).</summary>
internal static class MessengerEvents
{
    public static void Said(Portal portal, PortalChat chat, ChatMessage message) =>
        Tell(portal, chat, message, "ONIMV2MESSAGEADD", message.AuthorId, user => new() { ["message"] = MessengerShape.Message(message, user) });

    public static void Edited(Portal portal, PortalChat chat, ChatMessage message) =>
        Tell(portal, chat, message, "ONIMV2MESSAGEUPDATE", message.AuthorId, user => new() { ["message"] = MessengerShape.Message(message, user) });

    public static void Deleted(Portal portal, PortalChat chat, ChatMessage message) =>
        Tell(portal, chat, message, "ONIMV2MESSAGEDELETE", message.AuthorId, _ => new() { ["messageId"] = message.Id });

    public static void Reacted(Portal portal, PortalChat chat, ChatMessage message, long userId, bool added) =>
        Tell(portal, chat, message, "ONIMV2REACTIONCHANGE", userId, user => new()
        {
            ["reaction"] = "like",
            ["action"] = added ? "add" : "delete",
            ["message"] = MessengerShape.Message(message, user),
        });

    public static void Joined(Portal portal, PortalChat chat, long userId) =>
        Tell(portal, chat, null, "ONIMV2JOINCHAT", userId, user => new() { ["dialogId"] = MessengerShape.DialogId(chat, user.Id) });

    private static void Tell(Portal portal, PortalChat chat, ChatMessage? message, string type, long actor, Func<PortalUser, JsonObject> body)
    {
        var feed = portal.State<MessengerFeed>();
        foreach (var member in chat.Members.Values.Where(member => feed.IsHeardBy(member.UserId)))
        {
            // What stands above his joining line he can not see, so he hears nothing of it either.
            if (message?.Id <= member.HiddenUpTo || !portal.Users.TryGetValue(member.UserId, out var user))
            {
                continue;
            }

            var told = body(user);
            told["chat"] = MessengerShape.Chat(portal, chat, user.Id);
            told["user"] = MessengerShape.User(portal, actor);
            told["language"] = portal.Language;
            feed.Write(user.Id, type, portal.Clock.GetUtcNow(), told);
        }
    }
}

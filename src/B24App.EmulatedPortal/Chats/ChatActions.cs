using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Chats;

/// <summary>What happens in chats, whoever does it: people, REST, robots, the portal itself.</summary>
public static class ChatActions
{
    /// <summary>Longest text of a message; the rest is cut (b24restdocs: api-reference/chats/messages/im-message-add.md).</summary>
    public const int LongestText = 20_000;

    private const string CutMark = " (...)";

    /// <summary>Opens the chat of a task with everybody who has a role in it.</summary>
    public static PortalChat OpenFor(Portal portal, PortalTask task)
    {
        var board = portal.State<ChatBoard>();
        var chat = new PortalChat
        {
            Id = board.NextChatId(),
            Name = task.Title,
            EntityType = "TASKS_TASK",
            EntityId = Php.Text(task.Id),
            OwnerId = task.CreatedBy,
            CreatedDate = PortalDates.Now(portal),
        };
        board.Chats.Add(chat.Id, chat);
        task.ChatId = chat.Id;
        Join(chat, task.CreatedBy, seesHistory: true);
        if (portal.Switches.TaskRoleJoinsChat)
        {
            foreach (var user in task.Participants)
            {
                Join(chat, user, seesHistory: true);
            }
        }

        return chat;
    }

    /// <summary>Says who is in a chat that was just opened.</summary>
    public static void Greet(Portal portal, PortalChat chat, PortalUser? actor)
    {
        var others = chat.Members.Keys.Where(id => id != chat.OwnerId).Select(id => Mention(portal, id)).ToList();
        var text = others.Count == 0
            ? ServiceTexts.Say(portal, "joinedSelf", Mention(portal, chat.OwnerId))
            : ServiceTexts.Say(portal, "joined", Mention(portal, chat.OwnerId), string.Join(", ", others));
        SaySystem(portal, chat, actor, "CHAT_JOIN", text);
    }

    /// <summary>Lets in those who got a role and lets go those who lost theirs.</summary>
    public static void FollowRoles(Portal portal, PortalTask task, PortalUser? actor, IReadOnlyCollection<long> before)
    {
        if (task.ChatId is not { } chatId || !portal.Switches.TaskRoleJoinsChat)
        {
            return;
        }

        var chat = portal.State<ChatBoard>().Chats[chatId];
        var after = task.Participants.ToHashSet();
        Add(portal, chat, actor, [.. after.Where(id => !before.Contains(id) && !chat.Members.ContainsKey(id))], portal.Switches.JoinSeesHistory);
        foreach (var gone in before.Where(id => !after.Contains(id) && chat.Members.ContainsKey(id)))
        {
            chat.Members.Remove(gone);
            SaySystem(portal, chat, actor, "CHAT_LEAVE", ServiceTexts.Say(portal, "left", Mention(portal, gone)));
        }
    }

    /// <summary>Lets users into a chat.</summary>
    public static void Add(Portal portal, PortalChat chat, PortalUser? actor, IReadOnlyList<long> users, bool seesHistory)
    {
        if (users.Count == 0)
        {
            return;
        }

        foreach (var user in users)
        {
            Join(chat, user, seesHistory);
            MessengerEvents.Joined(portal, chat, user);
        }

        var text = actor is null || users.Contains(actor.Id)
            ? ServiceTexts.Say(portal, "joinedSelf", string.Join(", ", users.Select(id => Mention(portal, id))))
            : ServiceTexts.Say(portal, "joined", Mention(portal, actor.Id), string.Join(", ", users.Select(id => Mention(portal, id))));
        SaySystem(portal, chat, actor, "CHAT_JOIN", text);
    }

    /// <summary>A person removes a member.</summary>
    public static void Remove(Portal portal, PortalChat chat, PortalUser actor, long userId)
    {
        if (chat.Members.Remove(userId))
        {
            var (code, text) = actor.Id == userId
                ? ("CHAT_LEAVE", ServiceTexts.Say(portal, "left", Mention(portal, userId)))
                : ("CHAT_KICK", ServiceTexts.Say(portal, "removed", Mention(portal, actor.Id), Mention(portal, userId)));
            SaySystem(portal, chat, actor, code, text);
        }
    }

    /// <summary>A person or a robot writes. <paramref name="throughRest"/> tells whether the comment event hangs on a switch.</summary>
    public static ChatMessage Say(
        Portal portal, PortalChat chat, long author, PortalUser? actor, string text, bool throughRest = false, long? replyId = null, JsonNode? attach = null,
        IReadOnlyList<long>? files = null)
    {
        var message = new ChatMessage
        {
            Id = portal.State<ChatBoard>().NextMessageId(),
            ChatId = chat.Id,
            AuthorId = author,
            SentAt = PortalDates.Now(portal),
            Text = Cut(text),
            Uuid = Guid.NewGuid().ToString(),
            ReplyId = replyId,
            Attach = attach,
            Files = files ?? [],
        };
        chat.Messages.Add(message.Id, message);
        MessengerEvents.Said(portal, chat, message);
        if (chat.Members.TryGetValue(author, out var member))
        {
            member.ReadUpTo = message.Id;
        }

        if (chat.TaskId is { } taskId && portal.State<TaskBoard>().Find(taskId) is { } task)
        {
            TaskHashtags.Harvest(task, text);
            if (portal.Switches.MessagesMoveActivityDate)
            {
                task.ActivityDate = message.SentAt;
            }

            if (!throughRest || portal.Switches.RestMessagesFireCommentEvent)
            {
                TaskEvents.Messaged(portal, actor, taskId, message.Id);
            }
        }

        return message;
    }

    /// <summary>The portal says something: author 0, no uuid, a code.</summary>
    public static ChatMessage SaySystem(Portal portal, PortalChat chat, PortalUser? actor, string? code, string text, JsonNode? attach = null)
    {
        var message = new ChatMessage
        {
            Id = portal.State<ChatBoard>().NextMessageId(),
            ChatId = chat.Id,
            AuthorId = 0,
            SentAt = PortalDates.Now(portal),
            Text = Cut(text),
            Code = code,
            Attach = attach,
        };
        chat.Messages.Add(message.Id, message);
        MessengerEvents.Said(portal, chat, message);
        if (chat.TaskId is { } taskId && portal.Switches.SystemMessagesFireCommentEvent)
        {
            TaskEvents.Messaged(portal, actor, taskId, message.Id);
        }

        return message;
    }

    /// <summary>Changes a message. No task event tells of it.</summary>
    public static void Edit(Portal portal, PortalChat chat, ChatMessage message, string text, bool marked = true)
    {
        message.Text = Cut(text);
        message.IsEdited |= marked;
        MessengerEvents.Edited(portal, chat, message);
    }

    /// <summary>Deletes a message but keeps its place.</summary>
    public static void Delete(Portal portal, PortalChat chat, ChatMessage message)
    {
        message.IsDeleted = true;
        message.Text = "";
        message.Attach = null;
        message.Files = [];
        MessengerEvents.Deleted(portal, chat, message);
    }

    /// <summary>Deletes a message without a trace: its id exists no more.</summary>
    public static void Erase(Portal portal, PortalChat chat, long messageId)
    {
        if (chat.Messages.Remove(messageId, out var message))
        {
            MessengerEvents.Deleted(portal, chat, message);
        }
    }

    /// <summary>A member likes a message, or takes it back; false when nothing changed.</summary>
    public static bool Like(Portal portal, PortalChat chat, ChatMessage message, long userId, bool likes)
    {
        if (message.Likes.Contains(userId) == likes)
        {
            return false;
        }

        if (likes)
        {
            message.Likes.Add(userId);
        }
        else
        {
            message.Likes.Remove(userId);
        }

        MessengerEvents.Reacted(portal, chat, message, userId, likes);
        return true;
    }

    /// <summary>A person as system messages name him.</summary>
    public static string Mention(Portal portal, long userId) =>
        $"[USER={userId} REPLACE]{portal.Users.GetValueOrDefault(userId)?.FullName ?? Php.Text(userId)}[/USER]";

    private static void Join(PortalChat chat, long userId, bool seesHistory) =>
        chat.Members.TryAdd(userId, new ChatMember { UserId = userId, HiddenUpTo = seesHistory ? 0 : chat.LastMessageId });

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] + CutMark : text;
}

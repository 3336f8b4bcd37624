namespace B24App.EmulatedPortal.Chats;

/// <summary>A chat: of a task, or of two people.</summary>
public sealed class PortalChat
{
    /// <summary>Id inside the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary><c>TASKS_TASK</c> for the new card, empty for a private chat.</summary>
    public string EntityType { get; init; } = "";

    /// <summary>Id of the task.</summary>
    public string EntityId { get; init; } = "";

    /// <summary>Owner.</summary>
    public required long OwnerId { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedDate { get; init; }

    /// <summary>Its task lies in the recycle bin: nobody gets in.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Members by user id.</summary>
    public SortedDictionary<long, ChatMember> Members { get; } = new();

    /// <summary>Messages by id.</summary>
    public SortedDictionary<long, ChatMessage> Messages { get; } = new();

    /// <summary>Id of the newest message, 0 when there is none.</summary>
    public long LastMessageId => Messages.Count == 0 ? 0 : Messages.Keys.Last();

    /// <summary>Task the chat belongs to, or null.</summary>
    public long? TaskId => EntityType == "TASKS_TASK" ? long.Parse(EntityId, System.Globalization.CultureInfo.InvariantCulture) : null;
}

/// <summary>A person's place in a chat.</summary>
public sealed class ChatMember
{
    /// <summary>User.</summary>
    public required long UserId { get; init; }

    /// <summary>Messages with this id or below are hidden: the history from before he came.</summary>
    public long HiddenUpTo { get; set; }

    /// <summary>Newest message he has read.</summary>
    public long ReadUpTo { get; set; }
}

/// <summary>One message.</summary>
public sealed class ChatMessage
{
    /// <summary>Id, one sequence for the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Chat.</summary>
    public required long ChatId { get; init; }

    /// <summary>Author; 0 for the system.</summary>
    public required long AuthorId { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Text in chat BBCode.</summary>
    public required string Text { get; set; }

    /// <summary>Client's uuid; null for the system.</summary>
    public string? Uuid { get; init; }

    /// <summary>System code (<c>CHAT_JOIN</c> …), or null for people.</summary>
    public string? Code { get; init; }

    /// <summary>Message it answers.</summary>
    public long? ReplyId { get; init; }

    /// <summary>Attachment as it was sent.</summary>
    public System.Text.Json.Nodes.JsonNode? Attach { get; set; }

    /// <summary>Drive object ids of the files it carries.</summary>
    public IReadOnlyList<long> Files { get; set; } = [];

    /// <summary>Changed after it was sent.</summary>
    public bool IsEdited { get; set; }

    /// <summary>Deleted, its place is kept.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Users who liked it.</summary>
    public List<long> Likes { get; } = [];

    /// <summary>Said by the system.</summary>
    public bool IsSystem => AuthorId == 0;
}

/// <summary>All chats and notifications of a portal.</summary>
public sealed class ChatBoard
{
    private long _lastChatId = 56;
    private long _lastMessageId = 12900;

    /// <summary>Chats by id.</summary>
    public SortedDictionary<long, PortalChat> Chats { get; } = new();

    /// <summary>Notifications sent through <c>im.notify*</c>.</summary>
    public List<PortalNotice> Notices { get; } = [];

    /// <summary>Takes the next chat id.</summary>
    public long NextChatId() => ++_lastChatId;

    /// <summary>Takes the next message id. The sequence has gaps, as on a busy portal.</summary>
    public long NextMessageId() => _lastMessageId += 2;

    /// <summary>A chat one can get into, or null.</summary>
    public PortalChat? Open(long id) => Chats.GetValueOrDefault(id) is { IsClosed: false } chat ? chat : null;

    /// <summary>The chat a message stands in, with the message.</summary>
    public (PortalChat Chat, ChatMessage Message)? FindMessage(long id)
    {
        foreach (var chat in Chats.Values)
        {
            if (!chat.IsClosed && chat.Messages.TryGetValue(id, out var message))
            {
                return (chat, message);
            }
        }

        return null;
    }

    /// <summary>The chat of an entity, or null. The chat of a deleted task cannot be reached until the task is restored.</summary>
    public PortalChat? FindByEntity(string type, string id) =>
        Chats.Values.FirstOrDefault(chat => !chat.IsClosed && string.Equals(chat.EntityType, type, StringComparison.OrdinalIgnoreCase) && chat.EntityId == id);
}

/// <summary>A notification a user got.</summary>
/// <param name="Id">Id.</param>
/// <param name="UserId">Who got it.</param>
/// <param name="AuthorId">In whose name; 0 for the system.</param>
/// <param name="Text">Text.</param>
/// <param name="Tag">Tag, for replacing.</param>
/// <param name="SubTag">Second tag.</param>
public sealed record PortalNotice(long Id, long UserId, long AuthorId, string Text, string Tag, string SubTag);

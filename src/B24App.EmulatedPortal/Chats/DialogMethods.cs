using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Chats;

/// <summary>Reading chats: <c>im.dialog.*</c> and <c>im.chat.get</c> (b24restdocs: api-reference/chats/).</summary>
internal static class DialogMethods
{
    private const int DefaultPage = 20;
    private const int LargestPage = 50;
    private const int LargestPageWithUnread = 100;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("im.dialog.messages.get", "im", Messages));
        table.Add(new RestMethod("im.dialog.messages.search", "im", Search));
        table.Add(new RestMethod("im.dialog.get", "im", Dialog));
        table.Add(new RestMethod("im.dialog.read", "im", Read));
        table.Add(new RestMethod("im.dialog.users.list", "im", Users));
        table.Add(new RestMethod("im.chat.get", "im", ChatOf));
    }

    private static RestAnswer Messages(RestCall call)
    {
        var last = Border(call, "LAST_ID");
        var first = Border(call, "FIRST_ID");
        var (chat, me) = ChatCall.Dialog(call);
        var limit = (int)Math.Clamp(Php.AsId(ChatCall.Parameter(call, "LIMIT")) ?? DefaultPage, 1, LargestPage);
        var rows = ChatWindow.Cut(chat, me, last, first, Size(call, chat, me, limit, last ?? first));
        if (last is null && first is not null && call.Portal.Switches.FirstIdOldestFirst)
        {
            rows = [.. rows.Reverse()];
        }

        return new RestAnswer(new JsonObject
        {
            ["chat_id"] = chat.Id,
            ["messages"] = new JsonArray([.. rows.Select(message => (JsonNode)ChatShape.Message(call, message, me))]),
            ["users"] = ChatShape.People(call, rows.Select(message => message.AuthorId)),
            ["files"] = Files(call, chat, rows),
        });
    }

    private static JsonArray Files(RestCall call, PortalChat chat, IEnumerable<ChatMessage> rows) =>
        new([.. rows.SelectMany(message => message.Files).Select(call.Portal.State<DiskBoard>().FindFile).OfType<DiskObject>().Select(file => (JsonNode)ChatFileMethods.Row(call, chat.Id, file))]);

    // The newest page may be longer than LIMIT while there are unread messages.
    private static int Size(RestCall call, PortalChat chat, ChatMember me, int limit, long? border)
    {
        var unread = chat.Messages.Values.Count(message => message.Id > me.ReadUpTo && message.AuthorId != call.User.Id);
        return border is null ? Math.Max(limit, Math.Min(unread, LargestPageWithUnread)) : limit;
    }

    private static long? Border(RestCall call, string name)
    {
        var node = ChatCall.Parameter(call, name);
        if (string.IsNullOrEmpty(Php.AsText(node)))
        {
            return null;
        }

        var id = Php.AsId(node) ?? throw new RestError($"{name}_STRING", name == "FIRST_ID" ? "First ID can't be string" : "Last ID can't be string");
        return id > 0 ? id : null;
    }

    private static RestAnswer Search(RestCall call)
    {
        if (Php.AsId(ChatCall.Parameter(call, "CHAT_ID")) is not (> 0 and var id))
        {
            throw new RestError("CHAT_ID_EMPTY", "CHAT_ID can't be empty");
        }

        if (call.Portal.State<ChatBoard>().Open(id) is not { } chat || !chat.Members.TryGetValue(call.User.Id, out var me))
        {
            throw new RestError("ACCESS_ERROR", "You do not have access to this chat", 403);
        }

        var text = Php.AsText(ChatCall.Parameter(call, "SEARCH_MESSAGE")) ?? "";
        var from = PortalDates.Parse(Php.AsText(ChatCall.Parameter(call, "DATE_FROM")), call.User);
        var to = PortalDates.Parse(Php.AsText(ChatCall.Parameter(call, "DATE_TO")), call.User);
        var last = Php.AsId(ChatCall.Parameter(call, "LAST_ID")) ?? 0;
        var ascending = string.Equals(Php.AsText(Php.Field(ChatCall.Parameter(call, "ORDER"), "ID")), "asc", StringComparison.OrdinalIgnoreCase);
        var limit = (int)Math.Clamp(Php.AsId(ChatCall.Parameter(call, "LIMIT")) ?? 50, 1, 200);
        var found = ChatWindow.Visible(chat, me)
            .Where(message => !message.IsDeleted && (text.Length <= 2 || message.Text.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .Where(message => (from is null || message.SentAt >= from) && (to is null || message.SentAt <= to))
            .Where(message => last == 0 || (ascending ? message.Id > last : message.Id < last));
        var rows = (ascending ? found.OrderBy(message => message.Id) : found.OrderByDescending(message => message.Id)).Take(limit).ToList();
        return new RestAnswer(new JsonObject
        {
            ["users"] = ChatShape.People(call, rows.Select(message => message.AuthorId), camel: true),
            ["files"] = new JsonArray(),
            ["additionalMessages"] = new JsonArray(),
            ["copilot"] = null,
            ["stickers"] = new JsonArray(),
            ["reactions"] = new JsonArray(),
            ["tariffRestrictions"] = new JsonObject { ["isHistoryLimitExceeded"] = false },
            ["usersShort"] = new JsonArray(),
            ["messages"] = new JsonArray([.. rows.Select(message => (JsonNode)ChatShape.Found(call, message))]),
        });
    }

    private static RestAnswer Dialog(RestCall call)
    {
        var (chat, me) = ChatCall.Dialog(call);
        return new RestAnswer(ChatShape.Dialog(call, chat, me));
    }

    private static RestAnswer Read(RestCall call)
    {
        var (chat, me) = ChatCall.Dialog(call);
        me.ReadUpTo = Math.Max(me.ReadUpTo, Php.AsId(ChatCall.Parameter(call, "MESSAGE_ID")) ?? chat.LastMessageId);
        var unread = chat.Messages.Values.Count(message => message.Id > me.ReadUpTo && message.AuthorId != call.User.Id);
        return new RestAnswer(new JsonObject { ["dialogId"] = $"chat{chat.Id}", ["chatId"] = chat.Id, ["lastId"] = me.ReadUpTo, ["counter"] = unread });
    }

    private static RestAnswer Users(RestCall call)
    {
        var (chat, _) = ChatCall.Dialog(call);
        var limit = (int)Math.Clamp(Php.AsId(ChatCall.Parameter(call, "LIMIT")) ?? 50, 1, 200);
        var offset = (int)Math.Max(0, Php.AsId(ChatCall.Parameter(call, "OFFSET")) ?? 0);
        var page = chat.Members.Keys.Skip(offset).Take(limit);
        return new RestAnswer(ChatShape.People(call, page), chat.Members.Count, offset + limit < chat.Members.Count ? offset + limit : null);
    }

    private static RestAnswer ChatOf(RestCall call)
    {
        var type = Php.AsText(ChatCall.Parameter(call, "ENTITY_TYPE")) ?? "";
        var id = Php.AsText(ChatCall.Parameter(call, "ENTITY_ID")) ?? "";
        return new RestAnswer(
            type != "PRIVATE" && call.Portal.State<ChatBoard>().FindByEntity(type, id) is { } chat ? new JsonObject { ["ID"] = chat.Id } : null);
    }
}

/// <summary>Which messages a page of <c>im.dialog.messages.get</c> holds.</summary>
internal static class ChatWindow
{
    /// <summary>What a member may see: nothing from before he joined if the history is hidden.</summary>
    public static IEnumerable<ChatMessage> Visible(PortalChat chat, ChatMember me) => chat.Messages.Values.Where(message => message.Id > me.HiddenUpTo);

    /// <summary>
    /// Newest first. A border that names no living message of the chat empties the answer: a cursor that points at a deleted
    /// message goes silent (tasks.md, trap 26).
    /// </summary>
    public static IReadOnlyList<ChatMessage> Cut(PortalChat chat, ChatMember me, long? last, long? first, int size)
    {
        var visible = Visible(chat, me).ToList();
        if ((last ?? first) is { } border && !visible.Exists(message => message.Id == border && !message.IsDeleted))
        {
            return [];
        }

        return (last, first) switch
        {
            ({ } below, _) => [.. visible.Where(message => message.Id < below).OrderByDescending(message => message.Id).Take(size)],
            (null, { } above) => [.. visible.Where(message => message.Id > above).Take(size).OrderByDescending(message => message.Id)],
            _ => [.. visible.OrderByDescending(message => message.Id).Take(size)],
        };
    }
}

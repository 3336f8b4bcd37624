using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Disk;

/// <summary>Files of chats: <c>im.disk.*</c> and <c>im.v2.File.*</c> (b24restdocs: api-reference/chats/files/, chat-bots-v2/im.v2/files/).</summary>
internal static class ChatFileMethods
{
    private const long Largest = 100L * 1024 * 1024;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("im.disk.folder.get", "im", FolderOf));
        table.Add(new RestMethod("im.disk.file.commit", "im", Commit));
        table.Add(new RestMethod("im.disk.file.delete", "im", Delete));
        table.Add(new RestMethod("im.v2.File.upload", "im", Upload));
        table.Add(new RestMethod("im.v2.File.download", "im", Download));
    }

    private static RestAnswer FolderOf(RestCall call)
    {
        var chat = ChatOrDialog(call);
        return new RestAnswer(new JsonObject { ["ID"] = Board(call).ChatFolder(chat.Id, chat.OwnerId, PortalDates.Now(call.Portal)).Id });
    }

    private static RestAnswer Commit(RestCall call)
    {
        var chat = ChatOrDialog(call);
        var named = ChatCall.Parameter(call, "FILE_ID") ?? ChatCall.Parameter(call, "UPLOAD_ID") ?? throw new RestError("FILES_ERROR", "List of files is not specified");
        var files = Php.AsList(named).Select(Php.AsId).OfType<long>().Select(Board(call).FindFile).ToList();
        if (files.Count == 0 || files.Any(file => file is null || !DiskRights.CanRead(call.Portal, call.User, file)))
        {
            throw new RestError("SAVE_ERROR", "Error during saving file to chat");
        }

        var text = Php.AsText(ChatCall.Parameter(call, "MESSAGE")) ?? "";
        var message = DiskActions.SendToChat(call.Portal, chat, call.User, text, files!, throughRest: true);
        var rows = message.Files.Select(id => Board(call).Objects[id]).ToList();
        return new RestAnswer(new JsonObject
        {
            ["FILES"] = Php.Map(rows.Select(file => KeyValuePair.Create($"upload{file.Id}", (JsonNode?)Row(call, chat.Id, file)))),
            ["DISK_ID"] = new JsonArray([.. rows.Select(file => (JsonNode)Php.Text(file.Id))]),
            ["FILE_MODELS"] = Php.Map(rows.Select(file => KeyValuePair.Create($"upload{file.Id}", (JsonNode?)Model(file)))),
            ["MESSAGE_ID"] = message.Id,
        });
    }

    // Who did not send the file hears "true" all the same, and nothing happens; a chat or file that is not there is "false".
    private static RestAnswer Delete(RestCall call)
    {
        if (Php.AsId(ChatCall.Parameter(call, "CHAT_ID")) is not (> 0 and var id))
        {
            throw new RestError("CHAT_ID_EMPTY", "Chat ID can't be empty");
        }

        if (Php.AsId(ChatCall.Parameter(call, "FILE_ID")) is not (> 0 and var fileId))
        {
            throw new RestError("FILE_ID_EMPTY", "File ID can't be empty");
        }

        if (call.Portal.State<ChatBoard>().Open(id) is not { } chat || !chat.Members.ContainsKey(call.User.Id) || Board(call).FindFile(fileId) is not { } file || file.ChatId != chat.Id)
        {
            return new RestAnswer(false);
        }

        if (file.CreatedBy == call.User.Id)
        {
            DiskActions.TakeFromChat(call.Portal, chat, file);
        }

        return new RestAnswer(true);
    }

    private static RestAnswer Upload(RestCall call)
    {
        var fields = ChatCall.Parameter(call, "fields");
        var name = Php.AsText(Php.Field(fields, "name"));
        var base64 = Php.AsText(Php.Field(fields, "content"));
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(base64))
        {
            throw new RestError("FILE_EMPTY", "File name and content are required");
        }

        var chat = V2Chat(call);
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new RestError("FILE_INVALID_CONTENT", "Invalid base64 content");
        }

        if (bytes.LongLength > Largest)
        {
            throw new RestError("FILE_TOO_LARGE", "File is too large");
        }

        var folder = Board(call).ChatFolder(chat.Id, chat.OwnerId, PortalDates.Now(call.Portal));
        var file = DiskActions.Put(call.Portal, call.User, folder, name, FileBytes.Of(bytes), unique: true)!;
        var message = DiskActions.SendToChat(call.Portal, chat, call.User, Php.AsText(Php.Field(fields, "message")) ?? "", [file], throughRest: true);
        return new RestAnswer(new JsonObject { ["file"] = Row(call, chat.Id, file), ["messageId"] = message.Id, ["chatId"] = chat.Id, ["dialogId"] = $"chat{chat.Id}" });
    }

    private static RestAnswer Download(RestCall call)
    {
        var chat = V2Chat(call);
        return Php.AsId(ChatCall.Parameter(call, "fileId")) is { } id && Board(call).FindFile(id) is { } file && file.ChatId == chat.Id
            ? new RestAnswer(new JsonObject { ["downloadUrl"] = FileTokens.DownloadUrl(call.Portal, call.Token, "im", id) })
            : throw new RestError("FILE_NOT_FOUND", "File not found");
    }

    /// <summary>A file of a chat as <c>im.*</c> methods print it.</summary>
    internal static JsonObject Row(RestCall call, long chat, DiskObject file)
    {
        var extension = Path.GetExtension(file.Name).TrimStart('.').ToLowerInvariant();
        var image = extension is "png" or "jpg" or "jpeg" or "gif";
        var url = $"{call.Portal.Scheme}://{call.Portal.Domain}/bitrix/services/main/ajax.php?action=disk.api.file.download&SITE_ID=s1&humanRE=1&fileId={file.Id}&exact=N&fileName={Uri.EscapeDataString(file.Name)}";
        return new JsonObject
        {
            ["id"] = file.Id,
            ["chatId"] = chat,
            ["date"] = PortalDates.Print(file.CreatedAt, call.User),
            ["type"] = image ? "image" : "file",
            ["name"] = file.Name,
            ["extension"] = extension,
            ["size"] = file.Content!.Length,
            ["image"] = image ? new JsonObject { ["height"] = 61, ["width"] = 72 } : false,
            ["status"] = "done",
            ["progress"] = 100,
            ["authorId"] = file.CreatedBy,
            ["authorName"] = call.Portal.Users.GetValueOrDefault(file.CreatedBy)?.FullName ?? "",
            ["urlPreview"] = "",
            ["urlShow"] = url,
            ["urlDownload"] = url,
            ["viewerAttrs"] = new JsonObject
            {
                ["viewer"] = "",
                ["viewerType"] = image ? "image" : "unknown",
                ["src"] = url,
                ["objectId"] = Php.Text(file.Id),
                ["viewerGroupBy"] = Php.Text(chat),
                ["imChatId"] = chat,
                ["title"] = file.Name,
                ["actions"] = "[]",
            },
            ["mediaUrl"] = new JsonArray(),
            ["isTranscribable"] = false,
            ["isVideoNote"] = false,
            ["isVoiceNote"] = false,
        };
    }

    private static JsonObject Model(DiskObject file) => new()
    {
        ["id"] = file.Id,
        ["name"] = file.Name,
        ["createTime"] = new JsonObject(),
        ["updateTime"] = new JsonObject(),
        ["deleteTime"] = null,
        ["code"] = null,
        ["xmlId"] = null,
        ["storageId"] = file.StorageId,
        ["realObjectId"] = file.Id,
        ["parentId"] = file.ParentId,
        ["deletedType"] = 0,
        ["createdBy"] = Php.Text(file.CreatedBy),
        ["updatedBy"] = Php.Text(file.UpdatedBy),
        ["deletedBy"] = "0",
        ["uniqueCode"] = "k7lj3sQxTRWSi6K93Vyh",
        ["typeFile"] = 2,
        ["globalContentVersion"] = file.Version,
        ["fileId"] = file.FileId,
        ["size"] = file.Content!.Length,
        ["etag"] = file.Content.Sha256[..32],
        ["links"] = new JsonObject
        {
            ["download"] = $"/bitrix/services/main/ajax.php?action=disk.file.download&SITE_ID=s1&fileId={file.Id}",
            ["showInGrid"] = $"/bitrix/tools/disk/focus.php?objectId={file.Id}&action=showObjectInGrid&ncc=1",
            ["preview"] = "",
        },
    };

    private static PortalChat ChatOrDialog(RestCall call) =>
        ChatCall.Parameter(call, "DIALOG_ID") is not null && ChatCall.Parameter(call, "CHAT_ID") is null ? ChatCall.Dialog(call).Chat : Chat(call);

    // The file methods refuse a chat in the words of the dialog methods.
    private static PortalChat Chat(RestCall call)
    {
        if (Php.AsId(ChatCall.Parameter(call, "CHAT_ID")) is not (> 0 and var id))
        {
            throw new RestError("CHAT_ID_EMPTY", "Chat ID can't be empty");
        }

        return call.Portal.State<ChatBoard>().Open(id) is { } chat && chat.Members.ContainsKey(call.User.Id) ? chat : throw ChatCall.NoDialog();
    }

    private static PortalChat V2Chat(RestCall call)
    {
        var chat = ChatCall.Resolve(call, Php.AsText(ChatCall.Parameter(call, "dialogId")) ?? "") ?? throw new RestError("CHAT_NOT_FOUND", "CHAT_NOT_FOUND");
        return chat.Members.ContainsKey(call.User.Id) ? chat : throw new RestError("ACCESS_DENIED", "Access denied", 403);
    }

    private static DiskBoard Board(RestCall call) => call.Portal.State<DiskBoard>();
}

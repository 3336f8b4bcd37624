using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Files;

/// <summary>Commands on drives and attached files (b24restdocs: api-reference/disk/, api-reference/chats/files/).</summary>
public static class FileCommands
{
    /// <summary>An attachment by its own id: which drive object it is, and where it can be fetched for as long as the token lives.</summary>
    public static Command Attachment(long attachment) => new("disk.attachedObject.get", new JsonObject { ["id"] = attachment });

    /// <summary>A file of a drive by its object id; what a chat carries is named so.</summary>
    public static Command File(long objectId) => new("disk.file.get", new JsonObject { ["id"] = objectId });

    /// <summary>The own drive of a user.</summary>
    public static Command DriveOf(long user) =>
        new("disk.storage.getList", new JsonObject { ["filter"] = new JsonObject { ["ENTITY_TYPE"] = "user", ["ENTITY_ID"] = user } });

    /// <summary>What lies in a folder under a name.</summary>
    public static Command Children(long folder, string? name = null)
    {
        var parameters = new JsonObject { ["id"] = folder };
        if (name is not null)
        {
            parameters["filter"] = new JsonObject { ["NAME"] = name };
        }

        return new Command("disk.folder.getChildren", parameters);
    }

    /// <summary>Makes a folder; refused with <c>DISK_OBJ_22000</c> when the name is taken.</summary>
    public static Command AddFolder(long parent, string name) =>
        new("disk.folder.addSubFolder", new JsonObject { ["id"] = parent, ["data"] = new JsonObject { ["NAME"] = name } }) { IsWrite = true };

    /// <summary>Asks where a file may be sent to: without its content the method answers with an address.</summary>
    public static Command UploadPlace(long folder) =>
        new("disk.folder.uploadFile", new JsonObject { ["id"] = folder, ["generateUniqueName"] = true });

    /// <summary>Sends files of a drive to a chat with a text, as one message.</summary>
    public static Command SendToChat(long chat, IReadOnlyList<long> objects, string text) => new("im.disk.file.commit", new JsonObject
    {
        ["CHAT_ID"] = chat,
        ["FILE_ID"] = new JsonArray([.. objects.Select(id => (JsonNode)id)]),
        ["MESSAGE"] = text,
    })
    { IsWrite = true };
}

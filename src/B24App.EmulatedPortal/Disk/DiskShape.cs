using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Disk;

/// <summary>Drives, files and attachments as the documents print them (b24restdocs: api-reference/disk/).</summary>
internal static class DiskShape
{
    public static JsonObject Storage(DiskStorage storage) => new()
    {
        ["ID"] = Php.Text(storage.Id),
        ["NAME"] = storage.Name,
        ["CODE"] = null,
        ["MODULE_ID"] = "disk",
        ["ENTITY_TYPE"] = storage.EntityType,
        ["ENTITY_ID"] = storage.EntityId,
        ["ROOT_OBJECT_ID"] = Php.Text(storage.RootId),
    };

    /// <summary>A row; what was just made shows its own ids and flags as numbers, what is read shows them as strings.</summary>
    public static JsonObject Object(RestCall call, DiskObject found, bool isNew)
    {
        var shape = new JsonObject
        {
            ["ID"] = Id(found.Id, isNew),
            ["NAME"] = found.Name,
            ["CODE"] = null,
            ["STORAGE_ID"] = Php.Text(found.StorageId),
            ["TYPE"] = found.Content is null ? "folder" : "file",
        };
        if (found.Content is null)
        {
            shape["REAL_OBJECT_ID"] = Id(found.Id, isNew);
        }

        shape["PARENT_ID"] = found.ParentId is { } parent ? Php.Text(parent) : null;
        shape["DELETED_TYPE"] = Id(0, isNew);
        if (found.Content is { } content)
        {
            shape["GLOBAL_CONTENT_VERSION"] = Id(found.Version, isNew);
            shape["FILE_ID"] = Id(found.FileId, isNew);
            shape["SIZE"] = Php.Text(content.Length);
        }

        shape["CREATE_TIME"] = PortalDates.Print(found.CreatedAt, call.User);
        shape["UPDATE_TIME"] = PortalDates.Print(found.UpdatedAt, call.User);
        shape["DELETE_TIME"] = null;
        shape["CREATED_BY"] = Php.Text(found.CreatedBy);
        shape["UPDATED_BY"] = Php.Text(found.UpdatedBy);
        shape["DELETED_BY"] = isNew ? null : "0";
        if (found.Content is not null)
        {
            shape["DOWNLOAD_URL"] = FileTokens.DownloadUrl(call.Portal, call.Token, "disk", found.Id);
        }

        shape["DETAIL_URL"] = $"{call.Portal.Scheme}://{call.Portal.Domain}/company/personal/user/{found.CreatedBy}/disk/{(found.Content is null ? "path" : "file")}/{Uri.EscapeDataString(found.Name)}";
        return shape;
    }

    public static JsonObject Attachment(RestCall call, DiskAttachment attachment, DiskObject file) => new()
    {
        ["ID"] = Php.Text(attachment.Id),
        ["OBJECT_ID"] = Php.Text(attachment.ObjectId),
        ["MODULE_ID"] = attachment.EntityType == "forum_message" ? "forum" : "tasks",
        ["ENTITY_TYPE"] = attachment.EntityType,
        ["ENTITY_ID"] = Php.Text(attachment.EntityId),
        ["CREATE_TIME"] = PortalDates.Print(attachment.CreatedAt, call.User),
        ["CREATED_BY"] = Php.Text(attachment.CreatedBy),
        ["DOWNLOAD_URL"] = FileTokens.AttachmentUrl(call.Portal, call.Token, attachment.Id),
        ["NAME"] = file.Name,
        ["SIZE"] = Php.Text(file.Content!.Length),
    };

    /// <summary>The same inside a comment or checklist item: addresses without host and token.</summary>
    public static JsonObject Attached(DiskAttachment attachment, DiskObject file) => new()
    {
        ["ATTACHMENT_ID"] = Php.Text(attachment.Id),
        ["NAME"] = file.Name,
        ["SIZE"] = Php.Text(file.Content!.Length),
        ["FILE_ID"] = Php.Text(attachment.ObjectId),
        ["DOWNLOAD_URL"] = $"/bitrix/tools/disk/uf.php?attachedId={attachment.Id}&action=download&ncc=1",
        ["VIEW_URL"] = $"/bitrix/tools/disk/uf.php?attachedId={attachment.Id}&action=show&ncc=1",
    };

    private static JsonNode Id(long value, bool isNew) => isNew ? value : Php.Text(value);
}

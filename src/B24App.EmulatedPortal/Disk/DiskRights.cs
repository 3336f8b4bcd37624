using System.Globalization;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Disk;

/// <summary>
/// Who may read and write drives. That a file is attached to a task one sees opens the attachment, not the drive object; the folder of
/// a chat opens to its members alone, administrator or not.
/// </summary>
internal static class DiskRights
{
    public static bool CanRead(Portal portal, PortalUser user, DiskObject file)
    {
        if (file.ChatId is { } chat)
        {
            return portal.State<ChatBoard>().Chats.GetValueOrDefault(chat)?.Members.ContainsKey(user.Id) == true;
        }

        return file.CreatedBy == user.Id || Opens(portal, user, file.StorageId);
    }

    public static bool CanAdd(Portal portal, PortalUser user, DiskObject folder) =>
        folder.ChatId is not null ? CanRead(portal, user, folder) : Opens(portal, user, folder.StorageId);

    public static bool Opens(Portal portal, PortalUser user, long storageId)
    {
        var storage = portal.State<DiskBoard>().Storages.Find(known => known.Id == storageId);
        return storage switch
        {
            null => false,
            { EntityType: "common" } => true,
            { EntityType: "user" } => user.IsAdmin || storage.EntityId == Php.Text(user.Id),
            { EntityType: "group" } => user.IsAdmin || IsMember(portal, user, storage.EntityId),
            { EntityType: "restapp" } => true,
            _ => false,
        };
    }

    /// <summary>An attachment opens to whoever sees what it is tied to.</summary>
    public static bool CanRead(Portal portal, PortalUser user, DiskAttachment attachment)
    {
        var tasks = portal.State<TaskBoard>();
        var task = attachment.EntityType switch
        {
            "tasks_task" => tasks.Find(attachment.EntityId),
            "forum_message" => portal.State<CommentBook>().Comments.GetValueOrDefault(attachment.EntityId) is { } comment ? tasks.Find(comment.TaskId) : null,
            _ => null,
        };
        return task is not null && TaskRights.CanRead(portal, user, task);
    }

    private static bool IsMember(Portal portal, PortalUser user, string group) =>
        long.TryParse(group, CultureInfo.InvariantCulture, out var id) && portal.State<GroupBoard>().Groups.GetValueOrDefault(id)?.Members.ContainsKey(user.Id) == true;
}

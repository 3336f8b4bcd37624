using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Disk;

/// <summary>What happens to files, whoever does it.</summary>
public static class DiskActions
{
    /// <summary>Type name of attachments of tasks.</summary>
    public const string OfTask = "tasks_task";

    /// <summary>Type name of attachments of comments of the old card.</summary>
    public const string OfComment = "forum_message";

    /// <summary>The own drive of a user.</summary>
    public static DiskStorage DriveOf(Portal portal, PortalUser user) =>
        portal.State<DiskBoard>().Storage("user", Php.Text(user.Id), user.FullName, user.Id, PortalDates.Now(portal));

    /// <summary>A person puts a file on his own drive.</summary>
    public static DiskObject Upload(Portal portal, PortalUser user, string name, FileBytes content)
    {
        var board = portal.State<DiskBoard>();
        return Put(portal, user, board.Objects[DriveOf(portal, user).RootId], name, content, unique: true)!;
    }

    /// <summary>A person attaches files of the drive to a task.</summary>
    public static IReadOnlyList<long> AttachToTask(Portal portal, PortalUser user, PortalTask task, params DiskObject[] files)
    {
        var ids = new JsonArray([.. Attached(task).Select(id => (JsonNode)id), .. files.Select(file => (JsonNode)$"n{file.Id}")]);
        TaskActions.Update(portal, user, task, new JsonObject { ["UF_TASK_WEBDAV_FILES"] = ids });
        return Attached(task);
    }

    /// <summary>Attachment ids of a task.</summary>
    public static IReadOnlyList<long> Attached(PortalTask task) =>
        task.CustomFields.GetValueOrDefault("UF_TASK_WEBDAV_FILES") is JsonArray list ? [.. list.Select(Php.AsId).OfType<long>()] : [];

    /// <summary>A person sends files to a chat: they are copied into its folder, and a message carries them.</summary>
    public static ChatMessage SendToChat(Portal portal, PortalChat chat, PortalUser actor, string text, IReadOnlyList<DiskObject> files, bool throughRest = false)
    {
        var board = portal.State<DiskBoard>();
        var now = PortalDates.Now(portal);
        var folder = board.ChatFolder(chat.Id, chat.OwnerId, now);
        var ids = new List<long>();
        foreach (var file in files)
        {
            ids.Add(file.ParentId == folder.Id ? file.Id : board.File(folder, Free(board, folder, file.Name), file.Content!, actor.Id, now).Id);
        }

        return ChatActions.Say(portal, chat, actor.Id, actor, text, throughRest, files: ids);
    }

    /// <summary>A person edits his comment of the old card and leaves it with these attachments and drive files; its text stays.</summary>
    public static void LeaveWith(Portal portal, PortalUser user, TaskComment comment, IReadOnlyList<long> attachments, params DiskObject[] files)
    {
        Rewrite(portal, user, OfComment, comment.Id, new JsonArray([.. attachments.Select(id => (JsonNode)id), .. files.Select(file => (JsonNode)$"n{file.Id}")]));
        CommentActions.Edit(portal, comment, user, comment.Text);
    }

    /// <summary>A message carries other files from now on; its text stays.</summary>
    public static void LeaveWith(Portal portal, PortalChat chat, ChatMessage message, IReadOnlyList<long> kept, params DiskObject[] files)
    {
        var board = portal.State<DiskBoard>();
        var now = PortalDates.Now(portal);
        var folder = board.ChatFolder(chat.Id, chat.OwnerId, now);
        message.Files = [.. kept, .. files.Select(file => board.File(folder, Free(board, folder, file.Name), file.Content!, message.AuthorId, now).Id)];
        ChatActions.Edit(portal, chat, message, message.Text);
    }

    /// <summary>A person takes a file out of a chat. Where nothing else was said, the message counts as deleted (b24restdocs: api-reference/chats/files/im-disk-file-delete.md).</summary>
    public static void TakeFromChat(Portal portal, PortalChat chat, DiskObject file)
    {
        file.IsDeleted = true;
        foreach (var message in chat.Messages.Values.Where(message => message.Files.Contains(file.Id)).ToList())
        {
            message.Files = [.. message.Files.Where(id => id != file.Id)];
            if (message.Text.Length == 0 && message.Files.Count == 0)
            {
                ChatActions.Delete(portal, chat, message);
            }
            else
            {
                ChatActions.Edit(portal, chat, message, message.Text);
            }
        }
    }

    /// <summary>Puts a file into a folder; null when the name is taken and no other may be chosen.</summary>
    internal static DiskObject? Put(Portal portal, PortalUser user, DiskObject folder, string name, FileBytes content, bool unique)
    {
        var board = portal.State<DiskBoard>();
        var free = Free(board, folder, name);
        return free == name || unique ? board.File(folder, free, content, user.Id, PortalDates.Now(portal)) : null;
    }

    /// <summary>
    /// Writes a field of files: a bare number keeps an attachment, <c>n</c> and a number ties a drive object, what is not named is
    /// untied (b24restdocs: api-reference/tasks/tasks-task-update.md). What the writer may not read is left out in silence.
    /// </summary>
    internal static IReadOnlyList<long> Rewrite(Portal portal, PortalUser user, string type, long entity, JsonNode? value)
    {
        var board = portal.State<DiskBoard>();
        var kept = new List<long>();
        foreach (var text in Php.AsList(value).Select(Php.AsText).OfType<string>())
        {
            if (text.StartsWith('n') && long.TryParse(text.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var id))
            {
                if (board.FindFile(id) is { } file && DiskRights.CanRead(portal, user, file))
                {
                    kept.Add(board.Attach(file, type, entity, user.Id, PortalDates.Now(portal)).Id);
                }
            }
            else if (Php.AsId(text) is { } attachment && board.Attachments.GetValueOrDefault(attachment) is { } known && known.EntityType == type && known.EntityId == entity)
            {
                kept.Add(attachment);
            }
        }

        foreach (var gone in board.Of(type, entity).Select(known => known.Id).Except(kept).ToList())
        {
            board.Attachments.Remove(gone);
        }

        return kept;
    }

    private static string Free(DiskBoard board, DiskObject folder, string name)
    {
        var taken = board.In(folder.Id).Select(found => found.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var free = name;
        for (var i = 1; taken.Contains(free); i++)
        {
            free = $"{Path.GetFileNameWithoutExtension(name)} ({i}){Path.GetExtension(name)}";
        }

        return free;
    }
}

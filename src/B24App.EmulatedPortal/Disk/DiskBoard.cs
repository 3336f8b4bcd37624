using System.Globalization;

namespace B24App.EmulatedPortal.Disk;

/// <summary>A drive: of a user, of a group, of the company, of an app, or the hidden one of the chats.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="EntityType"><c>user</c>, <c>group</c>, <c>common</c>, <c>restapp</c> or <c>im</c>.</param>
/// <param name="EntityId">Whose it is.</param>
/// <param name="RootId">Its root folder.</param>
public sealed record DiskStorage(long Id, string Name, string EntityType, string EntityId, long RootId);

/// <summary>A file or folder of a drive.</summary>
public sealed class DiskObject
{
    /// <summary>Drive object id: what <c>disk.file.get</c> takes.</summary>
    public required long Id { get; init; }

    /// <summary>Name, unique in its folder.</summary>
    public required string Name { get; set; }

    /// <summary>Its drive.</summary>
    public required long StorageId { get; init; }

    /// <summary>Its folder; null for a root.</summary>
    public long? ParentId { get; init; }

    /// <summary>Who made it.</summary>
    public required long CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public long UpdatedBy { get; set; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Number of the file under the drive object: the third kind of id, good for nothing (tasks.md §7.1).</summary>
    public long FileId { get; set; }

    /// <summary>How many versions it has had.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Content of a file; null for a folder.</summary>
    public FileBytes? Content { get; set; }

    /// <summary>Lies in the recycle bin.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Chat whose folder it is or lies in.</summary>
    public long? ChatId { get; init; }
}

/// <summary>A file tied to a task, a comment or a checklist item: the binding has an id of its own.</summary>
/// <param name="Id">Attachment id.</param>
/// <param name="ObjectId">The drive object.</param>
/// <param name="EntityType"><c>tasks_task</c>, <c>forum_message</c> or <c>tasks_checklist_item</c>.</param>
/// <param name="EntityId">What it is tied to.</param>
/// <param name="CreatedBy">Who tied it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record DiskAttachment(long Id, long ObjectId, string EntityType, long EntityId, long CreatedBy, DateTimeOffset CreatedAt);

/// <summary>All drives of a portal.</summary>
public sealed class DiskBoard
{
    private long _lastStorage = 11;
    private long _lastObject = 430;
    private long _lastFile = 32_700;
    private long _lastAttachment = 490;

    /// <summary>Drives.</summary>
    public List<DiskStorage> Storages { get; } = [];

    /// <summary>Files and folders by object id.</summary>
    public SortedDictionary<long, DiskObject> Objects { get; } = new();

    /// <summary>Bindings by attachment id.</summary>
    public SortedDictionary<long, DiskAttachment> Attachments { get; } = new();

    /// <summary>The drive of somebody, made when it is first asked for.</summary>
    public DiskStorage Storage(string type, string entity, string name, long owner, DateTimeOffset now)
    {
        if (Storages.Find(known => known.EntityType == type && known.EntityId == entity) is { } storage)
        {
            return storage;
        }

        var id = ++_lastStorage;
        var root = Folder(id, null, name, owner, now, null);
        Storages.Add(storage = new DiskStorage(id, name, type, entity, root.Id));
        return storage;
    }

    /// <summary>The folder of a chat.</summary>
    public DiskObject ChatFolder(long chat, long owner, DateTimeOffset now)
    {
        var storage = Storage("im", "im", "Chats", owner, now);
        return Objects.Values.FirstOrDefault(found => found.Content is null && found.ChatId == chat)
            ?? Folder(storage.Id, storage.RootId, "chat" + chat.ToString(CultureInfo.InvariantCulture), owner, now, chat);
    }

    /// <summary>Makes a folder.</summary>
    public DiskObject Folder(long storage, long? parent, string name, long owner, DateTimeOffset now, long? chat) =>
        Put(new DiskObject { Id = NextObject(), Name = name, StorageId = storage, ParentId = parent, CreatedBy = owner, CreatedAt = now, UpdatedAt = now, UpdatedBy = owner, ChatId = chat });

    /// <summary>Makes a file.</summary>
    public DiskObject File(DiskObject folder, string name, FileBytes content, long owner, DateTimeOffset now) => Put(new DiskObject
    {
        Id = NextObject(),
        Name = name,
        StorageId = folder.StorageId,
        ParentId = folder.Id,
        CreatedBy = owner,
        CreatedAt = now,
        UpdatedAt = now,
        UpdatedBy = owner,
        ChatId = folder.ChatId,
        Content = content,
        FileId = NextFile(),
    });

    /// <summary>Puts a new version in the place of a file's content; the object keeps its id.</summary>
    public void Replace(DiskObject file, FileBytes content, long user, DateTimeOffset now)
    {
        file.Content = content;
        file.Version++;
        file.FileId = NextFile();
        file.UpdatedAt = now;
        file.UpdatedBy = user;
    }

    /// <summary>Ties a file to something.</summary>
    public DiskAttachment Attach(DiskObject file, string type, long entity, long user, DateTimeOffset now)
    {
        var attachment = new DiskAttachment(_lastAttachment += 2, file.Id, type, entity, user, now);
        Attachments.Add(attachment.Id, attachment);
        return attachment;
    }

    /// <summary>A file that is not deleted.</summary>
    public DiskObject? FindFile(long id) => Objects.GetValueOrDefault(id) is { Content: not null, IsDeleted: false } file ? file : null;

    /// <summary>A folder.</summary>
    public DiskObject? FindFolder(long id) => Objects.GetValueOrDefault(id) is { Content: null, IsDeleted: false } folder ? folder : null;

    /// <summary>What lies in a folder.</summary>
    public IEnumerable<DiskObject> In(long folder) => Objects.Values.Where(found => found.ParentId == folder && !found.IsDeleted);

    /// <summary>Attachments of an entity, in the order they were tied.</summary>
    public IEnumerable<DiskAttachment> Of(string type, long entity) => Attachments.Values.Where(attachment => attachment.EntityType == type && attachment.EntityId == entity);

    private long NextObject() => _lastObject += 11;

    private long NextFile() => ++_lastFile;

    private DiskObject Put(DiskObject made)
    {
        Objects.Add(made.Id, made);
        return made;
    }
}

using System.Data;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Files;

/// <summary>Rows of <c>file_copy</c> and <c>attachment</c>. Names are sealed for the portal they come from.</summary>
public sealed class FileStore(Database db, Vault vault, TimeProvider clock)
{
    private const string Columns = """
        SELECT c.id AS Id, c.link_id AS LinkId, c.task_id AS TaskId, c.side AS Side, c.token AS Token, c.owner AS Owner, c.from_portal AS FromPortal, c.to_portal AS ToPortal,
               c.name AS Name, c.size AS Size, c.sha256 AS Sha256, c.object_id AS ObjectId, c.attachment_id AS AttachmentId, c.state AS State, c.reason AS Reason, p.member_id AS Member
          FROM file_copy c JOIN portal p ON p.id = c.from_portal
        """;

    private const string OfItemSql = Columns + """
         WHERE c.task_id IN (SELECT m.id FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
                              WHERE m.link_id = @link AND m.kind = 'task' AND s.portal_id = @portal AND s.item = @item)
         ORDER BY c.id
        """;

    /// <summary>Files of a mirrored task and its discussion, by the item on either side.</summary>
    public Task<IReadOnlyList<FileCopy>> OfItem(LinkId link, PortalId portal, string item) => Read(OfItemSql, new { link, portal, item });

    /// <summary>Files of a mirrored task and its discussion.</summary>
    public Task<IReadOnlyList<FileCopy>> OfTask(MappingId task) => Read(Columns + " WHERE c.task_id = @task ORDER BY c.id", new { task });

    /// <summary>One file.</summary>
    public async Task<FileCopy?> Find(long id) => await Read(Columns + " WHERE c.id = @id", new { id }) is [var copy, ..] ? copy : null;

    /// <summary>One file by what it is over the link.</summary>
    public async Task<FileCopy?> Find(MappingId task, string token) => await Read(Columns + " WHERE c.task_id = @task AND c.token = @token", new { task, token }) is [var copy, ..] ? copy : null;

    /// <summary>Files that stay behind, of the links of a portal, newest first: what its page offers to try again.</summary>
    public Task<IReadOnlyList<FileCopy>> Refused(PortalId portal, int most = int.MaxValue) =>
        Read(Columns + " WHERE c.state = 'refused' AND c.from_portal = @portal ORDER BY c.id DESC LIMIT @most", new { portal, most });

    /// <summary>A file with these bytes and this name that already stands on a portal: it is not sent twice.</summary>
    public async Task<FileCopy?> Same(PortalId to, string sha256, string name) =>
        (await Read(Columns + " WHERE c.to_portal = @to AND c.sha256 = @sha256 AND c.state = 'stored' AND c.object_id > 0 ORDER BY c.id", new { to, sha256 }))
            .FirstOrDefault(copy => FileNames.AreOne(copy.Name, name));

    /// <summary>Adds a file that is to cross; false when it is known already and on its way, or has come to its end.</summary>
    public bool Add(IDbConnection connection, FileCopy copy) => connection.Execute(
        """
        INSERT INTO file_copy (link_id, task_id, side, token, owner, from_portal, to_portal, name, size, state, created_at, updated_at)
        VALUES (@link, @task, @side, @token, @owner, @from, @to, @name, @size, 'waiting', @now, @now)
        ON CONFLICT (task_id, token) DO UPDATE SET updated_at = @now
            WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.item_group = @task AND o.kind = 'carryfile' AND o.marker = @token AND o.settled_at = 0)
        """,
        new
        {
            link = copy.Link,
            task = copy.Task,
            side = copy.Side.ToString(),
            token = copy.Token,
            owner = copy.Owner,
            from = copy.From,
            to = copy.To,
            name = Sealed(connection, copy.From, copy.Name),
            size = copy.Size,
            now = Now,
        }) > 0;

    /// <summary>It stands on the other portal. Its size is that of the bytes which went, whatever was known of the attachment before.</summary>
    public void Stored(IDbConnection connection, FileCopy copy, long objectId, string sha256, long size)
    {
        connection.Execute(
            "UPDATE file_copy SET state = 'stored', reason = '', object_id = @objectId, sha256 = @sha256, size = @size, updated_at = @now WHERE id = @id",
            new { id = copy.Id, objectId, sha256, size, now = Now });
        if (!copy.IsObject)
        {
            connection.Execute("UPDATE attachment SET size = @size WHERE portal_id = @from AND attachment_id = @source", new { size, from = copy.From, source = copy.SourceId });
        }
    }

    /// <summary>A file that stands on both sides already, whoever brought it there.</summary>
    /// <param name="connection">The commit.</param>
    /// <param name="copy">The file, with what it is on the other portal.</param>
    public void Meet(IDbConnection connection, FileCopy copy)
    {
        Add(connection, copy);
        connection.Execute(
            "UPDATE file_copy SET state = 'stored', reason = '', object_id = @objectId, attachment_id = @attachment, size = @size, updated_at = @now WHERE task_id = @task AND token = @token",
            new { task = copy.Task, token = copy.Token, objectId = copy.DriveObject, attachment = copy.Attachment, size = copy.Size, now = Now });
    }

    /// <summary>A file of an entry was fetched, or stays behind; one that a person dropped stays dropped.</summary>
    public void Fetched(IDbConnection connection, FileCopy copy) => connection.Execute(
        """
        INSERT INTO file_copy (link_id, task_id, side, token, owner, from_portal, to_portal, name, size, sha256, state, reason, created_at, updated_at)
        VALUES (@link, @task, @side, @token, @owner, @from, @to, @name, @size, @sha256, @state, @reason, @now, @now)
        ON CONFLICT (task_id, token) DO UPDATE SET name = excluded.name, size = excluded.size, sha256 = excluded.sha256, state = excluded.state, reason = excluded.reason, updated_at = @now
            WHERE state <> 'dropped'
        """,
        new
        {
            link = copy.Link,
            task = copy.Task,
            side = copy.Side.ToString(),
            token = copy.Token,
            owner = copy.Owner,
            from = copy.From,
            to = copy.To,
            name = Sealed(connection, copy.From, copy.Name),
            size = copy.Size,
            sha256 = copy.Sha256,
            state = Words.Of(copy.State),
            reason = copy.Reason?.ToString() ?? "",
            now = Now,
        });

    /// <summary>The files that were fetched for an entry stand at its mirror now, and no others; returns them.</summary>
    public IReadOnlyList<(long Size, string Sha256)> Filled(IDbConnection connection, MappingId entry, IReadOnlyCollection<string> tokens)
    {
        connection.Execute("DELETE FROM file_copy WHERE task_id = @entry AND token NOT IN @tokens", new { entry, tokens });
        return [.. connection.Query<(long Size, string Sha256)>(
            "UPDATE file_copy SET state = 'stored', reason = '', updated_at = @now WHERE task_id = @entry AND state = 'waiting' AND sha256 <> '' RETURNING size, sha256", new { entry, now = Now })];
    }

    /// <summary>The portal did not take what was fetched for an entry.</summary>
    public void NotFilled(IDbConnection connection, MappingId entry) => connection.Execute(
        "UPDATE file_copy SET state = 'refused', reason = @why, updated_at = @now WHERE task_id = @entry AND state = 'waiting'", new { entry, why = nameof(Reason.FileNotStored), now = Now });

    /// <summary>Nothing is known of the files of an entry any more.</summary>
    public static void Forget(IDbConnection connection, MappingId entry) => connection.Execute("DELETE FROM file_copy WHERE task_id = @entry", new { entry });

    /// <summary>It stays behind.</summary>
    public void Refused(IDbConnection connection, FileCopy copy, Reason why, string name, long size) => connection.Execute(
        "UPDATE file_copy SET state = 'refused', reason = @why, name = @name, size = @size, updated_at = @now WHERE id = @id",
        new { id = copy.Id, why = why.ToString(), name = Sealed(connection, copy.From, name), size, now = Now });

    /// <summary>It is tried again; false when it did not stay behind.</summary>
    public bool TryAgain(IDbConnection connection, FileCopy copy) =>
        connection.Execute("UPDATE file_copy SET state = 'waiting', reason = '', updated_at = @now WHERE id = @id AND state = 'refused'", new { id = copy.Id, now = Now }) > 0;

    /// <summary>A person decided that it need not go; false when it did not stay behind. Why it stayed is kept, a copy elsewhere still says it.</summary>
    public bool Drop(IDbConnection connection, FileCopy copy) =>
        connection.Execute("UPDATE file_copy SET state = 'dropped', updated_at = @now WHERE id = @id AND state = 'refused'", new { id = copy.Id, now = Now }) > 0;

    /// <summary>It was seen on the other side's task under this number.</summary>
    public static void Attached(IDbConnection connection, long copy, long attachment) =>
        connection.Execute("UPDATE file_copy SET attachment_id = @attachment WHERE id = @copy", new { copy, attachment });

    /// <summary>What is known of attachments of a portal.</summary>
    public Task<IReadOnlyDictionary<long, KnownAttachment>> Attachments(PortalId portal, IReadOnlyCollection<long> ids) => db.Read<IReadOnlyDictionary<long, KnownAttachment>>(async connection =>
        (await connection.QueryAsync<AttachmentRow>(
            """
            SELECT a.attachment_id AS Id, a.object_id AS ObjectId, a.name AS Name, a.size AS Size, a.met_at AS MetAt, p.member_id AS Member
              FROM attachment a JOIN portal p ON p.id = a.portal_id WHERE a.portal_id = @portal AND a.attachment_id IN @ids
            """,
            new { portal, ids }))
        .ToDictionary(row => row.Id, row => new KnownAttachment(row.ObjectId, vault.Open(row.Member, row.Name) ?? "", row.Size) { MetAt = DateTimeOffset.FromUnixTimeMilliseconds(row.MetAt) }));

    /// <summary>Remembers what an attachment is.</summary>
    public void Met(IDbConnection connection, PortalId portal, long id, KnownAttachment attachment) => connection.Execute(
        "INSERT OR REPLACE INTO attachment (portal_id, attachment_id, object_id, name, size, met_at) VALUES (@portal, @id, @objectId, @name, @size, @now)",
        new { portal, id, objectId = attachment.DriveObject, name = Sealed(connection, portal, attachment.Name), size = attachment.Size, now = Now });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private byte[] Sealed(IDbConnection connection, PortalId portal, string name) =>
        vault.Seal(connection.ExecuteScalar<string>("SELECT member_id FROM portal WHERE id = @portal", new { portal }) ?? "", name);

    private Task<IReadOnlyList<FileCopy>> Read(string sql, object values) => db.Read<IReadOnlyList<FileCopy>>(async connection =>
        [.. (await connection.QueryAsync<Row>(sql, values)).Select(row => row.Copy(vault.Open(row.Member, row.Name) ?? ""))]);

    private sealed class AttachmentRow
    {
        public long Id { get; init; }
        public long ObjectId { get; init; }
        public byte[] Name { get; init; } = [];
        public long Size { get; init; }
        public long MetAt { get; init; }
        public string Member { get; init; } = "";
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long LinkId { get; init; }
        public long TaskId { get; init; }
        public string Side { get; init; } = "";
        public string Token { get; init; } = "";
        public string Owner { get; init; } = "";
        public long FromPortal { get; init; }
        public long ToPortal { get; init; }
        public byte[] Name { get; init; } = [];
        public long Size { get; init; }
        public string Sha256 { get; init; } = "";
        public long ObjectId { get; init; }
        public long AttachmentId { get; init; }
        public string State { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Member { get; init; } = "";

        public FileCopy Copy(string name) => new()
        {
            Id = Id,
            Link = new LinkId(LinkId),
            Task = new MappingId(TaskId),
            Side = Enum.Parse<Side>(Side),
            Token = Token,
            Owner = Owner,
            From = new PortalId(FromPortal),
            To = new PortalId(ToPortal),
            Name = name,
            Size = Size,
            Sha256 = Sha256,
            DriveObject = ObjectId,
            Attachment = AttachmentId,
            State = Words.To<CopyState>(State),
            Reason = Enum.TryParse<Reason>(Reason, out var why) ? why : null,
        };
    }
}

/// <summary>What an attachment is.</summary>
/// <param name="DriveObject">Its drive object; 0 when the portal does not let us read it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
public readonly record struct KnownAttachment(long DriveObject, string Name, long Size)
{
    /// <summary>When the portal said so; not set on what was asked just now.</summary>
    public DateTimeOffset MetAt { get; init; }
}

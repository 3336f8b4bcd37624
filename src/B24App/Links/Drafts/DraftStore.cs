using B24App.Store;
using Dapper;

namespace B24App.Links.Drafts;

/// <summary>Drafts of one portal, saved on each change. A save names the version it was made on; an overtaken one is refused.</summary>
public sealed class DraftStore(Database database, TimeProvider clock)
{
    private const string Columns = "SELECT id AS Id, portal_id AS Portal, link_id AS Link, body AS Body, version AS Version, changed_by AS ChangedBy, changed_at AS ChangedAt FROM link_draft";

    private const string AddSql = """
        INSERT INTO link_draft (portal_id, link_id, body, made_by, changed_by, changed_at) VALUES (@portal, @link, @body, @user, @user, @at);
        SELECT last_insert_rowid();
        """;

    private const string SaveSql = """
        UPDATE link_draft SET body = @body, version = version + 1, changed_by = @user, changed_at = @at
         WHERE id = @id AND portal_id = @portal AND version = @version
        """;

    /// <summary>Drafts of a portal, newest first.</summary>
    public Task<IReadOnlyList<LinkDraft>> Of(PortalId portal) => database.Read<IReadOnlyList<LinkDraft>>(async store =>
        [.. (await store.QueryAsync<Row>(Columns + " WHERE portal_id = @portal ORDER BY changed_at DESC, id DESC", new { portal })).Select(row => row.Draft())]);

    /// <summary>One draft, or null when this portal has no such.</summary>
    public Task<LinkDraft?> Find(PortalId portal, long id) => database.Read(async store =>
        (await store.QuerySingleOrDefaultAsync<Row>(Columns + " WHERE id = @id AND portal_id = @portal", new { id, portal }))?.Draft());

    /// <summary>Begins a draft.</summary>
    public Task<long> Begin(PortalId portal, LinkId link, DraftBody body, long user) => database.Write(store =>
        store.ExecuteScalar<long>(AddSql, new { portal, link, body = HalfJson.Write(body), user, at = clock.GetUtcNow().ToUnixTimeMilliseconds() }));

    /// <summary>Saves a draft; false when somebody saved it since <paramref name="version"/>, or it is gone.</summary>
    public Task<bool> Save(PortalId portal, long id, DraftBody body, int version, long user) => database.Write(store =>
        store.Execute(SaveSql, new { id, portal, body = HalfJson.Write(body), version, user, at = clock.GetUtcNow().ToUnixTimeMilliseconds() }) == 1);

    /// <summary>Throws a draft away.</summary>
    public Task Discard(PortalId portal, long id) => database.Write(store =>
    {
        store.Execute("DELETE FROM link_draft WHERE id = @id AND portal_id = @portal", new { id, portal });
    });

    private sealed class Row
    {
        public long Id { get; init; }
        public long Portal { get; init; }
        public long Link { get; init; }
        public string Body { get; init; } = "";
        public int Version { get; init; }
        public long ChangedBy { get; init; }
        public long ChangedAt { get; init; }

        public LinkDraft Draft() => new(
            Id, new PortalId(Portal), new LinkId(Link), HalfJson.Read<DraftBody>(Body), Version, ChangedBy, DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt));
    }
}

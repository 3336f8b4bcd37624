using System.Data;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Confirm;

/// <summary>Whether the relay account sits in a task chat (RULES 26).</summary>
public enum Membership
{
    /// <summary>Not tried yet.</summary>
    Unknown,

    /// <summary>It reads and writes there.</summary>
    Member,

    /// <summary>One attempt was made and did not succeed.</summary>
    Refused,

    /// <summary>A person removed it: never added again by itself.</summary>
    Removed,
}

/// <summary>The discussion of one mirrored task on one side.</summary>
public sealed record Discussion
{
    /// <summary>Mapping of the task.</summary>
    public required MappingId Mapping { get; init; }

    /// <summary>The side.</summary>
    public required Side Side { get; init; }

    /// <summary>Task chat; 0 on the old card.</summary>
    public long Chat { get; init; }

    /// <summary>Whether the relay account sits in the chat.</summary>
    public Membership Membership { get; init; }

    /// <summary>Comments older than this never cross by themselves (RULES 8).</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Newest number when the task entered the link, or came back.</summary>
    public long OpenedAfter { get; init; }

    /// <summary>Newest number that was judged.</summary>
    public long Newest { get; init; }

    /// <summary>
    /// The border for a task that enters or comes back at a moment. Portals date comments by whole seconds, so one of that very second may
    /// have been written outside: it stays, because a word too few can be sent by hand and a word too many cannot be taken back.
    /// </summary>
    public static DateTimeOffset After(DateTimeOffset moment) => moment.AddTicks(TimeSpan.TicksPerSecond - (moment.UtcTicks % TimeSpan.TicksPerSecond));

    /// <summary>The card has a chat.</summary>
    public bool IsNewCard => Chat > 0;
}

/// <summary>Rows of <c>discussion</c>.</summary>
public sealed class DiscussionStore(Database db)
{
    private const string Columns = "SELECT mapping_id AS MappingId, side AS Side, chat_id AS Chat, membership AS Membership, opened_at AS OpenedAt, opened_after AS OpenedAfter, newest AS Newest FROM discussion";

    private const string FindSql = Columns + " WHERE mapping_id = @mapping AND side = @side";

    /// <summary>The discussion of a mirrored task on a side.</summary>
    public Task<Discussion?> Find(MappingId mapping, Side side) => db.Read(connection => Task.FromResult(Find(connection, mapping, side)));

    /// <summary>The same inside a commit.</summary>
    public static Discussion? Find(IDbConnection connection, MappingId mapping, Side side) =>
        connection.QuerySingleOrDefault<Row>(FindSql, new { mapping, side = side.ToString() })?.Discussion;

    /// <summary>Writes or replaces it.</summary>
    public static void Put(IDbConnection connection, Discussion discussion) => connection.Execute(
        """
        INSERT INTO discussion (mapping_id, side, card, chat_id, membership, opened_at, opened_after, newest)
        VALUES (@mapping, @side, @card, @chat, @membership, @openedAt, @openedAfter, @newest)
        ON CONFLICT (mapping_id, side) DO UPDATE SET card = excluded.card, chat_id = excluded.chat_id, membership = excluded.membership,
            opened_at = excluded.opened_at, opened_after = excluded.opened_after, newest = excluded.newest
        """,
        new
        {
            mapping = discussion.Mapping,
            side = discussion.Side.ToString(),
            card = discussion.IsNewCard ? "new" : "old",
            chat = discussion.Chat,
            membership = Words.Of(discussion.Membership),
            openedAt = discussion.OpenedAt.ToUnixTimeMilliseconds(),
            openedAfter = discussion.OpenedAfter,
            newest = discussion.Newest,
        });

    /// <summary>Remembers a number that was seen or written, so that a later look knows what is new.</summary>
    public static void SetMembership(IDbConnection connection, MappingId mapping, Side side, Membership membership) => connection.Execute(
        "UPDATE discussion SET membership = @membership WHERE mapping_id = @mapping AND side = @side",
        new { mapping, side = side.ToString(), membership = Words.Of(membership) });

    private sealed class Row
    {
        public long MappingId { get; init; }
        public string Side { get; init; } = "";
        public long Chat { get; init; }
        public string Membership { get; init; } = "";
        public long OpenedAt { get; init; }
        public long OpenedAfter { get; init; }
        public long Newest { get; init; }

        public Discussion Discussion => new()
        {
            Mapping = new MappingId(MappingId),
            Side = Enum.Parse<Side>(Side),
            Chat = Chat,
            Membership = Words.To<Membership>(Membership),
            OpenedAt = DateTimeOffset.FromUnixTimeMilliseconds(OpenedAt),
            OpenedAfter = OpenedAfter,
            Newest = Newest,
        };
    }
}

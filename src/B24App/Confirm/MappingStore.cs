using System.Collections.Immutable;
using System.Data;
using System.Text.Json;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Store;
using Dapper;

namespace B24App.Confirm;

/// <summary>Mappings with their two ends. Writes are static, for use inside the commit that settles an intent or a look.</summary>
public sealed class MappingStore(Database db)
{
    private const string Columns = """
        SELECT m.id, m.link_id AS LinkId, m.kind AS Kind, m.parent_id AS ParentId, m.origin AS Origin, m.family AS Family, m.hops AS Hops, m.part AS Part,
               m.state AS State, m.reason AS Reason, m.created_at AS CreatedAt,
               EXISTS (SELECT 1 FROM task_pause p WHERE p.mapping_id = m.id) AS IsPaused,
               EXISTS (SELECT 1 FROM sent_by_hand h
                        WHERE h.portal_id = CASE m.origin WHEN 'A' THEN a.portal_id ELSE b.portal_id END AND h.link_id = m.link_id
                          AND h.item = CASE m.origin WHEN 'A' THEN a.item ELSE b.item END) AS IsByHand,
               a.portal_id AS APortal, a.item AS AItem, a.prints AS APrints, a.framed AS AFramed,
               b.portal_id AS BPortal, b.item AS BItem, b.prints AS BPrints, b.framed AS BFramed
          FROM mapping m
          LEFT JOIN mapping_side a ON a.mapping_id = m.id AND a.side = 'A'
          LEFT JOIN mapping_side b ON b.mapping_id = m.id AND b.side = 'B'
        """;

    private const string OfItemSql = Columns + """
         WHERE m.id IN (SELECT mapping_id FROM mapping_side WHERE portal_id = @portal AND item = @item) AND m.state <> 'ended'
         ORDER BY m.id
        """;

    private const string FindSql = Columns + " WHERE m.id = @id";

    private const string OfParentSql = Columns + " WHERE m.parent_id = @parent ORDER BY m.id";

    private const string OfLinkSql = Columns + " WHERE m.link_id = @link AND m.kind = 'task' AND m.state <> 'ended' ORDER BY m.id";

    /// <summary>Mappings in which an item of a portal stands, over all links.</summary>
    public Task<IReadOnlyList<Mapping>> OfItem(PortalId portal, string item) => db.Read<IReadOnlyList<Mapping>>(async connection =>
        [.. (await connection.QueryAsync<Row>(OfItemSql, new { portal, item })).Select(row => row.Mapping)]);

    /// <summary>One mapping.</summary>
    public Task<Mapping?> Find(MappingId id) => db.Read(connection => Task.FromResult(Find(connection, id)));

    /// <summary>One mapping, inside a commit.</summary>
    public static Mapping? Find(IDbConnection connection, MappingId id) => connection.QuerySingleOrDefault<Row>(FindSql, new { id })?.Mapping;

    /// <summary>Comments and notes of a mirrored task.</summary>
    public Task<IReadOnlyList<Mapping>> OfParent(MappingId parent) => db.Read<IReadOnlyList<Mapping>>(async connection =>
        [.. (await connection.QueryAsync<Row>(OfParentSql, new { parent })).Select(row => row.Mapping)]);

    /// <summary>Comments and notes of a mirrored task, inside a commit.</summary>
    public static IReadOnlyList<Mapping> OfParent(IDbConnection connection, MappingId parent) => [.. connection.Query<Row>(OfParentSql, new { parent }).Select(row => row.Mapping)];

    /// <summary>Task mappings of a link.</summary>
    public Task<IReadOnlyList<Mapping>> TasksOf(LinkId link) => db.Read<IReadOnlyList<Mapping>>(async connection =>
        [.. (await connection.QueryAsync<Row>(OfLinkSql, new { link })).Select(row => row.Mapping)]);

    /// <summary>True when a portal holds a member of the family by any link (RULES 6).</summary>
    public Task<bool> HoldsFamily(PortalId portal, string family) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
                        WHERE m.family = @family AND m.kind = 'task' AND m.state <> 'ended' AND s.portal_id = @portal)
            OR EXISTS (SELECT 1 FROM mapping m JOIN outbox o ON o.mapping_id = m.id
                        WHERE m.family = @family AND m.kind = 'task' AND m.state = 'creating' AND o.portal_id = @portal AND o.settled_at = 0)
        """,
        new { portal, family }));

    /// <summary>True when a link already carries the family.</summary>
    public Task<bool> LinkHoldsFamily(LinkId link, string family) => db.Read(connection => connection.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM mapping WHERE family = @family AND kind = 'task' AND state <> 'ended' AND link_id = @link)", new { link, family }));

    /// <summary>True when a task stands in several mappings: it goes on by another link (RULES 6).</summary>
    public static bool IsShared(IDbConnection connection, MappingEnd task) => connection.ExecuteScalar<bool>(
        """
        SELECT count(*) > 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
         WHERE m.kind = 'task' AND m.state <> 'ended' AND s.portal_id = @portal AND s.item = @item
        """,
        new { portal = task.Portal, item = task.Item });

    /// <summary>Adds a mapping and the ends it has; returns its number.</summary>
    public static MappingId Add(IDbConnection connection, Mapping mapping)
    {
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO mapping (link_id, kind, parent_id, origin, family, hops, part, state, reason, created_at, updated_at)
            VALUES (@link, @kind, @parent, @origin, @family, @hops, @part, @state, @reason, @at, @at) RETURNING id
            """,
            new
            {
                link = mapping.Link,
                kind = Words.Of(mapping.Kind),
                parent = mapping.Parent,
                origin = mapping.Origin.ToString(),
                family = mapping.Family,
                hops = mapping.Hops,
                part = mapping.Part,
                state = Words.Of(mapping.State),
                reason = mapping.Reason,
                at = mapping.CreatedAt.ToUnixTimeMilliseconds(),
            });
        foreach (var side in new[] { Side.A, Side.B })
        {
            if (mapping.End(side) is { } end)
            {
                PutEnd(connection, new MappingId(id), side, end);
            }
        }

        return new MappingId(id);
    }

    /// <summary>Writes or replaces one end.</summary>
    public static void PutEnd(IDbConnection connection, MappingId id, Side side, MappingEnd end) => connection.Execute(
        """
        INSERT INTO mapping_side (mapping_id, side, portal_id, item, prints, framed) VALUES (@id, @side, @portal, @item, @prints, @framed)
        ON CONFLICT (mapping_id, side) DO UPDATE SET portal_id = excluded.portal_id, item = excluded.item, prints = excluded.prints, framed = excluded.framed
        """,
        new { id, side = side.ToString(), portal = end.Portal, item = end.Item, prints = JsonSerializer.Serialize(end.Prints), framed = end.Framed });

    /// <summary>Replaces the baseline of a task mapping.</summary>
    public static void PutBaseline(IDbConnection connection, MappingId id, TaskBaseline baseline)
    {
        foreach (var side in new[] { Side.A, Side.B })
        {
            connection.Execute(
                "UPDATE mapping_side SET prints = @prints WHERE mapping_id = @id AND side = @side",
                new { id, side = side.ToString(), prints = JsonSerializer.Serialize(baseline.Of(side).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value)) });
        }
    }

    /// <summary>Moves single prints of one end.</summary>
    public static void PutPrints(IDbConnection connection, MappingId id, Side side, IEnumerable<KeyValuePair<string, string>> prints)
    {
        var current = Find(connection, id)?.End(side);
        if (current is not null)
        {
            PutEnd(connection, id, side, current with { Prints = current.Prints.SetItems(prints) });
        }
    }

    /// <summary>The frame of an end was not written after all.</summary>
    public static void Unframe(IDbConnection connection, MappingId id, Side side) => connection.Execute(
        "UPDATE mapping_side SET framed = 0 WHERE mapping_id = @id AND side = @side", new { id, side = side.ToString() });

    /// <summary>Changes the state, with its reason.</summary>
    public static void SetState(IDbConnection connection, MappingId id, MappingState state, string reason, DateTimeOffset at) => connection.Execute(
        "UPDATE mapping SET state = @state, reason = @reason, updated_at = @at WHERE id = @id",
        new { id, state = Words.Of(state), reason, at = at.ToUnixTimeMilliseconds() });

    private sealed class Row
    {
        public long Id { get; init; }
        public long LinkId { get; init; }
        public string Kind { get; init; } = "";
        public long ParentId { get; init; }
        public string Origin { get; init; } = "";
        public string Family { get; init; } = "";
        public int Hops { get; init; }
        public int Part { get; init; }
        public string State { get; init; } = "";
        public string Reason { get; init; } = "";
        public long CreatedAt { get; init; }
        public bool IsPaused { get; init; }
        public bool IsByHand { get; init; }
        public long? APortal { get; init; }
        public string? AItem { get; init; }
        public string? APrints { get; init; }
        public bool AFramed { get; init; }
        public long? BPortal { get; init; }
        public string? BItem { get; init; }
        public string? BPrints { get; init; }
        public bool BFramed { get; init; }

        public Mapping Mapping => new()
        {
            Id = new MappingId(Id),
            Link = new LinkId(LinkId),
            Kind = Words.To<MappingKind>(Kind),
            Parent = new MappingId(ParentId),
            Origin = Enum.Parse<Side>(Origin),
            Family = Family,
            Hops = Hops,
            Part = Part,
            State = Words.To<MappingState>(State),
            Reason = Reason,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            IsPaused = IsPaused,
            IsByHand = IsByHand,
            A = End(APortal, AItem, APrints, AFramed),
            B = End(BPortal, BItem, BPrints, BFramed),
        };

        private static MappingEnd? End(long? portal, string? item, string? prints, bool framed) => portal is null
            ? null
            : new MappingEnd(new PortalId(portal.Value), item!, JsonSerializer.Deserialize<Dictionary<string, string>>(prints!)!.ToImmutableSortedDictionary(), framed);
    }
}

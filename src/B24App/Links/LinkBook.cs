using System.Collections.Immutable;
using System.Data;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>
/// All links, kept in memory and read again after a change through this class or the services of this folder. Ordered by
/// number: "the first that matches" (RULES 6) is the first in the list.
/// </summary>
public sealed class LinkBook(Database database, TimeProvider clock)
{
    private const string AllSql = "SELECT " + LinkRow.Columns + " FROM link ORDER BY id";
    private const string ProposalsSql = "SELECT " + ProposalRow.Columns + " FROM proposal ORDER BY side";
    private const string OfSql = "SELECT " + LinkRow.Columns + " FROM link WHERE portal_a = @portal OR portal_b = @portal ORDER BY id";
    private const string OneSql = "SELECT " + LinkRow.Columns + " FROM link WHERE id = @link";

    private const string HistorySql = """
        SELECT number, half_a AS HalfA, half_b AS HalfB, made_by AS MadeBy, made_at AS MadeAt
          FROM contract WHERE link_id = @link ORDER BY number
        """;

    private readonly Lock _lock = new();
    private Snapshot? _known;
    private long _changes;

    /// <summary>Every link, also the ended ones.</summary>
    public async Task<IReadOnlyList<Link>> All() => (await Known()).All;

    /// <summary>The links a portal has a side of.</summary>
    public async Task<IReadOnlyList<Link>> Of(PortalId portal) => (await Known()).ByPortal.GetValueOrDefault(portal, []);

    /// <summary>One link, or null.</summary>
    public async Task<Link?> Find(LinkId link) => (await Details(link))?.Link;

    /// <summary>Everything about one link, or null.</summary>
    public async Task<LinkDetails?> Details(LinkId link) => (await Known()).ById.GetValueOrDefault(link);

    /// <summary>Every contract that was ever in force on a link, oldest first.</summary>
    public Task<IReadOnlyList<PastContract>> History(LinkId link) => database.Read<IReadOnlyList<PastContract>>(async connection =>
        [.. (await connection.QueryAsync<ContractRow>(HistorySql, new { link = link.Value })).Select(row => row.Past())]);

    /// <summary>The portal, or the side it has in one link, cannot be worked with; every running link of it waits.</summary>
    public Task SetWaiting(PortalId portal, string reason) => Change((connection, now) => SetWaiting(connection, portal, reason, now));

    /// <summary>The portal can be worked with again.</summary>
    public Task ClearWaiting(PortalId portal) => SetWaiting(portal, "");

    /// <summary>One link waits because of one side, with a reason; an empty reason lifts it.</summary>
    public Task SetWaiting(LinkId link, Side side, string reason) => Change((connection, now) =>
    {
        if (Row(connection, link) is { } row && row.Life != LinkRow.Ended)
        {
            Wait(connection, row, side, reason, now);
        }
    });

    /// <summary>Stops a link until an administrator answers: the fuse (RULES 7) or a mass disappearance (RULES 24).</summary>
    public Task Hold(LinkId link, string reason) => Change((connection, now) =>
    {
        if (Row(connection, link) is { Life: LinkRow.Running, Held: "" } row)
        {
            connection.Execute("UPDATE link SET held = @reason WHERE id = @link", new { link = link.Value, reason });
            LinkActs.Tell(connection, row, now, LinkNews.Held, _ => reason);
        }
    });

    /// <summary>Changes the fuse and the caps of a link.</summary>
    public Task SetLimits(LinkId link, LinkLimits limits) => Change((connection, now) =>
    {
        if (Row(connection, link) is { } row)
        {
            connection.Execute("UPDATE link SET limits = @limits WHERE id = @link", new { link = link.Value, limits = HalfJson.Write(limits) });
            LinkActs.Tell(connection, row, now, LinkNews.Limits, _ => "");
        }
    });

    internal static LinkRow? Row(IDbConnection connection, LinkId link) =>
        connection.QuerySingleOrDefault<LinkRow>(OneSql, new { link = link.Value });

    /// <summary>A write to the tables of links; what is kept in memory is read again afterwards.</summary>
    internal async Task<T> Change<T>(Func<IDbConnection, DateTimeOffset, T> work)
    {
        try
        {
            return await database.Write(connection => work(connection, clock.GetUtcNow()));
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Somebody else's transaction touches links: read them again now and once more when it is on disk.</summary>
    internal void ForgetAfterCommit()
    {
        Forget();
        _ = Later();

        // The one writer commits in order, so an empty write ends no earlier than the one we stand in.
        async Task Later()
        {
            await database.Write(_ => { });
            Forget();
        }
    }

    /// <summary>Every link of a portal that has not ended waits for it, inside a transaction.</summary>
    internal static void SetWaiting(IDbConnection connection, PortalId portal, string reason, DateTimeOffset now)
    {
        foreach (var row in Rows(connection, portal).Where(row => row.Life != LinkRow.Ended))
        {
            foreach (var side in LinkActs.SidesOf(row, portal))
            {
                Wait(connection, row, side, reason, now);
            }
        }
    }

    internal static IEnumerable<LinkRow> Rows(IDbConnection connection, PortalId portal) =>
        connection.Query<LinkRow>(OfSql, new { portal = portal.Value });

    private void Forget()
    {
        lock (_lock)
        {
            _changes++;
            _known = null;
        }
    }

    private Task<bool> Change(Action<IDbConnection, DateTimeOffset> work) => Change((connection, now) =>
    {
        work(connection, now);
        return true;
    });

    private static void Wait(IDbConnection connection, LinkRow row, Side side, string reason, DateTimeOffset now)
    {
        if ((side == Side.A ? row.WaitingA : row.WaitingB) == reason)
        {
            return;
        }

        connection.Execute(
            side == Side.A ? "UPDATE link SET waiting_a = @reason WHERE id = @link" : "UPDATE link SET waiting_b = @reason WHERE id = @link",
            new { link = row.Id, reason });
        LinkActs.Tell(connection, row, now, reason.Length > 0 ? LinkNews.Waiting : LinkNews.WaitingOver, reader => reader == side ? reason : "partner");
    }

    private async Task<Snapshot> Known()
    {
        long changes;
        lock (_lock)
        {
            if (_known is { } known)
            {
                return known;
            }

            changes = _changes;
        }

        var read = await database.Read(Load);
        lock (_lock)
        {
            // A change that was committed while we read may be missing in what we read.
            if (changes == _changes)
            {
                _known = read;
            }
        }

        return read;
    }

    private static async Task<Snapshot> Load(IDbConnection connection)
    {
        var proposals = (await connection.QueryAsync<ProposalRow>(ProposalsSql)).ToLookup(row => row.LinkId, row => row.Proposal());
        return Snapshot.Of([.. (await connection.QueryAsync<LinkRow>(AllSql)).Select(row => row.Details(proposals[row.Id]))]);
    }

    private sealed record Snapshot(
        ImmutableArray<Link> All,
        ImmutableDictionary<LinkId, LinkDetails> ById,
        ImmutableDictionary<PortalId, ImmutableArray<Link>> ByPortal)
    {
        public static Snapshot Of(ImmutableArray<LinkDetails> details) => new(
            [.. details.Select(detail => detail.Link)],
            details.ToImmutableDictionary(detail => detail.Link.Id),
            details
                .SelectMany(detail => new[] { detail.Link.A, detail.Link.B }.Distinct().Select(portal => (portal, detail.Link)))
                .GroupBy(pair => pair.portal, pair => pair.Link)
                .ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray()));
    }

    private sealed class ContractRow
    {
        public int Number { get; init; }

        public string HalfA { get; init; } = "";

        public string HalfB { get; init; } = "";

        public string MadeBy { get; init; } = "";

        public long MadeAt { get; init; }

        public PastContract Past() => new(
            new Contract(Number, HalfJson.Read<Half>(HalfA), HalfJson.Read<Half>(HalfB)),
            Enum.Parse<Side>(MadeBy),
            LinkRow.Moment(MadeAt));
    }
}

using System.Collections.Immutable;
using B24App.Store;
using Dapper;

namespace B24App.Balance;

/// <summary>One day of one link, as one of its portals saw it: every look ends in exactly one of the endings, or waits and is carried over.</summary>
/// <param name="Link">The link; 0 for looks that no link took.</param>
/// <param name="Day">The day, from midnight UTC.</param>
/// <param name="CarriedIn">Looks that waited when the day began.</param>
/// <param name="Opened">Looks of this day.</param>
/// <param name="Applied">Something was written on the other side.</param>
/// <param name="Nothing">Both sides agreed.</param>
/// <param name="Skipped">Stayed, by reason.</param>
/// <param name="Parked">Refused, by cause.</param>
/// <param name="Waiting">Looks that wait when the day ends, or now.</param>
public sealed record BalanceDay(
    LinkId Link, DateTimeOffset Day, long CarriedIn, long Opened, long Applied, long Nothing, ImmutableSortedDictionary<string, long> Skipped,
    ImmutableSortedDictionary<string, long> Parked, long Waiting)
{
    /// <summary>Zero, or a look was lost or counted twice.</summary>
    public long Sum => CarriedIn + Opened - Applied - Nothing - Skipped.Values.Sum() - Parked.Values.Sum() - Waiting;
}

/// <summary>The balance of looks (one look at one item for one link) per portal, link and day.</summary>
public sealed class BalanceBook(Database db, TimeProvider clock)
{
    // Endings are counted when they happen, what waits is counted from the rows that wait: two sources that must agree.
    private const string CountsSql = """
        SELECT link_id AS Link, day AS Day, ending AS Ending, reason AS Reason, looks AS Looks
          FROM balance WHERE portal_id = @portal AND day BETWEEN @from AND @to
        """;

    private const string WaitingSql = """
        SELECT d.link_id AS Link, d.day AS Day,
               (SELECT count(*) FROM look l WHERE l.portal_id = @portal AND l.link_id = d.link_id AND l.opened_day < d.day AND (l.ended_day = 0 OR l.ended_day >= d.day)) AS CarriedIn,
               (SELECT count(*) FROM look l WHERE l.portal_id = @portal AND l.link_id = d.link_id AND l.opened_day <= d.day AND (l.ended_day = 0 OR l.ended_day > d.day)) AS Waiting
          FROM (SELECT DISTINCT link_id, day FROM balance WHERE portal_id = @portal AND day BETWEEN @from AND @to) d
         ORDER BY d.day, d.link_id
        """;

    private const string OffSql = """
        SELECT coalesce(sum(abs(n)), 0) FROM (
            SELECT sum(n) AS n FROM (
                SELECT portal_id, link_id, CASE ending WHEN 'opened' THEN looks ELSE -looks END AS n FROM balance
                UNION ALL
                SELECT portal_id, link_id, -1 FROM look WHERE ended_day = 0)
             GROUP BY portal_id, link_id)
        """;

    /// <summary>The days of a portal, oldest first; days without looks are left out.</summary>
    public Task<IReadOnlyList<BalanceDay>> Of(PortalId portal, DateTimeOffset from, DateTimeOffset to) => db.Read<IReadOnlyList<BalanceDay>>(async connection =>
    {
        using var snapshot = connection.BeginTransaction();
        var values = new { portal, from = Days.Of(from), to = Days.Of(to) };
        var counts = (await connection.QueryAsync<Count>(CountsSql, values, snapshot)).ToLookup(row => (row.Link, row.Day));
        return [.. (await connection.QueryAsync<Open>(WaitingSql, values, snapshot)).Select(row => Day(row, [.. counts[(row.Link, row.Day)]]))];
    });

    /// <summary>Today, per link.</summary>
    public Task<IReadOnlyList<BalanceDay>> Today(PortalId portal) => Of(portal, clock.GetUtcNow(), clock.GetUtcNow());

    /// <summary>Over all portals and links and all days: how many looks do not balance. The metric; anything but 0 is a bug.</summary>
    public Task<long> Off() => db.Read(connection => connection.ExecuteScalarAsync<long>(OffSql));

    private static BalanceDay Day(Open open, IReadOnlyList<Count> counts)
    {
        return new BalanceDay(
            new LinkId(open.Link), Days.Start(open.Day), open.CarriedIn, Sum("opened"), Sum("applied"), Sum("nothing"), By("skipped"), By("parked"), open.Waiting);

        long Sum(string ending) => counts.Where(row => row.Ending == ending).Sum(row => row.Looks);

        ImmutableSortedDictionary<string, long> By(string ending) =>
            counts.Where(row => row.Ending == ending).ToImmutableSortedDictionary(row => row.Reason, row => row.Looks, StringComparer.Ordinal);
    }

    private sealed class Count
    {
        public long Link { get; init; }
        public long Day { get; init; }
        public string Ending { get; init; } = "";
        public string Reason { get; init; } = "";
        public long Looks { get; init; }
    }

    private sealed class Open
    {
        public long Link { get; init; }
        public long Day { get; init; }
        public long CarriedIn { get; init; }
        public long Waiting { get; init; }
    }
}

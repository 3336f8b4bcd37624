using System.Collections.Immutable;
using B24App.Store;
using Dapper;

namespace B24App.Balance;

/// <summary>What crossed by one link on one day, as one portal sees it.</summary>
/// <param name="Link">The link.</param>
/// <param name="Day">The day, from midnight UTC.</param>
/// <param name="Sent">Writes to the partner that happened.</param>
/// <param name="Received">Writes to the own portal that happened.</param>
/// <param name="Delay">Half of them took no longer than this from the decision to the portal's answer.</param>
public sealed record TrafficDay(LinkId Link, DateTimeOffset Day, int Sent, int Received, TimeSpan Delay);

/// <summary>What a portal's page counts now.</summary>
/// <param name="Waiting">Calls of its links that have not left.</param>
/// <param name="Undelivered">Calls that a portal refused and a person has to look at.</param>
/// <param name="LastExchange">When anything crossed last; null when nothing ever did.</param>
public sealed record TrafficNow(int Waiting, int Undelivered, DateTimeOffset? LastExchange);

/// <summary>Counts what crossed, per link and day, and what waits. Read from the outbox: every write to a portal is a row there.</summary>
public sealed class Traffic(Database db, TimeProvider clock)
{
    private const string DaysSql = """
        SELECT o.link_id AS Link, o.settled_at / 86400000 AS Day, o.portal_id AS Target, l.portal_a = l.portal_b AS IsSelf, o.settled_at - o.created_at AS Delay
          FROM outbox o JOIN link l ON l.id = o.link_id
         WHERE o.link_id IN (SELECT id FROM link WHERE @portal IN (portal_a, portal_b)) AND (@link = 0 OR o.link_id = @link)
           AND o.state = 'settled' AND o.settled_at >= @from
        """;

    private const string NowSql = """
        SELECT COUNT(*) FILTER (WHERE o.settled_at = 0)                AS Waiting,
               COUNT(*) FILTER (WHERE o.state = 'parked')              AS Undelivered,
               MAX(CASE WHEN o.state = 'settled' THEN o.settled_at END) AS Last
          FROM outbox o WHERE o.link_id IN (SELECT id FROM link WHERE @portal IN (portal_a, portal_b) AND life <> 'ended')
        """;

    /// <summary>The last days of a portal's links, today included; days without exchange are left out.</summary>
    /// <param name="portal">Whose eyes.</param>
    /// <param name="days">How many days.</param>
    /// <param name="link">One link; 0 for all.</param>
    public Task<ImmutableArray<TrafficDay>> Of(PortalId portal, int days, LinkId link = default) => db.Read<ImmutableArray<TrafficDay>>(async connection =>
    {
        var from = (Days.Of(clock.GetUtcNow()) - days + 1) * Days.Milliseconds;
        var rows = await connection.QueryAsync<Row>(DaysSql, new { portal, link, from });
        return [.. rows
            .GroupBy(row => (row.Link, row.Day))
            .OrderBy(group => group.Key)
            .Select(group => new TrafficDay(
                new LinkId(group.Key.Link),
                Days.Start(group.Key.Day),
                group.Count(row => row.IsSelf || row.Target != portal.Value),
                group.Count(row => !row.IsSelf && row.Target == portal.Value),
                TimeSpan.FromMilliseconds(Median([.. group.Select(row => row.Delay)]))))];
    });

    /// <summary>What counts now.</summary>
    public Task<TrafficNow> Now(PortalId portal) => db.Read(async connection =>
    {
        var (waiting, undelivered, last) = await connection.QuerySingleAsync<(int Waiting, int Undelivered, long? Last)>(NowSql, new { portal });
        return new TrafficNow(waiting, undelivered, last is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    });

    /// <summary>The middle value; of an even number the lower one. 0 for none.</summary>
    public static long Median(IReadOnlyList<long> values) => values.Count == 0 ? 0 : values.Order().ElementAt((values.Count - 1) / 2);

    /// <summary>Days up to a moment, oldest first, each with its own row or none.</summary>
    public static ImmutableArray<(DateTimeOffset Day, TrafficDay? Row)> Filled(IEnumerable<TrafficDay> rows, DateTimeOffset now, int days)
    {
        var byDay = rows.ToLookup(row => row.Day);
        return [.. Enumerable.Range(0, days).Select(i => Days.Start(Days.Of(now) - days + 1 + i)).Select(day => (day, byDay[day].FirstOrDefault()))];
    }

    private sealed class Row
    {
        public long Link { get; init; }
        public long Day { get; init; }
        public long Target { get; init; }
        public bool IsSelf { get; init; }
        public long Delay { get; init; }
    }
}

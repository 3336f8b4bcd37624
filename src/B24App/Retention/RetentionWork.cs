using B24App.Balance;
using B24App.Portals;
using B24App.RestLogs;
using B24App.Store;
using Dapper;

namespace B24App.Retention;

/// <summary>Once a day what has been kept long enough goes: as long as the portal's administrator said, and some rows by a fixed time.</summary>
public sealed class RetentionWork(Database db, PortalStore portals, PortalSettings settings, RestLog restLog, TimeProvider clock) : IWork
{
    private const int Some = 5_000;
    private static readonly TimeSpan Pace = TimeSpan.FromDays(1);
    private static readonly TimeSpan BalanceKept = TimeSpan.FromDays(90);

    // A leak test holds first words of messages: enough time to read it, and no more.
    private static readonly TimeSpan TestsKept = TimeSpan.FromDays(7);

    // A number may be given again when the row that has the largest one goes, and others remember how far they read.
    private static readonly string[] OfPortal =
    [
        "DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE portal_id = @portal AND at < @journal LIMIT @some)",
        "DELETE FROM carry_intent WHERE id IN (SELECT id FROM carry_intent WHERE portal_id = @portal AND settled_at <> 0 AND settled_at < @journal LIMIT @some)",
        "DELETE FROM attempt WHERE id IN (SELECT id FROM attempt WHERE portal_id = @portal AND at < @journal LIMIT @some)",
        "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE portal_id = @portal AND received_at < @events AND id < (SELECT max(id) FROM inbox) LIMIT @some)",
        """
        DELETE FROM outbox WHERE id IN (
            SELECT id FROM outbox WHERE portal_id = @portal AND settled_at <> 0 AND settled_at < @journal AND state <> 'parked' AND id < (SELECT max(id) FROM outbox) LIMIT @some)
        """,
    ];

    private const string OldDaysSql = """
        DELETE FROM look WHERE ended_day <> 0 AND ended_day < @day;
        DELETE FROM crossed WHERE day < @day;
        INSERT INTO balance (portal_id, link_id, day, ending, reason, looks)
            SELECT portal_id, link_id, 0, ending, reason, sum(looks) FROM balance WHERE day BETWEEN 1 AND @day - 1 GROUP BY portal_id, link_id, ending, reason
            ON CONFLICT (portal_id, link_id, day, ending, reason) DO UPDATE SET looks = looks + excluded.looks;
        DELETE FROM balance WHERE day BETWEEN 1 AND @day - 1;
        DELETE FROM backfill_run WHERE kind = 'leaktest' AND created_at < @tests;
        DELETE FROM notice WHERE over_at <> 0 AND over_at < @day * 86400000;
        """;

    private readonly NextTurn _next = new();

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_next.IsLater(now))
        {
            return _next.At;
        }

        foreach (var portal in await portals.All())
        {
            await Forget(portal, await settings.Of(portal.Id), now, ct);
        }

        // Days older than shown are one sum: the balance of all days must stay nought (BalanceBook.Off).
        await db.Write(connection =>
        {
            connection.Execute(OldDaysSql, new { day = Days.Of(now - BalanceKept), tests = (now - TestsKept).ToUnixTimeMilliseconds() });
        });
        return _next.After(now, Pace);
    }

    private async Task Forget(Portal portal, PortalSetting kept, DateTimeOffset now, CancellationToken ct)
    {
        var values = new
        {
            portal = portal.Id,
            journal = Before(now, kept.JournalDays),
            events = Before(now, kept.EventDays),
            some = Some,
        };
        foreach (var sql in OfPortal)
        {
            // A handful at a time: the one writer also answers the portals' events.
            while (!ct.IsCancellationRequested && await db.Write(connection => connection.Execute(sql, values)) == Some)
            {
            }
        }

        restLog.Forget(portal.Member, now - TimeSpan.FromDays(kept.RestDays));
    }

    private static long Before(DateTimeOffset now, int days) => (now - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds();
}

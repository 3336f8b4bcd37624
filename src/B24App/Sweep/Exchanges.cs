using System.Collections.Concurrent;
using B24App.Store;
using Dapper;

namespace B24App.Sweep;

/// <summary>
/// When anything was last exchanged with each portal: an event, an opened page, a call written down for it. Read by row number from
/// where it stood, so that asking costs next to nothing.
/// </summary>
public sealed class Exchanges(Database db, TimeProvider clock, WorkSignal signal)
{
    private const string NewSql = """
        SELECT portal_id AS Portal, max(received_at) AS At FROM inbox WHERE id > @inbox GROUP BY portal_id
        UNION ALL
        SELECT portal_id, max(created_at) FROM outbox WHERE id > @outbox GROUP BY portal_id
        """;

    private readonly ConcurrentDictionary<PortalId, DateTimeOffset> _opened = new();

    /// <summary>Somebody opened a page of the portal.</summary>
    public void Opened(PortalId portal)
    {
        _opened[portal] = clock.GetUtcNow();
        signal.Wake();
    }

    /// <summary>Takes note of what came since the last time.</summary>
    public async Task Look()
    {
        var (inbox, outbox) = await db.Read(connection => connection.QuerySingleAsync<(long, long)>("SELECT inbox_to, outbox_to FROM exchange_read"));
        var (newest, rows) = await db.Read(async connection => (
            await connection.QuerySingleAsync<(long Inbox, long Outbox)>("SELECT coalesce((SELECT max(id) FROM inbox), 0), coalesce((SELECT max(id) FROM outbox), 0)"),
            (await connection.QueryAsync<(long Portal, long At)>(NewSql, new { inbox, outbox })).ToList()));
        foreach (var portal in _opened.Keys)
        {
            if (_opened.TryRemove(portal, out var at))
            {
                rows.Add((portal.Value, at.ToUnixTimeMilliseconds()));
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        await db.Write(connection =>
        {
            connection.Execute("UPDATE exchange_read SET inbox_to = @Inbox, outbox_to = @Outbox", new { newest.Inbox, newest.Outbox });
            connection.Execute(
                """
                INSERT INTO sweep_portal (portal_id, exchanged_at) VALUES (@Portal, @At)
                ON CONFLICT (portal_id) DO UPDATE SET exchanged_at = max(exchanged_at, excluded.exchanged_at)
                """,
                rows.Select(row => new { row.Portal, row.At }));
        });
    }

    /// <summary>When each portal was swept, counted and last exchanged something.</summary>
    public Task<IReadOnlyDictionary<PortalId, PortalRounds>> All() => db.Read<IReadOnlyDictionary<PortalId, PortalRounds>>(async connection =>
        (await connection.QueryAsync<(long Portal, long Swept, long Censused, long Exchanged)>("SELECT portal_id, swept_at, censused_at, exchanged_at FROM sweep_portal"))
            .ToDictionary(row => new PortalId(row.Portal), row => new PortalRounds(Moment(row.Swept), Moment(row.Censused), Moment(row.Exchanged))));

    private static DateTimeOffset? Moment(long milliseconds) => milliseconds > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}

/// <summary>How a portal stands in the rounds of the sweep, by our clock.</summary>
/// <param name="Swept">Last sweep.</param>
/// <param name="Censused">Last census.</param>
/// <param name="Exchanged">Last exchange.</param>
public sealed record PortalRounds(DateTimeOffset? Swept, DateTimeOffset? Censused, DateTimeOffset? Exchanged);

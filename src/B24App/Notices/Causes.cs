using B24App.Balance;
using B24App.Links;
using B24App.Store;
using Dapper;

namespace B24App.Notices;

/// <summary>Every cause there is now, read from the rows the stations and pages write anyway.</summary>
public sealed class Causes(Database db, TimeProvider clock)
{
    // An edit that came too late stands as a note already, and nobody can mend the portal's time limit.
    private const string Sql = """
        SELECT Portal, Kind, Link, Reason, Subject, Count FROM (
            SELECT id AS Portal, 'relay' AS Kind, 0 AS Link, '' AS Reason, '' AS Subject, 0 AS Count
              FROM portal WHERE state = 'Waiting' AND reason = 'RelayLost'
            UNION ALL
            SELECT portal_a, 'held', id, held, name, 0 FROM link WHERE life = 'running' AND held <> ''
            UNION ALL
            SELECT portal_b, 'held', id, held, name, 0 FROM link WHERE life = 'running' AND held <> '' AND portal_b <> portal_a
            UNION ALL
            SELECT portal_a, 'partner', id, waiting_b, name, 0 FROM link WHERE life = 'running' AND waiting_b <> '' AND portal_b <> portal_a
            UNION ALL
            SELECT portal_b, 'partner', id, waiting_a, name, 0 FROM link WHERE life = 'running' AND waiting_a <> '' AND portal_b <> portal_a
            UNION ALL
            SELECT CASE ended_by WHEN 'A' THEN portal_b ELSE portal_a END, 'left', id, CASE WHEN (portal_a = 0) <> (portal_b = 0) THEN 'Uninstalled' ELSE '' END, name, 0
              FROM link WHERE life = 'ended' AND portal_a <> portal_b AND ended_at > @news
            UNION ALL
            SELECT portal_a, 'confirm', id, '', name, 0 FROM link WHERE life = 'accepted'
            UNION ALL
            SELECT CASE p.side WHEN 'A' THEN l.portal_b ELSE l.portal_a END, 'proposal', l.id, '', l.name, 0
              FROM proposal p JOIN link l ON l.id = p.link_id WHERE l.life = 'running'
            UNION ALL
            SELECT o.portal_id, 'refused', o.link_id, o.cause, l.name, count(*)
              FROM outbox o JOIN link l ON l.id = o.link_id WHERE o.state = 'parked' AND o.cause <> 'EditWindowOver' GROUP BY o.portal_id, o.link_id, o.cause
            UNION ALL
            SELECT s.portal_id, 'seat', m.link_id, '', l.name, count(*)
              FROM discussion d JOIN mapping m ON m.id = d.mapping_id AND m.state NOT IN ('over', 'ended')
              JOIN mapping_side s ON s.mapping_id = d.mapping_id AND s.side = d.side JOIN link l ON l.id = m.link_id
             WHERE d.membership = 'removed' GROUP BY s.portal_id, m.link_id
            UNION ALL
            SELECT l.portal_a, 'cap', l.id, '', l.name, 0 FROM crossed c JOIN link l ON l.id = c.link_id WHERE c.day = @today AND c.told = 1
            UNION ALL
            SELECT l.portal_b, 'cap', l.id, '', l.name, 0 FROM crossed c JOIN link l ON l.id = c.link_id WHERE c.day = @today AND c.told = 1 AND l.portal_b <> l.portal_a)
        """;

    /// <summary>Reads them.</summary>
    /// <param name="portal">Only this portal's; null for all.</param>
    public Task<IReadOnlyList<Cause>> Now(PortalId? portal = null) => db.Read<IReadOnlyList<Cause>>(async connection =>
        [.. (await connection.QueryAsync<Row>(
            portal is null ? Sql : Sql + " WHERE Portal = @portal", new { today = Days.Of(clock.GetUtcNow()), news = (clock.GetUtcNow() - LinkDetails.EndIsNews).ToUnixTimeMilliseconds(), portal = portal?.Value ?? 0 }))
            .Select(row => new Cause(new PortalId(row.Portal), row.Kind, new LinkId(row.Link), row.Reason, row.Subject, row.Count))]);

    private sealed class Row
    {
        public long Portal { get; init; }
        public string Kind { get; init; } = "";
        public long Link { get; init; }
        public string Reason { get; init; } = "";
        public string Subject { get; init; } = "";
        public long Count { get; init; }
    }
}

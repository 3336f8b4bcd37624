using System.Data;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Stations;

/// <summary>Seats in task chats belong to a person: another relay account takes its own, once per chat (RULES 26).</summary>
internal sealed class SeatsOfPortal : IPortalListener
{
    private const string EmptySql = """
        UPDATE discussion SET membership = 'unknown'
         WHERE EXISTS (SELECT 1 FROM mapping m JOIN link l ON l.id = m.link_id
                        WHERE m.id = mapping_id AND @portal = CASE side WHEN 'A' THEN l.portal_a ELSE l.portal_b END)
        """;

    /// <inheritdoc/>
    public void RelayChanged(IDbConnection store, PortalId portal) => store.Execute(EmptySql, new { portal });

    /// <inheritdoc/>
    public void Left(IDbConnection store, PortalId portal, bool clean)
    {
        // The chats stay, and the account that sits in them.
    }

    /// <inheritdoc/>
    public void Waits(IDbConnection store, PortalId portal, WaitReason reason)
    {
        // A portal that waits keeps its seats.
    }

    /// <inheritdoc/>
    public void Returned(IDbConnection store, PortalId portal)
    {
        // The links that resume look at their discussions.
    }
}

using System.Data;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Sweep;

/// <summary>What becomes of a portal's checkpoints when it goes.</summary>
internal sealed class SweepOfPortal : IPortalListener
{
    // Ids and dates only: kept with the mappings unless everything goes, so that a reinstall reads on where it stood.
    public void Left(IDbConnection store, PortalId portal, bool clean)
    {
        if (clean)
        {
            store.Execute(
                """
                DELETE FROM sweep WHERE portal_id = @portal;
                DELETE FROM sweep_portal WHERE portal_id = @portal;
                DELETE FROM swept WHERE portal_id = @portal;
                DELETE FROM discussion_window WHERE portal_id = @portal;
                DELETE FROM census_question WHERE portal_id = @portal;
                """,
                new { portal });
        }
    }

    public void Waits(IDbConnection store, PortalId portal, WaitReason reason)
    {
        // It is simply not swept while it waits.
    }

    public void Returned(IDbConnection store, PortalId portal)
    {
        // The next sweep reads on from its checkpoint.
    }

    public void RelayChanged(IDbConnection store, PortalId portal)
    {
        // Each census asks for the relay account's rights before it concludes anything, and the messenger's events are subscribed anew.
    }
}

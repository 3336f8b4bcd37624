using System.Data;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Stations;

/// <summary>
/// Tasks that the relay account could not read when their event came, and that are mirrored nowhere. No event tells that they may be read now,
/// and no sweep finds them, for their dates have passed; so they are met when the account reads everything again.
/// </summary>
internal sealed class HiddenTasks(DirtyStore dirty) : IPortalListener
{
    private const string HiddenSql = "SELECT DISTINCT item FROM skip WHERE portal_id = @portal AND link_id = 0 AND reason = @reason";

    /// <inheritdoc/>
    public void ReadsAll(IDbConnection store, PortalId portal)
    {
        foreach (var item in store.Query<string>(HiddenSql, new { portal, reason = nameof(Reason.Unreadable) }).ToList())
        {
            dirty.Mark(store, new Hint(portal, DirtyKind.Task, Items.IdOf(item), Hint.Anything), "rights");
        }
    }

    /// <inheritdoc/>
    public void Left(IDbConnection store, PortalId portal, bool clean)
    {
        // The rows go with everything else of the portal.
    }

    /// <inheritdoc/>
    public void Waits(IDbConnection store, PortalId portal, WaitReason reason)
    {
        // Nothing is read meanwhile, and nothing more is hidden.
    }

    /// <inheritdoc/>
    public void Returned(IDbConnection store, PortalId portal)
    {
        // Whether it reads everything, the portal says with its next answer about the account.
    }

    /// <inheritdoc/>
    public void RelayChanged(IDbConnection store, PortalId portal)
    {
        // Another account may read more; the census asks what it is.
    }
}

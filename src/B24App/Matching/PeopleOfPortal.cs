using System.Data;
using B24App.Portals;
using B24App.Store;

namespace B24App.Matching;

/// <summary>Names and prints of a portal's people go when it uninstalls, with or without CLEAN (RULES 27).</summary>
internal sealed class PeopleOfPortal : IPortalListener
{
    /// <inheritdoc/>
    public void Left(IDbConnection store, PortalId portal, bool clean) => PeopleDirectory.Forget(store, portal);

    /// <inheritdoc/>
    public void Waits(IDbConnection store, PortalId portal, WaitReason reason)
    {
        // A portal that waits keeps its people.
    }

    /// <inheritdoc/>
    public void Returned(IDbConnection store, PortalId portal)
    {
        // They are read again when they are due.
    }

    /// <inheritdoc/>
    public void RelayChanged(IDbConnection store, PortalId portal)
    {
        // The people are the same, whoever writes for us.
    }
}

using System.Data;
using B24App.Store;

namespace B24App.Portals;

/// <summary>
/// Told inside the same commit when a portal comes or goes, so that links wait and resume together with their portal.
/// </summary>
public interface IPortalListener
{
    /// <summary>The portal uninstalled the app; with <paramref name="clean"/> everything of it goes, else only what is personal.</summary>
    void Left(IDbConnection store, PortalId portal, bool clean);

    /// <summary>The portal stopped taking part, with the reason.</summary>
    void Waits(IDbConnection store, PortalId portal, WaitReason reason);

    /// <summary>The portal takes part again.</summary>
    void Returned(IDbConnection store, PortalId portal);

    /// <summary>Another user writes for us from now on.</summary>
    void RelayChanged(IDbConnection store, PortalId portal);

    /// <summary>The relay account is an administrator now and was none before: it reads every task.</summary>
    void ReadsAll(IDbConnection store, PortalId portal)
    {
        // Most have hidden nothing from anybody.
    }
}

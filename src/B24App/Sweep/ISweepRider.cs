using System.Data;
using B24App.Bitrix24.Calls;
using B24App.Portals;

namespace B24App.Sweep;

/// <summary>
/// Another feed of a portal that rides in the first batch of each sweep, so that it costs no request of its own while it has
/// nothing to say.
/// </summary>
public interface ISweepRider
{
    /// <summary>What to ask; empty where the portal does not have this feed.</summary>
    Task<IReadOnlyList<Command>> Questions(Portal portal);

    /// <summary>Stores what came in the sweep's commit; returns what to send once that is on disk.</summary>
    IReadOnlyList<Command> Store(IDbConnection connection, Portal portal, IReadOnlyList<Outcome> outcomes);

    /// <summary>What became of the commands that <see cref="Store"/> returned.</summary>
    Task Confirmed(Portal portal, IReadOnlyList<Outcome> outcomes);
}

using B24App.Sweep;

namespace B24App.Portals;

/// <summary>Acts on a confirmed visit: saves what an administrator or the relay account brought, and sets the following steps going.</summary>
internal sealed partial class Reception(PortalStore portals, Exchanges exchanges, WorkSignal signal, TimeProvider clock, ILogger<Reception> log)
{
    /// <summary>Capabilities are renewed weekly (RULES 31).</summary>
    public static readonly TimeSpan ProbePace = TimeSpan.FromDays(7);

    /// <summary>The portal after the visit. An ordinary user's visit changes nothing.</summary>
    public async Task<Portal> Admit(Confirmed visit, bool isInstall)
    {
        var install = visit.Install;
        var isRelay = visit.Known is { } known && known.RelayUser == install.UserId;
        if (visit.Known is { } there)
        {
            exchanges.Opened(there.Id); // an opened page wakes the sweep (RULES 30)
        }

        if (!install.IsAdmin && !isRelay)
        {
            return visit.Known!;
        }

        var portal = await portals.Save(install, Follow(visit, isInstall));
        Saved(isInstall ? "install" : "visit", portal.Id.Value, portal.State, portal.Reason, install.UserId, install.IsAdmin);
        signal.Wake();
        return portal;
    }

    // Handlers vanish when the app is updated, so they are looked at on every administrator's visit.
    private LifecycleStep[] Follow(Confirmed visit, bool isInstall)
    {
        if (!visit.Install.IsAdmin)
        {
            return [];
        }

        var probed = visit.Known?.Capabilities.ProbedAt;
        return isInstall || probed is null || clock.GetUtcNow() - probed > ProbePace
            ? [LifecycleStep.Bind, LifecycleStep.Place, LifecycleStep.Probe]
            : [LifecycleStep.Bind, LifecycleStep.Place];
    }

    [LoggerMessage(LogLevel.Information, "lifecycle.{Kind} portal {Portal} is {State} {Reason}, user {User}, administrator {IsAdmin}")]
    private partial void Saved(string kind, long portal, PortalState state, WaitReason reason, long user, bool isAdmin);
}

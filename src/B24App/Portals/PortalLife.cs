namespace B24App.Portals;

/// <summary>Decisions about a portal's state; pure, so that a table of cases can test them (RULES 25, 27).</summary>
internal static class PortalLife
{
    /// <summary>How long ids, prints and contracts outlive an uninstall without CLEAN.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>State after an administrator of the portal installed or opened the app with a good pair of tokens.</summary>
    public static (PortalState State, WaitReason Reason) AfterVisit(PortalState? state, WaitReason reason, bool byRelay) => (state, reason) switch
    {
        (null, _) => (PortalState.Active, WaitReason.None),
        (PortalState.Uninstalled, _) => (PortalState.Waiting, WaitReason.Reinstalled),

        // The relay account brought new tokens; for anybody else the role does not move by itself.
        (PortalState.Waiting, WaitReason.RelayLost) when byRelay => (PortalState.Active, WaitReason.None),

        // REST just answered him, so neither the plan nor the portal is gone.
        (PortalState.Waiting, WaitReason.SubscriptionEnded or WaitReason.Closed) =>
            byRelay ? (PortalState.Active, WaitReason.None) : (PortalState.Waiting, WaitReason.RelayLost),

        ({ } same, _) => (same, reason),
    };

    /// <summary>Who writes for us after an administrator pressed "continue": the old relay if its pair lives, else he himself.</summary>
    public static long RelayAfterContinue(long relay, bool relayHasPair, long presser) => relay != 0 && relayHasPair ? relay : presser;

    /// <summary>The former relays after a change; the list never forgets.</summary>
    public static IReadOnlyList<long> Former(IEnumerable<long> former, long before, long after) =>
        [.. former.Append(before).Where(user => user != 0 && user != after).Distinct()];
}

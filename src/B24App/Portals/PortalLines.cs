using System.Collections.Concurrent;
using B24App.Bitrix24.Calls;
using B24App.Store;

namespace B24App.Portals;

/// <summary>
/// The ways to the portals (RULES 25): for writing the relay account's own line, which never moves to another user by itself;
/// for reading any administrator's. One line, and so one token refresh at a time, per owner.
/// </summary>
public sealed class PortalLines(PortalStore portals, PairStore pairs, LineMaker maker, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(PortalId Portal, long User, string ClientId), Lazy<Task<PortalLine?>>> _lines = new();

    /// <summary>The moment a question is asked: what is answered says nothing about pairs that came later.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The relay account's line; null while the portal does not run or nobody has the role.</summary>
    public async Task<PortalLine?> For(PortalId portal) =>
        await portals.Find(portal) is { Runs: true, RelayUser: not 0 } found ? await Of(found, found.RelayUser) : null;

    /// <summary>
    /// A line for reading, which fails over to any stored administrator pair, also while the portal waits for its relay account; null
    /// when it does not run for another reason or nobody's tokens live.
    /// </summary>
    public async Task<ReadingLine?> Reading(PortalId portal)
    {
        if (await portals.Find(portal) is not { } found || !(found.Runs || found is { State: PortalState.Waiting, Reason: WaitReason.RelayLost }))
        {
            return null;
        }

        var owners = await pairs.Owners(portal);
        return owners.Count == 0 ? null : new ReadingLine(this, found, [.. owners.Select(owner => owner.UserId)]);
    }

    /// <summary>The line of one user whose tokens we hold.</summary>
    public Task<PortalLine?> Of(Portal portal, long user) => _lines.GetOrAdd(
        (portal.Id, user, portal.ClientId),
        key => new Lazy<Task<PortalLine?>>(() => maker.Make(portal.Member, key.ClientId, pairs.Of(key.Portal, portal.Member, key.User)))).Value;

    /// <summary>
    /// Somebody's line met <see cref="NoAccess"/>: a dead pair is buried, and when it was the relay account's, or the whole portal
    /// gives no access, the portal waits with the reason.
    /// </summary>
    public async Task Lost(PortalId portal, long user, NoAccess trouble, DateTimeOffset asked)
    {
        switch (trouble.Trouble)
        {
            case AccessTrouble.Expired or AccessTrouble.UserDismissed or AccessTrouble.UserBarred:
                if (await pairs.Bury(portal, user, trouble.Trouble.ToString(), asked) && await portals.Find(portal) is { } found && found.RelayUser == user)
                {
                    await portals.Wait(portal, WaitReason.RelayLost);
                }

                break;
            case AccessTrouble.SubscriptionEnded:
                await portals.Wait(portal, WaitReason.SubscriptionEnded);
                break;
            case AccessTrouble.Uninstalled or AccessTrouble.PortalDeleted:
                await portals.Wait(portal, WaitReason.Closed);
                break;
            default:
                break; // overload and address are the gate's and the operator's business; the portal did nothing wrong
        }
    }

    /// <summary>The relay account's line met <see cref="NoAccess"/>.</summary>
    public async Task Lost(PortalId portal, NoAccess trouble, DateTimeOffset asked)
    {
        if (await portals.Find(portal) is { } found)
        {
            await Lost(portal, found.RelayUser, trouble, asked);
        }
    }
}

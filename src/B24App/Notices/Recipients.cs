using B24App.Bitrix24.Calls;
using B24App.Portals;

namespace B24App.Notices;

/// <summary>Who is told, and by whose access.</summary>
/// <param name="Line">The way to the portal.</param>
/// <param name="Owner">Whose tokens it uses.</param>
/// <param name="Users">Who is told.</param>
internal sealed record Told(PortalLine Line, long Owner, IReadOnlyList<long> Users);

/// <summary>
/// The administrators we know, because they opened the app, and the deputies. The relay account tells them; only when it is the relay
/// account that lost its access, an administrator's own pair does (docs/decisions/0016-notices-may-leave-by-another-pair.md).
/// </summary>
internal sealed class Recipients(PairStore pairs, PortalLines lines, Deputies deputies)
{
    /// <summary>Who is told on a portal; null while nobody can be.</summary>
    public async Task<Told?> Of(Portal portal)
    {
        var owners = await pairs.Owners(portal.Id);
        var users = owners.Where(owner => owner.IsAdmin).Select(owner => owner.UserId).Concat((await deputies.Of(portal.Id)).Select(deputy => deputy.User)).Distinct().ToList();
        var sender = portal switch
        {
            { Runs: true } => portal.RelayUser,
            { State: PortalState.Waiting, Reason: WaitReason.RelayLost } => owners.FirstOrDefault(owner => owner.UserId != portal.RelayUser)?.UserId ?? 0,
            _ => 0,
        };
        return sender != 0 && users.Count > 0 && await lines.Of(portal, sender) is { } line ? new Told(line, sender, users) : null;
    }

    /// <summary>The access that was used is gone.</summary>
    public Task Lost(Portal portal, Told told, NoAccess trouble, DateTimeOffset asked) => lines.Lost(portal.Id, told.Owner, trouble, asked);
}

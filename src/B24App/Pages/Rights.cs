using System.Collections.Concurrent;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Users;
using B24App.Portals;
using B24App.Store;

namespace B24App.Pages;

/// <summary>Whether somebody is still an administrator: believed for five minutes, then asked again with his own token (RULES 38).</summary>
public sealed class Rights(PortalStore portals, PortalLines lines, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(PortalId, long), (bool IsAdmin, DateTimeOffset At)> _known = new();

    /// <summary>True when he may change links, contracts and settings; null when the portal cannot be asked now.</summary>
    public async Task<bool?> IsAdmin(Session session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = _known.GetValueOrDefault((session.Portal, session.User), (session.IsAdmin, session.SeenAt));
        if (session.SeenAt > known.Item2)
        {
            known = (session.IsAdmin, session.SeenAt);
        }

        if (!session.IsAdmin || now - known.Item2 <= Fresh)
        {
            return session.IsAdmin && known.Item1;
        }

        if (await portals.Find(session.Portal) is not { } portal || await lines.Of(portal, session.User) is not { } line)
        {
            return false;
        }

        switch ((await line.Call([UserCommands.Profile()], Urgency.Live, ct))[0])
        {
            case Answer answer:
                var isAdmin = UserWire.From(answer.Result) is { IsAdmin: true } user && user.Id == session.User;
                _known[(session.Portal, session.User)] = (isAdmin, now);
                return isAdmin;
            case NoAccess or Refusal:
                return false;
            default:
                return null;
        }
    }
}

using System.Collections.Concurrent;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Users;
using B24App.Portals;
using B24App.Store;

namespace B24App.Pages;

/// <summary>What somebody may do, and when that was asked.</summary>
/// <param name="May">He may; null when the portal cannot be asked now.</param>
/// <param name="At">Moment of the word.</param>
public sealed record Standing(bool? May, DateTimeOffset At);

/// <summary>
/// Whether somebody may manage links and settings. An administrator is believed for five minutes, then his portal is asked again
/// with his own token (RULES 38); a deputy's role is our own row and read each time.
/// </summary>
public sealed class Rights(PortalStore portals, PortalLines lines, Deputies deputies, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(PortalId, long), (bool IsAdmin, DateTimeOffset At)> _known = new();

    /// <summary>Whether he may manage links and settings now.</summary>
    public async Task<Standing> Ask(Session session, CancellationToken ct) =>
        await deputies.Has(session.Portal, session.User) ? new Standing(true, clock.GetUtcNow()) : await AskAdministrator(session, ct);

    /// <summary>Whether he is an administrator of his portal now.</summary>
    public async Task<Standing> AskAdministrator(Session session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var known = _known.GetValueOrDefault((session.Portal, session.User), (session.IsAdmin, session.SeenAt));
        if (session.SeenAt > known.Item2)
        {
            known = (session.IsAdmin, session.SeenAt);
        }

        if (!session.IsAdmin || now - known.Item2 <= Fresh)
        {
            return new Standing(session.IsAdmin && known.Item1, known.Item2);
        }

        if (await portals.Find(session.Portal) is not { } portal || await lines.Of(portal, session.User) is not { } line)
        {
            return new Standing(false, now);
        }

        switch ((await line.Call([UserCommands.Profile()], Urgency.Live, ct))[0])
        {
            case Answer answer:
                var isAdmin = UserWire.From(answer.Result) is { IsAdmin: true } user && user.Id == session.User;
                _known[(session.Portal, session.User)] = (isAdmin, now);
                return new Standing(isAdmin, now);
            case NoAccess or Refusal:
                return new Standing(false, now);
            default:
                return new Standing(null, now);
        }
    }
}

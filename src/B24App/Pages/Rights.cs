using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Users;
using B24App.Portals;
using B24App.Store;

namespace B24App.Pages;

/// <summary>Whether somebody may still do what he could when his session began: believed for five minutes, then asked again (RULES 38).</summary>
public sealed class Rights(PortalStore portals, PortalLines lines, Deputies deputies, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(PortalId, long), (bool May, DateTimeOffset At)> _administrators = new();
    private readonly ConcurrentDictionary<(PortalId, long), (bool May, DateTimeOffset At)> _deputies = new();

    /// <summary>True when he is an administrator: roles, tokens and the relay account are theirs alone; null when the portal cannot be asked now.</summary>
    public async Task<bool?> IsAdmin(Session session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        (bool May, DateTimeOffset At) known = _administrators.GetValueOrDefault((session.Portal, session.User), (session.IsAdmin, session.SeenAt));
        if (session.SeenAt > known.At)
        {
            known = (session.IsAdmin, session.SeenAt);
        }

        if (!session.IsAdmin || now - known.At <= Fresh)
        {
            return session.IsAdmin && known.May;
        }

        if (await portals.Find(session.Portal) is not { } portal || await lines.Of(portal, session.User) is not { } line)
        {
            return false;
        }

        var asked = Asked((await line.Call([UserCommands.Profile()], Urgency.Live, ct))[0], result => UserWire.From(result) is { IsAdmin: true } user && user.Id == session.User);
        if (asked is { } isAdmin)
        {
            _administrators[(session.Portal, session.User)] = (isAdmin, now);
        }

        return asked;
    }

    /// <summary>True when he may change links, matching and settings: an administrator, or a deputy who still works there; null when the portal cannot be asked now.</summary>
    public async Task<bool?> MayManage(Session session, CancellationToken ct)
    {
        var isAdmin = await IsAdmin(session, ct);
        return isAdmin == false && await deputies.Has(session.Portal, session.User) ? await StillWorks(session, ct) : isAdmin;
    }

    /// <summary>Whether the pages of those who manage are shown to him; nothing is asked, because nothing is changed.</summary>
    public async Task<bool> MayRead(Session session) => session.IsAdmin || await deputies.Has(session.Portal, session.User);

    // His own tokens are not kept, so the portal is asked by the account that reads for us.
    private async Task<bool?> StillWorks(Session session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        (bool May, DateTimeOffset At) known = _deputies.GetValueOrDefault((session.Portal, session.User), (true, session.SeenAt));
        if (session.SeenAt > known.At)
        {
            known = (true, session.SeenAt);
        }

        if (now - known.At <= Fresh)
        {
            return known.May;
        }

        if (await lines.Reading(session.Portal) is not { } line)
        {
            return null;
        }

        var asked = Asked(
            (await line.Call([UserCommands.Get(new JsonObject { ["ID"] = session.User, ["ACTIVE"] = true }, start: 0)], Urgency.Live, ct))[0],
            result => UserWire.ListFrom(result).Any(user => user.Id == session.User && user.Active != false));
        if (asked is { } works)
        {
            _deputies[(session.Portal, session.User)] = (works, now);
        }

        return asked;
    }

    private static bool? Asked(Outcome outcome, Func<System.Text.Json.JsonElement, bool> read) => outcome switch
    {
        Answer answer => read(answer.Result),
        NoAccess or Refusal => false,
        _ => null,
    };
}

using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Chats;
using B24App.Configuration;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Notices;

/// <summary>
/// Tells the administrators of a portal, in the portal itself, what stops the exchange: once per cause, with the screen where it is
/// mended, and once when it is over. The tag makes the second notice take the place of the first, and a repeated one harmless.
/// </summary>
internal sealed class NoticeWork(Database db, Causes causes, PortalStore portals, Recipients recipients, PortalSettings settings, AppManifest manifest, Patience patience, TimeProvider clock) : IWork
{
    /// <summary>Time between two looks: a cause that ends within it is not worth a notice.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    private readonly NoticeStore _store = new(db);
    private readonly NextTurn _next = new();

    public async Task<DateTimeOffset?> Turn(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_next.IsLater(now))
        {
            return _next.At;
        }

        _next.After(now, Pace);
        var seen = await causes.Now();
        await _store.Compare(await Wanted(seen), now.ToUnixTimeMilliseconds());
        foreach (var due in await _store.Due(now.ToUnixTimeMilliseconds()))
        {
            var full = seen.FirstOrDefault(cause => cause.Portal == due.Cause.Portal && cause.Key == due.Cause.Key) ?? due.Cause;
            await Tell(due with { Cause = full }, ct);
        }

        return _next.At;
    }

    private async Task<IReadOnlyList<Cause>> Wanted(IReadOnlyList<Cause> seen)
    {
        var wanted = new List<Cause>();
        foreach (var portal in seen.GroupBy(cause => cause.Portal))
        {
            var muted = (await settings.Of(portal.Key)).Muted;
            wanted.AddRange(portal.Where(cause => !muted.Contains(cause.Kind)));
        }

        return wanted;
    }

    private async Task Tell(DueNotice due, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var later = (now + patience.NoAccess).ToUnixTimeMilliseconds();
        if (await portals.Find(due.Cause.Portal) is not { } portal || await recipients.Of(portal) is not { } to)
        {
            await _store.Postpone(due, later);
            return;
        }

        var code = portal.Capabilities.AppCode ?? manifest.Code;
        var text = due.IsOver ? NoticeWords.Over(portal, due.Cause, code) : NoticeWords.Began(portal, due.Cause, code);
        var outcomes = await to.Line.Call([.. to.Users.Select(user => ChatCommands.Notify(user, text, "b24app:" + due.Cause.Key))], Urgency.Live, ct);
        switch (outcomes.FirstOrDefault(outcome => outcome is not (Answer or Refusal)))
        {
            case null:
                await _store.Told(due, now.ToUnixTimeMilliseconds());
                break;
            case Later wait:
                await _store.Postpone(due, wait.NotBefore.ToUnixTimeMilliseconds());
                break;
            case NoAccess trouble:
                await recipients.Lost(portal, to, trouble, now);
                await _store.Postpone(due, later);
                break;
            default:
                await _store.Postpone(due, (now + patience.UnknownOutcome).ToUnixTimeMilliseconds());
                break;
        }
    }
}

using B24App.Bitrix24.Calls;
using B24App.Bitrix24.OAuth;
using B24App.Bitrix24.Users;

namespace B24App.Portals;

/// <summary>
/// Finds out who stands behind a page's form or an event with tokens (RULES 27, 28). One question to an allow-listed OAuth host;
/// only when that confirms the claim, one question to the portal whose address the host named.
/// </summary>
internal sealed class Visits(OAuthClient oauth, OAuthHosts hosts, PortalStore portals, LineMaker maker, VisitLimit limit, AppOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Asks; changes nothing.</summary>
    /// <param name="claim">What is claimed.</param>
    /// <param name="sender">Whose questions are counted together: an address.</param>
    /// <param name="ct">The visitor left.</param>
    public async Task<VisitOutcome> Confirm(VisitClaim claim, string sender, CancellationToken ct)
    {
        var known = await portals.Find(claim.Member);
        var host = claim.ServerEndpoint is null && known is not null ? known.OAuthHost : hosts.Choose(claim.ServerEndpoint);
        if (host is null)
        {
            return new TurnedAway(VisitRefusal.StrangeOAuthHost);
        }

        if (known?.Recognises(claim.Secret) != true && limit.Take(sender) is { } until)
        {
            return new NotNow(until);
        }

        return await oauth.AppInfo(host, claim.AccessToken, ct) switch
        {
            Granted<AppInfo> { Value: var info } => Mismatch(claim, info) is { } refusal
                ? new TurnedAway(refusal)
                : await AskPortal(claim, known, host, info),
            Denied<AppInfo> => new TurnedAway(VisitRefusal.TokenRefused),
            Unavailable<AppInfo> down => new NotNow(down.NotBefore),
            _ => new NotNow(options.Clock.GetUtcNow() + Pause),
        };
    }

    private VisitRefusal? Mismatch(VisitClaim claim, AppInfo info) =>
        options.Apps.FirstOrDefault(app => app.ClientId == info.ClientId) is not { } entry ? VisitRefusal.OtherApplication
        : info.Member != claim.Member || (entry.PinnedMemberId is { } pinned && pinned != info.Member) ? VisitRefusal.OtherPortal
        : null;

    // From here on every address is the OAuth host's word. The token may be renewed on the way, so nobody can cancel it half-way.
    private async Task<VisitOutcome> AskPortal(VisitClaim claim, Portal? known, Uri host, AppInfo info)
    {
        var now = options.Clock.GetUtcNow();
        var tokens = new VisitorTokens(new TokenPair(
            claim.AccessToken,
            claim.RefreshToken ?? "",
            claim.LivesFor is > 0 and < 100_000 ? now + TimeSpan.FromSeconds(claim.LivesFor.Value) : now + TimeSpan.FromHours(1),
            info.Endpoint,
            host,
            info.Member,
            info.UserId,
            string.Join(',', info.Scopes)));
        if (await maker.Make(info.Member, info.ClientId, tokens) is not { } line)
        {
            return new TurnedAway(VisitRefusal.OtherApplication);
        }

        var outcome = (await line.Call([UserCommands.Profile()], Urgency.Live, CancellationToken.None))[0];
        return outcome switch
        {
            Answer answer when UserWire.From(answer.Result) is { } user && (info.UserId ?? user.Id) == user.Id =>
                Confirmed(claim, known, info, tokens.Pair, user, line),
            Later later => new NotNow(later.NotBefore),
            Unknown => new NotNow(now + Pause),
            _ => new TurnedAway(VisitRefusal.PortalRefused),
        };
    }

    private static VisitOutcome Confirmed(VisitClaim claim, Portal? known, AppInfo info, TokenPair pair, UserWire user, PortalLine line)
    {
        var isAdmin = user.IsAdmin == true;
        if (!isAdmin && known is null or { State: PortalState.Uninstalled })
        {
            return new TurnedAway(VisitRefusal.NeedsAdministrator);
        }

        return new Confirmed(known, new VerifiedInstall
        {
            Info = info with { Endpoint = pair.Endpoint },
            OAuthHost = pair.OAuthHost,
            UserId = user.Id,
            UserName = user.DisplayName,
            IsAdmin = isAdmin,
            Pair = pair.RefreshToken.Length > 0 ? pair with { UserId = user.Id } : null,

            // The OAuth host vouches for the token, not for the rest of the form: an ordinary user of the portal could send any secret.
            Secret = isAdmin ? claim.Secret : null,
            Language = claim.Language,
        }, line);
    }
}

using B24App.Bitrix24.Http;

namespace B24App.Bitrix24.OAuth;

/// <summary>
/// Keeps the tokens of one owner on one portal. One refresh at a time, and the new pair is stored before it is used:
/// the host replaces the refresh token each time, so a pair lost between answer and store would lose the portal.
/// </summary>
public sealed class TokenKeeper(ITokenStore store, OAuthClient oauth, AppCredentials credentials, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Task<OAuthOutcome<TokenPair>>? _underway;
    private TokenPair? _unsaved;

    /// <summary>The pair in force, renewed first when its end has passed.</summary>
    public async Task<OAuthOutcome<TokenPair>> Current(CancellationToken ct)
    {
        if (await store.Load(ct) is not { } pair)
        {
            return new Denied<TokenPair>(Calls.AccessTrouble.Expired, "NO_TOKENS");
        }

        return pair.Expires > clock.GetUtcNow() ? new Granted<TokenPair>(pair) : await Renewed(pair, ct);
    }

    /// <summary>A pair other than this one, which the portal refused: the one somebody else got meanwhile, or a new one.</summary>
    public Task<OAuthOutcome<TokenPair>> Renewed(TokenPair refused, CancellationToken ct)
    {
        Task<OAuthOutcome<TokenPair>> refresh;
        lock (_lock)
        {
            // Never cancelled half-way: the caller may leave, the answer must still be stored.
            refresh = _underway is { IsCompleted: false } ? _underway : _underway = Task.Run(() => Refresh(refused), CancellationToken.None);
        }

        return refresh.WaitAsync(ct);
    }

    /// <summary>The portal moved and the OAuth host confirmed it.</summary>
    public ValueTask Move(Uri endpoint, CancellationToken ct) => store.SaveEndpoint(endpoint, ct);

    /// <summary>Asks the OAuth host where the portal of this pair lives.</summary>
    internal Task<OAuthOutcome<AppInfo>> AskEndpoint(TokenPair pair, CancellationToken ct) =>
        oauth.AppInfo(pair.OAuthHost, pair.AccessToken, ct);

    private async Task<OAuthOutcome<TokenPair>> Refresh(TokenPair refused)
    {
        // The store failed last time: the host already forgot the pair before this one.
        if (_unsaved is { } kept)
        {
            return await Saved(kept, moved: !PortalAddress.SameHost(kept.Endpoint, refused.Endpoint));
        }

        var stored = await store.Load(CancellationToken.None);
        if (stored is not null && stored.AccessToken != refused.AccessToken && stored.Expires > clock.GetUtcNow())
        {
            return new Granted<TokenPair>(stored);
        }

        var spent = stored ?? refused;
        var outcome = await oauth.Refresh(spent, credentials, CancellationToken.None);
        if (outcome is Granted<TokenPair> { Value: var fresh })
        {
            return await Saved(fresh, moved: !PortalAddress.SameHost(fresh.Endpoint, refused.Endpoint));
        }

        // A person who opened the application meanwhile brought a pair that knows nothing of this refusal.
        return await store.Load(CancellationToken.None) is { } brought && brought.AccessToken != spent.AccessToken ? new Granted<TokenPair>(brought) : outcome;
    }

    // The answer to a refresh names the endpoint, so a rename may be learned here before any redirect.
    private async Task<OAuthOutcome<TokenPair>> Saved(TokenPair fresh, bool moved)
    {
        _unsaved = fresh;
        await store.Save(fresh, CancellationToken.None);
        if (moved)
        {
            await store.SaveEndpoint(fresh.Endpoint, CancellationToken.None);
        }

        _unsaved = null;
        return new Granted<TokenPair>(fresh);
    }
}

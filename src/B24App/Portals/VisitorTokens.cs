using B24App.Bitrix24.OAuth;

namespace B24App.Portals;

/// <summary>The pair of somebody who is just being asked who he is; it lives in memory until an administrator's visit is saved.</summary>
internal sealed class VisitorTokens(TokenPair pair) : ITokenStore
{
    public TokenPair Pair { get; private set; } = pair;

    public ValueTask<TokenPair?> Load(CancellationToken ct) => new(Pair);

    public ValueTask Save(TokenPair pair, CancellationToken ct)
    {
        Pair = pair;
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveEndpoint(Uri endpoint, CancellationToken ct)
    {
        Pair = Pair with { Endpoint = endpoint };
        return ValueTask.CompletedTask;
    }
}

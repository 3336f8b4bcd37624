using B24App.Bitrix24.OAuth;

namespace B24App.Bitrix24.Tests.Given;

/// <summary>A token store that remembers the order of what happened to it.</summary>
public sealed class MemoryTokens(TokenPair? pair, List<string> diary) : ITokenStore
{
    public TokenPair? Pair { get; private set; } = pair;

    public bool Broken { get; set; }

    public ValueTask<TokenPair?> Load(CancellationToken ct) => ValueTask.FromResult(Pair);

    public ValueTask Save(TokenPair pair, CancellationToken ct)
    {
        if (Broken)
        {
            throw new IOException("The disk is full.");
        }

        diary.Add("saved " + pair.AccessToken);
        Pair = pair;
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveEndpoint(Uri endpoint, CancellationToken ct)
    {
        diary.Add("moved to " + endpoint.Host);
        Pair = Pair! with { Endpoint = endpoint };
        return ValueTask.CompletedTask;
    }
}

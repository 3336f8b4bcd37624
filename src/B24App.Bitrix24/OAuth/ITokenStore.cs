namespace B24App.Bitrix24.OAuth;

/// <summary>Where the application keeps the token pair of one owner; it alone survives a crash.</summary>
public interface ITokenStore
{
    /// <summary>The pair in force, or null when this owner has none.</summary>
    ValueTask<TokenPair?> Load(CancellationToken ct);

    /// <summary>Makes a pair durable; it is not used before this returns.</summary>
    ValueTask Save(TokenPair pair, CancellationToken ct);

    /// <summary>The portal was renamed and the OAuth host confirmed it: every pair of the portal moves along.</summary>
    ValueTask SaveEndpoint(Uri endpoint, CancellationToken ct);
}

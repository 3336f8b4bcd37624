namespace B24App.Bitrix24.OAuth;

/// <summary>What the OAuth host knows about an access token: the only trusted word on who sent it and where he lives.</summary>
/// <param name="ClientId">The application the token was made for.</param>
/// <param name="Member">The portal's <c>member_id</c>.</param>
/// <param name="Domain">The portal's host.</param>
/// <param name="Endpoint">The portal's REST endpoint.</param>
/// <param name="UserId">The token's user.</param>
/// <param name="Scopes">Granted scopes.</param>
/// <param name="Status">Licence letter; unknown letters are passed on.</param>
/// <param name="Installed">Whether the installation is finished.</param>
/// <param name="Expires">When the token ends, if said.</param>
public sealed record AppInfo(
    string ClientId,
    string Member,
    string Domain,
    Uri Endpoint,
    long? UserId,
    IReadOnlyList<string> Scopes,
    string Status,
    bool Installed,
    DateTimeOffset? Expires);

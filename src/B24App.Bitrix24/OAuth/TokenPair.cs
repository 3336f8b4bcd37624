using System.Text;

namespace B24App.Bitrix24.OAuth;

/// <summary>Access and refresh token of one user on one portal, with the addresses the OAuth host named.</summary>
/// <param name="AccessToken">Lives an hour.</param>
/// <param name="RefreshToken">Replaced by every refresh.</param>
/// <param name="Expires">When the access token ends.</param>
/// <param name="Endpoint">The portal's REST endpoint, ending in <c>/rest/</c>, as the OAuth host named it.</param>
/// <param name="OAuthHost">The allow-listed host that renews this pair.</param>
/// <param name="Member">The portal's <c>member_id</c>.</param>
/// <param name="UserId">Whose rights the tokens carry, when known.</param>
/// <param name="Scope">Granted scopes as sent.</param>
public sealed record TokenPair(
    string AccessToken,
    string RefreshToken,
    DateTimeOffset Expires,
    Uri Endpoint,
    Uri OAuthHost,
    string Member,
    long? UserId,
    string Scope)
{
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Member = ").Append(Member).Append(", UserId = ").Append(UserId);
        return true;
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.OAuth;

/// <summary>
/// <c>app.info</c> of the OAuth host: whose token is this. The shape differs from the portal's method of the same name.
/// </summary>
internal static class OAuthAppInfo
{
    public static (int Status, JsonObject Body) Answer(OAuthHost oauth, string? token)
    {
        if (token is not { Length: TokenSource.Length })
        {
            return OAuthFront.Refuse(401, "NO_AUTH_FOUND", "Wrong authorization data");
        }

        if (oauth.Grants.Access(token) is not { } grant || grant.RevokedWith is not (null or Grants.Removed))
        {
            // Looks like a token and is none.
            return OAuthFront.Refuse(400, "invalid_client");
        }

        if (grant.Expires <= oauth.Clock.GetUtcNow())
        {
            return OAuthFront.Refuse(401, "expired_token", "The access token provided has expired.");
        }

        var portal = grant.Host.Portal;
        lock (portal.Gate)
        {
            if (!portal.Apps.TryGetValue(grant.ClientId, out var app) || grant.RevokedWith == Grants.Removed)
            {
                return OAuthFront.Refuse(401, "NOT_INSTALLED", "Application not installed");
            }

            var scope = string.Join(',', app.Scopes);
            return (200, new JsonObject
            {
                ["result"] = new JsonObject
                {
                    ["client_id"] = grant.ClientId,
                    ["scope"] = scope,
                    // A date here, a number in token responses.
                    ["expires"] = Envelope.Iso(grant.Expires, TimeSpan.Zero),
                    ["user_id"] = grant.UserId,
                    ["install"] = new JsonObject
                    {
                        ["installed"] = app.IsInstalled,
                        ["version"] = app.Version,
                        ["status"] = app.Status,
                        ["scope"] = scope,
                        ["domain"] = portal.Domain,
                        ["uri"] = $"{portal.Scheme}://{portal.Domain}",
                        ["client_endpoint"] = grant.Host.ClientEndpoint,
                        ["member_id"] = portal.MemberId,
                        ["member_type"] = "company",
                    },
                },
                ["time"] = Envelope.Time(oauth.Clock.GetUtcNow(), TimeSpan.Zero, TimeSpan.Zero, 0, null),
            });
        }
    }
}

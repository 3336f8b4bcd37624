using System.Text.Json.Nodes;

namespace B24App.EmulatedPortal.OAuth;

/// <summary>
/// <c>app.info</c> of the OAuth host: whose token is this. The shape differs from the portal's method of the same name.
/// </summary>
internal static class OAuthAppInfo
{
    public static (int Status, JsonObject Body) Answer(OAuthHost oauth, string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return OAuthFront.Refuse(401, "NO_AUTH_FOUND", "Wrong authorization data");
        }

        if (oauth.Grants.Access(token) is not { } grant || grant.RevokedWith is not null)
        {
            return OAuthFront.Refuse(401, "invalid_client", "Unable to get application by token");
        }

        if (grant.Expires <= oauth.Clock.GetUtcNow())
        {
            return OAuthFront.Refuse(401, "expired_token", "The access token provided has expired.");
        }

        var portal = grant.Host.Portal;
        lock (portal.Gate)
        {
            if (!portal.Apps.TryGetValue(grant.ClientId, out var app))
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
                    ["expires"] = grant.Expires.ToUnixTimeSeconds(),
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
                        ["member_type"] = "portal",
                    },
                },
            });
        }
    }
}

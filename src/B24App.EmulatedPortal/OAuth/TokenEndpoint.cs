using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.OAuth;

/// <summary><c>/oauth/token/</c>: codes and refresh tokens into pairs (b24restdocs: settings/oauth/index.md).</summary>
internal sealed class TokenEndpoint(OAuthHost oauth)
{
    public (int Status, JsonObject Body) Answer(JsonObject sent)
    {
        var grantType = Php.AsText(sent["grant_type"]);
        return grantType switch
        {
            "authorization_code" => Exchange(sent, "code"),
            "refresh_token" => Exchange(sent, "refresh_token"),
            _ => OAuthFront.Refuse(400, "invalid_request", "Invalid grant_type parameter or parameter missing"),
        };
    }

    private (int Status, JsonObject Body) Exchange(JsonObject sent, string parameter)
    {
        var secretOfCaller = Php.AsText(sent[parameter]);
        var clientId = Php.AsText(sent["client_id"]) ?? "";
        if (oauth.App(clientId) is not { } card)
        {
            // The one refusal that comes with HTTP 200 (platform fact of the official Python client).
            return OAuthFront.Refuse(200, "wrong_client");
        }

        if (Php.AsText(sent["client_secret"]) != card.ClientSecret)
        {
            return OAuthFront.Refuse(400, "invalid_client");
        }

        if (string.IsNullOrEmpty(secretOfCaller))
        {
            return OAuthFront.Refuse(400, "invalid_request", $"No \"{parameter}\" parameter found");
        }

        var isCode = parameter == "code";
        var grant = isCode ? oauth.Grants.TakeCode(secretOfCaller) : oauth.Grants.Refresh(secretOfCaller);
        if (grant is null || grant.ClientId != clientId || (grant.RevokedWith is null && grant.Expires <= oauth.Clock.GetUtcNow()))
        {
            return isCode
                ? OAuthFront.Refuse(400, "bad_verification_code")
                : OAuthFront.Refuse(400, "invalid_grant");
        }

        var portal = grant.Host.Portal;
        lock (portal.Gate)
        {
            if (!portal.Apps.TryGetValue(clientId, out var app) || grant.RevokedWith == Grants.Removed)
            {
                return OAuthFront.Refuse(401, "NOT_INSTALLED", "Application not installed");
            }

            if (grant.RevokedWith is not null)
            {
                return OAuthFront.Refuse(400, "invalid_grant");
            }

            if (app.IsPaymentExpired)
            {
                return OAuthFront.Refuse(401, "PAYMENT_REQUIRED", "Subscription has been ended");
            }

            var pair = oauth.Grants.Issue(grant.Host, clientId, grant.UserId);
            if (!isCode && !portal.Switches.TolerantRefreshTokens)
            {
                oauth.Grants.Spend(secretOfCaller);
            }

            return (200, Body(grant, app, pair));
        }
    }

    private JsonObject Body(Grant grant, InstalledApp app, TokenPair pair) => new()
    {
        ["access_token"] = pair.Access,
        ["refresh_token"] = pair.Refresh,
        ["expires"] = pair.Expires.ToUnixTimeSeconds(),
        ["expires_in"] = (long)Grants.AccessLife.TotalSeconds,
        ["scope"] = string.Join(',', app.Scopes),
        // The auth host, not the portal: the portal is in client_endpoint.
        ["domain"] = oauth.Domain,
        ["server_endpoint"] = oauth.ServerEndpoint,
        ["client_endpoint"] = grant.Host.ClientEndpoint,
        ["status"] = app.Status,
        ["member_id"] = grant.Host.Portal.MemberId,
        ["user_id"] = grant.UserId,
    };
}

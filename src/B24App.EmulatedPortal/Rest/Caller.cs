using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.OAuth;

namespace B24App.EmulatedPortal.Rest;

/// <summary>Who calls: a user through an app, through a webhook, or in person (the page, tests, the demo).</summary>
/// <param name="User">Whose rights the call has.</param>
/// <param name="App">The app, or null.</param>
/// <param name="Account">What limits and idempotency keys are counted by: client id or webhook code.</param>
internal sealed record Caller(PortalUser User, InstalledApp? App, string Account)
{
    /// <summary><c>auth_connector</c> of the whole request; empty: none.</summary>
    public string Connector { get; init; } = "";

    /// <summary>The HTTP request it came with.</summary>
    public object Hit { get; init; } = new();

    /// <summary>The token it came with; null without one.</summary>
    public string? Token { get; init; }

    public bool Holds(RestMethod method, Switches switches)
    {
        if (App is null || method.Scopes.Count == 0)
        {
            return true;
        }

        return method.Scopes.Any(scope => App.Scopes.Contains(method.IsV3 && scope == "task" && switches.V3NeedsTasksScope ? "tasks" : scope));
    }

    /// <summary>Finds out who calls, under the portal's gate.</summary>
    /// <exception cref="RestError">The token or webhook code is no good.</exception>
    public static Caller Identify(PortalHost host, RestPath path, string? token)
    {
        var portal = host.Portal;
        return path.WebhookCode is { } code ? Webhook(portal, path.WebhookUser!.Value, code) : Application(host, token);
    }

    private static Caller Webhook(Portal portal, long userId, string code)
    {
        if (!portal.Webhooks.TryGetValue(code, out var users))
        {
            throw new RestError("NO_AUTH_FOUND", "Wrong authorization data", 401);
        }

        if ((users is not null && !users.Contains(userId)) || !portal.Users.TryGetValue(userId, out var user))
        {
            throw new RestError("INVALID_CREDENTIALS", "Invalid request credentials", 403);
        }

        return user.IsActive ? new Caller(user, null, "webhook:" + code) : throw Unauthorized();
    }

    private static Caller Application(PortalHost host, string? token)
    {
        // Hex of a fixed length; anything else is not even looked up.
        if (token is not { Length: TokenSource.Length } || !token.All(char.IsAsciiHexDigit))
        {
            throw new RestError("NO_AUTH_FOUND", "Wrong authorization data", 401);
        }

        if (host.OAuth.Grants.Access(token) is not { } grant || grant.Host != host)
        {
            throw new RestError("invalid_token", "Unable to get application by token", 401);
        }

        if (!host.Portal.Apps.TryGetValue(grant.ClientId, out var app) || grant.RevokedWith == Grants.Removed)
        {
            throw new RestError(Grants.Removed, "Application not found", 401);
        }

        if (grant.RevokedWith is { } error)
        {
            throw new RestError(error, "Unable to get application by token", 401);
        }

        if (grant.Expires <= host.Portal.Clock.GetUtcNow())
        {
            throw new RestError("expired_token", "The access token provided has expired.", 401);
        }

        if (!host.Portal.Users.TryGetValue(grant.UserId, out var user) || !user.IsActive)
        {
            // Dismissed with "preserve integrations": the app's system user stands in (b24restdocs: settings/system-user.md).
            user = host.Install.SystemUserFor(app, grant.UserId) ?? throw Unauthorized();
        }

        return app.IsPaymentExpired
            ? throw new RestError("PAYMENT_REQUIRED", "Subscription has been ended", 401)
            : new Caller(user, app, app.ClientId) { Token = token };
    }

    private static RestError Unauthorized() => new("authorization_error", "Unable to authorize user", 401);
}

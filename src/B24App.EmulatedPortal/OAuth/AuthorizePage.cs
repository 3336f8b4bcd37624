using B24App.EmulatedPortal.Hosting;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.OAuth;

/// <summary>
/// <c>/oauth/authorize/</c> of a portal: the browser's user says yes at once and is sent to the app with a code. Who he is
/// comes in <c>user</c> (default 1), because the box has no sign-in.
/// </summary>
internal static class AuthorizePage
{
    public static async Task Handle(HttpContext http, PortalHost host)
    {
        var clientId = http.Request.Query["client_id"].ToString();
        var userId = long.TryParse(http.Request.Query["user"], out var asked) ? asked : 1;
        var portal = host.Portal;
        string? target = null;
        lock (portal.Gate)
        {
            if (portal.Apps.TryGetValue(clientId, out var app) && portal.Users.TryGetValue(userId, out var user) && user.IsActive
                && Redirect(host, clientId) is { Length: > 0 } redirect)
            {
                target = WithQuery(redirect,
                [
                    new("code", host.OAuth.Grants.IssueCode(host, clientId, userId)),
                    new("state", http.Request.Query["state"].ToString()),
                    new("domain", portal.Domain),
                    new("member_id", portal.MemberId),
                    new("scope", string.Join(',', app.Scopes)),
                    new("server_domain", host.OAuth.Domain),
                ]);
            }
        }

        if (target is not null)
        {
            http.Response.Redirect(target);
            return;
        }

        // A failed authorisation stays on the portal's own page; the app hears nothing.
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync("<!doctype html><title>Bitrix24</title><p>The application is not installed, or the user may not open it.</p>");
    }

    private static string? Redirect(PortalHost host, string clientId) =>
        host.OAuth.App(clientId) is { } card ? card.RedirectUrl ?? card.AppUrl : null;

    private static string WithQuery(string url, KeyValuePair<string, string>[] pairs) =>
        url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?')
            + string.Join('&', pairs.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
}

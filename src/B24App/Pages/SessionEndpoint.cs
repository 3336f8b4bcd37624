using B24App.Portals;
using B24App.Receive;

namespace B24App.Pages;

/// <summary>
/// A new session for a page whose hour is over: the frame asks its portal for a fresh token and sends it here; whose it is, the
/// OAuth host says.
/// </summary>
internal static class SessionEndpoint
{
    public static void MapSession(this IEndpointRouteBuilder routes, string path) => routes.MapPost(path, Renew);

    private static async Task<IResult> Renew(HttpRequest request, Visits visits, PortalStore portals, Sessions sessions, TimeProvider clock, CancellationToken ct)
    {
        // Only a portal we know renews here; a new one comes through the installer.
        if (await Form.Read(request) is not { } form || VisitClaim.From(form, null) is not { } claim || await portals.Find(claim.Member) is null)
        {
            return Results.Unauthorized();
        }

        return await visits.Confirm(claim with { Secret = null }, request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "", ct) switch
        {
            Confirmed { Known: { } portal, Install: var install, Line: var line } => Results.Text(sessions.Sign(await TaskAccess.With(
                new Session(portal.Id, install.UserId, install.IsAdmin, clock.GetUtcNow(), Texts.For(form["LANG"]).Language, Placement(form["PLACEMENT"])), line, form["PLACEMENT_OPTIONS"]))),
            NotNow => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            _ => Results.Unauthorized(),
        };
    }

    private static string Placement(string? sent) => sent is { Length: > 0 and <= 64 } ? sent : "DEFAULT";
}

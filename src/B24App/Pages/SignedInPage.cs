using B24App.Portals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages;

/// <summary>A fragment for somebody with a session; without one it answers 401 and the page renews its session.</summary>
public abstract class SignedInPage(Sessions sessions, PortalStore portals) : PageModel
{
    /// <summary>Who looks.</summary>
    public Session Session { get; private set; } = null!;

    /// <summary>His portal.</summary>
    public Portal Portal { get; private set; } = null!;

    /// <summary>His words.</summary>
    public Texts Words { get; private set; } = null!;

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (sessions.Read(Request) is not { } session || await portals.Find(session.Portal) is not { State: not PortalState.Uninstalled } portal)
        {
            Response.Headers["HX-Trigger"] = "session-expired";
            context.Result = new StatusCodeResult(StatusCodes.Status401Unauthorized);
            return;
        }

        (Session, Portal, Words) = (session, portal, Texts.For(session.Language));
        HttpContext.AllowFrameOf(portal.Origin);
        await next();
    }

    /// <summary>Reads the portal again after it was changed.</summary>
    protected async Task Refresh() => Portal = await portals.Find(Portal.Id) ?? Portal;
}

using B24App.Portals;
using B24App.Receive;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages;

/// <summary>
/// A page that a portal opens by POST in its frame. GET and HEAD answer 200 with a plain page, because the developer console asks
/// so (b24restdocs: market/preparing-to-publish/faq.md). Whatever the POST says is believed only as far as <see cref="Visits"/> confirms it.
/// </summary>
[ReadsItsOwnForm]
public abstract class PortalPost : PageModel
{
    private readonly Visits _visits;
    private readonly Reception _reception;
    private readonly Sessions _sessions;
    private readonly ViewerStore _viewers;
    private readonly Navigation _navigation;
    private readonly TimeProvider _clock;

    private protected PortalPost(PageTools tools)
    {
        _visits = tools.Visits;
        _reception = tools.Reception;
        _sessions = tools.Sessions;
        _viewers = tools.Viewers;
        _navigation = tools.Navigation;
        _clock = tools.Clock;
    }

    /// <summary>The plain page to show instead of the screen; null when all is well.</summary>
    public Outside? Plain { get; private set; }

    /// <summary>The words of the visitor.</summary>
    public Texts Words { get; private set; } = Texts.For(null);

    /// <summary>The portal that opened us; null when it is not confirmed.</summary>
    public Portal? Portal { get; private set; }

    /// <summary>The screen that was asked for.</summary>
    public string Start { get; private set; } = "/home";

    /// <summary>Opened outside a portal, or looked at by the developer console.</summary>
    public IActionResult OnGet()
    {
        return Turn("Outside", StatusCodes.Status200OK);
    }

    /// <summary>Opened by a portal.</summary>
    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        Words = Outside.WordsOf(Request);
        if (await Form.Read(Request) is not { } form || VisitClaim.From(form, Language()) is not { } claim)
        {
            return Turn("Malformed", StatusCodes.Status400BadRequest);
        }

        var sender = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (await _visits.Confirm(claim, sender, ct))
        {
            case Confirmed confirmed:
                return await Show(confirmed, form["PLACEMENT"].ToString(), form["PLACEMENT_OPTIONS"].ToString());
            case TurnedAway { Reason: VisitRefusal.NeedsAdministrator }:
                return Turn("NeedsAdministrator", StatusCodes.Status200OK);
            case TurnedAway { Reason: VisitRefusal.PortalRefused }:
                return Turn("PortalRefused", StatusCodes.Status200OK);
            case NotNow:
                return Turn("NotNow", StatusCodes.Status503ServiceUnavailable);
            default:
                return Turn("Refused", StatusCodes.Status403Forbidden);
        }
    }

    /// <summary>The visit is an installation: everything that follows one is done, and an administrator is needed.</summary>
    protected abstract bool IsInstall { get; }

    private async Task<IActionResult> Show(Confirmed confirmed, string placement, string options)
    {
        var install = confirmed.Install;
        if (IsInstall && !install.IsAdmin)
        {
            return Turn("NeedsAdministrator", StatusCodes.Status200OK);
        }

        Portal = await _reception.Admit(confirmed, IsInstall);
        HttpContext.AllowFrameOf(Portal.Origin);
        var viewer = await _viewers.Of(Portal.Id, install.UserId);
        Words = viewer.Language.Length > 0 ? Texts.For(viewer.Language) : Words;
        Start = _navigation.Start(options);
        var session = new Session(Portal.Id, install.UserId, install.IsAdmin, _clock.GetUtcNow(), Words.Language, placement is { Length: > 0 and <= 64 } ? placement : "DEFAULT");
        session = await CrmAccess.With(await TaskAccess.With(session, confirmed.Line, options), confirmed.Line, options);
        ViewData["Shell"] = new Shell(Words, Words["App.title"], viewer.Theme, _sessions.Sign(session), Portal.Origin);
        return Page();
    }

    private PageResult Turn(string what, int status)
    {
        Plain = Outside.Of(what, HttpContext, status);
        ViewData["Shell"] = new Shell(Plain.Words, Plain.Title, "light");
        return Page();
    }

    // LANG is the language of the user who looks, the best guess for his portal until it was asked.
    private string? Language() => Request.Query["LANG"].ToString() is { Length: 2 } language ? language : null;
}

/// <summary>What pages that portals open have in common.</summary>
internal sealed record PageTools(Visits Visits, Reception Reception, Sessions Sessions, ViewerStore Viewers, Navigation Navigation, TimeProvider Clock);

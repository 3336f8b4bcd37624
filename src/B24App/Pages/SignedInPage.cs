using System.Text.Json;
using B24App.Links;
using B24App.Portals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages;

/// <summary>Who may open a screen.</summary>
public enum Level
{
    /// <summary>Everybody with access to the application.</summary>
    Anybody,

    /// <summary>Administrators of the portal and their deputies.</summary>
    Manager,
}

/// <summary>
/// A screen, or a part of one, for somebody with a session; without one it answers 401 and the page renews its session. Screens use
/// the layout <c>_Screen</c> and name themselves in <see cref="Screen"/>; parts of a screen use none.
/// </summary>
public abstract class SignedInPage(ScreenTools tools) : PageModel
{
    /// <summary>Header in which the page tells the browser's time zone.</summary>
    public const string ZoneHeader = "X-Time-Zone";

    /// <summary>Who looks.</summary>
    public Session Session { get; private set; } = null!;

    /// <summary>His portal.</summary>
    public Portal Portal { get; private set; } = null!;

    /// <summary>His words.</summary>
    public Texts Words { get; private set; } = null!;

    /// <summary>What he chose for his page.</summary>
    public Viewer Viewer { get; protected set; } = Viewer.Default;

    /// <summary>He may manage links, as far as is known without asking the portal: decides which buttons show. An act asks again.</summary>
    public bool MayManage { get; private set; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => tools.Clock.GetUtcNow();

    /// <summary>Name of the screen in <see cref="Navigation"/>.</summary>
    public abstract string Screen { get; }

    /// <summary>The navigation stands beside it; a widget has none.</summary>
    public virtual bool HasNavigation => true;

    /// <summary>Title of the document while this screen shows; the heading says it too.</summary>
    public virtual string Title => Words[$"Nav.{Screen}"];

    /// <summary>Where the list stands that its things belong to.</summary>
    protected virtual string ListPath => $"/{Screen}";

    /// <summary>Who may open it.</summary>
    protected virtual Level Needs => Level.Anybody;

    /// <inheritdoc/>
    [NonHandler] // its name reads like a handler of a method called PAGE
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (tools.Sessions.Read(Request) is not { } session || await tools.Portals.Find(session.Portal) is not { State: not PortalState.Uninstalled } portal)
        {
            Response.Headers["HX-Trigger"] = "session-expired";
            context.Result = new StatusCodeResult(StatusCodes.Status401Unauthorized);
            return;
        }

        (Session, Portal, Viewer) = (session, portal, await tools.Viewers.Of(session.Portal, session.User));
        Words = Texts.For(Viewer.Language.Length > 0 ? Viewer.Language : session.Language, Request.Headers[ZoneHeader]);
        ViewData[nameof(Words)] = Words; // parts that are handed one thing only still speak the reader's language
        MayManage = session.IsAdmin || await tools.Deputies.Has(portal.Id, session.User);
        HttpContext.AllowFrameOf(portal.Origin);
        if (Needs == Level.Manager && !MayManage)
        {
            context.Result = NoRights();
            return;
        }

        if (Request.Query["said"].ToString() is { Length: > 0 and <= 40 } said && Words.Knows($"Said.{said}"))
        {
            Toast(Words[$"Said.{said}"]);
        }

        await next();
    }

    /// <inheritdoc/>
    [NonHandler]
    public override PartialViewResult Partial(string viewName, object? model)
    {
        var result = base.Partial(viewName, model);
        result.ViewData[nameof(Words)] = Words;
        return result;
    }

    /// <summary>After an act another screen shows, with a word of success <c>Said.{said}</c>: headers of a redirect are lost, so the next answer says it.</summary>
    protected RedirectResult Go(string path, string said) => Redirect($"{path}?said={said}");

    /// <summary>Reads the portal again after it was changed.</summary>
    protected async Task Refresh() => Portal = await tools.Portals.Find(Portal.Id) ?? Portal;

    /// <summary>Somebody who may manage links acts; his rights are asked again first (RULES 38).</summary>
    protected async Task<IActionResult> AsManager(Func<Admin, Task<IActionResult>> act, CancellationToken ct) =>
        await Act(await tools.Rights.Ask(Session, ct), act);

    /// <summary>Only an administrator of the portal may do this: roles and the relay account.</summary>
    protected async Task<IActionResult> AsAdministrator(Func<Admin, Task<IActionResult>> act, CancellationToken ct) =>
        await Act(await tools.Rights.AskAdministrator(Session, ct), act);

    /// <summary>A word of success that fades by itself; problems stay on the page instead.</summary>
    protected void Toast(string sentence) => Trigger("toast", sentence);

    /// <summary>Tells the page that something happened; parts of it may listen, such as the number in the navigation to <c>undelivered-changed</c>.</summary>
    protected void Trigger(string name, string value = "")
    {
        var events = Response.Headers["HX-Trigger"].ToString() is { Length: > 0 } before
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(before)!
            : [];
        events[name] = value;
        Response.Headers["HX-Trigger"] = JsonSerializer.Serialize(events); // headers are ASCII: the serializer escapes the rest
    }

    /// <summary>He may not, and who can change that.</summary>
    protected IActionResult NoRights() => State(StatusCodes.Status403Forbidden, new StateView("lock", Words["State.noRights"], Words["State.noRights.advice"]));

    /// <summary>There is no such thing, or it belongs to somebody else: nobody learns which. A press that came too late is led to the list.</summary>
    protected IActionResult NotThere() => State(StatusCodes.Status404NotFound, HttpMethods.IsGet(Request.Method)
        ? new StateView("search", Words["State.notThere"], Words["State.notThere.advice"]) { Action = new StateAction(Words["State.toHome"], "/home") }
        : new StateView("search", Words["State.gone"], Words["State.gone.advice"]) { Action = new StateAction(Words["State.reload"], ListPath) });

    /// <summary>The portal cannot be asked now.</summary>
    protected IActionResult NotNow() => State(StatusCodes.Status503ServiceUnavailable, new StateView("clock", Words["State.notNow"], Words["State.notNow.advice"]));

    /// <summary>Something went wrong in an expected way: what, and what to do.</summary>
    /// <param name="title">What is the matter.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="code">For support, under "details".</param>
    /// <param name="status">422 unless another fits better.</param>
    protected IActionResult Problem(string title, string advice, string? code = null, int status = StatusCodes.Status422UnprocessableEntity) =>
        State(status, new StateView("warning", title, advice) { Code = code });

    /// <summary>An act on a link ended otherwise than it should: what, and what to do about this very answer.</summary>
    protected IActionResult Problem(LinkAnswer answer) => State(StatusCodes.Status422UnprocessableEntity, new StateView("warning", Words[$"LinkAnswer.{answer}"], Words[$"LinkAnswer.{answer}.advice"])
    {
        Code = answer.ToString(),
        Action = answer == LinkAnswer.NotFound ? new StateAction(Words["State.reload"], ListPath) : null,
    });

    private async Task<IActionResult> Act(Standing standing, Func<Admin, Task<IActionResult>> act) => standing.May switch
    {
        true => await act(new Admin(Portal.Id, Session.User, standing.At)),
        false => NoRights(),
        null => NotNow(),
    };

    private PartialViewResult State(int status, StateView view)
    {
        // A screen that was asked for shows its own trouble; the trouble of a button stands below that button.
        if (!HttpMethods.IsGet(Request.Method))
        {
            Response.Headers["HX-Retarget"] = "this";
            Response.Headers["HX-Reswap"] = "afterend";
        }

        var result = Partial("_State", view with { IsTrouble = true, Request = HttpContext.TraceIdentifier, Words = Words });
        result.StatusCode = status;
        return result;
    }
}

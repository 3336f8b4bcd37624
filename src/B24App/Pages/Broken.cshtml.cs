using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages;

/// <summary>What is shown when the app itself failed: one sentence, one advice, the number of the request; no trace of our insides.</summary>
[ReadsItsOwnForm]
public sealed class BrokenModel(Sessions sessions) : PageModel
{
    /// <summary>What stands in a screen of somebody with a session; null for anybody else.</summary>
    public StateView? State { get; private set; }

    /// <summary>What a person sees whose whole page failed; null for a program, which gets an empty answer.</summary>
    public Outside? Plain { get; private set; }

    /// <summary>A screen failed.</summary>
    public IActionResult OnGet() => Show();

    /// <summary>An act failed; the sentence stands below its button.</summary>
    public IActionResult OnPost()
    {
        Response.Headers["HX-Retarget"] = "this";
        Response.Headers["HX-Reswap"] = "afterend";
        return Show();
    }

    private IActionResult Show()
    {
        if (HttpContext.Features.Get<IExceptionHandlerFeature>() is null)
        {
            return NotFound();
        }

        if (sessions.Read(Request) is { } session)
        {
            var words = Texts.For(session.Language);
            State = new StateView("warning", words["State.broken"], words["State.broken.advice"])
            {
                IsTrouble = true,
                IsOurs = true,
                Request = HttpContext.TraceIdentifier,
                Words = words,
            };
        }
        else if (Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            Plain = Outside.Of("Broken", HttpContext, StatusCodes.Status500InternalServerError);
            ViewData["Shell"] = new Shell(Plain.Words, Plain.Title, "light");
        }

        return Page();
    }
}

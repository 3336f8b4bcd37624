using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages;

/// <summary>What is shown when the app itself failed: one sentence, one advice, the number of the request; no trace of our insides.</summary>
[ReadsItsOwnForm]
public sealed class BrokenModel(Sessions sessions) : PageModel
{
    /// <summary>What a page of ours shows; null for anybody else, who gets an empty answer.</summary>
    public StateView? State { get; private set; }

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
                Request = HttpContext.TraceIdentifier,
                Details = words["State.details"],
            };
        }

        return Page();
    }
}

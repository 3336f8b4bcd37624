using Microsoft.AspNetCore.Mvc.RazorPages;

namespace B24App.Pages;

/// <summary>An address that does not exist: a mistyped handler in the console, an old bookmark.</summary>
[ReadsItsOwnForm]
public sealed class LostModel : PageModel
{
    /// <summary>The plain page.</summary>
    public Outside Plain { get; private set; } = null!;

    /// <summary>Opened by a person.</summary>
    public void OnGet() => Show();

    /// <summary>Opened by a portal.</summary>
    public void OnPost() => Show();

    private void Show()
    {
        Plain = Outside.Of("Lost", HttpContext, StatusCodes.Status404NotFound);
        ViewData["Shell"] = new Shell(Plain.Words, Plain.Title, "light");
    }
}

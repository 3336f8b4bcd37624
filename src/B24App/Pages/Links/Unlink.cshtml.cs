using B24App.Links;
using B24App.Plan;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>The dialog that ends a link: it names the link and the effect in numbers.</summary>
public sealed class UnlinkModel(ScreenTools tools, LinkBook book, Unlinking unlinking, WorkSignal signal) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "links";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The link.</summary>
    public Link Link { get; private set; } = null!;

    /// <summary>The reader's side.</summary>
    public Side Side { get; private set; }

    /// <summary>What would be touched.</summary>
    public UnlinkCount Count { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(long id)
    {
        if (!await Find(id))
        {
            return NotThere();
        }

        Count = await unlinking.Count(Link.Id);
        return Page();
    }

    /// <summary>Ends the link.</summary>
    public Task<IActionResult> OnPost(long id, EndingPolicy policy, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Find(id))
            {
                return NotThere();
            }

            var answer = await unlinking.End(Link.Id, Side, policy, by);
            if (answer != LinkAnswer.Done)
            {
                return Problem(answer);
            }

            signal.Wake();
            return Go("/links", "unlinked");
        },
        ct);

    private async Task<bool> Find(long id)
    {
        if (await book.Find(new LinkId(id)) is not { } link || LinkWords.SideOf(link, Portal) is not { } side)
        {
            return false;
        }

        (Link, Side) = (link, side);
        return true;
    }
}

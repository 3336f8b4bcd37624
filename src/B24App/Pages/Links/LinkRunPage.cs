using B24App.Links;
using B24App.Plan;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>
/// A page of one link from which something is set going on it: a run over what existed before, a leak test, a search for pairs. Whoever
/// may press, presses the same way everywhere: the link is looked at again, the act answers, and the page shows what stands now.
/// </summary>
public abstract class LinkRunPage(ScreenTools tools, LinkDesk desk) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "links";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The link.</summary>
    public LinkDetails Details { get; private set; } = null!;

    /// <summary>The reader's side of it.</summary>
    public Side Side { get; private set; }

    /// <summary>Reads what the page shows of the link.</summary>
    protected abstract Task Read();

    /// <summary>Reads everything; false when the link is not one of this portal's.</summary>
    protected async Task<bool> Load(long id)
    {
        if (await desk.Find(new LinkId(id), Portal) is not { } found)
        {
            return false;
        }

        (Details, Side) = (found.Details, found.Side);
        await Read();
        return true;
    }

    /// <summary>Acts and shows what stands then.</summary>
    protected Task<IActionResult> Press(long id, Func<Admin, Task<LinkAnswer>> act, CancellationToken ct) => AsManager(
        async by => !await Load(id) ? NotThere() : await act(by) switch
        {
            LinkAnswer.NotFound => NotThere(),
            LinkAnswer.Done or LinkAnswer.NothingToDo => await Load(id) ? Page() : NotThere(),
            var answer => Problem(answer),
        },
        ct);
}

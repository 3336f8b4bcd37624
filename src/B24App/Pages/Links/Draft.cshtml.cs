using B24App.Links;
using B24App.Links.Drafts;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>Begins a draft: of a new link, or of other rules for a running one. The screen that follows is the wizard.</summary>
public sealed class DraftModel(ScreenTools tools, DraftStore drafts, LinkBook book) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "links";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>Begins a draft, or goes on with the one that edits the same link.</summary>
    /// <param name="link">The link whose rules are edited; 0 for a new one.</param>
    /// <param name="step">The step an edit opens at; 0 for the first that can be edited.</param>
    /// <param name="anew">An edit that was begun is thrown away.</param>
    /// <param name="ct">The request.</param>
    public Task<IActionResult> OnPost(long link, int step, bool anew, CancellationToken ct) => AsManager(
        async by =>
        {
            if (link == 0)
            {
                return Step(await drafts.Begin(Portal.Id, default, DraftBody.Of(DraftKind.WeFile) with { Name = Words["Wizard.defaultName"] }, by.User), 1);
            }

            if (await book.Details(new LinkId(link)) is not { } details || LinkWords.SideOf(details.Link, Portal) is not { } side || details.Link.Contract.Number == 0)
            {
                return NotThere();
            }

            var at = Math.Clamp(step, 2, WizardModel.Last);
            if ((await drafts.Of(Portal.Id)).FirstOrDefault(draft => draft.Link == details.Link.Id) is { } old)
            {
                if (!anew)
                {
                    return Step(old.Id, at); // a colleague's, or the own one of yesterday: nobody's choices are thrown away by opening a page
                }

                await drafts.Discard(Portal.Id, old.Id); // rules begin anew from what is in force
            }

            return Step(await drafts.Begin(Portal.Id, details.Link.Id, Of(details, side), by.User), at);
        },
        ct);

    private static DraftBody Of(LinkDetails details, Side side)
    {
        var half = details.Link.Contract.Of(side);
        return new DraftBody
        {
            Name = details.Link.Name,
            Kind = IndexModel.KindOf(half),
            Half = half,
            WholePortal = side == Side.A ? details.TasksIn30DaysAtA : details.TasksIn30DaysAtB,
            BasedOn = details.Link.Contract.Number,
        };
    }

    private RedirectResult Step(long draft, int step) => Redirect(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/links/draft/{draft}/step/{step}"));
}

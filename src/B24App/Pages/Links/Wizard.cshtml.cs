using System.Collections.Immutable;
using System.Globalization;
using B24App.Custom;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Matching;
using B24App.Portals;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>The five steps of a link: from, filter, to, mapping, launch. What is chosen is saved on each change.</summary>
public sealed class WizardModel(ScreenTools tools, WizardDesk desk) : SignedInPage(tools)
{
    /// <summary>Custom fields of the portal that can cross; null when it does not say.</summary>
    public ImmutableArray<OwnField>? OwnFields { get; private set; } = [];

    /// <summary>The last step.</summary>
    public const int Last = 5;

    /// <inheritdoc/>
    public override string Screen => "links";

    /// <inheritdoc/>
    public override string Title => Words[Draft.IsEdit ? "Wizard.editTitle" : "Wizard.title"];

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The draft.</summary>
    public LinkDraft Draft { get; private set; } = null!;

    /// <summary>What was chosen.</summary>
    public DraftBody Body => Draft.Body;

    /// <summary>Which step shows.</summary>
    public int Step { get; private set; }

    /// <summary>Groups of the portal; null when it never answered.</summary>
    public OwnGroups? Groups { get; private set; }

    /// <summary>People of the portal.</summary>
    public IReadOnlyList<LocalPerson> People { get; private set; } = [];

    /// <summary>What is in the way.</summary>
    public ImmutableArray<DraftFinding> Findings { get; private set; } = [];

    /// <summary>The findings of this step are said: "next" was pressed, or this is the last step.</summary>
    public bool SaysFindings { get; private set; }

    /// <summary>What a stale save would have changed back; null when nothing was stale.</summary>
    public StaleView? Stale { get; private set; }

    /// <summary>The contract in force is not the one the edit began with; null when it is.</summary>
    public Overtaken? Overtaken { get; private set; }

    /// <summary>The code to give to the partner, shown once.</summary>
    public NewInvitation? Invitation { get; private set; }

    /// <summary>Shows a step.</summary>
    public async Task<IActionResult> OnGet(long id, int step, CancellationToken ct) =>
        await Find(id, step) ? await Show(step, ct) : NotThere();

    /// <summary>Saves a step and goes to another.</summary>
    public Task<IActionResult> OnPostNext(long id, int step, int version, int to, CancellationToken ct) => Save(id, step, version, async _ =>
    {
        var target = Math.Clamp(to, 1, Last);
        var stuck = Findings.Where(finding => finding.Step < target).Select(finding => finding.Step).DefaultIfEmpty(0).Min();
        SaysFindings = stuck > 0;
        return await Show(stuck > 0 ? stuck : target, ct, stuck > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }, ct);

    /// <summary>Saves a step while it is being filled in; answers the side panel.</summary>
    public Task<IActionResult> OnPostSave(long id, int step, int version, CancellationToken ct) => Save(id, step, version, _ =>
        Task.FromResult<IActionResult>(Redirect(Url.Page("/Links/Panel", new { id, step })!)), ct);

    /// <summary>Makes an open group and chooses it for this step.</summary>
    public Task<IActionResult> OnPostGroup(long id, int step, int version, CancellationToken ct) => Save(id, step, version, async by =>
    {
        if (await desk.CreateGroup(Portal, Draft, step, Words["Wizard.newGroupTitle"], by, ct) is not { } changed)
        {
            return Problem(Words["Wizard.groupRefused"], Words["Wizard.groupRefused.advice"]);
        }

        Draft = changed;
        Toast(Words["Wizard.groupMade"]);
        return await Show(step, ct);
    }, ct);

    /// <summary>Launches: a new link gets its invitation, other rules are put in force or proposed to the partner.</summary>
    public Task<IActionResult> OnPostLaunch(long id, int step, int version, CancellationToken ct) => Save(id, step, version, async by =>
    {
        Findings = await desk.Findings(Portal, Body, ct);
        if (Findings.Length > 0)
        {
            SaysFindings = true;
            return await Show(Last, ct, StatusCodes.Status422UnprocessableEntity);
        }

        return Draft.IsEdit ? await PutInForce(by, ct) : await Invite(by, ct);
    }, ct);

    /// <summary>Throws the draft away.</summary>
    public Task<IActionResult> OnPostDiscard(long id, CancellationToken ct) => AsManager(
        async _ =>
        {
            if (!await Find(id, 1))
            {
                return NotThere();
            }

            await desk.Discard(Draft);
            return Go("/links", "discarded");
        },
        ct);

    /// <summary>The contract moved on: what others changed is taken, the rest stays as it was wanted.</summary>
    public Task<IActionResult> OnPostTheirs(long id, int contract, CancellationToken ct) => CatchUp(id, contract, takeTheirs: true, ct);

    /// <summary>The contract moved on: all is saved as it was wanted.</summary>
    public Task<IActionResult> OnPostMine(long id, int contract, CancellationToken ct) => CatchUp(id, contract, takeTheirs: false, ct);

    private Task<IActionResult> CatchUp(long id, int contract, bool takeTheirs, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Find(id, Last) || !Draft.IsEdit)
            {
                return NotThere();
            }

            if (await desk.CatchUp(Portal, Draft, contract, takeTheirs, by) is not { } moved)
            {
                return await Late(ct);
            }

            Draft = moved;
            Findings = await desk.Findings(Portal, Body, ct);
            if (!takeTheirs && Findings.Length == 0)
            {
                return await PutInForce(by, ct);
            }

            Toast(Words["Wizard.caughtUp"]);
            return await Show(Last, ct);
        },
        ct);

    private async Task<IActionResult> Late(CancellationToken ct)
    {
        Draft = await desk.Find(Portal.Id, Draft.Id) ?? Draft;
        Overtaken = await desk.Overtaken(Portal, Draft, Words, ct);
        return Overtaken is null ? NotThere() : await Show(Last, ct, StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> Invite(Admin by, CancellationToken ct)
    {
        var made = await desk.Invite(Draft, by);
        if (made.Answer != LinkAnswer.Done)
        {
            SaysFindings = true;
            return await Show(2, ct, StatusCodes.Status422UnprocessableEntity);
        }

        Invitation = made;
        return Page();
    }

    private async Task<IActionResult> PutInForce(Admin by, CancellationToken ct)
    {
        var answer = await desk.PutInForce(Draft, Portal, by);
        switch (answer)
        {
            case LinkAnswer.Done or LinkAnswer.WaitsForPartner or LinkAnswer.NothingToDo:
                return Go($"/links/{Draft.Link}", answer.ToString());
            case LinkAnswer.Stale:
                return await Late(ct);
            default:
                return Problem(answer);
        }
    }

    private Task<IActionResult> Save(long id, int step, int version, Func<Admin, Task<IActionResult>> then, CancellationToken ct) => AsManager(
        async by =>
        {
            if (step is < 1 or > Last || !await Find(id, step))
            {
                return NotThere();
            }

            var (saved, differences) = await desk.Save(Portal, Draft, step, version, Request.Form, Words, by, ct);
            if (saved is null)
            {
                Draft = await desk.Find(Portal.Id, id) ?? Draft;
                var here = string.Create(CultureInfo.InvariantCulture, $"/links/draft/{id}/step/{step}");
                Stale = new StaleView(
                    Words["Wizard.stale"], differences, here, string.Create(CultureInfo.InvariantCulture, $"{here}?handler=next&to={step}"),
                    StaleView.FieldsOf(Request.Form, "version", Draft.Version.ToString(CultureInfo.InvariantCulture)), Words);
                Response.Headers["HX-Retarget"] = "#main";
                Response.Headers["HX-Reswap"] = "innerHTML";
                return await Show(step, ct, StatusCodes.Status409Conflict);
            }

            Draft = saved;
            Findings = await desk.Findings(Portal, Body, ct);
            return await then(by);
        },
        ct);

    private async Task<bool> Find(long id, int step)
    {
        Step = step;
        Draft = (await desk.Find(Portal.Id, id))!;
        return Draft is not null;
    }

    private async Task<IActionResult> Show(int step, CancellationToken ct, int status = StatusCodes.Status200OK)
    {
        Step = step;
        Groups = await desk.Groups(Portal.Id, ct);
        OwnFields = step == 4 ? await desk.CustomFields(Portal.Id, ct) : [];
        People = step is 2 or 3 ? await desk.People(Portal.Id, ct) : [];
        Findings = Findings.IsEmpty ? await desk.Findings(Portal, Body, ct) : Findings;
        SaysFindings |= step == Last;
        Response.StatusCode = status;
        return Page();
    }
}

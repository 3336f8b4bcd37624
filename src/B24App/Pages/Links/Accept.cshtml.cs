using System.Collections.Immutable;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Matching;
using B24App.Plan;
using B24App.Plan.Text;
using Microsoft.AspNetCore.Mvc;
using Half = B24App.Links.Half;

namespace B24App.Pages.Links;

/// <summary>The partner's side of a new link: a code is looked at, read, and accepted with the own half.</summary>
public sealed class AcceptModel(ScreenTools tools, AcceptDesk desk) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "links";

    /// <inheritdoc/>
    public override string Title => Words["Accept.title"];

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The code as it was typed.</summary>
    [BindProperty]
    public string Code { get; set; } = "";

    /// <summary>Group where the partner's tasks are put.</summary>
    [BindProperty]
    public long TargetGroup { get; set; }

    /// <summary>Group whose tasks leave.</summary>
    [BindProperty]
    public long Group { get; set; }

    /// <summary>Responsible for the partner's tasks.</summary>
    [BindProperty]
    public long DefaultResponsible { get; set; }

    /// <summary>The administrator agreed to take the partner's whole portal.</summary>
    [BindProperty]
    public bool PartnersWhole { get; set; }

    /// <summary>What the code offers; null before it was found.</summary>
    public Invitation? Offer { get; private set; }

    /// <summary>What would be in force when it is answered exactly, as this side reads it.</summary>
    public ContractText? Text { get; private set; }

    /// <summary>Why the code cannot be used; null when it can or none was typed.</summary>
    public string? CodeProblem { get; private set; }

    /// <summary>What is in the way.</summary>
    public ImmutableArray<DraftFinding> Findings { get; private set; } = [];

    /// <summary>The partner's whole portal must be agreed to.</summary>
    public bool AsksWhole { get; private set; }

    /// <summary>Groups of the portal.</summary>
    public OwnGroups? Groups { get; private set; }

    /// <summary>People of the portal.</summary>
    public IReadOnlyList<LocalPerson> People { get; private set; } = [];

    /// <summary>Asks for a code.</summary>
    public void OnGet()
    {
        // The form is empty.
    }

    /// <summary>Looks what a code offers.</summary>
    public Task<IActionResult> OnPostLook(CancellationToken ct) => Look(async _ => await Show(ct), ct);

    /// <summary>Makes an open group and chooses it for the partner's tasks.</summary>
    public Task<IActionResult> OnPostGroup(CancellationToken ct) => Look(
        async _ =>
        {
            if (await desk.CreateGroup(Portal, Words["Wizard.newGroupTitle"], ct) is not { } group)
            {
                return Problem(Words["Wizard.groupRefused"], Words["Wizard.groupRefused.advice"]);
            }

            TargetGroup = group;
            Toast(Words["Wizard.groupMade"]);
            return await Show(ct);
        },
        ct);

    /// <summary>Looks again at what was in the way; nothing is accepted yet.</summary>
    public Task<IActionResult> OnPostCheck(CancellationToken ct) => Look(
        async _ =>
        {
            Findings = await desk.Findings(Portal, await OwnHalf(ct), ct);
            if (Findings.IsEmpty)
            {
                Toast(Words["Accept.checked"]);
            }

            return await Show(ct, Findings.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
        },
        ct);

    /// <summary>Accepts; the inviter confirms next.</summary>
    public Task<IActionResult> OnPostAccept(CancellationToken ct) => Look(
        async by =>
        {
            var half = await OwnHalf(ct);
            Findings = await desk.Findings(Portal, half, ct);
            AsksWhole = Offer!.Half.WholePortal && !PartnersWhole;
            if (Findings.Length > 0 || AsksWhole)
            {
                return await Show(ct, StatusCodes.Status422UnprocessableEntity);
            }

            var accepted = await desk.Accept(Code, half, by, PartnersWhole);
            return accepted.Answer == LinkAnswer.Done
                ? Go($"/links/{accepted.Link}", "accepted")
                : Problem(accepted.Answer);
        },
        ct);

    private Task<Half> OwnHalf(CancellationToken ct) => desk.Answer(Portal, Offer!.Half, Group, TargetGroup, DefaultResponsible, ct);

    private Task<IActionResult> Look(Func<Admin, Task<IActionResult>> then, CancellationToken ct) => AsManager(
        async by =>
        {
            var looked = await desk.Look(Code, Portal);
            if (looked.Invitation is not { } offer)
            {
                CodeProblem = Words[$"InvitationState.{looked.State}"];
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            }

            Offer = offer;
            return await then(by);
        },
        ct);

    private async Task<IActionResult> Show(CancellationToken ct, int status = StatusCodes.Status200OK)
    {
        Groups = await desk.Groups(Portal, ct);
        People = Offer!.Half.SendsTasks ? await desk.People(Portal, ct) : [];
        var answer = Presets.Answer(Offer.Half, new HalfChoices());
        Text = ContractText.For(
            new Contract(0, Opposite(Offer.Half), answer), Side.B, Offer.Inviter, Offer.Half, Words.Language == "ru" ? Language.Ru : Language.En);
        Response.StatusCode = status;
        return Page();
    }

    // Of the inviter's half we hold only what is published; that is all the text of our side reads of it.
    private static Half Opposite(PublishedHalf published) => new()
    {
        SendsTasks = published.SendsTasks,
        TakesTasks = published.TakesTasks,
        SendsFields = published.SendsFields,
        TakesFields = published.TakesFields,
        SendsComments = published.SendsComments,
        TakesComments = published.TakesComments,
        SendsPartnersMirrors = published.SendsPartnersMirrors,
        MatchesUsersByEmail = published.MatchesUsersByEmail,
        LargestFile = published.LargestFile,
    };
}

using B24App.Links;
using B24App.Pages.Journal;
using B24App.Plan;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>One link: its contract in plain words, what crossed, what waits, and everything that can be done with it.</summary>
public sealed class DetailsModel(ScreenTools tools, LinkDesk desk, LinkButtons buttons, JournalShow show, Navigation navigation) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "links";

    /// <inheritdoc/>
    public override string Title => View.Details.Link.Name;

    /// <summary>What it shows.</summary>
    public LinkScreen View { get; private set; } = null!;

    /// <summary>Its last lines of the journal, in words.</summary>
    public IReadOnlyList<ShownLine> Lines { get; private set; } = [];

    /// <summary>There is a page of the whole journal.</summary>
    public bool HasJournal => navigation.Entries.Any(entry => entry.Screen == "journal");

    /// <summary>A new code, shown once.</summary>
    public NewInvitation? Renewed { get; private set; }

    /// <summary>The contract changed after it was read.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(long id, CancellationToken ct)
    {
        if (await desk.Find(new LinkId(id), Portal) is not { } found)
        {
            return NotThere();
        }

        View = await desk.Read(found.Details, found.Side, Portal, Session.User, Words, MayManage, ct);
        Lines = await show.Lines(Portal, Session.User, Words, View.Numbers.Journal);
        return Page();
    }

    /// <summary>The last lines, when there are newer ones than the reader has; nothing otherwise.</summary>
    public async Task<IActionResult> OnGetJournal(long id, long after)
    {
        if (await desk.Find(new LinkId(id), Portal) is not { } found)
        {
            return NotThere();
        }

        var lines = MayManage ? await desk.Journal(Portal, found.Details.Link.Id) : [];
        return lines is [var newest, ..] && newest.Row.Id > after
            ? Partial("_Journal", new LinkJournal(found.Details.Link.Id, await show.Lines(Portal, Session.User, Words, lines), Words, Now))
            : new NoContentResult();
    }

    /// <summary>Stops everything that crosses.</summary>
    public Task<IActionResult> OnPostPause(long id, CancellationToken ct) => Press(id, buttons.Pause, "Link.said.paused", ct);

    /// <summary>Lifts our own pause.</summary>
    public Task<IActionResult> OnPostResume(long id, CancellationToken ct) => Press(id, buttons.Resume, "Link.said.resumed", ct);

    /// <summary>Lets a held link go on.</summary>
    public Task<IActionResult> OnPostRelease(long id, CancellationToken ct) => Press(id, buttons.Release, "Link.said.released", ct);

    /// <summary>The inviter saw who accepted and starts the link.</summary>
    public Task<IActionResult> OnPostConfirm(long id, bool whole, CancellationToken ct) => Press(id, (link, _, by) => buttons.Confirm(link, by, whole), "Link.said.launched", ct);

    /// <summary>Steps back before the link runs.</summary>
    public Task<IActionResult> OnPostWithdraw(long id, CancellationToken ct) => Press(id, buttons.Withdraw, "Link.said.withdrawn", ct);

    /// <summary>Agrees to what the partner proposes.</summary>
    public Task<IActionResult> OnPostAgree(long id, int proposal, bool whole, CancellationToken ct) =>
        Press(id, (link, side, by) => buttons.Agree(link, side, proposal, by, whole), "Link.said.agreed", ct);

    /// <summary>Refuses what the partner proposes.</summary>
    public Task<IActionResult> OnPostRefuse(long id, int proposal, CancellationToken ct) =>
        Press(id, (link, side, by) => buttons.Drop(link, side.Other(), proposal, side, by), "Link.said.refused", ct);

    /// <summary>Takes our own proposal back.</summary>
    public Task<IActionResult> OnPostTakeBack(long id, int proposal, CancellationToken ct) =>
        Press(id, (link, side, by) => buttons.Drop(link, side, proposal, side, by), "Link.said.takenBack", ct);

    /// <summary>A new code for an invitation nobody accepted; the old one is void.</summary>
    public Task<IActionResult> OnPostRenew(long id, CancellationToken ct) => Press(
        id,
        async (link, _, by) =>
        {
            var made = await buttons.Renew(link, by);
            Renewed = made.Answer == LinkAnswer.Done ? made : null;
            return made.Answer;
        },
        "Link.said.renewed",
        ct);

    /// <summary>Compares both sides now.</summary>
    public Task<IActionResult> OnPostCompare(long id, CancellationToken ct) => Press(
        id, async (link, _, _) => await buttons.Compare(link, ct) is null ? LinkAnswer.WrongState : LinkAnswer.Done, "Link.said.compared", ct);

    /// <summary>Looks at every difference anew.</summary>
    public Task<IActionResult> OnPostRepair(long id, CancellationToken ct) => Press(id, (link, _, by) => buttons.Repair(link, by), "Link.said.repaired", ct);

    private Task<IActionResult> Press(long id, Func<LinkId, Side, Admin, Task<LinkAnswer>> act, string said, CancellationToken ct) => AsManager(
        async by =>
        {
            if (await desk.Find(new LinkId(id), Portal) is not { } found)
            {
                return NotThere();
            }

            var answer = await act(found.Details.Link.Id, found.Side, by);
            switch (answer)
            {
                case LinkAnswer.Done or LinkAnswer.NothingToDo:
                    Toast(Words[said]);
                    break;
                case LinkAnswer.Stale:
                    IsStale = true;
                    Response.StatusCode = StatusCodes.Status409Conflict;
                    break;
                case LinkAnswer.NotFound:
                    return NotThere();
                default:
                    return Problem(answer);
            }

            return await OnGet(id, ct);
        },
        ct);
}

using B24App.ByHand;
using B24App.Journal;
using B24App.Pages.Journal;
using B24App.Plan;
using B24App.Store;
using B24App.Why;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.TaskTab;

/// <summary>What became of this task: for everybody who may read it in his portal.</summary>
public sealed class CardModel(ScreenTools tools, TaskCards cards, JournalReader journal, JournalShow show, TaskActs acts, WhyReader why, Freshness freshness, WorkSignal signal)
    : SignedInPage(tools)
{
    private const int Events = 5;

    /// <inheritdoc/>
    public override string Screen => "task";

    /// <inheritdoc/>
    public override bool HasNavigation => false;

    /// <inheritdoc/>
    public override string Title => Words["Task.title"];

    /// <inheritdoc/>
    protected override string ListPath => "/task/card";

    /// <summary>The task in every link that carries it.</summary>
    public IReadOnlyList<TaskCard> Cards { get; private set; } = [];

    /// <summary>What happened last.</summary>
    public IReadOnlyList<ShownLine> Lines { get; private set; } = [];

    /// <summary>Why it was not sent; null until asked.</summary>
    public WhyAnswer? Why { get; private set; }

    /// <summary>He may stop the exchange of this task and let it go on.</summary>
    public bool MayPause => Session.IsInTask || MayManage;

    /// <summary>The links he could send it by; null until asked.</summary>
    public IReadOnlyList<ShownOffer>? Offers { get; private set; }

    /// <summary>Set while a portal is down.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    /// <summary>Shows the card.</summary>
    public async Task<IActionResult> OnGet() => await Load() ? Page() : Closed();

    /// <summary>The card with the plan that would be made now.</summary>
    public async Task<IActionResult> OnGetWhy(CancellationToken ct)
    {
        if (!await Load())
        {
            return Closed();
        }

        Why = await why.Of(Portal.Id, Session.Task, ct);
        return Page();
    }

    /// <summary>Stops the exchange of this task.</summary>
    public Task<IActionResult> OnPostPause() => Act(() => acts.Pauses.Pause(Portal.Id, Session.Task, Session.User), "Task.paused");

    /// <summary>Lets it go on.</summary>
    public Task<IActionResult> OnPostResume() => Act(() => acts.Pauses.Resume(Portal.Id, Session.Task, Session.User), "Task.resumed");

    /// <summary>Looks at both sides now.</summary>
    public Task<IActionResult> OnPostSend() => Act(() => acts.Pauses.Look(Portal.Id, Session.Task), "Task.sending");

    /// <summary>The links it could be sent by, with what would leave.</summary>
    public async Task<IActionResult> OnGetOffer()
    {
        if (Refusal() is { } no)
        {
            return no;
        }

        if (await acts.Offers(Session, Words) is not { } offers)
        {
            return NotNow();
        }

        await Load();
        Offers = offers;
        return Page();
    }

    /// <summary>Sends this one task by a link, though its filter does not take it.</summary>
    public async Task<IActionResult> OnPostHand(long link, bool comments, CancellationToken ct)
    {
        if (Refusal() is { } no)
        {
            return no;
        }

        return MayManage
            ? await AsManager(_ => Send(link, comments, mayManage: true), ct)
            : await Send(link, comments, mayManage: false);
    }

    /// <summary>Ends the mirroring of this task.</summary>
    public Task<IActionResult> OnPostStop(long link) => Act(async () => await acts.Stopping.Stop(Portal.Id, Session.Task, new LinkId(link), Session.User) == HandAnswer.Done, "Task.stopped");

    /// <summary>Begins it again with the task that stands at the partner.</summary>
    public Task<IActionResult> OnPostAgain(long link) => Act(async () => await acts.Stopping.Restart(Portal.Id, Session.Task, new LinkId(link), Session.User) == HandAnswer.Done, "Task.mirroredAgain");

    private async Task<IActionResult> Send(long link, bool comments, bool mayManage)
    {
        var (answer, why) = await acts.Sending.Send(Portal.Id, Session.Task, new LinkId(link), comments, Session.User, mayManage);
        switch (answer)
        {
            case HandAnswer.NeedsManager:
                return Problem(Words["Task.filterSaysNo"], Words["Task.filterSaysNo.advice"], why?.ToString(), StatusCodes.Status403Forbidden);
            case HandAnswer.Refused:
                return Problem(Words["Task.cannotLeave"], Words.Reason(why ?? Reason.NotInContract), why?.ToString());
            case HandAnswer.NotNow:
                return NotNow();
            case HandAnswer.Done:
                signal.Wake();
                Toast(Words["Task.sentByHand"]);
                break;
        }

        await Load();
        return Page();
    }

    private IActionResult? Refusal() => Session.Task == 0 ? Closed()
        : !MayPause ? Problem(Words["Task.notYours"], Words["Task.notYours.advice"], status: StatusCodes.Status403Forbidden)
        : null;

    private async Task<IActionResult> Act(Func<Task<bool>> act, string toast)
    {
        if (Refusal() is { } no)
        {
            return no;
        }

        if (await act())
        {
            signal.Wake();
            Toast(Words[toast]);
        }

        await Load();
        return Page();
    }

    private IActionResult Closed() => Problem(Words["Task.closed"], Words["Task.closed.advice"], status: StatusCodes.Status403Forbidden);

    private async Task<bool> Load()
    {
        if (Session.Task == 0)
        {
            return false;
        }

        Cards = await cards.Of(Portal.Id, Session.Task);
        Lines = await show.Lines(Portal, Session.User, Words, await journal.Page(new JournalQuery(Portal.Id) { Task = Session.Task, OnlyExchange = true }, Events));
        AsOf = await freshness.Of(Portal);
        return true;
    }
}

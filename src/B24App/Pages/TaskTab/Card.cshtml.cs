using B24App.Journal;
using B24App.Pages.Journal;
using B24App.Stations;
using B24App.Why;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.TaskTab;

/// <summary>What became of this task: for everybody who may read it in his portal.</summary>
public sealed class CardModel(ScreenTools tools, TaskCards cards, JournalReader journal, JournalShow show, TaskPauses pauses, WhyReader why, Freshness freshness, WorkSignal signal)
    : SignedInPage(tools)
{
    private const int Events = 5;

    /// <inheritdoc/>
    public override string Screen => "task";

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
    public Task<IActionResult> OnPostPause() => Act(() => pauses.Pause(Portal.Id, Session.Task, Session.User), "Task.paused");

    /// <summary>Lets it go on.</summary>
    public Task<IActionResult> OnPostResume() => Act(() => pauses.Resume(Portal.Id, Session.Task, Session.User), "Task.resumed");

    /// <summary>Looks at both sides now.</summary>
    public Task<IActionResult> OnPostSend() => Act(() => pauses.Look(Portal.Id, Session.Task), "Task.sending");

    private async Task<IActionResult> Act(Func<Task<bool>> act, string toast)
    {
        if (Session.Task == 0)
        {
            return Closed();
        }

        if (!MayPause)
        {
            return Problem(Words["Task.notYours"], Words["Task.notYours.advice"], status: StatusCodes.Status403Forbidden);
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

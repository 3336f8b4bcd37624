using B24App.Backfill;
using B24App.Links;
using B24App.Plan;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>What existed before a link: a preview of what would come over, and the run that brings it.</summary>
public sealed class BeforeModel(ScreenTools tools, LinkDesk desk, BackfillStore runs, BackfillActs acts, Estimates estimates) : LinkRunPage(tools, desk)
{
    private const int StopAsking = 286;

    /// <summary>The newest run of the reader's side; null for none.</summary>
    public BackfillRun? Run { get; private set; }

    /// <summary>How many of its tasks stand where.</summary>
    public IReadOnlyList<RunCount> Counts { get; private set; } = [];

    /// <summary>The newest run of the partner that made something here; null for none. Its making belongs to him, its mirrors stand with us.</summary>
    public BackfillRun? Theirs { get; private set; }

    /// <summary>Mirrors of it that stand here.</summary>
    public int TheirMirrors { get; private set; }

    /// <summary>The question before the own run is taken back.</summary>
    public string AskUndo => Ask("Before.undoAsk", MayRemoveThere ? "Before.undoAsk.there" : "Before.undoAsk.kept", Made(Counts));

    /// <summary>The question before the partner's run is taken back.</summary>
    public string AskUndoTheirs => Ask("Before.theirs.ask", "Before.theirs.ask.here", TheirMirrors);

    /// <summary>What the rest would cost.</summary>
    public Estimate? Estimate { get; private set; }

    /// <summary>How long the rest takes; null while nothing is known.</summary>
    public TimeSpan? Left { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(long id) => await Load(id) ? Page() : NotThere();

    /// <summary>How far it is; 286 ends the asking when nothing moves any more.</summary>
    public async Task<IActionResult> OnGetRun(long id)
    {
        if (!await Load(id) || Run is not { } run)
        {
            return NotThere();
        }

        if (run.IsAtWork)
        {
            return Partial("_Run", this);
        }

        Response.StatusCode = StopAsking;
        Response.Headers["HX-Retarget"] = "#main"; // the form of a new run comes back
        Response.Headers["HX-Reswap"] = "innerHTML"; // what asked is replaced whole; the place of the screen must stay
        return Page();
    }

    /// <summary>Reads and counts; nothing is written to a portal.</summary>
    public Task<IActionResult> OnPostPreview(long id, DateTime? since, bool comments, bool open, bool relay, CancellationToken ct) => Press(
        id,
        async by => (await acts.Preview(Details.Link.Id, Side, RunKind.Backfill, new RunOptions(since is { } day ? new DateTimeOffset(day, TimeSpan.Zero) : null, comments, open, relay), by)).Answer,
        ct);

    /// <summary>Starts what was previewed.</summary>
    public Task<IActionResult> OnPostStart(long id, CancellationToken ct) => OnRun(id, acts.Start, ct);

    /// <summary>Nothing new begins.</summary>
    public Task<IActionResult> OnPostPause(long id, CancellationToken ct) => OnRun(id, acts.Pause, ct);

    /// <summary>Goes on.</summary>
    public Task<IActionResult> OnPostResume(long id, CancellationToken ct) => OnRun(id, acts.Resume, ct);

    /// <summary>Ends it; what crossed stays.</summary>
    public Task<IActionResult> OnPostCancel(long id, CancellationToken ct) => OnRun(id, acts.Cancel, ct);

    /// <summary>Tries what was refused once more.</summary>
    public Task<IActionResult> OnPostRepeat(long id, CancellationToken ct) => OnRun(id, acts.Repeat, ct);

    /// <summary>Takes back what it made.</summary>
    public Task<IActionResult> OnPostUndo(long id, CancellationToken ct) => OnRun(id, acts.Undo, ct);

    /// <summary>Takes back what the partner's run made here: in his own portal an administrator removes what nobody has worked on.</summary>
    public Task<IActionResult> OnPostUndoTheirs(long id, CancellationToken ct) =>
        Press(id, by => Theirs is { } run ? acts.Undo(run.Id, by) : Task.FromResult(LinkAnswer.NotFound), ct);

    private Task<IActionResult> OnRun(long id, Func<long, Admin, Task<LinkAnswer>> act, CancellationToken ct) =>
        Press(id, by => Run is { } run ? act(run.Id, by) : Task.FromResult(LinkAnswer.NotFound), ct);

    /// <inheritdoc/>
    protected override async Task Read()
    {
        Run = await runs.Of(Details.Link.Id, Portal.Id, RunKind.Backfill) is [var newest, ..] ? newest : null;
        if (Run is { } run)
        {
            Counts = await runs.Counts(run.Id);
            Estimate = run.State is RunState.Ready or RunState.Dry ? await estimates.Of(run) : null;
            Left = await estimates.Left(run);
        }

        var partner = Details.Link.Portal(Side.Other());
        Theirs = Details.Link.IsSelfLink ? null : (await runs.Of(Details.Link.Id, partner, RunKind.Backfill)).FirstOrDefault(run => run.BeganAt is not null);
        TheirMirrors = Theirs is { } theirs ? Made(await runs.Counts(theirs.Id)) : 0;
    }

    // What the partner's own rules say of copies whose original is taken away.
    private bool MayRemoveThere => Details.Link.IsSelfLink || Details.Link.Contract.Of(Side.Other()).OnPartnerDelete == DeletePolicy.RemoveMirror;

    private static int Made(IEnumerable<RunCount> counts) => counts.Where(count => count.State is ItemState.Talking or ItemState.Done or ItemState.Failed).Sum(count => count.Tasks);

    // Names the link, and says in numbers what will be gone.
    private string Ask(string question, string effect, int copies) => Words.Say(question, Details.Link.Name) + (copies > 0 ? " " + Words.Count(effect, copies) : "");
}

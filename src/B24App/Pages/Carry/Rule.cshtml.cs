using System.Globalization;
using B24App.Backfill;
using B24App.Carry;
using B24App.Plan.Carry;
using B24App.Store;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Carry;

/// <summary>One rule: what it says, what it would do, what it did, and what existed before it.</summary>
public sealed class RuleModel(ScreenTools tools, CarryRules rules, RuleDesk desk, RuleChoices choices) : SignedInPage(tools)
{
    private const int StopAsking = 286;
    private const int Lines = 50;

    /// <inheritdoc/>
    public override string Screen => "carry";

    /// <inheritdoc/>
    public override string Title => Row is { } row ? row.Name : base.Title;

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>Words of these pages.</summary>
    public CarryWords Say => new(Words);

    /// <summary>The rule.</summary>
    public RuleRow Row { get; private set; } = null!;

    /// <summary>Upon which rule its form is filled in.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>What can be chosen in its form.</summary>
    public RuleOffer Offer { get; private set; } = null!;

    /// <summary>What it did.</summary>
    public IReadOnlyList<CarryDeed> Deeds { get; private set; } = [];

    /// <summary>What it left alone.</summary>
    public IReadOnlyList<CarrySkip> Skips { get; private set; } = [];

    /// <summary>The newest run over what existed before; null for none.</summary>
    public CarryRun? Run { get; private set; }

    /// <summary>What it counted.</summary>
    public CarryCounts? Counts { get; private set; }

    /// <summary>What the rest would cost.</summary>
    public (int Requests, TimeSpan Time)? Cost { get; private set; }

    /// <summary>How long the rest takes; null while nothing is known.</summary>
    public TimeSpan? Left { get; private set; }

    /// <summary>What the rule would do with the newest records.</summary>
    public CarrySampleResult? Sample { get; private set; }

    /// <summary>What a colleague saved while the form stood open; null when nothing was.</summary>
    public StaleView? Stale { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(long id) => await Load(id) ? Page() : NotThere();

    /// <summary>How far a run is; 286 ends the asking when nothing moves any more.</summary>
    public async Task<IActionResult> OnGetPast(long id)
    {
        if (!await Load(id))
        {
            return NotThere();
        }

        if (Run?.State is not (RunState.Dry or RunState.Running or RunState.Undoing))
        {
            Response.StatusCode = StopAsking;
        }

        return Partial("_Past", this);
    }

    /// <summary>The form as it was filled in so far: other types of records have other fields. Nothing is saved.</summary>
    public async Task<IActionResult> OnGetForm(long id, RuleForm form, string? seen, CancellationToken ct)
    {
        if (await rules.Find(Portal.Id, id) is not { } row)
        {
            return NotThere();
        }

        Seen = seen ?? row.Print; // still the rule the person began with
        Row = row with { Name = form.Name ?? row.Name, Rule = form.ToRule() };
        Offer = await choices.For(Portal.Id, Row.Rule, Say, ct);
        Row = Row with { Rule = Offer.Fitting(Row.Rule) };
        return Partial("_Form", this);
    }

    /// <summary>What it would do with the newest records of the portal.</summary>
    public async Task<IActionResult> OnGetSample(long id)
    {
        if (await rules.Find(Portal.Id, id) is not { } row)
        {
            return NotThere();
        }

        Row = row;
        Sample = await desk.Sample.Of(Portal.Id, row.Rule);
        return Sample is null ? NotNow() : Partial("_Sample", this);
    }

    /// <summary>Writes it down.</summary>
    public Task<IActionResult> OnPostSave(long id, RuleForm form, string? seen, CancellationToken ct) => Press(
        id,
        async by =>
        {
            var rule = form.ToRule();
            if (rule.Flaw != CarryFlaw.None)
            {
                return Problem(Say["flaw"], Say[$"flaw.{rule.Flaw}"]);
            }

            var name = form.Name?.Trim() is { Length: > 0 } said ? said[..Math.Min(100, said.Length)] : Row.Name;
            switch (await rules.Save(Portal.Id, id, name, rule, by.User, seen))
            {
                case CarryAnswer.Stale:
                    await Load(id);
                    var here = string.Create(CultureInfo.InvariantCulture, $"/carry/{id}");
                    Stale = new StaleView(Words["Stale.title"], RuleDifferences.Of(Row, Row with { Name = name, Rule = rule }, Offer, Say), here, here + "?handler=save", StaleView.FieldsOf(Request.Form, StaleView.Seen, Row.Print), Words);
                    Response.StatusCode = StatusCodes.Status409Conflict;
                    return Page();
                case CarryAnswer.Done:
                    Toast(Say["saved"]);
                    return null;
                default:
                    return NotThere();
            }
        },
        ct);

    /// <summary>Switches it.</summary>
    public Task<IActionResult> OnPostSwitch(long id, bool on, CancellationToken ct) => Press(
        id,
        async by =>
        {
            if (on && Row.Rule.Flaw is not CarryFlaw.None and var flaw)
            {
                return Problem(Say["flaw.off"], Say[$"flaw.{flaw}"]);
            }

            await rules.Switch(Portal.Id, id, on, by.User);
            desk.Signal.Wake();
            return null;
        },
        ct);

    /// <summary>Deletes it.</summary>
    public Task<IActionResult> OnPostRemove(long id, CancellationToken ct) => Press(
        id,
        async by =>
        {
            await rules.Remove(Portal.Id, id, by.User);
            return Redirect("/carry");
        },
        ct);

    /// <summary>Puts a dismissed contact back.</summary>
    public Task<IActionResult> OnPostReturn(long id, long contact, CancellationToken ct) => Press(
        id,
        async _ =>
        {
            if (!await desk.Undo.Contact(Portal.Id, contact))
            {
                return Problem(Say["notReturned"], Say["notReturned.advice"]);
            }

            Toast(Say["returned"]);
            return null;
        },
        ct);

    /// <summary>Reads and counts what existed before.</summary>
    public Task<IActionResult> OnPostPreview(long id, CancellationToken ct) => Press(id, async by => Told((await desk.Runs.Preview(Portal.Id, id, by.User)).Answer), ct);

    /// <summary>Starts what was previewed.</summary>
    public Task<IActionResult> OnPostStart(long id, CancellationToken ct) => OnRun(id, desk.Runs.Start, ct);

    /// <summary>Nothing new begins.</summary>
    public Task<IActionResult> OnPostPause(long id, CancellationToken ct) => OnRun(id, desk.Runs.Pause, ct);

    /// <summary>Goes on.</summary>
    public Task<IActionResult> OnPostResume(long id, CancellationToken ct) => OnRun(id, desk.Runs.Resume, ct);

    /// <summary>Ends it; what was carried stays.</summary>
    public Task<IActionResult> OnPostCancel(long id, CancellationToken ct) => OnRun(id, desk.Runs.Cancel, ct);

    /// <summary>Takes back what it did.</summary>
    public Task<IActionResult> OnPostUndo(long id, CancellationToken ct) => OnRun(id, desk.Runs.Undo, ct);

    private Task<IActionResult> OnRun(long id, Func<PortalId, long, Task<CarryAnswer>> act, CancellationToken ct) =>
        Press(id, async _ => Told(Run is { } run ? await act(Portal.Id, run.Id) : CarryAnswer.NotFound), ct);

    private IActionResult? Told(CarryAnswer answer) => answer == CarryAnswer.Done ? null : Problem(Say.Answer(answer), Say[$"answer.{answer}.advice"], answer.ToString());

    private Task<IActionResult> Press(long id, Func<B24App.Links.Admin, Task<IActionResult?>> act, CancellationToken ct) => AsManager(
        async by =>
        {
            if (!await Load(id))
            {
                return NotThere();
            }

            if (await act(by) is { } other)
            {
                return other;
            }

            await Load(id);
            return Page();
        },
        ct);

    private async Task<bool> Load(long id)
    {
        if ((await rules.All(Portal.Id)).FirstOrDefault(rule => rule.Id == id) is not { } row)
        {
            return false;
        }

        Row = row;
        Seen = row.Print;
        Offer = await choices.For(Portal.Id, row.Rule, Say, HttpContext.RequestAborted);
        Deeds = await desk.Deeds.Page(Portal.Id, id, long.MaxValue, Lines);
        Skips = await desk.Skips.Page(Portal.Id, id, Lines);
        Run = (await desk.Runs.Of(Portal.Id, id)) is [var newest, ..] ? newest : null;
        Counts = Run is { } run ? await desk.Runs.Counts(run) : null;
        Cost = Run is { State: RunState.Ready } ready ? await desk.Estimates.Of(ready) : null;
        Left = Run is { } moving ? await desk.Estimates.Left(moving) : null;
        return true;
    }
}

/// <summary>What the page of a rule works with.</summary>
public sealed class RuleDesk(CarryRuns runs, CarryEstimates estimates, CarryDeeds deeds, CarrySkips skips, CarrySample sample, CarryUndo undo, WorkSignal signal)
{
    /// <summary>Runs.</summary>
    public CarryRuns Runs => runs;

    /// <summary>What they cost.</summary>
    public CarryEstimates Estimates => estimates;

    /// <summary>What was done.</summary>
    public CarryDeeds Deeds => deeds;

    /// <summary>What stays.</summary>
    public CarrySkips Skips => skips;

    /// <summary>What a rule would do.</summary>
    public CarrySample Sample => sample;

    /// <summary>The way back.</summary>
    public CarryUndo Undo => undo;

    /// <summary>Wakes the stations.</summary>
    public WorkSignal Signal => signal;
}

using B24App.Portals;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages;

/// <summary>How far the installation is.</summary>
public sealed class InstallStepsModel(ScreenTools tools, LifecycleStore lifecycle, WorkSignal signal) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "home";

    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<InstallStep> Steps { get; private set; } = [];

    /// <summary>All is done: the page may tell the portal.</summary>
    public bool IsReady => Steps.All(step => step.State == "done");

    /// <summary>A step failed and waits for "retry".</summary>
    public bool HasFailed => Steps.Any(step => step.State == "failed");

    /// <summary>Shows them.</summary>
    public async Task OnGet() => Steps = Read(await lifecycle.Latest(Portal.Id));

    /// <summary>Tries what failed again.</summary>
    public async Task<IActionResult> OnPostRetry()
    {
        if (!Session.IsAdmin)
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        await lifecycle.Retry(Portal.Id);
        signal.Wake();
        Steps = Read(await lifecycle.Latest(Portal.Id));
        return Page();
    }

    private IReadOnlyList<InstallStep> Read(IReadOnlyList<LifecycleRow> rows)
    {
        var (events, places) = (One(Words["Step.events"], rows.LastOrDefault(row => row.Step == LifecycleStep.Bind)), One(Words["Step.places"], rows.LastOrDefault(row => row.Step == LifecycleStep.Place)));
        var ready = One(Words["Step.ready"], rows.LastOrDefault(row => row.Step == LifecycleStep.Probe));
        return
        [
            new(Words["Step.access"], "done", null),
            events,
            places,
            ready.State != "failed" && (events.State == "failed" || places.State == "failed") ? ready with { State = "waits" } : ready,
        ];
    }

    // What a step wrote down begins with the method and the case of the refusal.
    private static string Problem(string outcome) => outcome switch
    {
        _ when outcome.Contains("MissingScope", StringComparison.Ordinal) || outcome.Contains("insufficient_scope", StringComparison.OrdinalIgnoreCase) || outcome.Contains("PLACEMENT_NOT_FOUND", StringComparison.Ordinal) => "scope",
        _ when outcome.Contains("Denied", StringComparison.Ordinal) => "denied",
        _ when outcome.StartsWith("no access", StringComparison.Ordinal) => "access",
        _ when outcome == "gave up" => "silent",
        _ => "other",
    };

    private InstallStep One(string title, LifecycleRow? row) => row switch
    {
        { Done: true, Outcome: "ok" } => new(title, "done", null),
        { Done: true } => new(title, "failed", Words[$"Step.problem.{Problem(row.Outcome)}"]) { Code = row.Outcome },
        _ => new(title, "busy", null),
    };
}

/// <summary>One step of the installation as the page shows it.</summary>
/// <param name="Title">What is done.</param>
/// <param name="State"><c>done</c>, <c>busy</c>, <c>failed</c>, or <c>waits</c> for one that failed.</param>
/// <param name="Problem">One sentence of what is wrong; null when nothing is.</param>
public sealed record InstallStep(string Title, string State, string? Problem)
{
    /// <summary>The portal's own words, for support; null when nothing is wrong.</summary>
    public string? Code { get; init; }
}

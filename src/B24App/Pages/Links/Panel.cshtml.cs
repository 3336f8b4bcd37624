using System.Collections.Immutable;
using B24App.Links.Drafts;
using B24App.Portals;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Links;

/// <summary>The panel beside a step: how many tasks match, what the last of them would look like on both sides, and the dry run.</summary>
public sealed class PanelModel(ScreenTools tools, DraftStore drafts, MatchingTasks tasks, DryRun dryRun) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "links";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>The draft.</summary>
    public LinkDraft Draft { get; private set; } = null!;

    /// <summary>Which step shows beside it.</summary>
    public int Step { get; private set; }

    /// <summary>Tasks of 30 days that match; null when the portal cannot be asked or nothing leaves.</summary>
    public int? InMonth { get; private set; }

    /// <summary>The newest of them.</summary>
    public Specimen? Specimen { get; private set; }

    /// <summary>The first tasks with their verdicts; null before they were asked for.</summary>
    public ImmutableArray<DryVerdict>? Verdicts { get; private set; }

    /// <summary>The portal cannot be asked.</summary>
    public bool IsDown { get; private set; }

    /// <summary>The filter lets something out.</summary>
    public bool HasFilter => Draft.Body.Half is { SendsTasks: true } half && (half.Filter.WholePortal || !half.Filter.Groups.IsEmpty);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(long id, int step, CancellationToken ct)
    {
        if (!await Find(id, step))
        {
            return NotThere();
        }

        if (HasFilter)
        {
            InMonth = await tasks.InMonth(Portal.Id, Draft.Body.Half.Filter, ct);
            IsDown = InMonth is null;
            Specimen = IsDown ? null : await dryRun.Example(Portal, Draft.Body, ct);
        }

        return Page();
    }

    /// <summary>Tries the newest tasks.</summary>
    public async Task<IActionResult> OnGetTry(long id, int step, CancellationToken ct)
    {
        if (!await Find(id, step))
        {
            return NotThere();
        }

        Verdicts = HasFilter ? await dryRun.Of(Draft, ct) : [];
        IsDown = Verdicts is null;
        return Page();
    }

    private async Task<bool> Find(long id, int step)
    {
        Step = step;
        Draft = (await drafts.Find(Portal.Id, id))!;
        return Draft is not null;
    }
}

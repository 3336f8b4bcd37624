using B24App.Backfill;
using B24App.LeakTest;
using B24App.Links;
using B24App.Pages.Journal;
using B24App.Plan.Timeline;
using Microsoft.AspNetCore.Mvc;
using FileNames = B24App.Plan.Text.FileNames;
using Language = B24App.Plan.Text.Language;

namespace B24App.Pages.Links;

/// <summary>The leak test of a link on the portal's own history: what would leave and what would be held, thing by thing. Nothing is written to a portal.</summary>
public sealed class LeaksModel(ScreenTools tools, LinkDesk desk, BackfillStore runs, BackfillActs acts, LeakStore leaks) : LinkRunPage(tools, desk)
{
    private const int PageSize = 50;

    private long _after;

    /// <summary>Periods to choose from, in days; 0 for all time.</summary>
    public static IReadOnlyList<int> Periods { get; } = [7, 30, 90, 0];

    /// <summary>The newest test of the reader's side; null for none.</summary>
    public BackfillRun? Run { get; private set; }

    /// <summary>The rules changed since the test.</summary>
    public bool IsStale => Run is { } run && run.Contract != Details.Link.Contract.Number;

    /// <summary>The contract names timelines of cards, which a leak test does not read.</summary>
    public bool CarriesCards => EntryCrossing.Fields.Any(kind => Details.Link.Contract.Carries(Side, kind));

    /// <summary>How many things have which end.</summary>
    public IReadOnlyList<LeakCount> Counts { get; private set; } = [];

    /// <summary>Tasks read, and tasks to read.</summary>
    public (int Read, int All) Progress { get; private set; }

    /// <summary>Chosen end; null for all.</summary>
    public LeakVerdict? Verdict { get; private set; }

    /// <summary>Chosen kind; null for all.</summary>
    public LeakKind? Kind { get; private set; }

    /// <summary>Some of the things.</summary>
    public IReadOnlyList<LeakLine> Lines { get; private set; } = [];

    /// <summary>Where the next page begins; 0 at the end.</summary>
    public long Next { get; private set; }

    /// <summary>Only an administrator reads every task of his portal, so only he sees what was said in them.</summary>
    public bool ShowsTexts => Session.IsAdmin;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGet(long id, LeakVerdict? verdict, LeakKind? kind)
    {
        (Verdict, Kind) = (verdict, kind);
        return await Load(id) ? Page() : NotThere();
    }

    /// <summary>A further piece of the list.</summary>
    public async Task<IActionResult> OnGetLines(long id, LeakVerdict? verdict, LeakKind? kind, long after)
    {
        (Verdict, Kind, _after) = (verdict, kind, Math.Max(0, after));
        return await Load(id) ? Partial("_Leaks", this) : NotThere();
    }

    /// <summary>Reads the history of some days anew.</summary>
    public Task<IActionResult> OnPostTest(long id, int days, CancellationToken ct) => Press(
        id,
        async by => (await acts.Preview(Details.Link.Id, Side, RunKind.LeakTest, new RunOptions(Periods.Contains(days) && days > 0 ? Now.AddDays(-days) : null, true, false, false), by)).Answer,
        ct);

    /// <summary>Ends the test and deletes what it found.</summary>
    public Task<IActionResult> OnPostDiscard(long id, CancellationToken ct) => Press(id, by => Run is { } run ? acts.Discard(run.Id, by) : Task.FromResult(LinkAnswer.NotFound), ct);

    /// <summary>Why, in words.</summary>
    public string Why(LeakLine line) => Why(line.Why);

    /// <summary>Why, in words.</summary>
    public string Why(string why) => Words.Knows($"Leaks.why.{why}") ? Words[$"Leaks.why.{why}"] : JournalWords.Why(Words, why);

    /// <summary>Size of a file in words.</summary>
    public string Size(LeakLine line) => FileNames.Size(line.Size, Words.Language == "ru" ? Language.Ru : Language.En);

    /// <summary>Tone of an end.</summary>
    public static string Tone(LeakVerdict verdict) => verdict switch { LeakVerdict.Leaves => "wait", LeakVerdict.Stays => "good", _ => "calm" };

    /// <inheritdoc/>
    protected override async Task Read()
    {
        Run = await runs.Of(Details.Link.Id, Portal.Id, RunKind.LeakTest) is [var newest, ..] ? newest : null;
        if (Run is { } run)
        {
            Counts = await leaks.Counts(run.Id);
            var items = await runs.Counts(run.Id);
            Progress = (items.Where(count => count.State != ItemState.Waits).Sum(count => count.Tasks), items.Sum(count => count.Tasks));
            Lines = await leaks.Page(run.Id, Portal.Member, Verdict, Kind, _after, PageSize + 1);
            Next = Lines.Count > PageSize ? Lines[PageSize - 1].Id : 0;
            Lines = [.. Lines.Take(PageSize)];
        }
    }
}

using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Timeline;

namespace B24App.Timeline;

/// <summary>Comments of one card as far as they were read.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="IsWhole">To the end.</param>
public sealed record ReadTalk(ImmutableArray<TimelineCommentWire> Rows, bool IsWhole)
{
    /// <summary>What a comparison needs.</summary>
    public ListedComments Listed => new([.. Rows.Select(row => (row.Id, row.Text, (string?)EntryFiles.Print(row.Files.Select(file => (file.Id, file.Size)))))], IsWhole);
}

/// <summary>
/// One reading of the timelines of a portal's paired cards: what to ask next, and what came of it. The first round asks for a page of everything, later ones
/// for what did not fit on a page and for what the portal had no time for: many cards are more than it answers at once.
/// </summary>
public sealed class TimelineReading
{
    private const int OfCommand = 50;

    private readonly DateTimeOffset _from;
    private readonly List<(CrmRef Card, long Floor, ImmutableArray<TimelineCommentWire> Rows)> _talks;
    private List<CensusEntry[]> _counts;
    private readonly Dictionary<CrmRef, ReadTalk> _read = [];
    private readonly List<long> _changed = [];
    private readonly List<long> _shown = [];
    private readonly List<CensusEntry> _counted = [];
    private readonly Dictionary<long, string> _files = [];
    private List<(CrmRef[] Cards, long After)> _pages;

    /// <summary>A reading that has not begun.</summary>
    /// <param name="cards">The paired cards.</param>
    /// <param name="crossed">What crossed from them.</param>
    /// <param name="asked">Activities to be asked for by number.</param>
    /// <param name="from">Since when changes are wanted.</param>
    /// <param name="isDeep">Comments are read down to the oldest one that crossed, not only the newest page.</param>
    public TimelineReading(IReadOnlyList<CrmRef> cards, IReadOnlyList<CensusEntry> crossed, IReadOnlyList<CensusEntry> asked, DateTimeOffset from, bool isDeep)
    {
        _from = from;
        var oldest = crossed.Where(entry => !entry.IsActivity).GroupBy(entry => entry.Card).ToDictionary(group => group.Key, group => group.Min(entry => entry.Entry.Id));
        _talks = [.. cards.Select(card => (card, isDeep ? oldest.GetValueOrDefault(card, long.MaxValue) : long.MaxValue, ImmutableArray<TimelineCommentWire>.Empty))];
        _counts = [.. asked.Chunk(OfCommand)];
        _pages = [.. cards.Chunk(OfCommand).Select(some => (some, 0L))];
    }

    /// <summary>Cards whose comments could be read.</summary>
    public IReadOnlyDictionary<CrmRef, ReadTalk> Talks => _read;

    /// <summary>Activities that changed.</summary>
    public IReadOnlyList<long> Changed => _changed;

    /// <summary>Activities that were asked for by number.</summary>
    public IReadOnlyList<CensusEntry> Counted => _counted;

    /// <summary>Of them those that were shown.</summary>
    public IReadOnlyList<long> Shown => _shown;

    /// <summary>Prints of the files that they show.</summary>
    public IReadOnlyDictionary<long, string> Files => _files;

    /// <summary>The portal's moment at the first answer.</summary>
    public DateTimeOffset? Began { get; private set; }

    /// <summary>What to ask now; empty at the end.</summary>
    public IReadOnlyList<Command> Questions() =>
    [
        .. _talks.Select(talk => TimelineCommands.LatestOf(talk.Card, talk.Rows.Length)),
        .. _counts.Select(some => ActivityCommands.ByIds([.. some.Select(entry => entry.Entry.Id).Distinct()], some.Any(entry => entry.Entry.Files is not null) ? ["ID", "FILES"] : ["ID"])),
        .. _pages.Select(page => ActivityCommands.ChangedIn(page.Cards, _from, page.After)),
    ];

    /// <summary>Takes the answers; false when the portal could not be asked for some, which stay open: nothing may be concluded before they are read.</summary>
    public bool Take(IReadOnlyList<Outcome> outcomes)
    {
        var (talks, counts, pages) = (outcomes.Take(_talks.Count).ToList(), outcomes.Skip(_talks.Count).Take(_counts.Count).ToList(), outcomes.Skip(_talks.Count + _counts.Count).ToList());
        Began ??= pages.OfType<Answer>().Select(answer => answer.PortalTime).Min();
        _changed.AddRange(pages.OfType<Answer>().SelectMany(answer => ActivityWire.ListFrom(answer.Result)).Select(row => row.Id));
        _pages = [.. _pages.Zip(pages).Select(pair => pair.Second is not Answer answer ? pair.First : ActivityWire.NextAfter(answer.Result) is { } after ? pair.First with { After = after } : ((CrmRef[], long)?)null).OfType<(CrmRef[], long)>()];
        foreach (var (some, outcome) in _counts.Zip(counts))
        {
            if (outcome is Answer answer)
            {
                _counted.AddRange(some);
                _shown.AddRange(ActivityCommands.Ids(answer.Result));
                foreach (var row in ActivityWire.ListFrom(answer.Result))
                {
                    _files[row.Id] = EntryFiles.Print(row.Files.Select(file => (file.Id, file.Size)));
                }
            }
        }

        _counts = [.. _counts.Zip(counts).Where(pair => IsLate(pair.Second)).Select(pair => pair.First)];
        Take(talks);
        return !outcomes.Any(IsLate) && pages.All(outcome => outcome is Answer);
    }

    private static bool IsLate(Outcome outcome) => outcome is Later or NoAccess or Unknown;

    // A card that may not be read says nothing about what stands in it.
    private void Take(List<Outcome> outcomes)
    {
        var open = _talks.ToList();
        _talks.Clear();
        foreach (var ((card, floor, rows), outcome) in open.Zip(outcomes))
        {
            if (outcome is not Answer answer)
            {
                _talks.AddRange(IsLate(outcome) ? [(card, floor, rows)] : []);
                continue;
            }

            var page = TimelineCommentWire.ListFrom(answer.Result);
            var all = rows.AddRange(page);
            var isWhole = answer.Next is null && (answer.Total is { } total ? all.Length >= total : page.Count < OfCommand);
            _read[card] = new ReadTalk(all, isWhole);
            if (!isWhole && all.Min(row => row.Id) > floor && page.Count >= OfCommand)
            {
                _talks.Add((card, floor, all));
            }
        }
    }
}

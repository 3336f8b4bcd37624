using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Plan.Carry;

namespace B24App.Carry;

/// <summary>The timeline of one card while it is read page by page: activities and comments side by side.</summary>
/// <param name="card">The card.</param>
/// <param name="begun">When its reading began.</param>
/// <param name="ofActivities">Its activities are wanted.</param>
/// <param name="ofComments">Its comments are wanted.</param>
internal sealed class CardReading(CrmKey card, DateTimeOffset begun, bool ofActivities, bool ofComments)
{
    // What is written meanwhile is told by events of its own, but a card that nobody asked for in this time is read anew.
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly List<SeenEntry> _entries = [];
    private long? _activitiesAfter = ofActivities ? 0 : null;
    private int? _commentsFrom = ofComments ? 0 : null;

    /// <summary>What was read so far; all of it once nothing is open.</summary>
    public IReadOnlyList<SeenEntry> Entries => _entries;

    /// <summary>The pages to ask for next, with what takes their answers in.</summary>
    public IEnumerable<(Command Command, Func<Outcome, bool> Take)> Open
    {
        get
        {
            if (_activitiesAfter is { } after)
            {
                yield return (ActivityCommands.In([EntryReader.Ref(card)], after, ActivityCommands.Facts), outcome => TakeActivities(outcome, after));
            }

            if (_commentsFrom is { } from)
            {
                yield return (TimelineCommands.Of(EntryReader.Ref(card), from), outcome => TakeComments(outcome, from));
            }
        }
    }

    /// <summary>Whether it reads just that.</summary>
    public bool Reads(bool activities, bool comments) => (activities, comments) == (ofActivities, ofComments);

    /// <summary>Whether what was read still says how the card is.</summary>
    public bool IsFresh(DateTimeOffset now) => (now - begun).Duration() < Lasts;

    private bool TakeActivities(Outcome outcome, long after)
    {
        if (outcome is not Answer answer)
        {
            return false;
        }

        _entries.AddRange(ActivityWire.ListFrom(answer.Result).Select(row => EntryReader.Told(row, [])));
        _activitiesAfter = ActivityWire.NextAfter(answer.Result) is { } last && last > after ? last : null;
        return true;
    }

    private bool TakeComments(Outcome outcome, int from)
    {
        // A card whose comments may not be asked for has none for us; a portal that cannot answer now is another matter.
        if (outcome is Refusal)
        {
            _commentsFrom = null;
            return true;
        }

        if (outcome is not Answer answer)
        {
            return false;
        }

        _entries.AddRange(TimelineCommentWire.ListFrom(answer.Result).Select(comment => EntryReader.Told(comment, [card])));
        _commentsFrom = answer.Next is > 0 and var start && start > from ? start : null;
        return true;
    }
}

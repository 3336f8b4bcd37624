using B24App.Confirm;
using B24App.Plan;
using B24App.Store;

namespace B24App.Backfill;

/// <summary>What the store shows of a task that a run asked to look at. How far it has come is read off the rows that live work writes too, so nothing has to be told twice.</summary>
public sealed record ItemFacts
{
    /// <summary>Its mapping in the run's link; 0 for none.</summary>
    public MappingId Mapping { get; init; }

    /// <summary>State of the mapping; null for none.</summary>
    public MappingState? State { get; init; }

    /// <summary>Why the mapping is in that state.</summary>
    public string MappingReason { get; init; } = "";

    /// <summary>Its fields wait for a look.</summary>
    public bool TaskWaits { get; init; }

    /// <summary>Its discussion, or its records of time and results, wait for a look.</summary>
    public bool TalkWaits { get; init; }

    /// <summary>Calls of its lane have not settled.</summary>
    public bool CallsWait { get; init; }

    /// <summary>Why one of its calls is parked; empty for none.</summary>
    public string Parked { get; init; } = "";

    /// <summary>Newest reason for which it stayed; empty for none.</summary>
    public string Skipped { get; init; } = "";

    /// <summary>The newest reason is younger than the request.</summary>
    public bool SkippedSince { get; init; }

    /// <summary>Comments of this side that stand across.</summary>
    public int Crossed { get; init; }

    /// <summary>Where the task of a run stands now; the same item when nothing changed.</summary>
    public RunItem Next(RunItem item) => item.State switch
    {
        ItemState.Looking => Looked(item),
        ItemState.Talking when TalkWaits || TaskWaits || CallsWait => item,
        ItemState.Talking => Ended(item),
        _ => item,
    };

    private RunItem Looked(RunItem item)
    {
        switch (State)
        {
            case null when TaskWaits:
                return item;
            case null when Skipped is nameof(Reason.LinkPaused) or nameof(Reason.LinkPausedByPartner):
                return item with { State = ItemState.Waits }; // the link stopped meanwhile; it gets its turn when it runs
            case null:
                return item with { State = ItemState.Stays, Reason = Skipped.Length > 0 ? Skipped : nameof(Reason.Unreadable) };
            case MappingState.Creating:
                return item;
            case MappingState.Over:
                return item with { State = ItemState.Failed, Reason = Parked.Length > 0 ? Parked : MappingReason, Mapping = Mapping };
            case MappingState.Live when TaskWaits || CallsWait:
                return item;
            case MappingState.Live when item.Comments != 0 || item.HasParts:
                return item with { State = ItemState.Talking, Mapping = Mapping };
            default:
                return Ended(item with { Mapping = Mapping });
        }
    }

    private RunItem Ended(RunItem item) => Parked.Length > 0
        ? item with { State = ItemState.Failed, Reason = Parked }
        : item with { State = ItemState.Done, Reason = SkippedSince && IsAboutTalk ? Skipped : "" };

    private bool IsAboutTalk => Skipped is nameof(Reason.NotInChat) or nameof(Reason.RemovedFromChat) or nameof(Reason.HistoryHidden) or nameof(Reason.Unreadable);
}

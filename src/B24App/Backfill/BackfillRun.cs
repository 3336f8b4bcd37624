using B24App.Plan;
using B24App.Store;

namespace B24App.Backfill;

/// <summary>What a run is for.</summary>
public enum RunKind
{
    /// <summary>Tasks that existed before the link cross.</summary>
    Backfill,

    /// <summary>Nothing ever crosses: it shows which tasks would leave and which would stay, also before the link runs.</summary>
    LeakTest,

    /// <summary>Nothing crosses: it looks for pairs that exist already.</summary>
    Adoption,

    /// <summary>Entries of a pair of cards that are older than the pair cross.</summary>
    History,
}

/// <summary>Life of a run.</summary>
public enum RunState
{
    /// <summary>Reads and counts; nothing is written to a portal.</summary>
    Dry,

    /// <summary>The preview can be read; it waits for a person.</summary>
    Ready,

    /// <summary>Its tasks cross.</summary>
    Running,

    /// <summary>What is under way ends, nothing new begins.</summary>
    Paused,

    /// <summary>A person ended it.</summary>
    Cancelled,

    /// <summary>Nothing is left to do.</summary>
    Done,

    /// <summary>What it made is being taken back.</summary>
    Undoing,

    /// <summary>It was taken back.</summary>
    Undone,
}

/// <summary>What a person chose before the preview.</summary>
/// <param name="Since">Tasks created from this moment on; null for all time.</param>
/// <param name="WithComments">Comments older than the link cross too, as one digest per task.</param>
/// <param name="OpenOnly">Finished tasks stay.</param>
/// <param name="ToRelay">Mirrors are given to the relay account there, so that nobody is notified of each (RULES 33).</param>
public sealed record RunOptions(DateTimeOffset? Since, bool WithComments, bool OpenOnly, bool ToRelay);

/// <summary>One run over the tasks of one side of a link.</summary>
public sealed record BackfillRun
{
    /// <summary>Our number, never used twice.</summary>
    public long Id { get; init; }

    /// <summary>The portal whose tasks it reads; its administrators see it, the partner does not (RULES 5).</summary>
    public required PortalId Portal { get; init; }

    /// <summary>The link.</summary>
    public required LinkId Link { get; init; }

    /// <summary>The portal's side of it.</summary>
    public required Side Side { get; init; }

    /// <summary>What it is for.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>The pair of cards, of a run over its history.</summary>
    public MappingId Pair { get; init; }

    /// <summary>What was chosen.</summary>
    public required RunOptions Options { get; init; }

    /// <summary>Contract the preview was made under.</summary>
    public required int Contract { get; init; }

    /// <summary>How far the reading has come.</summary>
    public IdWalk Walk { get; init; } = IdWalk.Unread;

    /// <summary>Why it stands still, as the name of a <see cref="Plan.Reason"/>; empty when it does not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who asked for it.</summary>
    public required long User { get; init; }

    /// <summary>Portal that takes it back: only at home its administrator deletes.</summary>
    public PortalId UndoBy { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its tasks began to cross; null before.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Something may still happen by itself.</summary>
    public bool IsAtWork => State is RunState.Dry or RunState.Running or RunState.Undoing;
}

/// <summary>Where one task of a run stands.</summary>
public enum ItemState
{
    /// <summary>It does not cross, for a reason.</summary>
    Stays,

    /// <summary>It would cross, or waits for its turn.</summary>
    Waits,

    /// <summary>It was said: look at this task.</summary>
    Looking,

    /// <summary>Its mirror stands; its discussion, and its records of time and results, are looked at.</summary>
    Talking,

    /// <summary>All of it crossed.</summary>
    Done,

    /// <summary>Something of it was refused; it can be repeated.</summary>
    Failed,

    /// <summary>Its mirror is being removed.</summary>
    Undoing,

    /// <summary>Its mirror was removed.</summary>
    Removed,

    /// <summary>People have worked on its mirror: it stays and says that it is mirrored no more.</summary>
    Marked,
}

/// <summary>One task of a run.</summary>
/// <param name="Task">Its id on the run's portal.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, as the name of a <see cref="Plan.Reason"/>.</param>
/// <param name="Earlier">It is mirrored already: only its earlier comments cross.</param>
/// <param name="Comments">Comments as listed; -1 where the card does not count them.</param>
/// <param name="Responsible">Who would be told there; 0 for nobody.</param>
/// <param name="Mapping">Its mapping, once there is one.</param>
/// <param name="HasParts">It had records of time or a result that the contract lets cross.</param>
public sealed record RunItem(long Task, ItemState State, string Reason = "", bool Earlier = false, int Comments = 0, long Responsible = 0, MappingId Mapping = default, bool HasParts = false);

/// <summary>How many tasks of a run stand where, and why.</summary>
public sealed record RunCount(ItemState State, string Reason, int Tasks, long Comments, long Crossed);

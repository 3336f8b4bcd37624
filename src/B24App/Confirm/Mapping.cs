using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Store;

namespace B24App.Confirm;

/// <summary>What a mapping maps.</summary>
public enum MappingKind
{
    /// <summary>A task.</summary>
    Task,

    /// <summary>A comment, or one part of a long one.</summary>
    Comment,

    /// <summary>A note of ours: stands on one side and never crosses (RULES 9).</summary>
    Note,

    /// <summary>Two cards of the CRM whose timelines are one.</summary>
    Card,

    /// <summary>An entry of a timeline: an activity or a comment of a card.</summary>
    Entry,
}

/// <summary>Life of a mapping.</summary>
public enum MappingState
{
    /// <summary>The mirror is being written; its id is not known yet.</summary>
    Creating,

    /// <summary>Mirrored.</summary>
    Live,

    /// <summary>The origin left the link: the mirror stays, nothing crosses till it is back (RULES 8).</summary>
    Outside,

    /// <summary>A comment that stays inside, remembered because an edit may make it public.</summary>
    Internal,

    /// <summary>Gone, withdrawn or refused: a tombstone, so that nothing rises from the dead.</summary>
    Over,

    /// <summary>The link ended.</summary>
    Ended,
}

/// <summary>One end of a mapping.</summary>
/// <param name="Portal">Where it stands.</param>
/// <param name="Item">What it is there, see <see cref="Record.Items"/>.</param>
/// <param name="Prints">Baseline prints of this side: by field name, or <c>text</c>, <c>files</c>, <c>author</c>, <c>at</c> of a comment.</param>
/// <param name="Framed">Our frame was written into the description once; a person may have removed it since.</param>
public sealed record MappingEnd(PortalId Portal, string Item, ImmutableSortedDictionary<string, string> Prints, bool Framed)
{
    /// <summary>Name of the print of a comment's files.</summary>
    public const string Files = "files";
}

/// <summary>"This item here is that item there."</summary>
public sealed record Mapping
{
    /// <summary>Reason of comments that crossed together as one message (RULES 21).</summary>
    public const string Digest = "Digest";

    /// <summary>Reason of a comment's mirror that another message took the place of, because its files changed.</summary>
    public const string Replaced = "Replaced";

    /// <summary>Our number.</summary>
    public required MappingId Id { get; init; }

    /// <summary>The link it belongs to.</summary>
    public required LinkId Link { get; init; }

    /// <summary>Task, comment or note.</summary>
    public required MappingKind Kind { get; init; }

    /// <summary>The task's mapping, for comments and notes.</summary>
    public MappingId Parent { get; init; }

    /// <summary>Side where it was first written; for a note the side where it stands.</summary>
    public required Side Origin { get; init; }

    /// <summary>Marker of the family (RULES 6).</summary>
    public string Family { get; init; } = "";

    /// <summary>How many links lie between the family's first portal and the mirror of this mapping.</summary>
    public int Hops { get; init; } = 1;

    /// <summary>Part of a long comment, from 0.</summary>
    public int Part { get; init; }

    /// <summary>Its life.</summary>
    public required MappingState State { get; init; }

    /// <summary>Why it is in that state, as the name of a <see cref="Reason"/>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Somebody on one of the sides stopped the exchange of this task.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Somebody sent this task from its card: the link's filter is not asked about it.</summary>
    public bool IsByHand { get; init; }

    /// <summary>The run that made the mirror is taken back; what becomes of the mirror is not settled, or it stays there.</summary>
    public bool IsTakenBack => State == MappingState.Over && Reason == nameof(Plan.Reason.TakenBack);

    /// <summary>When the row was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>End on side A, when there is one.</summary>
    public MappingEnd? A { get; init; }

    /// <summary>End on side B, when there is one.</summary>
    public MappingEnd? B { get; init; }

    /// <summary>The end on a side.</summary>
    public MappingEnd? End(Side side) => side == Side.A ? A : B;

    /// <summary>The side on which an item of a portal stands in this mapping.</summary>
    public Side SideOf(PortalId portal, string item) => A is { } a && a.Portal == portal && a.Item == item ? Side.A : Side.B;

    /// <summary>Baseline of a task mapping.</summary>
    public TaskBaseline Baseline => new(Fields(A), Fields(B));

    private static ImmutableSortedDictionary<Field, string> Fields(MappingEnd? end) => end is null
        ? ImmutableSortedDictionary<Field, string>.Empty
        : end.Prints.Where(pair => Enum.TryParse<Field>(pair.Key, out _)).ToImmutableSortedDictionary(pair => Enum.Parse<Field>(pair.Key), pair => pair.Value);
}

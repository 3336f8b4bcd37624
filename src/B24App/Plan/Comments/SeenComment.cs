using System.Collections.Immutable;
using B24App.Plan.Tasks;
using B24App.Plan.Text;

namespace B24App.Plan.Comments;

/// <summary>Who speaks in a discussion.</summary>
public enum Speaker
{
    /// <summary>A person.</summary>
    Human,

    /// <summary>The portal or a robot: system talk stays (RULES 12).</summary>
    System,

    /// <summary>Old card: people and service comments cannot be told apart just now.</summary>
    Unclear,
}

/// <summary>One comment of the old card or message of the new one, as a side shows it.</summary>
/// <param name="Item"><c>c77</c> or <c>m12930</c>.</param>
/// <param name="Id">Number inside its kind; ascending is the order of the discussion.</param>
/// <param name="Author">Author on that portal.</param>
/// <param name="AuthorName">Name to show.</param>
/// <param name="At">When it was written.</param>
/// <param name="Text">Text as shown; empty when deleted.</param>
/// <param name="Speaker">Who speaks.</param>
/// <param name="Deleted">Shown as deleted.</param>
/// <param name="HasFiles">Carries files.</param>
public sealed record SeenComment(string Item, long Id, long Author, string AuthorName, DateTimeOffset At, string Text, Speaker Speaker, bool Deleted, bool HasFiles)
{
    /// <summary>Its files.</summary>
    public ImmutableArray<SeenFile> Files { get; init; } = [];

    /// <summary>Its files in a form that can be compared later.</summary>
    public string FilesPrint => CommentFiles.Of(Item, Files);

    /// <summary>Dialect of its text.</summary>
    public Dialect Dialect => Item.StartsWith('m') ? Dialect.Chat : Dialect.Task;

    /// <summary>Print of its text in neutral form.</summary>
    public string Print => Prints.Print.Of(Neutral.Of(Text, Dialect)).ToString();
}

/// <summary>What we know of a comment that was met before.</summary>
/// <param name="Mapping">The mapping row's number.</param>
/// <param name="Item">The item on the side that is planned.</param>
/// <param name="IsOrigin">It was first written on this side; otherwise it is a mirror of ours.</param>
/// <param name="State">What became of it.</param>
/// <param name="Print">Print of its text on this side when it last crossed.</param>
public sealed record KnownComment(long Mapping, string Item, bool IsOrigin, KnownState State, string Print)
{
    /// <summary>Its files when it last crossed; null when they were not written down then.</summary>
    public string? Files { get; init; }

    /// <summary>Number inside its kind.</summary>
    public long Id { get; } = long.Parse(Item.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Life of a known comment.</summary>
public enum KnownState
{
    /// <summary>Mirrored.</summary>
    Live,

    /// <summary>A note of ours: never crosses.</summary>
    Note,

    /// <summary>Internal so far: an edit that makes it public crosses as new (RULES 8).</summary>
    Internal,

    /// <summary>Deleted or withdrawn.</summary>
    Over,
}

/// <summary>A discussion on one side, and what the contract says about it.</summary>
public sealed record TalkSight
{
    /// <summary>Comments that can be seen, oldest first, without gaps between the first and the last.</summary>
    public required ImmutableArray<SeenComment> Window { get; init; }

    /// <summary>Comments met before, by item, on this link.</summary>
    public required IReadOnlyDictionary<string, KnownComment> Known { get; init; }

    /// <summary>Items that are our mirrors by another link of the same task: to cross they need a word of the contract (RULES 6).</summary>
    public IReadOnlySet<string> MirrorsOfOthers { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Our notes by another link of the same task: they never cross (RULES 9).</summary>
    public IReadOnlySet<string> NotesOfOthers { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Items the portal said were deleted (old card).</summary>
    public IReadOnlySet<string> SaidDeleted { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Newest number that was judged before.</summary>
    public long JudgedUpTo { get; init; }

    /// <summary>When the task entered the link: older comments never cross by themselves (RULES 8).</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Numbers up to this were written before the task entered, or while it was outside.</summary>
    public long OpenedAfter { get; init; }

    /// <summary>The task is outside the link now.</summary>
    public bool IsOutside { get; init; }

    /// <summary>The contract lets comments leave from this side.</summary>
    public bool CommentsLeave { get; init; }

    /// <summary>The contract lets files leave from this side.</summary>
    public bool FilesLeave { get; init; }

    /// <summary>This side's half lets what came from partners leave too.</summary>
    public bool SendsPartnersMirrors { get; init; }

    /// <summary>Comments that begin with this stay inside; empty for no such rule.</summary>
    public string InternalPrefix { get; init; } = "";
}

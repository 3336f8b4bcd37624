using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;

namespace B24App.Backfill;

/// <summary>What is known of a mirror that a run made, when the run is taken back.</summary>
public sealed record UndoSight
{
    /// <summary>The mirror as it is now; null when the portal shows nothing.</summary>
    public SeenTask? Mirror { get; init; }

    /// <summary>Its prints when both sides last agreed.</summary>
    public required ImmutableSortedDictionary<Field, string> Agreed { get; init; }

    /// <summary>Its discussion as it is now; null when it cannot be read.</summary>
    public ImmutableArray<SeenComment>? Talk { get; init; }

    /// <summary>What of the discussion we wrote or know.</summary>
    public IReadOnlySet<string> Known { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Something crossed in it since, by live work.</summary>
    public bool LivesOn { get; init; }

    /// <summary>The mirror's own portal agrees to a removal.</summary>
    public bool MayRemove { get; init; }
}

/// <summary>What becomes of a mirror.</summary>
public enum UndoVerdict
{
    /// <summary>Nobody has worked on it and its portal agrees: it goes.</summary>
    Remove,

    /// <summary>It stays and says that it is mirrored no more.</summary>
    Mark,

    /// <summary>It is gone already.</summary>
    Forget,
}

/// <summary>Decides what taking a run back does to one mirror: what people have worked on is never removed.</summary>
public static class UndoPlanner
{
    /// <summary>The verdict for one mirror.</summary>
    public static UndoVerdict Decide(UndoSight sight) => sight switch
    {
        { Mirror: null } => UndoVerdict.Forget,
        { MayRemove: false } or { LivesOn: true } => UndoVerdict.Mark,
        _ when IsEdited(sight.Mirror, sight.Agreed) || IsTalkedIn(sight) => UndoVerdict.Mark,
        _ => UndoVerdict.Remove,
    };

    private static bool IsEdited(SeenTask mirror, ImmutableSortedDictionary<Field, string> agreed) =>
        agreed.Any(pair => mirror.Carried.Contains(pair.Key) && pair.Value.Length > 0 && mirror.Print(pair.Key) != pair.Value);

    // Not being able to read the discussion is no proof that nobody spoke there.
    private static bool IsTalkedIn(UndoSight sight) => sight.Talk is not { } talk
        || talk.Any(comment => comment.Speaker != Speaker.System && !comment.Deleted && !sight.Known.Contains(comment.Item));
}

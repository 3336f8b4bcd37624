using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;

namespace B24App.Backfill;

/// <summary>What is known of the mirror of an entry that a run made, when the run is taken back.</summary>
public sealed record EntryUndoSight
{
    /// <summary>The mirror as it is now; null when nothing stands there.</summary>
    public CrossingEntry? Mirror { get; init; }

    /// <summary>Its portal let us read it, and what was noted on it.</summary>
    public bool IsSeen { get; init; } = true;

    /// <summary>Prints of what we wrote last, see <see cref="MirrorPrints"/>.</summary>
    public required ImmutableSortedDictionary<string, string> Written { get; init; }

    /// <summary>Files that we brought to it.</summary>
    public int Files { get; init; }

    /// <summary>Somebody noted something on it.</summary>
    public bool HasNote { get; init; }

    /// <summary>The paired card in which it was made.</summary>
    public required CrmKey Card { get; init; }

    /// <summary>Further cards in which a rule of that portal shows it.</summary>
    public IReadOnlySet<CrmKey> Carried { get; init; } = ImmutableHashSet<CrmKey>.Empty;

    /// <summary>Whether a user there is the relay account, or was.</summary>
    public required Func<long, bool> IsOurs { get; init; }

    /// <summary>The mirror's own portal agrees to a removal.</summary>
    public bool MayRemove { get; init; }
}

/// <summary>Decides what taking a run over the history of a pair back does to one mirror: what people have worked on is never removed.</summary>
public static class EntryUndoPlanner
{
    /// <summary>The verdict for one mirror; of one that stays, with the reason.</summary>
    public static (UndoVerdict Verdict, Reason? Why) Decide(EntryUndoSight sight) => sight switch
    {
        { MayRemove: false } => (UndoVerdict.Mark, Reason.RemovalNotAgreed),
        { IsSeen: false } => (UndoVerdict.Mark, Reason.MirrorUnproven),
        { Mirror: null } => (UndoVerdict.Forget, null),
        { Mirror: { } mirror } when IsWorkedOn(sight, mirror) => (UndoVerdict.Mark, Reason.MirrorWorkedOn),
        { Mirror: { } mirror } when !MirrorPrints.IsWhole(sight.Written, IsComment(mirror)) => (UndoVerdict.Mark, Reason.MirrorUnproven),
        _ => (UndoVerdict.Remove, null),
    };

    private static bool IsComment(CrossingEntry mirror) => mirror.Kind == EntryKind.Comment;

    private static bool IsWorkedOn(EntryUndoSight sight, CrossingEntry mirror)
    {
        var shown = MirrorPrints.Shown(mirror);
        return sight.HasNote || IsElsewhere(sight, mirror) || IsOthers(sight, mirror.Responsible) || IsOthers(sight, mirror.Editor)
            || (IsComment(mirror) && !sight.IsOurs(mirror.Author))
            || mirror.Files.Length != sight.Files
            || sight.Written.Any(print => shown.GetValueOrDefault(print.Key, "") != print.Value);
    }

    private static bool IsOthers(EntryUndoSight sight, long user) => user > 0 && !sight.IsOurs(user);

    // An activity is deleted everywhere at once, so where a rule shows it it goes as well; a comment would leave this one card only.
    private static bool IsElsewhere(EntryUndoSight sight, CrossingEntry mirror) =>
        !mirror.Cards.Contains(sight.Card) || mirror.Cards.Any(card => card != sight.Card && (IsComment(mirror) || !sight.Carried.Contains(card)));
}

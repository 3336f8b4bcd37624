using System.Collections.Immutable;
using B24App.Plan.Text;

namespace B24App.Plan.Comments;

/// <summary>The policy for one side of a discussion: which comments cross, change or go (RULES 6, 8, 9, 12, 14, 23).</summary>
public static class CommentPlanner
{
    /// <summary>Decides every visible comment, in the order of the discussion; what needs nothing makes no verdict.</summary>
    public static ImmutableArray<CommentVerdict> Plan(TalkSight sight)
    {
        var verdicts = ImmutableArray.CreateBuilder<CommentVerdict>();
        foreach (var comment in sight.Window)
        {
            var verdict = sight.Known.TryGetValue(comment.Item, out var known) ? OfKnown(comment, known, sight) : OfNew(comment, sight);
            if (verdict is null)
            {
                continue;
            }

            verdicts.Add(verdict);
            if (verdict is CommentVerdict.Hold)
            {
                break;
            }
        }

        verdicts.AddRange(Vanished(sight));
        return verdicts.ToImmutable();
    }

    /// <summary>Newest number that is judged after these verdicts: everything visible, or what stands before a hold.</summary>
    public static long JudgedUpTo(TalkSight sight, IEnumerable<CommentVerdict> verdicts)
    {
        var held = verdicts.OfType<CommentVerdict.Hold>().FirstOrDefault();
        var seen = sight.Window.Where(comment => held is null || comment.Id < held.Comment.Id).Select(comment => comment.Id);
        return Math.Max(sight.JudgedUpTo, seen.DefaultIfEmpty(0).Max());
    }

    /// <summary>
    /// Whether the portal hides what was said before we joined (RULES 26): all we see begins with the portal's own line about our
    /// coming, and something was said before.
    /// </summary>
    /// <param name="sight">The discussion as it is seen right after we joined.</param>
    /// <param name="hinted">Numbers of messages we were told of.</param>
    public static bool HidesHistory(TalkSight sight, IEnumerable<long> hinted) => !sight.Window.IsEmpty
        && sight.Window[0] is { Speaker: Speaker.System } first && (first.At > sight.OpenedAt || hinted.Any(id => id < first.Id));

    private static CommentVerdict? OfKnown(SeenComment comment, KnownComment known, TalkSight sight)
    {
        if (!known.IsOrigin || known.State is KnownState.Note or KnownState.Over)
        {
            return null; // ours: whatever a person did to it on this side stays on this side
        }

        var isInternal = InternalComment.Is(comment.Text, sight.InternalPrefix, comment.Dialect);
        return (known.State, comment.Deleted, isInternal) switch
        {
            (KnownState.Live, true, _) => new CommentVerdict.Withdraw(known, Reason.DeletedAtPartner),
            (KnownState.Live, _, true) => new CommentVerdict.Withdraw(known, Reason.InternalComment),
            (KnownState.Live, _, _) => OfLive(comment, known, sight),
            (KnownState.Internal, false, false) => WhyNot(comment, sight) is { } why ? new CommentVerdict.Skip(comment, why) : new CommentVerdict.Send(comment, known),
            _ => null,
        };
    }

    // A text that did not cross is carried once it may; files that may not cross are written down as they are, so that a wider contract brings nothing old.
    private static CommentVerdict? OfLive(SeenComment comment, KnownComment known, TalkSight sight)
    {
        var files = CommentFiles.Compare(known.Files, comment.FilesPrint);
        var leaves = sight.CommentsLeave && !sight.IsOutside;
        return (comment.Print != known.Print, files) switch
        {
            (true, _) when leaves => new CommentVerdict.Edit(comment, known) { FilesChanged = files == FilesSince.Changed && sight.FilesLeave },
            (_, FilesSince.Changed) when leaves && sight.FilesLeave => new CommentVerdict.Edit(comment, known) { FilesChanged = true },
            (_, FilesSince.Unknown) => new CommentVerdict.Rebase(comment, known),
            (_, FilesSince.Changed) when leaves => new CommentVerdict.Rebase(comment, known),
            _ => null,
        };
    }

    private static CommentVerdict? OfNew(SeenComment comment, TalkSight sight)
    {
        if (comment.Id <= sight.JudgedUpTo || comment.Deleted)
        {
            return null;
        }

        if (comment.Speaker == Speaker.Unclear && WhyNot(comment, sight) is null)
        {
            return new CommentVerdict.Hold(comment, Reason.ServiceCommentsUnclear);
        }

        if (WhyNot(comment, sight) is { } why)
        {
            return new CommentVerdict.Skip(comment, why);
        }

        return InternalComment.Is(comment.Text, sight.InternalPrefix, comment.Dialect) ? new CommentVerdict.StayInside(comment) : new CommentVerdict.Send(comment);
    }

    private static Reason? WhyNot(SeenComment comment, TalkSight sight) => 0 switch
    {
        _ when comment.Speaker == Speaker.System => Reason.SystemMessage,
        _ when sight.IsOutside => Reason.WhileOutside,
        _ when comment.At < sight.OpenedAt || comment.Id <= sight.OpenedAfter => Reason.BeforeEntering,
        _ when !sight.CommentsLeave => Reason.CommentsNotCarried,
        _ when sight.NotesOfOthers.Contains(comment.Item) => Reason.OurNote,
        _ when sight.MirrorsOfOthers.Contains(comment.Item) && !sight.SendsPartnersMirrors => Reason.CameFromPartner,
        _ => null,
    };

    // Missing is deleted only between neighbours that are still there (RULES 23), or when the portal said so as well.
    private static IEnumerable<CommentVerdict> Vanished(TalkSight sight)
    {
        var visible = sight.Window.Select(comment => comment.Item).ToHashSet(StringComparer.Ordinal);
        var (low, high) = sight.Window.IsEmpty ? (long.MaxValue, long.MinValue) : (sight.Window[0].Id, sight.Window[^1].Id);
        var kind = sight.Window.IsEmpty ? '\0' : sight.Window[0].Item[0];
        return sight.Known.Values
            .Where(known => known.IsOrigin && known.State == KnownState.Live && !visible.Contains(known.Item))
            .Where(known => sight.SaidDeleted.Contains(known.Item) || (known.Item[0] == kind && known.Id > low && known.Id < high))
            .OrderBy(known => known.Id)
            .Select(known => new CommentVerdict.Withdraw(known, Reason.DeletedAtPartner));
    }
}

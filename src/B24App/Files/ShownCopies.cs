using B24App.Plan;
using B24App.Plan.Tasks;

namespace B24App.Files;

/// <summary>Which attachments of a task are files that came from the other side. An attachment has a number of its own; the file behind it may be attached time and again.</summary>
public static class ShownCopies
{
    /// <summary>What each attachment came as; one that is a file of this side is not among them.</summary>
    /// <param name="shown">Attachments of this side with their drive objects.</param>
    /// <param name="copies">Files that came from the other side, or are on their way.</param>
    /// <param name="agreed">Files of both sides when they last agreed.</param>
    public static IReadOnlyDictionary<long, FileCopy> Of(IReadOnlyList<(long Attachment, long DriveObject)> shown, IReadOnlyList<FileCopy> copies, TaskBaseline? agreed)
    {
        var found = new Dictionary<long, FileCopy>();
        var left = copies.OrderByDescending(copy => copy.Id).ToList();
        foreach (var (attachment, _) in shown)
        {
            Take(attachment, copy => copy.Attachment == attachment);
        }

        // Met for the first time: of several that are one file, the newest is the one that was just written. One that was met and stands no more came back
        // only where it is still agreed on and was written once more; else somebody here attached it, and it is a file of this side.
        var still = shown.Select(one => one.Attachment).ToHashSet();
        foreach (var (attachment, file) in shown.Where(one => one.DriveObject > 0 && !found.ContainsKey(one.Attachment)))
        {
            if (!Take(attachment, copy => copy.DriveObject == file && copy.Attachment == 0))
            {
                Take(attachment, copy => copy.DriveObject == file && !still.Contains(copy.Attachment) && IsAgreed(copy.Token));
            }
        }

        return found;

        bool Take(long attachment, Predicate<FileCopy> isIt)
        {
            if (left.FindIndex(isIt) is not (>= 0 and var at))
            {
                return false;
            }

            found[attachment] = left[at];
            left.RemoveAt(at);
            return true;
        }

        bool IsAgreed(string token) => agreed is not null && new[] { Side.A, Side.B }.Any(side =>
            (agreed.Of(side).GetValueOrDefault(Field.Files) ?? "").Split(' ').Contains(SeenTask.PrintOf(Field.Files, token), StringComparer.Ordinal));
    }
}

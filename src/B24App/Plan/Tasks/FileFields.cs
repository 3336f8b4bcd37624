using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan.Text;

namespace B24App.Plan.Tasks;

/// <summary>How files are written into the other side. The field replaces the whole set: what stands there stays by its own number, the rest has a slot (tasks.md §7.3).</summary>
public static class FileFields
{
    /// <summary>The list to write, for a task that shows what it shows.</summary>
    /// <param name="tokens">Files the task should have.</param>
    /// <param name="target">The task that is written; null for a new one.</param>
    public static IReadOnlyList<string> Slots(IReadOnlyList<string> tokens, SeenTask? target) =>
    [
        .. tokens.Select(token => target?.Files.FirstOrDefault(file => file.Token == token) is { Attachment: > 0 } there
            ? there.Attachment.ToString(CultureInfo.InvariantCulture)
            : FileSlots.In(token)),
    ];

    /// <summary>
    /// Whether a file that is not attached on the side it goes to counts as standing there all the same: that it is absent says nothing about a person's wish
    /// when it stayed behind, or when both sides agreed on it and it is still on its way. Agreed on by nobody, it is yet to be written there.
    /// </summary>
    /// <param name="token">The file.</param>
    /// <param name="staysBehind">It came to its end without arriving.</param>
    /// <param name="agreed">Prints of the files that side had when both last agreed; null before that.</param>
    public static bool Stands(string token, bool staysBehind, string? agreed) =>
        staysBehind || (agreed is not null && agreed.Split(' ').Contains(SeenTask.PrintOf(Field.Files, token), StringComparer.Ordinal));

    /// <summary>Whether the description shows a file that is not attached on the side that is written.</summary>
    public static bool ShowsNew(SeenTask from, SeenTask target) => from.Files.Any(file =>
        from.Across.Description.Contains(FileSlots.In(file.Token), StringComparison.Ordinal) && !target.Files.Any(there => there.Token == file.Token && there.Attachment > 0));

    /// <summary>Files that must have come to their end before the fields leave; none when no file is written or shown in a text.</summary>
    public static ImmutableArray<string> Needed(IReadOnlyCollection<Field> fields, SeenTask from, IReadOnlyList<string> tokens) =>
        fields.Contains(Field.Files) || (fields.Contains(Field.Description) && from.Files.Length > 0) ? [.. tokens] : [];
    /// <summary>What a side shows, less files that stayed behind on their way to it and that the other side does not show any more either.</summary>
    public static SeenTask WithoutGhosts(SeenTask here, SeenTask origin, Side from)
    {
        var orphans = Orphans(here, origin, from).ToHashSet(StringComparer.Ordinal);
        return here with { Files = [.. here.Files.Where(file => file.Attachment > 0 || !orphans.Contains(file.Token))] };
    }

    /// <summary>
    /// Files that a side got from the other, which does not show them any more: somebody there took them away before both sides agreed. They cannot be
    /// written back to where they came from, so they go.
    /// </summary>
    public static IEnumerable<string> Orphans(SeenTask a, SeenTask b) => Orphans(a, b, Side.B).Concat(Orphans(b, a, Side.A));

    private static IEnumerable<string> Orphans(SeenTask here, SeenTask origin, Side from) => here.Set(Field.Files)
        .Where(token => token.StartsWith(from.ToString(), StringComparison.Ordinal) && !origin.Set(Field.Files).Contains(token, StringComparer.Ordinal));

    /// <summary>
    /// Files of both sides that are one and were not known to be: what crossed before an old backup was put back, what another tool carried, what two people
    /// attached at once. Name and size tell; each file has one twin at most.
    /// </summary>
    /// <param name="a">Side A.</param>
    /// <param name="b">Side B.</param>
    /// <param name="known">Files whose twin on the other side is known.</param>
    public static IReadOnlyList<(SeenFile A, SeenFile B)> Twins(SeenTask a, SeenTask b, IReadOnlySet<string> known)
    {
        var left = Strangers(b, Side.B);
        var twins = new List<(SeenFile A, SeenFile B)>();
        foreach (var file in Strangers(a, Side.A))
        {
            if (left.FindIndex(other => other.Size == file.Size && FileNames.AreOne(FileNames.Safe(other.Name), FileNames.Safe(file.Name))) is >= 0 and var at)
            {
                twins.Add((file, left[at]));
                left.RemoveAt(at);
            }
        }

        return twins;

        List<SeenFile> Strangers(SeenTask task, Side side) =>
            [.. task.Files.Where(file => file is { Attachment: > 0, Size: > 0 } && file.Token.StartsWith(side.ToString(), StringComparison.Ordinal) && !known.Contains(file.Token))];
    }
}

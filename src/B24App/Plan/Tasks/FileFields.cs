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
}

using System.Collections.Immutable;
using System.Globalization;

namespace B24App.Plan.Timeline;

/// <summary>
/// Prints of what we wrote into the mirror of an entry, and of what it shows now: equal while nobody there changed it. Blanks do not count, portals move them.
/// </summary>
public static class MirrorPrints
{
    /// <summary>Name of the print of its subject.</summary>
    public const string Subject = "subject";

    /// <summary>Name of the print of its text.</summary>
    public const string Text = "text";

    /// <summary>Name of the minute until which a to-do is to be done.</summary>
    public const string Deadline = "deadline";

    /// <summary>Name of the mark that it is done.</summary>
    public const string Done = "done";

    /// <summary>What stands under <see cref="Done"/>.</summary>
    public static string Mark(bool isDone) => isDone ? "Y" : "";

    /// <summary>The print of words.</summary>
    public static string Of(string words) => Prints.Print.Of(string.Concat(words.Where(letter => !char.IsWhiteSpace(letter)))).ToString();

    /// <summary>The print of a deadline.</summary>
    public static string Of(DateTimeOffset? deadline) => deadline is { } at ? (at.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>Prints of a mirror as its portal shows it.</summary>
    public static ImmutableSortedDictionary<string, string> Shown(CrossingEntry mirror) => ImmutableSortedDictionary<string, string>.Empty
        .Add(Subject, Of(mirror.Subject)).Add(Text, Of(mirror.Text)).Add(Deadline, Of(mirror.Deadline)).Add(Done, Mark(mirror.IsCompleted));

    /// <summary>All is known that a person could have changed.</summary>
    /// <param name="written">Prints of what we wrote.</param>
    /// <param name="isComment">It is a comment: it has words only.</param>
    public static bool IsWhole(ImmutableSortedDictionary<string, string> written, bool isComment) =>
        written.ContainsKey(Text) && (isComment || (written.ContainsKey(Subject) && written.ContainsKey(Done)));
}

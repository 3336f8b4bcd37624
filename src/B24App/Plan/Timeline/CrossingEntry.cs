using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan.Carry;

namespace B24App.Plan.Timeline;

/// <summary>An entry of a timeline with all that could cross.</summary>
public sealed record CrossingEntry
{
    /// <summary>Its name, see <see cref="SeenEntry"/>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Subject; of a comment empty.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Text as the portal keeps it.</summary>
    public string Text { get; init; } = "";

    /// <summary>The text is HTML.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Where it is held.</summary>
    public string Place { get; init; } = "";

    /// <summary>1 incoming, 2 outgoing, 0 none.</summary>
    public int Direction { get; init; }

    /// <summary>Done.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Until when it is to be done; null for no deadline.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When it was written down.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Whose it is: its author; of a call who spoke.</summary>
    public long Author { get; init; }

    /// <summary>Responsible user of an activity; 0 when it is not shown.</summary>
    public long Responsible { get; init; }

    /// <summary>Who changed an activity last; 0 when it is not shown.</summary>
    public long Editor { get; init; }

    /// <summary>E-mail addresses of a letter.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Its files.</summary>
    public ImmutableArray<EntryFile> Files { get; init; } = [];

    /// <summary>Cards it stands in.</summary>
    public ImmutableArray<CrmKey> Cards { get; init; } = [];

    /// <summary>We wrote it: it carries our mark.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Moment that people would name.</summary>
    public DateTimeOffset? At => Start ?? Made;
}

/// <summary>What an entry becomes at the partner (crm.md §1.6).</summary>
public enum EntryForm
{
    /// <summary>A call.</summary>
    Call,

    /// <summary>A letter that is only recorded.</summary>
    Letter,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A to-do.</summary>
    ToDo,
}

/// <summary>Decides what becomes of entries of paired cards; knows no portal.</summary>
public static class EntryCrossing
{
    /// <summary>Words of the contract for entries of timelines.</summary>
    public static ImmutableArray<Field> Fields { get; } = [Field.Calls, Field.Letters, Field.Meetings, Field.CardComments, Field.ToDos, Field.Chats, Field.Forms];

    /// <summary>The word of the contract for a kind; null for a kind that crosses in no way.</summary>
    public static Field? FieldOf(EntryKind kind) => kind switch
    {
        EntryKind.Call => Field.Calls,
        EntryKind.Letter => Field.Letters,
        EntryKind.Meeting => Field.Meetings,
        EntryKind.Comment => Field.CardComments,
        EntryKind.ToDo => Field.ToDos,
        EntryKind.Chat => Field.Chats,
        EntryKind.Form => Field.Forms,
        _ => null,
    };

    /// <summary>
    /// What it becomes. A meeting is told of in a comment: as a meeting it would enter somebody's calendar and invite people. So are chats and forms, which no
    /// application can make, a letter without an address and a to-do without a deadline, which no portal takes.
    /// </summary>
    public static EntryForm FormOf(CrossingEntry entry) => entry.Kind switch
    {
        EntryKind.Call => EntryForm.Call,
        EntryKind.Letter when !entry.Addresses.IsEmpty => EntryForm.Letter,
        EntryKind.ToDo when entry.Deadline is not null => EntryForm.ToDo,
        _ => EntryForm.Comment,
    };

    /// <summary>What its mirror is made of, which stays what it was made as, whatever becomes of the entry.</summary>
    /// <param name="entry">The entry as it is now.</param>
    /// <param name="isComment">The mirror is a comment.</param>
    public static EntryForm FormOf(CrossingEntry entry, bool isComment) => (isComment, entry.Kind) switch
    {
        (true, _) => EntryForm.Comment,
        (_, EntryKind.Call) => EntryForm.Call,
        (_, EntryKind.ToDo) => EntryForm.ToDo,
        _ => EntryForm.Letter,
    };

    /// <summary>What is done is shown as done; a comment has no such mark.</summary>
    public static bool ShowsDone(CrossingEntry entry) => FormOf(entry) != EntryForm.Comment && entry.IsCompleted;

    /// <summary>A letter is recorded open and completed afterwards: an outgoing one that is completed at once is really sent (crm.md §1.5).</summary>
    public static bool NeedsCompletion(CrossingEntry entry) => FormOf(entry) is EntryForm.Letter or EntryForm.ToDo && entry.IsCompleted;

    /// <summary>A to-do takes our mark only after it stands there (crm.md §1.7).</summary>
    public static bool NeedsMark(CrossingEntry entry) => FormOf(entry) == EntryForm.ToDo;

    /// <summary>Calls it takes at the partner, at most.</summary>
    public static int MostWrites(CrossingEntry entry) => NeedsMark(entry) || (entry.Kind == EntryKind.Letter && entry.IsCompleted) ? 2 : 1;

    /// <summary>Our mark is missing or cannot be planted while it is written: what the relay account says under a byline may be ours (RULES 16).</summary>
    public static bool MayBeOurs(CrossingEntry entry) => entry.Kind is EntryKind.Comment or EntryKind.ToDo;

    /// <summary>Why an entry that nobody mirrored yet stays; null when it crosses.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="pairedAt">When its card was paired.</param>
    /// <param name="carries">Whether the contract lets a word of it cross from here.</param>
    public static Reason? Stays(CrossingEntry entry, DateTimeOffset pairedAt, Func<Field, bool> carries) => entry switch
    {
        { IsOurs: true } => Reason.OurEcho,
        _ when FieldOf(entry.Kind) is null => Reason.EntryHasNoForm,
        _ when !carries(FieldOf(entry.Kind)!.Value) => Reason.EntryNotInContract,
        { Made: { } made } when made <= pairedAt => Reason.EntryOlderThanPair, // a portal names whole seconds
        _ => null,
    };

    /// <summary>The print of what people could change.</summary>
    public static string Print(CrossingEntry entry) => PrintOf(
        entry.Subject, entry.Kind == EntryKind.ToDo && entry.Deadline is { } deadline ? string.Create(CultureInfo.InvariantCulture, $"{entry.Text.Trim()}\n{deadline.ToUnixTimeSeconds() / 60}") : entry.Text);

    /// <summary>The print of a subject and a text.</summary>
    public static string PrintOf(string subject, string text) => Prints.Print.Of($"{subject.Trim()}\n{text.Trim()}").ToString();
}

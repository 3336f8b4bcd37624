using System.Collections.Immutable;
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

    /// <summary>When it was written down.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>Whose it is: its author; of a call who spoke.</summary>
    public long Author { get; init; }

    /// <summary>E-mail addresses of a letter.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

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
}

/// <summary>Decides what becomes of entries of paired cards; knows no portal.</summary>
public static class EntryCrossing
{
    /// <summary>Words of the contract for entries of timelines.</summary>
    public static ImmutableArray<Field> Fields { get; } = [Field.Calls, Field.Letters, Field.Meetings, Field.CardComments];

    /// <summary>The word of the contract for a kind; null for a kind that crosses in no way.</summary>
    public static Field? FieldOf(EntryKind kind) => kind switch
    {
        EntryKind.Call => Field.Calls,
        EntryKind.Letter => Field.Letters,
        EntryKind.Meeting => Field.Meetings,
        EntryKind.Comment => Field.CardComments,
        _ => null,
    };

    /// <summary>
    /// What it becomes. A meeting is told of in a comment: as a meeting it would enter somebody's calendar and invite people. So is a letter without
    /// an address, which no portal takes.
    /// </summary>
    public static EntryForm FormOf(CrossingEntry entry) => entry.Kind switch
    {
        EntryKind.Call => EntryForm.Call,
        EntryKind.Letter when !entry.Addresses.IsEmpty => EntryForm.Letter,
        _ => EntryForm.Comment,
    };

    /// <summary>What is done is shown as done; a comment has no such mark.</summary>
    public static bool ShowsDone(CrossingEntry entry) => FormOf(entry) != EntryForm.Comment && entry.IsCompleted;

    /// <summary>A letter is recorded open and completed afterwards: an outgoing one that is completed at once is really sent (crm.md §1.5).</summary>
    public static bool NeedsCompletion(CrossingEntry entry) => FormOf(entry) == EntryForm.Letter && entry.IsCompleted;

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
    public static string Print(CrossingEntry entry) => Prints.Print.Of($"{entry.Subject.Trim()}\n{entry.Text.Trim()}").ToString();
}

using System.Collections.Immutable;
using B24App.Plan.Carry;

namespace B24App.Adoption;

/// <summary>What speaks for one entry of a timeline being a copy of another.</summary>
public enum EntrySignal
{
    /// <summary>An earlier link of ours made one from the other.</summary>
    Mark,

    /// <summary>Another tool named one as the source of the other.</summary>
    Source,

    /// <summary>One has the address of the other's card in its text.</summary>
    Address,

    /// <summary>Equal subject, found once on each side.</summary>
    Title,

    /// <summary>Equal subject, but several are called so.</summary>
    CommonTitle,

    /// <summary>Equal text, found once on each side.</summary>
    Text,

    /// <summary>Equal text, but several say the same.</summary>
    CommonText,

    /// <summary>One says all that the other says, and something beside it.</summary>
    Quote,

    /// <summary>They happened in the same minute.</summary>
    SameMoment,

    /// <summary>One names the moment of the other in its text.</summary>
    NamedMoment,

    /// <summary>One names the author of the other in its text.</summary>
    Author,

    /// <summary>Their authors are one person.</summary>
    Person,

    /// <summary>Equal deadline.</summary>
    Deadline,

    /// <summary>Of the same kind.</summary>
    SameKind,

    /// <summary>One came in and the other went out: speaks against it.</summary>
    OtherDirection,

    /// <summary>Of two kinds, neither of which is a comment that could tell of the other: speaks against it.</summary>
    OtherKind,
}

/// <summary>How likely one entry is a copy of another, from 0 to 100; it does not matter which of the two is named first.</summary>
public static class EntryScore
{
    /// <summary>What each signal counts.</summary>
    public static ImmutableDictionary<EntrySignal, int> Weights { get; } = new Dictionary<EntrySignal, int>
    {
        [EntrySignal.Mark] = 100,
        [EntrySignal.Source] = 80,
        [EntrySignal.Address] = 20,
        [EntrySignal.Title] = 30,
        [EntrySignal.CommonTitle] = 10,
        [EntrySignal.Text] = 50,
        [EntrySignal.CommonText] = 25,
        [EntrySignal.Quote] = 45,
        [EntrySignal.SameMoment] = 30,
        [EntrySignal.NamedMoment] = 30,
        [EntrySignal.Author] = 15,
        [EntrySignal.Person] = 10,
        [EntrySignal.Deadline] = 15,
        [EntrySignal.SameKind] = 10,
        [EntrySignal.OtherDirection] = -60,
        [EntrySignal.OtherKind] = -100,
    }.ToImmutableDictionary();

    /// <summary>Compares two entries.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <param name="commonTitle">Another entry of one of the sides has that subject too.</param>
    /// <param name="commonText">Another entry of one of the sides says that too.</param>
    public static (int Score, ImmutableArray<EntrySignal> Signals) Of(EntryFacts a, EntryFacts b, bool commonTitle = false, bool commonText = false)
    {
        var signals = Signals(a, b, commonTitle, commonText).ToImmutableArray();
        return (Likeness.Sum(signals, Weights), signals);
    }

    private static IEnumerable<EntrySignal> Signals(EntryFacts a, EntryFacts b, bool commonTitle, bool commonText)
    {
        if (a.Mark == b.Name || b.Mark == a.Name)
        {
            yield return EntrySignal.Mark;
        }

        if (Names(a, b) || Names(b, a))
        {
            yield return EntrySignal.Source;
        }

        if (a.HasAddress || b.HasAddress)
        {
            yield return EntrySignal.Address;
        }

        if (Holds(a, b) || Holds(b, a))
        {
            yield return commonTitle ? EntrySignal.CommonTitle : EntrySignal.Title;
        }

        if (a.Text.Length > 0 && a.Text == b.Text)
        {
            yield return commonText ? EntrySignal.CommonText : EntrySignal.Text;
        }
        else if (Quotes(a, b) || Quotes(b, a))
        {
            yield return commonText ? EntrySignal.CommonText : EntrySignal.Quote;
        }

        if (a.At is { } one && b.At is { } other && (one - other).Duration() < TimeSpan.FromMinutes(1))
        {
            yield return EntrySignal.SameMoment;
        }
        else if (a.Written().Any(b.Moments.Contains) || b.Written().Any(a.Moments.Contains))
        {
            yield return EntrySignal.NamedMoment;
        }

        if (a.Author.Any(b.People.Contains) || b.Author.Any(a.People.Contains))
        {
            yield return EntrySignal.Author;
        }
        else if (a.Person > 0 && a.Person == b.Person)
        {
            yield return EntrySignal.Person;
        }

        if (a.Deadline is { } until && b.Deadline is { } till && (until - till).Duration() < TimeSpan.FromMinutes(1))
        {
            yield return EntrySignal.Deadline;
        }

        if (a.Kind == b.Kind)
        {
            yield return EntrySignal.SameKind;
            if (a.Direction != 0 && b.Direction != 0 && a.Direction != b.Direction)
            {
                yield return EntrySignal.OtherDirection;
            }
        }
        else if (a.Kind != EntryKind.Comment && b.Kind != EntryKind.Comment)
        {
            yield return EntrySignal.OtherKind;
        }
    }

    private static bool Names(EntryFacts copy, EntryFacts first) => copy.Source.Length > 0 && first.Name[1..] == copy.Source;

    // A comment that tells of a call has its subject as a line.
    private static bool Holds(EntryFacts copy, EntryFacts first) => first.Title.Length > 0 && (copy.Title == first.Title || (copy.Title.Length == 0 && copy.Lines.Contains(first.Title)));

    private static bool Quotes(EntryFacts copy, EntryFacts first) => !first.Quotable.IsEmpty && first.Quotable.All(copy.Lines.Contains);
}

using System.Collections.Immutable;

namespace B24App.Adoption;

/// <summary>What speaks for two tasks being one.</summary>
public enum Signal
{
    /// <summary>One carries the mark that an earlier link planted for the other.</summary>
    Family,

    /// <summary>Each has the address of the other in its text.</summary>
    AddressBoth,

    /// <summary>One has the address of the other in its text.</summary>
    Address,

    /// <summary>One names the number of the other.</summary>
    Number,

    /// <summary>Equal title, found once on each side.</summary>
    Title,

    /// <summary>Equal title, but several tasks are called so.</summary>
    CommonTitle,

    /// <summary>Equal description.</summary>
    Text,

    /// <summary>Made within minutes of each other.</summary>
    SameHour,

    /// <summary>Made within a day of each other.</summary>
    SameDay,

    /// <summary>Made more than a month apart: speaks against it.</summary>
    FarApart,

    /// <summary>Equal deadline.</summary>
    Deadline,

    /// <summary>People who are one by matching are responsible.</summary>
    People,
}

/// <summary>How likely two tasks are one, from 0 to 100.</summary>
public static class PairScore
{
    /// <summary>Below this a pair is not shown.</summary>
    public const int Least = Likeness.Least;

    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>What each signal counts.</summary>
    public static ImmutableDictionary<Signal, int> Weights { get; } = new Dictionary<Signal, int>
    {
        [Signal.Family] = 100,
        [Signal.AddressBoth] = 95,
        [Signal.Address] = 80,
        [Signal.Number] = 30,
        [Signal.Title] = 45,
        [Signal.CommonTitle] = 20,
        [Signal.Text] = 25,
        [Signal.SameHour] = 20,
        [Signal.SameDay] = 10,
        [Signal.FarApart] = -20,
        [Signal.Deadline] = 10,
        [Signal.People] = 10,
    }.ToImmutableDictionary();

    /// <summary>Compares two tasks.</summary>
    /// <param name="a">Task of side A.</param>
    /// <param name="b">Task of side B.</param>
    /// <param name="commonTitle">Another task of one of the sides has that title too.</param>
    public static (int Score, ImmutableArray<Signal> Signals) Of(TaskFacts a, TaskFacts b, bool commonTitle)
    {
        var signals = Signals(a, b, commonTitle).ToImmutableArray();
        return (Likeness.Sum(signals, Weights), signals);
    }

    private static IEnumerable<Signal> Signals(TaskFacts a, TaskFacts b, bool commonTitle)
    {
        if ((a.Marker.Length > 0 && a.Marker == b.Family) || (b.Marker.Length > 0 && b.Marker == a.Family))
        {
            yield return Signal.Family;
        }

        var (ab, ba) = (a.Addresses.Contains(b.Task), b.Addresses.Contains(a.Task));
        if (ab || ba)
        {
            yield return ab && ba ? Signal.AddressBoth : Signal.Address;
        }
        else if (a.Numbers.Contains(b.Task) || b.Numbers.Contains(a.Task))
        {
            yield return Signal.Number;
        }

        if (a.Title.Length > 0 && a.Title == b.Title)
        {
            yield return commonTitle ? Signal.CommonTitle : Signal.Title;
        }

        if (a.Text.Length > 0 && a.Text == b.Text)
        {
            yield return Signal.Text;
        }

        var apart = (a.CreatedAt - b.CreatedAt).Duration();
        if (apart <= Month)
        {
            if (apart <= TimeSpan.FromDays(1))
            {
                yield return apart <= Minutes ? Signal.SameHour : Signal.SameDay;
            }
        }
        else
        {
            yield return Signal.FarApart;
        }

        if (a.Deadline is { } one && b.Deadline is { } other && (one - other).Duration() < TimeSpan.FromMinutes(1))
        {
            yield return Signal.Deadline;
        }

        if (a.Responsible > 0 && a.Responsible == b.Responsible)
        {
            yield return Signal.People;
        }
    }
}

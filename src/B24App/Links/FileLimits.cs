using System.Collections.Immutable;

namespace B24App.Links;

/// <summary>The largest file that may cross, in megabytes: what a page offers and what is believed of a form.</summary>
public static class FileLimits
{
    /// <summary>What a new half allows.</summary>
    public const int Usual = 20;

    /// <summary>Nothing larger is carried: a file is held on our own disk on its way.</summary>
    public const int Largest = 250;

    /// <summary>What a page offers. Who wants no files at all takes the field out of the contract.</summary>
    public static ImmutableArray<int> Offered { get; } = [1, 5, 10, Usual, 50, 100, Largest];

    /// <summary>The offered limits, and the one in force when it is none of them.</summary>
    public static IEnumerable<int> With(int now) => Offered.Append(now).Distinct().Order();
}

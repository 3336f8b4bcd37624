namespace B24App.Adoption;

/// <summary>What is general about "these two may be one", whatever they are: a sum of weighted signals, and the likeliest pairs of many.</summary>
public static class Likeness
{
    /// <summary>Below this a pair is not shown.</summary>
    public const int Least = 50;

    private const int Near = 10;

    /// <summary>What signals come to, from 0 to 100.</summary>
    public static int Sum<TSignal>(IEnumerable<TSignal> signals, IReadOnlyDictionary<TSignal, int> weights)
        where TSignal : struct, Enum => Math.Clamp(signals.Sum(signal => weights[signal]), 0, 100);

    /// <summary>The pairs worth showing, best first; each item stands in one at most. A pair has rivals where another scores nearly as well: a person has to look.</summary>
    /// <param name="scores">Every pair that was compared.</param>
    public static IReadOnlyList<(TItem A, TItem B, int Score, bool HasRivals)> Best<TItem>(IEnumerable<(TItem A, TItem B, int Score)> scores)
        where TItem : notnull, IComparable<TItem>
    {
        var shown = scores.Where(pair => pair.Score >= Least).ToList();
        var (ofA, ofB) = (shown.ToLookup(pair => pair.A), shown.ToLookup(pair => pair.B));
        var found = new List<(TItem, TItem, int, bool)>();
        HashSet<TItem> takenA = [], takenB = [];
        foreach (var best in shown.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.A).ThenBy(pair => pair.B))
        {
            if (takenA.Contains(best.A) || takenB.Contains(best.B))
            {
                continue;
            }

            takenA.Add(best.A);
            takenB.Add(best.B);
            found.Add((best.A, best.B, best.Score, ofA[best.A].Concat(ofB[best.B]).Any(other => !other.Equals(best) && other.Score >= best.Score - Near)));
        }

        return found;
    }
}

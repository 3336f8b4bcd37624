using System.Collections.Immutable;
using B24App.Plan;

namespace B24App.Adoption;

/// <summary>Two tasks that may be one.</summary>
/// <param name="A">Task of side A.</param>
/// <param name="B">Task of side B.</param>
/// <param name="Score">How likely.</param>
/// <param name="Signals">Why.</param>
/// <param name="HasRivals">Another task scores nearly as well: a person has to look.</param>
/// <param name="Origin">Side that counts as the first.</param>
public sealed record FoundPair(long A, long B, int Score, ImmutableArray<Signal> Signals, bool HasRivals, Side Origin);

/// <summary>Finds pairs among the tasks of two sides. Candidates come from what tasks name or are called, so the work grows with the tasks and not with their square.</summary>
public static class PairFinder
{
    private const int MostOfOneTitle = 20;

    /// <summary>The pairs, best first; each task stands in one at most.</summary>
    /// <param name="a">Tasks of side A.</param>
    /// <param name="b">Tasks of side B.</param>
    /// <param name="samePortal">Both sides stand in one portal: no task is a pair with itself.</param>
    public static IReadOnlyList<FoundPair> Find(IReadOnlyList<TaskFacts> a, IReadOnlyList<TaskFacts> b, bool samePortal = false)
    {
        var (idsA, idsB) = (a.ToDictionary(task => task.Task), b.ToDictionary(task => task.Task));
        var (titlesA, titlesB) = (ByTitle(a), ByTitle(b));
        var scored = new Dictionary<(long A, long B), (int Score, ImmutableArray<Signal> Signals)>();
        foreach (var (one, other) in Candidates(a, b, idsA, idsB, titlesB))
        {
            if ((one.Leaves || other.Leaves) && !(samePortal && one.Task == other.Task))
            {
                var common = titlesA[one.Title].Count() > 1 || titlesB[other.Title].Count() > 1;
                scored.TryAdd((one.Task, other.Task), PairScore.Of(one, other, common));
            }
        }

        return [.. Likeness.Best(scored.Select(pair => (pair.Key.A, pair.Key.B, pair.Value.Score)))
            .Select(pair => new FoundPair(pair.A, pair.B, pair.Score, scored[(pair.A, pair.B)].Signals, pair.HasRivals, Origin(idsA[pair.A], idsB[pair.B])))];
    }

    /// <summary>The side that may send and was first.</summary>
    public static Side Origin(TaskFacts a, TaskFacts b) => (a.Leaves, b.Leaves) switch
    {
        (true, false) => Side.A,
        (false, true) => Side.B,
        _ when b.Marker.Length > 0 && b.Marker == a.Family => Side.A,
        _ when a.Marker.Length > 0 && a.Marker == b.Family => Side.B,
        _ => a.CreatedAt <= b.CreatedAt ? Side.A : Side.B,
    };

    private static ILookup<string, TaskFacts> ByTitle(IReadOnlyList<TaskFacts> tasks) => tasks.Where(task => task.Title.Length > 0).ToLookup(task => task.Title, StringComparer.Ordinal);

    private static IEnumerable<(TaskFacts A, TaskFacts B)> Candidates(
        IReadOnlyList<TaskFacts> a, IReadOnlyList<TaskFacts> b, Dictionary<long, TaskFacts> idsA, Dictionary<long, TaskFacts> idsB, ILookup<string, TaskFacts> titlesB)
    {
        var families = a.Where(task => task.Family.Length > 0).GroupBy(task => task.Family, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var familiesB = b.Where(task => task.Family.Length > 0).GroupBy(task => task.Family, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var one in a)
        {
            foreach (var other in one.Addresses.Concat(one.Numbers).Select(id => idsB.GetValueOrDefault(id)).OfType<TaskFacts>()
                .Concat(titlesB[one.Title].Take(MostOfOneTitle)))
            {
                yield return (one, other);
            }

            if (one.Marker.Length > 0 && familiesB.TryGetValue(one.Marker, out var planted))
            {
                yield return (one, planted);
            }
        }

        foreach (var other in b)
        {
            foreach (var one in other.Addresses.Concat(other.Numbers).Select(id => idsA.GetValueOrDefault(id)).OfType<TaskFacts>())
            {
                yield return (one, other);
            }

            if (other.Marker.Length > 0 && families.TryGetValue(other.Marker, out var planted))
            {
                yield return (planted, other);
            }
        }
    }
}

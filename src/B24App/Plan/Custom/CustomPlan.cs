using System.Collections.Immutable;
using B24App.Plan.Prints;
using B24App.Plan.Tasks;

namespace B24App.Plan.Custom;

/// <summary>Custom fields are one field of the contract and are decided one by one (RULES 1): who changed what on one side loses nothing of the other.</summary>
public static class CustomPlan
{
    private const string Mark = "\u0002";

    /// <summary>The neutral form of all: one line each, and one that says which there are, so that a changed contract is no change of a task.</summary>
    public static string Neutral(ImmutableSortedDictionary<string, string> values) => values.IsEmpty
        ? ""
        : string.Join('\n', values.Select(pair => $"{pair.Key}={pair.Value}").Prepend(MarkOf(values)));

    /// <summary>Both sides have a baseline that speaks of these fields: one of others says nothing.</summary>
    public static bool IsAgreed(TaskBaseline baseline, ImmutableSortedDictionary<string, string> values) =>
        new[] { baseline.A, baseline.B }.All(side => Prints(side.GetValueOrDefault(Field.CustomFields)).Contains(Of(MarkOf(values))));

    /// <summary>A value that says nothing.</summary>
    public static bool IsEmpty(string value) => value is "" or "N";

    /// <summary>Which fields are written into a side.</summary>
    /// <param name="baseline">What both last agreed on.</param>
    /// <param name="from">The other side.</param>
    /// <param name="target">The side that is written.</param>
    /// <param name="to">Which side that is.</param>
    /// <param name="wins">When both changed a field, the other side's value stays.</param>
    public static ImmutableArray<string> Keys(TaskBaseline baseline, SeenTask from, SeenTask target, Side to, bool wins)
    {
        // Never agreed on: what stands empty on one side is filled, and nothing is written over.
        if (!IsAgreed(baseline, from.Custom))
        {
            return [.. from.Custom.Where(pair => !IsEmpty(pair.Value) && target.Custom.TryGetValue(pair.Key, out var there) && IsEmpty(there) && from.Across.Custom.ContainsKey(pair.Key)).Select(pair => pair.Key)];
        }

        var (wasFrom, wasTo) = (Prints(baseline.Of(to.Other()).GetValueOrDefault(Field.CustomFields)), Prints(baseline.Of(to).GetValueOrDefault(Field.CustomFields)));
        return
        [
            .. from.Custom.Where(pair => target.Custom.TryGetValue(pair.Key, out var there) && there != pair.Value && from.Across.Custom.ContainsKey(pair.Key)
                && !wasFrom.Contains(Of($"{pair.Key}={pair.Value}")) && (wins || wasTo.Contains(Of($"{pair.Key}={there}")))).Select(pair => pair.Key),
        ];
    }

    /// <summary>Both sides changed a field differently.</summary>
    public static bool AnyLost(TaskBaseline baseline, SeenTask a, SeenTask b)
    {
        var (wasA, wasB) = (Prints(baseline.A.GetValueOrDefault(Field.CustomFields)), Prints(baseline.B.GetValueOrDefault(Field.CustomFields)));
        return a.Custom.Any(pair => b.Custom.TryGetValue(pair.Key, out var there) && there != pair.Value && !wasA.Contains(Of($"{pair.Key}={pair.Value}")) && !wasB.Contains(Of($"{pair.Key}={there}")));
    }

    private static string MarkOf(ImmutableSortedDictionary<string, string> values) => Mark + string.Join('|', values.Keys);

    private static string Of(string line) => Print.Of(line).ToString();

    private static HashSet<string> Prints(string? joined) => [.. (joined ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

using System.Collections.Immutable;
using B24App.Plan;

namespace B24App.Adoption;

/// <summary>Two entries that may be one.</summary>
/// <param name="A">Entry of side A.</param>
/// <param name="B">Entry of side B.</param>
/// <param name="Score">How likely.</param>
/// <param name="Signals">Why.</param>
/// <param name="HasRivals">Another entry scores nearly as well: a person has to look.</param>
/// <param name="Origin">Side that counts as the first.</param>
public sealed record FoundCopy(string A, string B, int Score, ImmutableArray<EntrySignal> Signals, bool HasRivals, Side Origin);

/// <summary>Finds copies among the entries of two cards. Candidates come from what entries say and when they were, so the work grows with the entries and not with their square.</summary>
public static class CopyFinder
{
    private const int MostOfOneWord = 20;

    /// <summary>The pairs, best first; each entry stands in one at most.</summary>
    /// <param name="a">Entries of side A.</param>
    /// <param name="b">Entries of side B.</param>
    /// <param name="isRefused">A person said that these two are not one.</param>
    public static IReadOnlyList<FoundCopy> Find(IReadOnlyList<EntryFacts> a, IReadOnlyList<EntryFacts> b, Func<string, string, bool>? isRefused = null)
    {
        var (namesA, namesB) = (a.ToDictionary(entry => entry.Name), b.ToDictionary(entry => entry.Name));
        HashSet<string> titles = [.. Common(a, entry => entry.Title), .. Common(b, entry => entry.Title)];
        HashSet<string> texts = [.. Common(a, entry => entry.Text), .. Common(b, entry => entry.Text)];
        var words = b.SelectMany(entry => Words(entry).Distinct().Select(word => (word, entry))).GroupBy(pair => pair.word, pair => pair.entry, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Take(MostOfOneWord).ToList(), StringComparer.Ordinal);
        var scored = new Dictionary<(string A, string B), (int Score, ImmutableArray<EntrySignal> Signals)>();
        foreach (var one in a)
        {
            foreach (var other in Words(one).SelectMany(word => words.GetValueOrDefault(word) ?? []).Distinct())
            {
                if ((one.Leaves || other.Leaves) && isRefused?.Invoke(one.Name, other.Name) != true)
                {
                    var (title, text) = (titles.Contains(one.Title) || titles.Contains(other.Title), texts.Contains(one.Text) || texts.Contains(other.Text));
                    scored.TryAdd((one.Name, other.Name), EntryScore.Of(one, other, title, text));
                }
            }
        }

        return [.. Likeness.Best(scored.Select(pair => (pair.Key.A, pair.Key.B, pair.Value.Score)))
            .Select(pair => new FoundCopy(pair.A, pair.B, pair.Score, scored[(pair.A, pair.B)].Signals, pair.HasRivals, Origin(namesA[pair.A], namesB[pair.B])))];
    }

    /// <summary>The side that may send and was first.</summary>
    public static Side Origin(EntryFacts a, EntryFacts b) => (a.Leaves, b.Leaves) switch
    {
        (true, false) => Side.A,
        (false, true) => Side.B,
        _ when b.Mark == a.Name => Side.A,
        _ when a.Mark == b.Name => Side.B,
        _ when b.Source.Length > 0 && a.Source.Length == 0 => Side.A,
        _ when a.Source.Length > 0 && b.Source.Length == 0 => Side.B,
        _ => a.Made <= b.Made ? Side.A : Side.B,
    };

    private static IEnumerable<string> Common(IEnumerable<EntryFacts> entries, Func<EntryFacts, string> word) =>
        entries.Select(word).Where(each => each.Length > 0).GroupBy(each => each, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    // What two entries have to share for being compared at all.
    private static IEnumerable<string> Words(EntryFacts entry) =>
    [
        $"n{entry.Name}", .. entry.Mark.Length > 0 ? (string[])[$"n{entry.Mark}"] : [], $"s{entry.Name[1..]}", .. entry.Source.Length > 0 ? (string[])[$"s{entry.Source}"] : [],
        .. entry.Lines, .. entry.Text.Length > 0 ? (string[])[entry.Text] : [], .. entry.Written(), .. entry.Moments,
    ];
}

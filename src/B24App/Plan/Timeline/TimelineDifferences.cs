using System.Collections.Immutable;

namespace B24App.Plan.Timeline;

/// <summary>An entry that crossed, as it was when it did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number.</param>
/// <param name="Print">Print of what crossed last.</param>
/// <param name="Suspected">What was said about it before, see <see cref="Suspicion.Key"/>; empty for nothing.</param>
public sealed record CrossedEntry(string Name, long Id, string Print, string Suspected = "");

/// <summary>Comments of one card as its portal listed them, newest first.</summary>
/// <param name="Rows">Numbers and texts; a text that was not shown is null.</param>
/// <param name="IsWhole">The list was read to its end.</param>
public sealed record ListedComments(ImmutableArray<(long Id, string? Text)> Rows, bool IsWhole);

/// <summary>Something about an entry asks for a look.</summary>
/// <param name="Name">The entry.</param>
/// <param name="IsMissing">It was not where it should be; otherwise it reads differently.</param>
/// <param name="Key">What is remembered, so that the same suspicion costs no second look.</param>
public sealed record Suspicion(string Name, bool IsMissing, string Key);

/// <summary>
/// What lists say about entries of which no event came. Nothing here proves anything: an entry that is missing is looked at alone before it counts as gone
/// (RULES 22, 23).
/// </summary>
public static class TimelineDifferences
{
    /// <summary>Comments of a card that read differently, or are missing where older ones still show.</summary>
    /// <param name="crossed">Comments of the card that crossed.</param>
    /// <param name="listed">What its portal lists.</param>
    /// <param name="contract">Number of the contract: under another one what stayed may cross.</param>
    /// <param name="today">A missing one is asked for once a day.</param>
    public static ImmutableArray<Suspicion> OfComments(IEnumerable<CrossedEntry> crossed, ListedComments listed, int contract, long today)
    {
        var shown = listed.Rows.DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Text);
        var oldest = listed.IsWhole ? 0 : listed.Rows.Select(row => row.Id).DefaultIfEmpty(long.MaxValue).Min();
        return [.. crossed.Select(entry => shown.TryGetValue(entry.Id, out var text) ? Edited(entry, text, contract) : entry.Id > oldest ? Missing(entry, today) : null).OfType<Suspicion>()];
    }

    /// <summary>Activities that were asked for by their numbers and not shown. A row that nobody asked for says that the portal did not heed the question.</summary>
    public static ImmutableArray<Suspicion> OfActivities(IReadOnlyCollection<CrossedEntry> asked, IReadOnlyCollection<long> shown, long today)
    {
        var visible = shown.ToHashSet();
        return visible.IsSubsetOf(asked.Select(entry => entry.Id)) ? [.. asked.Where(entry => !visible.Contains(entry.Id)).Select(entry => Missing(entry, today)).OfType<Suspicion>()] : [];
    }

    private static Suspicion? Edited(CrossedEntry entry, string? text, int contract)
    {
        var print = text is null ? entry.Print : EntryCrossing.PrintOf("", text);
        var key = FormattableString.Invariant($"{contract}:{print}");
        return print == entry.Print || key == entry.Suspected ? null : new Suspicion(entry.Name, IsMissing: false, key);
    }

    private static Suspicion? Missing(CrossedEntry entry, long today)
    {
        var key = FormattableString.Invariant($"missing:{today}");
        return key == entry.Suspected ? null : new Suspicion(entry.Name, IsMissing: true, key);
    }
}

using System.Collections.Immutable;

namespace B24App.Plan.Timeline;

/// <summary>An entry that crossed, as it was when it did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number.</param>
/// <param name="Print">Print of what crossed last.</param>
/// <param name="Suspected">What was said about it before, see <see cref="Suspicion.Key"/>; empty for nothing.</param>
public sealed record CrossedEntry(string Name, long Id, string Print, string Suspected = "")
{
    /// <summary>Print of the files that crossed; null where the contract lets none cross.</summary>
    public string? Files { get; init; }

    /// <summary>Number of the contract: under another one what stayed may cross.</summary>
    public int Contract { get; init; }
}

/// <summary>Comments of one card as its portal listed them, newest first.</summary>
/// <param name="Rows">Numbers, texts and prints of files; what was not shown is null.</param>
/// <param name="IsWhole">The list was read to its end.</param>
public sealed record ListedComments(ImmutableArray<(long Id, string? Text, string? Files)> Rows, bool IsWhole);

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
        var shown = listed.Rows.DistinctBy(row => row.Id).ToDictionary(row => row.Id);
        var oldest = listed.IsWhole ? 0 : listed.Rows.Select(row => row.Id).DefaultIfEmpty(long.MaxValue).Min();
        return [.. crossed.Select(entry => shown.TryGetValue(entry.Id, out var row) ? Edited(entry, row.Text, row.Files, contract) : entry.Id > oldest ? Missing(entry, today) : null).OfType<Suspicion>()];
    }

    /// <summary>Activities that were asked for by their numbers and not shown. A row that nobody asked for says that the portal did not heed the question.</summary>
    public static ImmutableArray<Suspicion> OfActivities(IReadOnlyCollection<CrossedEntry> asked, IReadOnlyCollection<long> shown, long today)
    {
        var visible = shown.ToHashSet();
        return visible.IsSubsetOf(asked.Select(entry => entry.Id)) ? [.. asked.Where(entry => !visible.Contains(entry.Id)).Select(entry => Missing(entry, today)).OfType<Suspicion>()] : [];
    }

    /// <summary>Activities that show a file which did not cross: a recording that came after its call moves no date for certain, and no event tells of it.</summary>
    /// <param name="asked">Activities that were asked for by their numbers.</param>
    /// <param name="shown">Prints of the files they show.</param>
    public static ImmutableArray<Suspicion> OfFiles(IReadOnlyCollection<CrossedEntry> asked, IReadOnlyDictionary<long, string> shown) =>
        [.. asked.Select(entry => shown.TryGetValue(entry.Id, out var files) && HasOther(entry, isActivity: true, files) ? Filed(entry, FormattableString.Invariant($"{entry.Contract}:files:{files}")) : null).OfType<Suspicion>()];

    private static bool HasOther(CrossedEntry entry, bool isActivity, string? files) => entry.Files is { } crossed && files is not null && EntryFiles.IsOther(isActivity, crossed, files);

    private static Suspicion? Filed(CrossedEntry entry, string key) => key == entry.Suspected ? null : new Suspicion(entry.Name, IsMissing: false, key);

    private static Suspicion? Edited(CrossedEntry entry, string? text, string? files, int contract)
    {
        var print = text is null ? entry.Print : EntryCrossing.PrintOf("", text);
        return HasOther(entry, isActivity: false, files) ? Filed(entry, FormattableString.Invariant($"{contract}:{print}:{files}"))
            : print == entry.Print ? null
            : Filed(entry, FormattableString.Invariant($"{contract}:{print}"));
    }

    private static Suspicion? Missing(CrossedEntry entry, long today)
    {
        var key = FormattableString.Invariant($"missing:{today}");
        return key == entry.Suspected ? null : new Suspicion(entry.Name, IsMissing: true, key);
    }
}

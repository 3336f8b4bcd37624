using B24App.Backfill;

namespace B24App.Carry;

/// <summary>
/// In how many timelines each of some activities stands: a list that is asked for types of timelines shows an activity once for every one of them
/// (crm.md §1.3), and where that is one, it is the owner's. So fifty are known by one question instead of fifty.
/// </summary>
public static class CountedRows
{
    /// <summary>Activities in one question: if each stands in one timeline alone, the page is not full, and so nothing of it was cut off.</summary>
    public const int AtOnce = IdWalk.PageSize - 1;

    /// <summary>How often each came, ordered by id; without those of which a full page may have cut off rows.</summary>
    /// <param name="asked">Ids that were asked for.</param>
    /// <param name="rows">Ids of the rows, repeated ones too.</param>
    public static IReadOnlyDictionary<long, int> Read(IReadOnlyCollection<long> asked, IReadOnlyList<long> rows)
    {
        var times = rows.GroupBy(id => id).ToDictionary(group => group.Key, group => group.Count());
        var whole = rows.Count < IdWalk.PageSize ? long.MaxValue : rows.Max();
        return asked.Where(id => id < whole).ToDictionary(id => id, times.GetValueOrDefault);
    }
}

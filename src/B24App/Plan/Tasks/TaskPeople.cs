using System.Collections.Immutable;
using System.Globalization;
using B24App.Plan.Prints;

namespace B24App.Plan.Tasks;

/// <summary>
/// Observers and accomplices over a link. Ids are of two portals: only who is matched can cross, who is not stays where he is and is
/// nobody's loss on the other side. The lists replace (tasks.md §10, trap 13), so what is written names everybody.
/// </summary>
public static class TaskPeople
{
    /// <summary>The neutral form: ids of this portal, so that it never depends on matching (RULES 3).</summary>
    public static string Neutral(IEnumerable<long> people) => string.Join('\n', people.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Both sides show the same people, as far as they are matched.</summary>
    public static bool Equal(Field field, SeenTask a, SeenTask b) =>
        Written(field, a, b).SequenceEqual(b.People(field)) && Written(field, b, a).SequenceEqual(a.People(field));

    /// <summary>Who the target's people become: the other side's where they are matched, its own where they are not.</summary>
    public static ImmutableArray<long> Written(Field field, SeenTask from, SeenTask? target) =>
    [
        .. from.People(field).Select(id => from.Across.People.GetValueOrDefault(id)).Where(id => id > 0)
            .Concat(target is null ? [] : target.People(field).Where(id => !target.Across.People.ContainsKey(id))).Distinct().Order(),
    ];

    /// <summary>Who a side's people become when both sides changed them: who was added on either comes, who was removed on either goes.</summary>
    public static ImmutableArray<long> Merged(Field field, TaskBaseline baseline, SeenTask a, SeenTask b, Side on)
    {
        var (onA, onB) = (a.People(field), b.People(field));
        var (wasOnA, wasOnB) = (Prints(baseline.A.GetValueOrDefault(field)), Prints(baseline.B.GetValueOrDefault(field)));
        var pairs = onA.Where(a.Across.People.ContainsKey).Select(id => (A: id, B: a.Across.People[id]))
            .Concat(onB.Where(b.Across.People.ContainsKey).Select(id => (A: b.Across.People[id], B: id))).Distinct();
        var kept = pairs.Where(pair => (onA.Contains(pair.A) && onB.Contains(pair.B)) || !(wasOnA.Contains(Of(pair.A)) && wasOnB.Contains(Of(pair.B))));
        return on == Side.A
            ? [.. kept.Select(pair => pair.A).Concat(onA.Where(id => !a.Across.People.ContainsKey(id))).Distinct().Order()]
            : [.. kept.Select(pair => pair.B).Concat(onB.Where(id => !b.Across.People.ContainsKey(id))).Distinct().Order()];
    }

    /// <summary>Everybody to write: the people, and our own role if we have it.</summary>
    public static IEnumerable<long> WithOurs(Field field, IEnumerable<long> people, SeenTask? target) => target is null
        ? people
        : people.Concat((field == Field.Observers ? target.Auditors : target.Accomplices).Intersect(target.Ours));

    private static string Of(long id) => Print.Of(id.ToString(CultureInfo.InvariantCulture)).ToString();

    private static HashSet<string> Prints(string? joined) => [.. (joined ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

using System.Collections.Immutable;

namespace B24App.Links;

/// <summary>Filters as sets of tasks: which of two lets more out, and what both let out.</summary>
internal static class FilterSets
{
    /// <summary>Whatever the inner filter lets out, the outer does too.</summary>
    public static bool Covers(TaskFilter outer, TaskFilter inner) =>
        LetsNothingOut(inner)
        || (!LetsNothingOut(outer)
            && CoversList(outer.Groups, inner.Groups, EqualityComparer<long>.Default)
            && CoversList(outer.Tags, inner.Tags, TagComparer.Instance)
            && CoversList(outer.Responsibles, inner.Responsibles, EqualityComparer<long>.Default));

    /// <summary>They let the same out.</summary>
    public static bool AreEqual(TaskFilter one, TaskFilter other) => Covers(one, other) && Covers(other, one);

    /// <summary>What both filters let out.</summary>
    public static TaskFilter Meet(TaskFilter one, TaskFilter other)
    {
        if (LetsNothingOut(one) || LetsNothingOut(other))
        {
            return TaskFilter.Nothing;
        }

        var groups = MeetLists(one.Groups, other.Groups, EqualityComparer<long>.Default);
        var tags = MeetLists(one.Tags, other.Tags, TagComparer.Instance);
        var responsibles = MeetLists(one.Responsibles, other.Responsibles, EqualityComparer<long>.Default);
        return groups is { } g && tags is { } t && responsibles is { } r
            ? new TaskFilter { Groups = g, Tags = t, Responsibles = r, WholePortal = one.WholePortal && other.WholePortal }
            : TaskFilter.Nothing;
    }

    private static bool LetsNothingOut(TaskFilter filter) => filter.Groups.IsEmpty && !filter.WholePortal;

    // An empty list sets no condition, so it is the widest one.
    private static bool CoversList<T>(ImmutableArray<T> outer, ImmutableArray<T> inner, IEqualityComparer<T> comparer) =>
        outer.IsEmpty || (!inner.IsEmpty && inner.All(value => outer.Contains(value, comparer)));

    // Two lists without a common value let nothing out; an empty answer would mean everything, hence null.
    private static ImmutableArray<T>? MeetLists<T>(ImmutableArray<T> one, ImmutableArray<T> other, IEqualityComparer<T> comparer)
    {
        if (one.IsEmpty || other.IsEmpty)
        {
            return one.IsEmpty ? other : one;
        }

        ImmutableArray<T> common = [.. one.Where(value => other.Contains(value, comparer))];
        return common.IsEmpty ? null : common;
    }

    private sealed class TagComparer : IEqualityComparer<string>
    {
        public static TagComparer Instance { get; } = new();

        public bool Equals(string? x, string? y) => x is not null && y is not null && TaskFilters.SameTag(x, y);

        public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Trim());
    }
}

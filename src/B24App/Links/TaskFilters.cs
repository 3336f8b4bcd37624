namespace B24App.Links;

/// <summary>Whether a task may leave by a filter, and if not, which condition failed.</summary>
public enum FilterVerdict
{
    /// <summary>Every condition holds.</summary>
    Matches,

    /// <summary>No group is named and the whole portal is not confirmed, so nothing leaves (RULES 37).</summary>
    NothingLeaves,

    /// <summary>The task stands in another group, or in none.</summary>
    OtherGroup,

    /// <summary>None of the wanted tags is set.</summary>
    NoWantedTag,

    /// <summary>Somebody else is responsible.</summary>
    OtherResponsible,
}

/// <summary>The filter of a half, decided on values.</summary>
public static class TaskFilters
{
    /// <summary>Tests the conditions in the order the page shows them.</summary>
    /// <param name="filter">Conditions of the half the task would leave by.</param>
    /// <param name="group">Group of the task; 0 for none.</param>
    /// <param name="tags">Tags of the task.</param>
    /// <param name="responsible">Responsible person.</param>
    public static FilterVerdict Matches(TaskFilter filter, long group, IEnumerable<string> tags, long responsible) =>
        filter.Groups.IsEmpty && !filter.WholePortal ? FilterVerdict.NothingLeaves
        : !filter.Groups.IsEmpty && !filter.Groups.Contains(group) ? FilterVerdict.OtherGroup
        : !filter.Tags.IsEmpty && !tags.Any(tag => filter.Tags.Any(wanted => SameTag(wanted, tag))) ? FilterVerdict.NoWantedTag
        : !filter.Responsibles.IsEmpty && !filter.Responsibles.Contains(responsible) ? FilterVerdict.OtherResponsible
        : FilterVerdict.Matches;

    /// <summary>The filter lets every group of the portal out.</summary>
    public static bool IsWholePortal(this TaskFilter filter) => filter.Groups.IsEmpty && filter.WholePortal;

    internal static bool SameTag(string one, string other) =>
        string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}

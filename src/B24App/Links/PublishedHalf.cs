using System.Collections.Immutable;
using B24App.Plan;

namespace B24App.Links;

/// <summary>
/// What the partner may read of a half (RULES 5): directions and the published title. Groups, people, tags and the internal
/// prefix have no place in this type, so no page can show them by mistake.
/// </summary>
public sealed record PublishedHalf
{
    /// <summary>New tasks may leave.</summary>
    public bool SendsTasks { get; init; }

    /// <summary>New tasks of the partner are taken.</summary>
    public bool TakesTasks { get; init; }

    /// <summary>Fields that may leave.</summary>
    public ImmutableSortedSet<Field> SendsFields { get; init; } = [];

    /// <summary>Fields that are taken.</summary>
    public ImmutableSortedSet<Field> TakesFields { get; init; } = [];

    /// <summary>Comments may leave.</summary>
    public bool SendsComments { get; init; }

    /// <summary>Comments are taken.</summary>
    public bool TakesComments { get; init; }

    /// <summary>Tasks of every group leave.</summary>
    public bool WholePortal { get; init; }

    /// <summary>How many that were in 30 days, as its administrator was told; null when not the whole portal.</summary>
    public int? TasksIn30Days { get; init; }

    /// <summary>Title of the group, as published.</summary>
    public string GroupTitle { get; init; } = "";

    /// <summary>Also what came from other partners may leave.</summary>
    public bool SendsPartnersMirrors { get; init; }

    /// <summary>People are matched by e-mail hashes.</summary>
    public bool MatchesUsersByEmail { get; init; }

    /// <summary>What happens to the copy here when the partner deletes his item.</summary>
    public DeletePolicy OnPartnerDelete { get; init; }

    /// <summary>Largest file that may leave or is taken, in megabytes.</summary>
    public int LargestFile { get; init; }

    /// <summary>Names of the custom fields that take part.</summary>
    public ImmutableArray<string> CustomFields { get; init; } = [];

    /// <summary>The published part of a half.</summary>
    public static PublishedHalf Of(Half half, int? tasksIn30Days = null) => new()
    {
        SendsTasks = half.SendsTasks,
        TakesTasks = half.TakesTasks,
        SendsFields = half.SendsFields,
        TakesFields = half.TakesFields,
        SendsComments = half.SendsComments,
        TakesComments = half.TakesComments,
        WholePortal = half.LetsWholePortalOut(),
        TasksIn30Days = half.LetsWholePortalOut() ? tasksIn30Days : null,
        GroupTitle = half.PublishedGroupTitle,
        SendsPartnersMirrors = half.SendsPartnersMirrors,
        MatchesUsersByEmail = half.MatchesUsersByEmail,
        OnPartnerDelete = half.OnPartnerDelete,
        LargestFile = half.LargestFile,
        CustomFields = [.. half.CustomFields.Select(field => field.Title)],
    };
}

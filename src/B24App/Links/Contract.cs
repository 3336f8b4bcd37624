using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Custom;

namespace B24App.Links;

/// <summary>
/// One portal's half of a link: what leaves it, what it takes, into which group, to whom (RULES 5). Only its own administrator
/// sees its groups and people and edits it.
/// </summary>
public sealed record Half
{
    /// <summary>New tasks of this portal may leave.</summary>
    public bool SendsTasks { get; init; }

    /// <summary>New tasks of the partner are taken.</summary>
    public bool TakesTasks { get; init; }

    /// <summary>Fields that may leave. Title and description always count as sent with a task.</summary>
    public ImmutableSortedSet<Field> SendsFields { get; init; } = [];

    /// <summary>Fields that may be changed here by the partner.</summary>
    public ImmutableSortedSet<Field> TakesFields { get; init; } = [];

    /// <summary>Comments may leave.</summary>
    public bool SendsComments { get; init; }

    /// <summary>Comments of the partner are taken.</summary>
    public bool TakesComments { get; init; }

    /// <summary>Which tasks of this portal leave.</summary>
    public TaskFilter Filter { get; init; } = TaskFilter.Nothing;

    /// <summary>Group where the partner's tasks are put; 0 for none.</summary>
    public long TargetGroup { get; init; }

    /// <summary>Title of the group as the partner sees it.</summary>
    public string PublishedGroupTitle { get; init; } = "";

    /// <summary>Who is responsible for the partner's tasks when no match is found; 0 for the relay account.</summary>
    public long DefaultResponsible { get; init; }

    /// <summary>Comments that begin with this stay inside; empty for no such rule.</summary>
    public string InternalPrefix { get; init; } = "";

    /// <summary>What to do here when the partner deletes the item.</summary>
    public DeletePolicy OnPartnerDelete { get; init; } = DeletePolicy.MarkAndKeep;

    /// <summary>Also what came here from other partners may leave by this link (at most <see cref="LargestHops"/> hops).</summary>
    public bool SendsPartnersMirrors { get; init; }

    /// <summary>People are matched by e-mail hashes.</summary>
    public bool MatchesUsersByEmail { get; init; } = true;

    /// <summary>Largest file that may leave or is taken, in megabytes; of both halves the smaller counts.</summary>
    public int LargestFile { get; init; } = FileLimits.Usual;

    /// <summary>Custom fields of this portal that take part, each under a name both read.</summary>
    public ImmutableArray<CustomField> CustomFields { get; init; } = [];

    /// <summary>Longest chain of portals one task may travel (RULES 6).</summary>
    public const int LargestHops = 3;
}

/// <summary>Which tasks leave: all of the given conditions hold. An empty list sets no condition.</summary>
public sealed record TaskFilter
{
    /// <summary>The task stands in one of these groups. Empty: the whole portal, which needs a second confirmation (RULES 37).</summary>
    public ImmutableArray<long> Groups { get; init; } = [];

    /// <summary>The task has one of these tags, without regard to case.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>One of these people is responsible.</summary>
    public ImmutableArray<long> Responsibles { get; init; } = [];

    /// <summary>The administrator confirmed that an empty group list means every task of the portal.</summary>
    public bool WholePortal { get; init; }

    /// <summary>A filter that lets nothing out: no group is named and the whole portal is not confirmed.</summary>
    public static TaskFilter Nothing { get; } = new();
}

/// <summary>What happens to an item here when its partner is deleted there.</summary>
public enum DeletePolicy
{
    /// <summary>A note says so; the item stays. The default.</summary>
    MarkAndKeep,

    /// <summary>Nothing is written here.</summary>
    Keep,

    /// <summary>The mirror (never an origin) is deleted too.</summary>
    RemoveMirror,
}

/// <summary>
/// What is in force: the intersection of two halves, with the number that both administrators read (RULES 5). Checked again
/// when a call leaves.
/// </summary>
public sealed record Contract(int Number, Half A, Half B)
{
    /// <summary>The half of one side.</summary>
    public Half Of(Side side) => side == Side.A ? A : B;

    /// <summary>New tasks cross from this side.</summary>
    public bool TasksLeave(Side from) => Of(from).SendsTasks && Of(from.Other()).TakesTasks;

    /// <summary>Comments cross from this side.</summary>
    public bool CommentsLeave(Side from) => Of(from).SendsComments && Of(from.Other()).TakesComments;

    /// <summary>Largest file that crosses, in bytes.</summary>
    public long LargestFile => Math.Max(0, Math.Min(A.LargestFile, B.LargestFile)) * 1024L * 1024;

    /// <summary>Custom fields over the link, where the contract lets any cross.</summary>
    public ImmutableArray<CustomPair> Customs => Carries(Side.A, Field.CustomFields) || Carries(Side.B, Field.CustomFields) ? CustomPair.Of(A.CustomFields, B.CustomFields) : [];

    /// <summary>Changes of the field cross from this side.</summary>
    public bool Carries(Side from, Field field) => Of(from).SendsFields.Contains(field) && Of(from.Other()).TakesFields.Contains(field);
}

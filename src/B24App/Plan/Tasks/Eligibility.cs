using System.Collections.Immutable;
using B24App.Links;

namespace B24App.Plan.Tasks;

/// <summary>One way a task could leave: a link, seen from the side it would leave from.</summary>
/// <param name="Link">The link.</param>
/// <param name="From">Side where the task stands.</param>
/// <param name="FamilyThere">The portal across (in a self-link: its group) already holds a member of the task's family.</param>
public sealed record WayOut(Link Link, Side From, bool FamilyThere)
{
    /// <summary>A person sent this one task by it: the filter is not asked.</summary>
    public bool ByHand { get; init; }
}

/// <summary>Whether and where a task without a mapping leaves.</summary>
public abstract record Leaving
{
    private Leaving()
    {
    }

    /// <summary>It leaves by this link.</summary>
    public sealed record By(WayOut Way, ImmutableArray<(Link Link, Reason Why)> NotBy) : Leaving;

    /// <summary>It stays, with one reason per link that was asked.</summary>
    public sealed record Stays(ImmutableArray<(Link Link, Reason Why)> Why) : Leaving;
}

/// <summary>RULES 5-8 for a task that is not mirrored yet: which link takes it, or why none does.</summary>
public static class Eligibility
{
    /// <summary>Chooses the first link that matches; a task belongs to one link.</summary>
    /// <param name="task">The task.</param>
    /// <param name="ways">Every way out of its portal, in order of link number.</param>
    /// <param name="hopsBehind">0 for a task written here; n when it came over n links.</param>
    /// <param name="cameBy">The link it came by, if it is a mirror.</param>
    public static Leaving Choose(SeenTask task, IEnumerable<WayOut> ways, int hopsBehind = 0, Link? cameBy = null)
    {
        var refused = ImmutableArray.CreateBuilder<(Link, Reason)>();
        WayOut? chosen = null;
        var taken = false;
        foreach (var way in ways)
        {
            switch (WhyNot(task, way, hopsBehind, cameBy))
            {
                case null or Reason.LinkPaused when taken:
                    refused.Add((way.Link, Reason.AlreadyInAnotherLink));
                    break;
                case null:
                    (chosen, taken) = (way, true);
                    break;

                // It belongs to the first link that matches and waits for it: going out by another meanwhile would tell the wrong partner.
                case Reason.LinkPaused:
                    refused.Add((way.Link, Reason.LinkPaused));
                    taken = true;
                    break;
                case { } why:
                    refused.Add((way.Link, why));
                    break;
            }
        }

        return chosen is null ? new Leaving.Stays(refused.ToImmutable()) : new Leaving.By(chosen, refused.ToImmutable());
    }

    /// <summary>
    /// Whether what is or was mirrored of a task written here keeps it from leaving by another link. A task belongs to the first link that matched:
    /// a partner who deletes his mirror, or a portal that refuses it, does not hand it to the next partner. A person who sends it there from its
    /// card may, unless a person ended the first exchange: that is begun again or stays ended.
    /// </summary>
    /// <param name="isOver">Nothing of it crosses any more.</param>
    /// <param name="byAPerson">A person ended it.</param>
    /// <param name="byHand">A person sends this one task.</param>
    public static bool Holds(bool isOver, bool byAPerson, bool byHand) => !byHand || !isOver || byAPerson;

    /// <summary>What keeps a task that <see cref="Holds"/> says stays.</summary>
    /// <param name="isOver">Nothing of it crosses any more.</param>
    public static Reason WhyHeld(bool isOver) => isOver ? Reason.WentByAnotherLink : Reason.AlreadyInAnotherLink;

    /// <summary>The reason a task cannot leave by a way, or null when it can.</summary>
    public static Reason? WhyNot(SeenTask task, WayOut way, int hopsBehind, Link? cameBy)
    {
        var half = way.Link.Contract.Of(way.From);
        return 0 switch
        {
            _ when !way.Link.Contract.TasksLeave(way.From) => Reason.OneWay,
            _ when !way.ByHand && Outside(task, half.Filter) is { } outside => outside,
            _ when way.Link.IsSelfLink && task.Group == way.Link.Contract.Of(way.From.Other()).TargetGroup => Reason.GroupNotLinked,
            _ when cameBy?.Id == way.Link.Id => Reason.OurEcho,
            _ when hopsBehind > 0 && !half.SendsPartnersMirrors => Reason.CameFromPartner,
            _ when hopsBehind >= Links.Half.LargestHops => Reason.TooManyHops,
            _ when way.FamilyThere => Reason.FamilyAlreadyHere,
            _ when !way.Link.Runs => Reason.LinkPaused,
            _ => null,
        };
    }

    /// <summary>Whether a link may take what came to a portal from its partners.</summary>
    public static bool TakesOnward(Link link, Store.PortalId portal) => link.Runs && Enum.GetValues<Side>()
        .Any(side => link.Portal(side) == portal && link.Contract.TasksLeave(side) && link.Contract.Of(side).SendsPartnersMirrors);

    /// <summary>The condition of a filter that a task does not meet, or null when it meets all.</summary>
    public static Reason? Outside(SeenTask task, TaskFilter filter) => TaskFilters.Matches(filter, task.Group, task.Tags, task.Responsible) switch
    {
        FilterVerdict.NothingLeaves or FilterVerdict.OtherGroup => Reason.GroupNotLinked,
        FilterVerdict.NoWantedTag => Reason.TagNotInContract,
        FilterVerdict.OtherResponsible => Reason.ResponsibleNotInContract,
        _ => null,
    };
}

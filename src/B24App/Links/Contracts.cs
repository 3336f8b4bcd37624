using System.Collections.Immutable;
using B24App.Plan;
using B24App.Plan.Custom;

namespace B24App.Links;

/// <summary>Decides what two halves mean together and what a changed half means for the other side (RULES 5).</summary>
public static class Contracts
{
    /// <summary>The intersection of two halves.</summary>
    public static Terms InForce(Half a, Half b) => new(Cross(a, b), Cross(b, a), a.MatchesUsersByEmail && b.MatchesUsersByEmail, Math.Min(a.LargestFile, b.LargestFile));

    /// <summary>The clauses that differ between the old and the new half of one side.</summary>
    public static ImmutableArray<ClauseChange> Compare(Half old, Half @new) => Comparison.Of(old, @new);

    /// <summary>What may be in force at once when a half changes: everything of the new one that the old one allowed too.</summary>
    public static Half Narrowed(Half old, Half @new) => Comparison.Meet(old, @new);

    /// <summary>
    /// More would cross with the new half than with the old one, in either direction. A half that allows more than the partner
    /// allows does not count: nothing more crosses until the partner's own half changes, and that is asked then.
    /// </summary>
    public static bool Widens(Half old, Half @new, Half partner)
    {
        var before = InForce(old, partner);
        var after = InForce(@new, partner);
        return Gains(before.FromA, after.FromA)
            || Gains(before.FromB, after.FromB)
            || (after.MatchesUsers && !before.MatchesUsers)
            || (after.LargestFile > before.LargestFile && after.CarriesFiles)
            || ((after.FromA.Fields.Contains(Field.CustomFields) || after.FromB.Fields.Contains(Field.CustomFields))
                && CustomPair.Of(@new.CustomFields, partner.CustomFields).Any(pair => !CustomPair.Of(old.CustomFields, partner.CustomFields).Contains(pair)))
            || (after.FromA.Tasks && !FilterSets.Covers(old.Filter, @new.Filter));
    }

    /// <summary>A partner who takes all that a half lets out: the most that could leave while nobody has accepted.</summary>
    public static Half TakesAllOf(Half half) => new() { TakesTasks = half.SendsTasks, TakesFields = half.SendsFields, TakesComments = half.SendsComments, LargestFile = half.LargestFile, CustomFields = half.CustomFields };

    /// <summary>The half lets tasks of every group out.</summary>
    public static bool LetsWholePortalOut(this Half half) => half.SendsTasks && half.Filter.IsWholePortal();

    /// <summary>In one portal, tasks of a side would be put into a group they may come from.</summary>
    public static bool FlowsIntoItself(Half a, Half b) => FlowsInto(a, b) || FlowsInto(b, a);

    private static bool FlowsInto(Half from, Half into) =>
        from.SendsTasks && into.TakesTasks && (from.Filter.IsWholePortal() || from.Filter.Groups.Contains(into.TargetGroup));

    private static Flow Cross(Half from, Half into) => new(
        from.SendsTasks && into.TakesTasks,
        from.SendsFields.Intersect(into.TakesFields),
        from.SendsComments && into.TakesComments,
        from.SendsPartnersMirrors);

    private static bool Gains(Flow before, Flow after) =>
        (after.Tasks && !before.Tasks)
        || (after.Comments && !before.Comments)
        || (after.PartnersMirrors && !before.PartnersMirrors && after.IsSomething)
        || !after.Fields.IsSubsetOf(before.Fields);
}

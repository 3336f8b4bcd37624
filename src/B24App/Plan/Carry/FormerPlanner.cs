using System.Collections.Immutable;

namespace B24App.Plan.Carry;

/// <summary>What leads a marked contact out of its companies, and back.</summary>
public static class FormerPlanner
{
    /// <summary>
    /// The contact is kept in the company's field before it leaves the company: whatever ends us in between, somebody knows where it worked.
    /// </summary>
    /// <param name="companies">Companies it works for now.</param>
    /// <param name="kept">Companies that keep it as a former contact already.</param>
    public static ImmutableArray<CarryStep> Dismiss(IReadOnlyCollection<CrmKey> companies, IReadOnlyCollection<CrmKey> kept) =>
    [
        .. companies.Except(kept).Select(company => new CarryStep(CarryAct.Keep, company)),
        .. companies.Select(company => new CarryStep(CarryAct.Dismiss, company)),
    ];

    /// <summary>The way back: beside the company first, then out of the field, where a person had not kept it before.</summary>
    /// <param name="companies">Companies it left.</param>
    /// <param name="kept">Companies whose field we put it into.</param>
    public static ImmutableArray<CarryStep> Return(IReadOnlyCollection<CrmKey> companies, IReadOnlyCollection<CrmKey> kept) =>
        [.. companies.Select(company => new CarryStep(CarryAct.Return, company)), .. companies.Intersect(kept).Select(company => new CarryStep(CarryAct.Unkeep, company))];
}

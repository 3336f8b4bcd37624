using System.Collections.Immutable;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Tasks;

namespace B24App.Drift;

/// <summary>Which carried fields of a mirrored task differ, as far as the link could make them equal.</summary>
public static class Differences
{
    /// <summary>The fields, in their order.</summary>
    public static ImmutableArray<Field> Of(SeenTask a, SeenTask b, Contract contract) =>
        [.. Enum.GetValues<Field>().Where(field => field != Field.CrmLinks && CouldBeEqual(field, a, b, contract) && !TaskPlanner.Equal(field, a, b))];

    private static bool CouldBeEqual(Field field, SeenTask a, SeenTask b, Contract contract) =>
        a.Carried.Contains(field) && b.Carried.Contains(field)
        && ((contract.Carries(Side.A, field) && Crosses(field, a, b)) || (contract.Carries(Side.B, field) && Crosses(field, b, a)));

    // Nobody there is this person, or the parent is not mirrored: then the sides differ by right.
    private static bool Crosses(Field field, SeenTask from, SeenTask across) => field switch
    {
        Field.Responsible => from.Across.Responsible is not null,
        Field.Parent => from.Across.Parent is not null,
        Field.Stage => across.Stages.ContainsKey(from.Neutral(field)!),
        _ => true,
    };
}

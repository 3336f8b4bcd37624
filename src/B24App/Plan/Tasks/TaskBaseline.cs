using System.Collections.Immutable;

namespace B24App.Plan.Tasks;

/// <summary>Per carried field: the prints of both sides when they were last equal (RULES 1).</summary>
/// <param name="A">Prints of side A.</param>
/// <param name="B">Prints of side B.</param>
public sealed record TaskBaseline(ImmutableSortedDictionary<Field, string> A, ImmutableSortedDictionary<Field, string> B)
{
    /// <summary>Nothing agreed yet.</summary>
    public static TaskBaseline Empty { get; } = new(ImmutableSortedDictionary<Field, string>.Empty, ImmutableSortedDictionary<Field, string>.Empty);

    /// <summary>Prints of one side.</summary>
    public ImmutableSortedDictionary<Field, string> Of(Side side) => side == Side.A ? A : B;

    /// <summary>The same baseline with one print of one side replaced.</summary>
    public TaskBaseline With(Side side, Field field, string print) =>
        side == Side.A ? this with { A = A.SetItem(field, print) } : this with { B = B.SetItem(field, print) };
}

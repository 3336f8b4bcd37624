namespace B24App.Plan.Parts;

/// <summary>What to do about one record of time or one result.</summary>
public abstract record PartVerdict
{
    private PartVerdict()
    {
    }

    /// <summary>It is new; a copy is written to a side. A row that knew it is replaced.</summary>
    public sealed record Add(Side To, SeenPart Part, KnownPart? Was) : PartVerdict;

    /// <summary>The copy says something else than the part that was changed.</summary>
    public sealed record Change(Side To, SeenPart Part, KnownPart Known, SeenPart Target) : PartVerdict;

    /// <summary>It was removed on the other side.</summary>
    public sealed record Remove(Side To, KnownPart Known, SeenPart Target) : PartVerdict;

    /// <summary>Its copy stands there already: an answer was lost, or the store is older than the portal.</summary>
    /// <param name="Row">The row that was on its way; 0 when no row knows it.</param>
    /// <param name="Origin">Side it was first written on.</param>
    /// <param name="A">Its number on side A.</param>
    /// <param name="B">Its number on side B.</param>
    /// <param name="PrintA">Baseline of side A.</param>
    /// <param name="PrintB">Baseline of side B.</param>
    public sealed record Adopt(long Row, Side Origin, long A, long B, string PrintA, string PrintB) : PartVerdict;

    /// <summary>Both sides are taken as they are: a new baseline, no write.</summary>
    public sealed record Rebase(KnownPart Known, string PrintA, string PrintB) : PartVerdict;

    /// <summary>Nothing is left of it on either side, or it never came to be.</summary>
    public sealed record Drop(KnownPart Known) : PartVerdict;

    /// <summary>Both sides changed it; what a side said goes to the journal and into a note there (RULES 1).</summary>
    public sealed record Lost(Side Loser, SeenPart Part) : PartVerdict;
}

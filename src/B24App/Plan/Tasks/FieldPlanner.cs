namespace B24App.Plan.Tasks;

/// <summary>What to do about one field.</summary>
public enum FieldMove
{
    /// <summary>Nothing changed since the baseline.</summary>
    Rest,

    /// <summary>The sides are to be taken as they are: equal, or one-way. New baseline, no write.</summary>
    Rebase,

    /// <summary>A's value goes to B.</summary>
    ToB,

    /// <summary>B's value goes to A.</summary>
    ToA,

    /// <summary>Tags or files of both, merged as a set, go to both sides.</summary>
    Merge,
}

/// <summary>A decision about one field, with the side that lost when both changed it.</summary>
public sealed record FieldVerdict(FieldMove Move, Side? Loser = null)
{
    /// <summary>The side a move writes to, when it writes to one.</summary>
    public Side? Target => Move switch { FieldMove.ToA => Side.A, FieldMove.ToB => Side.B, _ => null };
}

/// <summary>What is known of one field when it is decided.</summary>
/// <param name="Field">The field.</param>
/// <param name="WasA">Baseline print of A; null before the first agreement or when its normaliser is outdated.</param>
/// <param name="WasB">Baseline print of B.</param>
/// <param name="NowA">Print of A now; null means "as last seen" (RULES 29).</param>
/// <param name="NowB">Print of B now; null means "as last seen".</param>
/// <param name="Equal">Both sides show the same, as far as the link can tell.</param>
/// <param name="CarriesToB">The contract lets A's change go to B.</param>
/// <param name="CarriesToA">The contract lets B's change go to A.</param>
public sealed record FieldSight(Field Field, string? WasA, string? WasB, string? NowA, string? NowB, bool Equal, bool CarriesToB, bool CarriesToA);

/// <summary>RULES 1, for one field: changed on one side is carried, equal on both rests, changed on both is decided by the field's rule.</summary>
public static class FieldPlanner
{
    /// <summary>Decides one field.</summary>
    /// <param name="sight">What is known.</param>
    /// <param name="origin">Side where the task was first written.</param>
    public static FieldVerdict Plan(FieldSight sight, Side origin)
    {
        // A print of an older normaliser, or none, says nothing about a change: the side is taken as it is, without a write (RULES 3).
        var changedA = sight.NowA is not null && sight.WasA is not null && sight.NowA != sight.WasA;
        var changedB = sight.NowB is not null && sight.WasB is not null && sight.NowB != sight.WasB;

        return (changedA, changedB) switch
        {
            (false, false) => new FieldVerdict(IsNew(sight.WasA, sight.NowA) || IsNew(sight.WasB, sight.NowB) ? FieldMove.Rebase : FieldMove.Rest),
            _ when sight.Equal && sight.NowA is not null && sight.NowB is not null => new FieldVerdict(FieldMove.Rebase),
            (true, false) => new FieldVerdict(sight.CarriesToB ? FieldMove.ToB : FieldMove.Rebase),
            (false, true) => new FieldVerdict(sight.CarriesToA ? FieldMove.ToA : FieldMove.Rebase),
            _ => Conflict(sight, origin),
        };
    }

    /// <summary>The side whose value stays when both changed it differently: the mirror's for status and responsible, the origin's for the rest.</summary>
    public static Side Winner(Field field, Side origin) => field is Field.Status or Field.Responsible ? origin.Other() : origin;

    private static bool IsNew(string? was, string? now) => was is null && now is not null;

    private static FieldVerdict Conflict(FieldSight sight, Side origin)
    {
        if ((SeenTask.IsSet(sight.Field) || sight.Field == Field.Checklist) && sight.CarriesToA && sight.CarriesToB)
        {
            return new FieldVerdict(FieldMove.Merge);
        }

        var (toB, toA) = (sight.CarriesToB, sight.CarriesToA);
        return Winner(sight.Field, origin) switch
        {
            Side.A when toB => new FieldVerdict(FieldMove.ToB, toA ? Side.B : null),
            Side.B when toA => new FieldVerdict(FieldMove.ToA, toB ? Side.A : null),
            _ when toB => new FieldVerdict(FieldMove.ToB),
            _ when toA => new FieldVerdict(FieldMove.ToA),
            _ => new FieldVerdict(FieldMove.Rebase),
        };
    }
}

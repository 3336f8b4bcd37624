using System.Collections.Immutable;

namespace B24App.Plan.Parts;

/// <summary>Everything known about the parts of one kind of a mirrored task when they are planned.</summary>
/// <param name="Known">Parts that crossed or are crossing.</param>
/// <param name="A">What side A shows.</param>
/// <param name="B">What side B shows.</param>
/// <param name="CarriesToB">The contract lets parts and changes of A go to B.</param>
/// <param name="CarriesToA">The contract lets those of B go to A.</param>
/// <param name="OnTheWay">Rows about which a call is out or waits for a person: left alone.</param>
/// <param name="AdoptedAt">Both tasks existed before they became a pair: what was entered before that moment never crosses; null for a mirror.</param>
public sealed record PartPair(
    IReadOnlyList<KnownPart> Known, ImmutableArray<SeenPart> A, ImmutableArray<SeenPart> B, bool CarriesToB, bool CarriesToA, IReadOnlySet<long> OnTheWay, DateTimeOffset? AdoptedAt = null)
{
    /// <summary>What a side shows.</summary>
    public ImmutableArray<SeenPart> Of(Side side) => side == Side.A ? A : B;

    /// <summary>Parts and changes go to a side.</summary>
    public bool CarriesTo(Side side) => side == Side.A ? CarriesToA : CarriesToB;
}

/// <summary>
/// Parts that have a number of their own on each side, three ways: what both last agreed on, what A shows, what B shows (RULES 1). A part
/// belongs to the side it was first written on: when both changed it, that side's word stays.
/// </summary>
public static class PartPlanner
{
    /// <summary>Decides.</summary>
    public static ImmutableArray<PartVerdict> Plan(PartPair pair)
    {
        var verdicts = ImmutableArray.CreateBuilder<PartVerdict>();
        var a = pair.A.ToDictionary(part => part.Id);
        var b = pair.B.ToDictionary(part => part.Id);
        var claimed = new Dictionary<Side, HashSet<long>>
        {
            [Side.A] = pair.Known.Select(row => row.A).Where(id => id > 0).ToHashSet(),
            [Side.B] = pair.Known.Select(row => row.B).Where(id => id > 0).ToHashSet(),
        };

        foreach (var row in pair.Known.Where(row => !pair.OnTheWay.Contains(row.Row)))
        {
            if (row.IsWhole)
            {
                Whole(pair, row, a.GetValueOrDefault(row.A), b.GetValueOrDefault(row.B), verdicts);
            }
            else
            {
                Half(pair, row, claimed, verdicts);
            }
        }

        foreach (var side in new[] { Side.A, Side.B })
        {
            foreach (var part in pair.Of(side).Where(part => !part.IsOurs && !claimed[side].Contains(part.Id)))
            {
                New(pair, side, part, claimed, verdicts);
            }
        }

        return verdicts.ToImmutable();
    }

    private static void Whole(PartPair pair, KnownPart row, SeenPart? a, SeenPart? b, ImmutableArray<PartVerdict>.Builder verdicts)
    {
        switch (a, b)
        {
            case (null, null):
                verdicts.Add(new PartVerdict.Drop(row));
                break;
            case (null, { } there):
                Removed(pair, row, Side.A, there, verdicts);
                break;
            case ({ } there, null):
                Removed(pair, row, Side.B, there, verdicts);
                break;
            case ({ } here, { } there):
                Both(pair, row, here, there, verdicts);
                break;
        }
    }

    private static void Both(PartPair pair, KnownPart row, SeenPart a, SeenPart b, ImmutableArray<PartVerdict>.Builder verdicts)
    {
        if ((row.Origin == Side.A ? a : b).IsInternal && pair.CarriesTo(row.Origin.Other()))
        {
            verdicts.Add(new PartVerdict.Remove(row.Origin.Other(), row, row.Origin == Side.A ? b : a)); // its author keeps it inside from now on (RULES 8)
            return;
        }

        var (changedA, changedB) = (Changed(row, Side.A, a), Changed(row, Side.B, b));
        var rebase = new PartVerdict.Rebase(row, Baseline(row, Side.A, a, b), Baseline(row, Side.B, b, a));
        if (!changedA && !changedB)
        {
            if (rebase.PrintA != row.PrintA || rebase.PrintB != row.PrintB)
            {
                verdicts.Add(rebase); // the day was seen for the first time
            }

            return;
        }

        if (Equal(a, b) && (a.Day == b.Day || !(Moved(row, Side.A, a) || Moved(row, Side.B, b))))
        {
            verdicts.Add(rebase);
            return;
        }

        var winner = (changedA, changedB) switch
        {
            (true, false) => Side.A,
            (false, true) => Side.B,
            _ when pair.CarriesTo(row.Origin.Other()) => row.Origin,
            _ => row.Origin.Other(),
        };
        if (!pair.CarriesTo(winner.Other()) || (winner == Side.A ? a : b).IsInternal)
        {
            verdicts.Add(rebase);
            return;
        }

        var (from, to) = winner == Side.A ? (a, b) : (b, a);
        if (changedA && changedB && pair.CarriesTo(winner))
        {
            verdicts.Add(new PartVerdict.Lost(winner.Other(), to));
        }

        verdicts.Add(new PartVerdict.Change(winner.Other(), from, row, to));
    }

    // Gone on one side. What the other side changed since is kept: nobody removed what it says now. What may not cross back stays as it is.
    private static void Removed(PartPair pair, KnownPart row, Side goneOn, SeenPart left, ImmutableArray<PartVerdict>.Builder verdicts)
    {
        var there = goneOn.Other();
        var changed = Changed(row, there, left);
        if (left.IsInternal && row.Origin == there)
        {
            verdicts.Add(new PartVerdict.Drop(row));
        }
        else if (changed && row.Origin == there && pair.CarriesTo(goneOn))
        {
            verdicts.Add(new PartVerdict.Add(goneOn, left, row));
        }
        else if (!changed && pair.CarriesTo(there))
        {
            verdicts.Add(new PartVerdict.Remove(there, row, left));
        }
    }

    // On its way: it stands there and the answer was lost, or it never left.
    private static void Half(PartPair pair, KnownPart row, Dictionary<Side, HashSet<long>> claimed, ImmutableArray<PartVerdict>.Builder verdicts)
    {
        var to = row.A == 0 ? Side.A : Side.B;
        var from = to.Other();
        var arrived = pair.Of(to).FirstOrDefault(part => part.IsOurs && !claimed[to].Contains(part.Id) && part.Print == row.Print(to));
        if (arrived is not null)
        {
            claimed[to].Add(arrived.Id);
            var print = KnownPart.BaselineOf(arrived.Print, "");
            verdicts.Add(to == Side.A
                ? new PartVerdict.Adopt(row.Row, row.Origin, arrived.Id, row.B, print, row.PrintB)
                : new PartVerdict.Adopt(row.Row, row.Origin, row.A, arrived.Id, row.PrintA, print));
            return;
        }

        if (pair.Of(from).FirstOrDefault(part => part.Id == row.On(from)) is { IsInternal: false } source && pair.CarriesTo(to))
        {
            verdicts.Add(new PartVerdict.Add(to, source, row));
        }
        else
        {
            verdicts.Add(new PartVerdict.Drop(row));
        }
    }

    private static void New(PartPair pair, Side side, SeenPart part, Dictionary<Side, HashSet<long>> claimed, ImmutableArray<PartVerdict>.Builder verdicts)
    {
        var to = side.Other();
        var isOld = part.EnteredAt < pair.AdoptedAt;
        if (part.IsInternal || (!isOld && !pair.CarriesTo(to)))
        {
            return;
        }

        claimed[side].Add(part.Id);
        var open = pair.Of(to).Where(other => !claimed[to].Contains(other.Id)).ToList();
        if ((open.Find(other => other.IsOurs && other.Print == part.Sent) ?? (isOld ? Twin(pair, part, open) : null)) is { } copy)
        {
            claimed[to].Add(copy.Id);
            var (mine, its) = (KnownPart.BaselineOf(part.Print, part.Day), KnownPart.BaselineOf(copy.Print, copy.IsOurs ? "" : copy.Day));
            verdicts.Add(side == Side.A
                ? new PartVerdict.Adopt(0, side, part.Id, copy.Id, mine, its)
                : new PartVerdict.Adopt(0, side, copy.Id, part.Id, its, mine));
        }
        else if (!isOld)
        {
            verdicts.Add(new PartVerdict.Add(to, part, null));
        }
    }

    // People who kept two tasks equal by hand entered the same work twice. Such entries become one; what stands on one side only stays there,
    // for nobody can tell whether the other side counts it under other words.
    private static SeenPart? Twin(PartPair pair, SeenPart part, List<SeenPart> open) =>
        part.Likeness.Length == 0 ? null : open.Find(other => !other.IsOurs && other.EnteredAt < pair.AdoptedAt && other.Likeness == part.Likeness);

    private static bool Equal(SeenPart a, SeenPart b) => a.Sent == b.Print || b.Sent == a.Print;

    private static bool Changed(KnownPart row, Side side, SeenPart now) => now.Print != row.Print(side) || Moved(row, side, now);

    private static bool Moved(KnownPart row, Side side, SeenPart now) => row.Day(side) is { Length: > 0 } day && now.Day != day;

    // A portal may keep the day of the work for itself: a copy's day counts only from when it was seen to be the right one.
    private static string Baseline(KnownPart row, Side side, SeenPart now, SeenPart other) =>
        KnownPart.BaselineOf(now.Print, row.Day(side).Length > 0 || now.Day == other.Day ? now.Day : "");
}

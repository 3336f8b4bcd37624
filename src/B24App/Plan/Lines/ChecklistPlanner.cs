using System.Collections.Immutable;
using B24App.Plan.Prints;

namespace B24App.Plan.Lines;

/// <summary>A line that both sides have, or had.</summary>
/// <param name="Row">Number of the row; 0 before it is written.</param>
/// <param name="A">Its number on side A.</param>
/// <param name="B">Its number on side B.</param>
/// <param name="PrintA">Print of side A when both last agreed.</param>
/// <param name="PrintB">Print of side B then.</param>
public sealed record KnownLine(long Row, long A, long B, string PrintA, string PrintB)
{
    /// <summary>Its number on a side.</summary>
    public long On(Side side) => side == Side.A ? A : B;

    /// <summary>Its print on a side.</summary>
    public string Print(Side side) => side == Side.A ? PrintA : PrintB;
}

/// <summary>What to do about one line on the side that is written.</summary>
public abstract record LineVerdict
{
    private LineVerdict()
    {
    }

    /// <summary>It is new there, or was removed there and is kept.</summary>
    public sealed record Add(SeenLine Line, KnownLine? Was = null) : LineVerdict;

    /// <summary>It stands there as a line that no row knows: the same text under the same parent.</summary>
    public sealed record Adopt(SeenLine Line, SeenLine There) : LineVerdict;

    /// <summary>It says something else, or stands in another place.</summary>
    /// <param name="Line">The line.</param>
    /// <param name="Known">Its row.</param>
    /// <param name="There">What stands there.</param>
    /// <param name="Places">Its place among its neighbours is written too.</param>
    /// <param name="Moves">It goes under another parent.</param>
    public sealed record Change(SeenLine Line, KnownLine Known, SeenLine There, bool Places, bool Moves) : LineVerdict;

    /// <summary>It was removed.</summary>
    public sealed record Remove(KnownLine Known) : LineVerdict;

    /// <summary>Both say the same, otherwise than when they last agreed: only the row learns it.</summary>
    public sealed record Agree(SeenLine Line, KnownLine Known, SeenLine There) : LineVerdict;
}

/// <summary>
/// What has to happen so that one side's checklists become what the other side's are, line by line (RULES 1). What was removed on one side and changed on the other
/// is kept, and so is what it hangs under. Where both changed, the order and the parents of the origin count.
/// </summary>
public static class ChecklistPlanner
{
    private const long OnItsWay = -2;

    /// <summary>Decides.</summary>
    /// <param name="known">Lines that crossed before.</param>
    /// <param name="from">Lines of the side whose checklist changed.</param>
    /// <param name="to">Lines of the side that is written.</param>
    /// <param name="side">The side that is written.</param>
    /// <param name="bothChange">The written side changed too since the last agreement: its own news stay.</param>
    /// <param name="people">Who of the one side is who on the other.</param>
    /// <param name="origin">Side the task was first written on.</param>
    public static ImmutableArray<LineVerdict> Plan(IReadOnlyList<KnownLine> known, ImmutableArray<SeenLine> from, ImmutableArray<SeenLine> to, Side side, bool bothChange, LinePeople? people = null, Side? origin = null)
    {
        people ??= LinePeople.Nobody;
        var verdicts = ImmutableArray.CreateBuilder<LineVerdict>();
        var there = to.ToDictionary(line => line.Id);
        var crossed = known.Where(row => row.On(side.Other()) > 0).ToDictionary(row => row.On(side.Other()));
        var taken = known.Where(row => row.On(side.Other()) > 0).Select(row => row.On(side)).ToHashSet(); // half a row is a line on its way: it may have arrived
        var across = crossed.Where(pair => there.ContainsKey(pair.Value.On(side))).ToDictionary(pair => pair.Key, pair => pair.Value.On(side));
        var (keptHere, keptThere) = (Kept(known, from, side.Other()), Kept(known, to, side));
        var here = from.Select(line => line.Id).ToHashSet();
        var going = known.Where(row => row.On(side.Other()) > 0 && !here.Contains(row.On(side.Other())) && there.ContainsKey(row.On(side)) && !keptThere.Contains(row.On(side))).ToDictionary(row => row.On(side));
        var orders = !bothChange || side != origin;
        foreach (var line in InOrder(from))
        {
            if (!crossed.TryGetValue(line.Id, out var row) || row.On(side) == 0)
            {
                var parent = line.Parent == 0 ? 0 : across.GetValueOrDefault(line.Parent, -1);
                var same = to.FirstOrDefault(other => !taken.Contains(other.Id) && other.Parent == parent && FieldNormaliser.Title(other.Title) == FieldNormaliser.Title(people.TitleOf(line, side.Other())));
                if (same is null)
                {
                    verdicts.Add(new LineVerdict.Add(line));
                    across[line.Id] = OnItsWay;
                    continue;
                }

                taken.Add(same.Id);
                across[line.Id] = same.Id;
                verdicts.Add(new LineVerdict.Adopt(line, same));
                continue;
            }

            if (!there.TryGetValue(row.On(side), out var mirror))
            {
                if (keptHere.Contains(line.Id))
                {
                    verdicts.Add(new LineVerdict.Add(line, row));
                    across[line.Id] = OnItsWay;
                }

                continue; // else it was removed there: that is the other side's change, and it is carried from there
            }

            var changedHere = line.Print != row.Print(side.Other());
            var changedThere = mirror.Print != row.Print(side);
            var isSame = people.Same(line, mirror, side.Other());
            var places = orders && line.Place != mirror.Place;
            var moves = (orders || Under(going.ContainsKey, mirror, there)) && (line.Parent == 0 ? mirror.Parent != 0 : across.TryGetValue(line.Parent, out var under) && under != mirror.Parent);
            if ((!isSame && (changedHere || !changedThere)) || places || moves)
            {
                verdicts.Add(new LineVerdict.Change(line, row, mirror, places || (moves && orders), moves));
            }
            else if (isSame && (changedHere || changedThere))
            {
                verdicts.Add(new LineVerdict.Agree(line, row, mirror));
            }
        }

        // A portal removes what hangs under a line with it.
        verdicts.AddRange(going.Values.Where(row => !Under(going.ContainsKey, there[row.On(side)], there)).Select(row => new LineVerdict.Remove(row)));
        return verdicts.ToImmutable();
    }

    // What nobody on the other side can have meant to remove: it is new here or was changed here since, or something of that kind hangs under it.
    private static HashSet<long> Kept(IReadOnlyList<KnownLine> known, ImmutableArray<SeenLine> lines, Side side)
    {
        var agreed = known.Where(row => row.On(side) > 0 && row.On(side.Other()) > 0).ToDictionary(row => row.On(side), row => row.Print(side));
        var byId = lines.ToDictionary(line => line.Id);
        var kept = new HashSet<long>();
        foreach (var line in lines.Where(line => !agreed.TryGetValue(line.Id, out var print) || print != line.Print))
        {
            for (var up = line; up is not null && kept.Add(up.Id);)
            {
                up = byId.GetValueOrDefault(up.Parent);
            }
        }

        return kept;
    }

    private static bool Under(Predicate<long> isIt, SeenLine line, Dictionary<long, SeenLine> lines)
    {
        var left = lines.Count;
        for (var up = lines.GetValueOrDefault(line.Parent); up is not null && left-- > 0; up = lines.GetValueOrDefault(up.Parent))
        {
            if (isIt(up.Id))
            {
                return true;
            }
        }

        return false;
    }

    // Parents before children, neighbours in their order: a child can be written only when its parent stands.
    private static IEnumerable<SeenLine> InOrder(ImmutableArray<SeenLine> lines)
    {
        var under = lines.ToLookup(line => line.Parent);
        var waiting = new Stack<SeenLine>(under[0].OrderByDescending(line => line.Place));
        while (waiting.TryPop(out var line))
        {
            yield return line;
            foreach (var child in under[line.Id].OrderByDescending(child => child.Place))
            {
                waiting.Push(child);
            }
        }
    }
}

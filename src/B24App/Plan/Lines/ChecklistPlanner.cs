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

    /// <summary>It is new there.</summary>
    public sealed record Add(SeenLine Line) : LineVerdict;

    /// <summary>It stands there as a line that no row knows: the same text under the same parent.</summary>
    public sealed record Adopt(SeenLine Line, SeenLine There) : LineVerdict;

    /// <summary>It says something else, or stands in another place.</summary>
    public sealed record Change(SeenLine Line, KnownLine Known, SeenLine There) : LineVerdict;

    /// <summary>It was removed.</summary>
    public sealed record Remove(KnownLine Known) : LineVerdict;
}

/// <summary>What has to happen so that one side's checklists become what the other side's are, line by line (RULES 1).</summary>
public static class ChecklistPlanner
{
    /// <summary>Decides.</summary>
    /// <param name="known">Lines that crossed before.</param>
    /// <param name="from">Lines of the side whose checklist changed.</param>
    /// <param name="to">Lines of the side that is written.</param>
    /// <param name="side">The side that is written.</param>
    /// <param name="bothChange">The written side changed too since the last agreement: its own news stay.</param>
    /// <param name="people">Who of the one side is who on the other.</param>
    public static ImmutableArray<LineVerdict> Plan(IReadOnlyList<KnownLine> known, ImmutableArray<SeenLine> from, ImmutableArray<SeenLine> to, Side side, bool bothChange, LinePeople? people = null)
    {
        people ??= LinePeople.Nobody;
        var verdicts = ImmutableArray.CreateBuilder<LineVerdict>();
        var there = to.ToDictionary(line => line.Id);
        var crossed = known.Where(row => row.On(side.Other()) > 0).ToDictionary(row => row.On(side.Other()));
        var taken = known.Where(row => row.On(side.Other()) > 0).Select(row => row.On(side)).ToHashSet(); // half a row is a line on its way: it may have arrived
        var across = crossed.Where(pair => pair.Value.On(side) > 0).ToDictionary(pair => pair.Key, pair => pair.Value.On(side));
        foreach (var line in InOrder(from))
        {
            if (!crossed.TryGetValue(line.Id, out var row) || row.On(side) == 0)
            {
                var parent = line.Parent == 0 ? 0 : across.GetValueOrDefault(line.Parent, -1);
                var same = to.FirstOrDefault(other => !taken.Contains(other.Id) && other.Parent == parent && FieldNormaliser.Title(other.Title) == FieldNormaliser.Title(people.TitleOf(line, side.Other())));
                if (same is null)
                {
                    verdicts.Add(new LineVerdict.Add(line));
                    continue;
                }

                taken.Add(same.Id);
                across[line.Id] = same.Id;
                verdicts.Add(new LineVerdict.Adopt(line, same));
                continue;
            }

            if (!there.TryGetValue(row.On(side), out var mirror))
            {
                continue; // removed there: that is the other side's change, and it is carried from there
            }

            var changedHere = line.Print != row.Print(side.Other());
            var changedThere = mirror.Print != row.Print(side);
            if (!people.Same(line, mirror, side.Other()) && (changedHere || !changedThere) || (!bothChange && line.Place != mirror.Place))
            {
                verdicts.Add(new LineVerdict.Change(line, row, mirror));
            }
        }

        var here = from.Select(line => line.Id).ToHashSet();
        foreach (var row in known.Where(row => row.On(side.Other()) > 0 && row.On(side) > 0 && !here.Contains(row.On(side.Other()))))
        {
            // What was changed there since is kept: nobody removed what it says now.
            if (there.TryGetValue(row.On(side), out var mirror) && mirror.Print == row.Print(side))
            {
                verdicts.Add(new LineVerdict.Remove(row));
            }
        }

        return verdicts.ToImmutable();
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

using System.Collections.Immutable;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Tasks;

namespace B24App.Adoption;

/// <summary>A file of both tasks that is one: equal name and size.</summary>
public sealed record SharedFile(SeenFile A, SeenFile B);

/// <summary>What a pair begins with: prints per side.</summary>
public sealed record AdoptedBaseline(ImmutableSortedDictionary<string, string> A, ImmutableSortedDictionary<string, string> B)
{
    /// <summary>Prints of a side.</summary>
    public ImmutableSortedDictionary<string, string> Of(Side side) => side == Side.A ? A : B;
}

/// <summary>Decides the baseline of an adopted pair: what is equal is agreed, what differs stays as it is until somebody changes it, or is left to the rules of the link.</summary>
public static class AdoptPlanner
{
    private static readonly Field[] Sets = [Field.Tags, Field.Files, Field.Checklist];

    /// <summary>Files that stand on both sides already.</summary>
    public static ImmutableArray<SharedFile> Shared(SeenTask a, SeenTask b)
    {
        var left = b.Files.Where(file => file.DriveObject > 0).ToList();
        var shared = ImmutableArray.CreateBuilder<SharedFile>();
        foreach (var file in a.Files.Where(file => file.DriveObject > 0))
        {
            if (left.Find(other => other.Size == file.Size && Plan.Text.FileNames.AreOne(other.Name, file.Name)) is { } same)
            {
                left.Remove(same);
                shared.Add(new SharedFile(file, same));
            }
        }

        return shared.ToImmutable();
    }

    /// <summary>The baseline.</summary>
    /// <param name="a">Task of A, with what it would be at B.</param>
    /// <param name="b">Task of B; shared files carry the token of A.</param>
    /// <param name="origin">Side that counts as the first.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="align">What differs is decided by the rules of the link.</param>
    public static AdoptedBaseline Of(SeenTask a, SeenTask b, Side origin, Contract contract, bool align)
    {
        var (prints, others) = (Prints(a), Prints(b));
        foreach (var field in a.Carried.Intersect(b.Carried).Where(field => !TaskPlanner.Equal(field, a, b)))
        {
            var (toB, toA) = (contract.Carries(Side.A, field), contract.Carries(Side.B, field));

            // A list that is written replaces the other one, so files of both sides are put together from the start: none is lost by a later change.
            if (Sets.Contains(field) && toA && toB && (align || field == Field.Files))
            {
                (prints, others) = (prints.SetItem(field.ToString(), ""), others.SetItem(field.ToString(), ""));
            }
            else if (align)
            {
                var winner = FieldPlanner.Winner(field, origin);
                winner = winner == Side.A && !toB ? Side.B : winner == Side.B && !toA ? Side.A : winner;
                (prints, others) = winner == Side.A ? (prints.SetItem(field.ToString(), ""), others) : (prints, others.SetItem(field.ToString(), ""));
            }
        }

        return new AdoptedBaseline(prints, others);
    }

    private static ImmutableSortedDictionary<string, string> Prints(SeenTask task) =>
        Enum.GetValues<Field>().Where(task.Carried.Contains).ToImmutableSortedDictionary(field => field.ToString(), task.Print);
}

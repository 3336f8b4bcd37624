using System.Collections.Immutable;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Store;

namespace B24App.Sweep;

/// <summary>A way a task could leave the portal that is swept.</summary>
/// <param name="Link">The link.</param>
/// <param name="From">The portal's side in it.</param>
public sealed record Door(Link Link, Side From);

/// <summary>What a listed task asks for.</summary>
public abstract record RowVerdict
{
    private RowVerdict()
    {
    }

    /// <summary>Nothing.</summary>
    public sealed record Pass : RowVerdict;

    /// <summary>A look.</summary>
    public sealed record Look : RowVerdict;

    /// <summary>It stands outside every link; remembered, because it may enter later (RULES 8).</summary>
    public sealed record Outside(ImmutableArray<(LinkId Link, Reason Why)> Why) : RowVerdict;
}

/// <summary>Which listed tasks are hints: only those that are mirrored or that a link could take, so that the rest of a portal costs nothing.</summary>
public static class ListedTasks
{
    /// <summary>Decides one row.</summary>
    /// <param name="row">The row as listed.</param>
    /// <param name="changed">Its date of change.</param>
    /// <param name="isMapped">A mapping knows it.</param>
    /// <param name="judged">The row as it was judged by an earlier sweep.</param>
    /// <param name="seen">The newest look at it.</param>
    /// <param name="doors">Ways out of the portal.</param>
    /// <param name="home">Hash of the portal.</param>
    public static RowVerdict Judge(
        TaskWire row, DateTimeOffset changed, bool isMapped, SeenDate? judged, SeenDate? seen, IReadOnlyList<Door> doors, OriginHash home)
    {
        if (judged?.Covers(changed) == true || seen?.Covers(changed) == true)
        {
            return new RowVerdict.Pass();
        }

        if (isMapped)
        {
            return new RowVerdict.Look();
        }

        // A mirror of ours whose creation is not settled yet, or of an older store: it is nobody's newcomer (RULES 6).
        if (Marker.TryParse(row.XmlId, out var marker) && marker.Origin != home)
        {
            return new RowVerdict.Pass();
        }

        var refused = ImmutableArray.CreateBuilder<(LinkId, Reason)>();
        foreach (var door in doors.Where(door => door.Link.Runs && door.Link.Contract.TasksLeave(door.From)))
        {
            if (WhyNot(row, door) is not { } why)
            {
                return new RowVerdict.Look();
            }

            refused.Add((door.Link.Id, why));
        }

        return refused.Count == 0 ? new RowVerdict.Pass() : new RowVerdict.Outside(refused.ToImmutable());
    }

    // Where the list did not carry the tags, the look decides.
    private static Reason? WhyNot(TaskWire row, Door door)
    {
        var filter = door.Link.Contract.Of(door.From).Filter;
        return TaskFilters.Matches(row.Tags is null ? filter with { Tags = [] } : filter, row.GroupId ?? 0, row.Tags ?? [], row.ResponsibleId ?? 0) switch
        {
            FilterVerdict.NothingLeaves or FilterVerdict.OtherGroup => Reason.GroupNotLinked,
            FilterVerdict.NoWantedTag => Reason.TagNotInContract,
            FilterVerdict.OtherResponsible => Reason.ResponsibleNotInContract,
            _ => null,
        };
    }
}

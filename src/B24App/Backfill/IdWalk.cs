using System.Collections.Immutable;
using B24App.Bitrix24.Calls;

namespace B24App.Backfill;

/// <summary>Ids that are still to be read: above one number, up to another.</summary>
public sealed record Stretch(long After, long UpTo);

/// <summary>
/// A walk over all tasks of a portal, or all records of a type, by id, as values: <c>&gt;ID</c> with <c>start=-1</c>, which counts nothing and skips nothing when tasks
/// are added or deleted meanwhile (b24restdocs: api-reference/performance/huge-data.md). One page would need the one before it, so the ids
/// are cut into stretches that are read side by side in one request.
/// </summary>
/// <param name="Open">Stretches not read to their end; null before the newest id is known.</param>
public sealed record IdWalk(ImmutableArray<Stretch>? Open)
{
    /// <summary>Rows of one page; fixed by the portal.</summary>
    public const int PageSize = 50;

    /// <summary>Stretches read side by side.</summary>
    public const int MostStretches = 10;

    /// <summary>Nothing was read.</summary>
    public static IdWalk Unread { get; } = new((ImmutableArray<Stretch>?)null);

    /// <summary>Everything was read.</summary>
    public bool IsOver => Open is { IsEmpty: true };

    /// <summary>The pages to ask for now, together.</summary>
    /// <param name="newest">The question for the newest id.</param>
    /// <param name="page">The question for the first page of a stretch, oldest first.</param>
    public IReadOnlyList<Command> Questions(Func<Command> newest, Func<Stretch, Command> page) => Open is { } open ? [.. open.Select(page)] : [newest()];

    /// <summary>Where the walk stands after the answers to <see cref="Questions"/>, and the rows that count.</summary>
    /// <param name="pages">An answer per question.</param>
    /// <param name="id">Number of a row.</param>
    public (IdWalk Next, ImmutableArray<T> Rows) Read<T>(IReadOnlyList<IReadOnlyList<T>> pages, Func<T, long> id)
    {
        if (Open is not { } open)
        {
            return (new IdWalk(Cut(pages[0].Select(id).DefaultIfEmpty(0).Max())), []);
        }

        var left = ImmutableArray.CreateBuilder<Stretch>();
        var rows = ImmutableArray.CreateBuilder<T>();
        foreach (var (stretch, page) in open.Zip(pages))
        {
            var wanted = page.Where(row => id(row) > stretch.After && id(row) <= stretch.UpTo).ToList();
            rows.AddRange(wanted);
            if (page.Count >= PageSize && wanted.Count > 0 && wanted.Max(id) is var last && last < stretch.UpTo)
            {
                left.Add(stretch with { After = last });
            }
        }

        return (new IdWalk(left.ToImmutable()), [.. rows.DistinctBy(id).OrderBy(id)]);
    }

    private static ImmutableArray<Stretch> Cut(long newest)
    {
        if (newest == 0)
        {
            return [];
        }

        var count = Math.Clamp(newest / PageSize, 1, MostStretches);
        return [.. Enumerable.Range(0, (int)count).Select(i => new Stretch(newest * i / count, newest * (i + 1) / count))];
    }
}

using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;

namespace B24App.Carry;

/// <summary>Ids that are still to be read.</summary>
public sealed record RecordStretch(long After, long UpTo);

/// <summary>
/// A walk over all records of a type by id, as values: <c>&gt;id</c> with <c>start=-1</c>. The ids are cut into stretches that are read side by side
/// in one request, for one page would need the one before it.
/// </summary>
/// <param name="Open">Stretches not read to their end; null before the newest id is known.</param>
public sealed record RecordWalk(ImmutableArray<RecordStretch>? Open)
{
    private const int PageSize = 50;
    private const int MostStretches = 10;

    /// <summary>Nothing was read.</summary>
    public static RecordWalk Unread { get; } = new((ImmutableArray<RecordStretch>?)null);

    /// <summary>Everything was read.</summary>
    public bool IsOver => Open is { IsEmpty: true };

    /// <summary>The pages to ask for now, together.</summary>
    public IReadOnlyList<Command> Questions(int type) => Open is not { } open
        ? [RecordCommands.Newest(type)]
        : [.. open.Select(stretch => RecordCommands.Between(type, stretch.After, stretch.UpTo, ["id"]))];

    /// <summary>Where the walk stands after the answers to <see cref="Questions"/>, and the ids that were read.</summary>
    public (RecordWalk Next, IReadOnlyList<long> Ids) Read(IReadOnlyList<IReadOnlyList<RecordWire>> pages)
    {
        if (Open is not { } open)
        {
            return (new RecordWalk(Cut(pages[0].Select(row => row.Id).DefaultIfEmpty(0).Max())), []);
        }

        var left = ImmutableArray.CreateBuilder<RecordStretch>();
        var ids = new List<long>();
        foreach (var (stretch, page) in open.Zip(pages))
        {
            var wanted = page.Select(row => row.Id).Where(id => id > stretch.After && id <= stretch.UpTo).ToList();
            ids.AddRange(wanted);
            if (page.Count >= PageSize && wanted.Count > 0 && wanted.Max() is var last && last < stretch.UpTo)
            {
                left.Add(stretch with { After = last });
            }
        }

        return (new RecordWalk(left.ToImmutable()), [.. ids.Distinct().Order()]);
    }

    private static ImmutableArray<RecordStretch> Cut(long newest)
    {
        var count = (int)Math.Clamp(newest / PageSize, 1, MostStretches);
        return newest == 0 ? [] : [.. Enumerable.Range(0, count).Select(i => new RecordStretch(newest * i / count, newest * (i + 1) / count))];
    }
}

using System.Collections.Immutable;
using B24App.Backfill;

namespace B24App.Carry;

/// <summary>
/// How often each activity comes in a list that shows it once for every timeline it stands in. Pages are cut by rows, so the last activity of a
/// full page may come again on the next one: it is counted there.
/// </summary>
public static class CountedWalk
{
    /// <summary>Where the walk stands after these pages, what was counted, and the stretches that were counted to their end.</summary>
    /// <param name="walk">Where it stood.</param>
    /// <param name="pages">Ids of the rows of each stretch, oldest first.</param>
    public static (IdWalk Next, IReadOnlyDictionary<long, int> Times, IReadOnlyList<Stretch> Read) Read(IdWalk walk, IReadOnlyList<IReadOnlyList<long>> pages)
    {
        if (walk.Open is not { } open)
        {
            return (walk.Read(pages, id => id).Next, ImmutableDictionary<long, int>.Empty, []);
        }

        var left = ImmutableArray.CreateBuilder<Stretch>();
        var times = new Dictionary<long, int>();
        var read = new List<Stretch>();
        foreach (var (stretch, page) in open.Zip(pages))
        {
            var upTo = stretch.UpTo;
            if (page.Count >= IdWalk.PageSize && page.Max() <= stretch.UpTo)
            {
                // A page that holds nothing else cannot be passed otherwise.
                upTo = page.Max() == page.Min() ? page.Max() : page.Max() - 1;
                if (upTo < stretch.UpTo)
                {
                    left.Add(stretch with { After = upTo });
                }
            }

            read.Add(new Stretch(stretch.After, upTo));
            foreach (var group in page.Where(id => id > stretch.After && id <= upTo).GroupBy(id => id))
            {
                times[group.Key] = group.Count();
            }
        }

        return (new IdWalk(left.ToImmutable()), times, read);
    }
}

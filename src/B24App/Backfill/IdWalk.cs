using System.Collections.Immutable;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;

namespace B24App.Backfill;

/// <summary>Ids that are still to be read: above one number, up to another.</summary>
public sealed record Stretch(long After, long UpTo);

/// <summary>
/// A walk over all tasks of a portal by id, as values: <c>&gt;ID</c> with <c>start=-1</c>, which counts nothing and skips nothing when tasks
/// are filed or deleted meanwhile (b24restdocs: api-reference/performance/huge-data.md). One page would need the one before it, so the ids
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
    /// <param name="groups">Groups that can leave; empty for the whole portal. A portal may ignore a filter, so every row is judged anyway.</param>
    /// <param name="since">Oldest creation that is wanted, or null.</param>
    /// <param name="select">Fields to read.</param>
    public IReadOnlyList<Command> Questions(IReadOnlyList<long> groups, DateTimeOffset? since, IReadOnlyList<string> select) => Open is not { } open
        ? [TaskCommands.List(Filter(null, groups, since), new JsonObject { ["ID"] = "desc" }, ["ID"], -1)]
        : [.. open.Select(stretch => TaskCommands.ListWithResults(Filter(stretch, groups, since), new JsonObject { ["ID"] = "asc" }, select))];

    /// <summary>Where the walk stands after the answers to <see cref="Questions"/>, and the rows that count.</summary>
    public (IdWalk Next, ImmutableArray<TaskWire> Rows) Read(IReadOnlyList<IReadOnlyList<TaskWire>> pages)
    {
        if (Open is not { } open)
        {
            return (new IdWalk(Cut(pages[0].Select(row => row.Id).DefaultIfEmpty(0).Max())), []);
        }

        var left = ImmutableArray.CreateBuilder<Stretch>();
        var rows = ImmutableArray.CreateBuilder<TaskWire>();
        foreach (var (stretch, page) in open.Zip(pages))
        {
            var wanted = page.Where(row => row.Id > stretch.After && row.Id <= stretch.UpTo).ToList();
            rows.AddRange(wanted);
            if (page.Count >= PageSize && wanted.Count > 0 && wanted.Max(row => row.Id) is var last && last < stretch.UpTo)
            {
                left.Add(stretch with { After = last });
            }
        }

        return (new IdWalk(left.ToImmutable()), [.. rows.OrderBy(row => row.Id)]);
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

    private static JsonObject Filter(Stretch? stretch, IReadOnlyList<long> groups, DateTimeOffset? since)
    {
        var filter = new JsonObject();
        if (stretch is { } ids)
        {
            filter[">ID"] = ids.After;
            filter["<=ID"] = ids.UpTo;
        }

        if (groups.Count > 0)
        {
            filter["GROUP_ID"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]);
        }

        if (since is { } from)
        {
            filter[">=CREATED_DATE"] = from.ToString("yyyy-MM-dd'T'HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture);
        }

        return filter;
    }
}

using System.Data;
using System.Globalization;
using B24App.Confirm;
using B24App.Links;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using B24App.SubItems;
using Dapper;

namespace B24App.Drift;

/// <summary>A difference that a comparison found, as one portal may see it.</summary>
/// <param name="Link">The link.</param>
/// <param name="Item">The portal's own item.</param>
/// <param name="Field">Name of the field; <see cref="DriftReport.Unreadable"/> when a side shows nothing.</param>
/// <param name="FoundAt">When it was found.</param>
public sealed record DriftRow(LinkId Link, string Item, string Field, DateTimeOffset FoundAt);

/// <summary>The last comparison of a link.</summary>
/// <param name="At">When.</param>
/// <param name="Compared">Mirrored tasks that were compared.</param>
/// <param name="Different">Tasks with at least one difference.</param>
/// <param name="Unreadable">Tasks of which a side shows nothing.</param>
public sealed record DriftRun(DateTimeOffset At, int Compared, int Different, int Unreadable);

/// <summary>Compares both sides of a link field by field. It repairs nothing by itself: an administrator says so, and then every difference is looked at anew.</summary>
public sealed class DriftReport(TaskStores stores, LinkBook links, BothSides sides, PartStation parts)
{
    /// <summary>Field of a row that says a side shows nothing.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>Compares now; null when the link does not run or a portal cannot be asked.</summary>
    public async Task<DriftRun?> Compare(LinkId id, CancellationToken ct)
    {
        if (await links.Find(id) is not { Runs: true } link)
        {
            return null;
        }

        var mapped = (await stores.Mappings.TasksOf(id)).Where(mapping => mapping is { State: MappingState.Live, A: not null, B: not null }).ToList();
        var found = new List<(Mapping Mapping, IReadOnlyList<string> Fields)>();
        foreach (var some in mapped.Chunk(BothSides.Most))
        {
            if (await sides.Read(link, some, ct) is not { } pairs)
            {
                return null;
            }

            var apart = await Parts(link, pairs);
            found.AddRange(pairs.Select((pair, i) => (pair.Mapping, Fields: (IReadOnlyList<string>)[.. Fields(pair, link.Contract), .. apart[i]])).Where(pair => pair.Fields.Count > 0));
        }

        var hidden = found.Count(row => row.Fields.Contains(Unreadable));
        var run = new DriftRun(stores.Clock.GetUtcNow(), mapped.Count, found.Count - hidden, hidden);
        await stores.Write(connection => Save(connection, link, run, found));
        return run;
    }

    /// <summary>The last comparison of a link, or null.</summary>
    public Task<DriftRun?> Last(LinkId link) => stores.Db.Read(async connection =>
        await connection.QueryFirstOrDefaultAsync<RunRow>("SELECT at AS At, compared AS Compared, different AS Different, unreadable AS Unreadable FROM drift_run WHERE link_id = @link", new { link }) is { } row
            ? new DriftRun(DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Compared, row.Different, row.Unreadable)
            : null);

    /// <summary>Differences of a portal's own items.</summary>
    public Task<IReadOnlyList<DriftRow>> Of(PortalId portal, LinkId link = default) => stores.Db.Read<IReadOnlyList<DriftRow>>(async connection =>
        [.. (await connection.QueryAsync<(long Link, string Item, string Field, long At)>(
            "SELECT link_id, item, field, found_at FROM drift WHERE portal_id = @portal AND (@link = 0 OR link_id = @link) ORDER BY link_id, item, field", new { portal, link = link.Value }))
            .Select(row => new DriftRow(new LinkId(row.Link), row.Item, row.Field, DateTimeOffset.FromUnixTimeMilliseconds(row.At)))]);

    /// <summary>An administrator of either portal wants the differences gone: each is looked at anew, by the rules of ordinary work.</summary>
    public async Task<(LinkAnswer Answer, int Items)> Repair(LinkId id, Admin by)
    {
        if (await links.Find(id) is not { } link || (link.A != by.Portal && link.B != by.Portal))
        {
            return (LinkAnswer.NotFound, 0);
        }

        if (!by.IsFresh(stores.Clock.GetUtcNow()))
        {
            return (LinkAnswer.AskRightsAgain, 0);
        }

        var items = await stores.Db.Write(connection =>
        {
            var rows = connection.Query<(long Portal, string Item)>("SELECT DISTINCT portal_id, item FROM drift WHERE link_id = @id", new { id }).ToList();
            foreach (var (portal, item) in rows)
            {
                stores.Dirty.Mark(connection, new Hint(new PortalId(portal), DirtyKind.Task, Items.IdOf(item), Hint.Anything), "repair");
                stores.Dirty.Mark(connection, new Hint(new PortalId(portal), DirtyKind.Parts, Items.IdOf(item), Hint.Anything), "repair");
            }

            connection.Execute("DELETE FROM drift WHERE link_id = @id", new { id });
            stores.Ledger.Verdict(connection, by.Portal, id, "", null, string.Create(CultureInfo.InvariantCulture, $"repair of {rows.Count} items by user {by.User}"));
            return rows.Count(row => row.Portal == by.Portal.Value);
        });
        return (items > 0 ? LinkAnswer.Done : LinkAnswer.NothingToDo, items);
    }

    // Parts are read of tasks that have some, all of a page together, behind live work.
    private async Task<IReadOnlyList<IReadOnlyList<string>>> Parts(Link link, IReadOnlyList<Pair> pairs)
    {
        using var bulk = Bulk.Enter(Bulk.Echo);
        var withParts = await stores.Db.Read(async connection => (await connection.QueryAsync<long>(
            """
            SELECT DISTINCT s.mapping_id FROM mapping_side s JOIN part_sheet p ON p.portal_id = s.portal_id AND s.item = 't' || p.task
             WHERE p.times <> '' OR p.results <> ''
            """)).ToHashSet());
        return await Task.WhenAll(pairs.Select(async pair => pair is { A: { } a, B: { } b } && (a.TimeSpent > 0 || b.TimeSpent > 0 || withParts.Contains(pair.Mapping.Id.Value))
            ? await parts.Differences(link, pair.Mapping) is { } differ ? (IReadOnlyList<string>)[.. differ.Select(field => field.ToString())] : []
            : []));
    }

    private static IReadOnlyList<string> Fields(Pair pair, Contract contract) => pair is { A: { } a, B: { } b }
        ? [.. Differences.Of(a, b, contract).Select(field => field.ToString())]
        : [Unreadable];

    private static void Save(IDbConnection connection, Link link, DriftRun run, List<(Mapping Mapping, IReadOnlyList<string> Fields)> found)
    {
        connection.Execute(
            """
            DELETE FROM drift WHERE link_id = @id;
            INSERT INTO drift_run (link_id, at, compared, different, unreadable) VALUES (@id, @at, @Compared, @Different, @Unreadable)
            ON CONFLICT (link_id) DO UPDATE SET at = excluded.at, compared = excluded.compared, different = excluded.different, unreadable = excluded.unreadable
            """,
            new { id = link.Id, at = run.At.ToUnixTimeMilliseconds(), run.Compared, run.Different, run.Unreadable });
        foreach (var (mapping, fields) in found)
        {
            foreach (var end in new[] { mapping.A!, mapping.B! })
            {
                connection.Execute(
                    "INSERT INTO drift (portal_id, link_id, item, field, found_at) VALUES (@portal, @link, @item, @field, @at) ON CONFLICT DO NOTHING",
                    fields.Select(field => new { portal = end.Portal.Value, link = link.Id.Value, item = end.Item, field, at = run.At.ToUnixTimeMilliseconds() }));
            }
        }
    }

    private sealed class RunRow
    {
        public long At { get; init; }
        public int Compared { get; init; }
        public int Different { get; init; }
        public int Unreadable { get; init; }
    }
}

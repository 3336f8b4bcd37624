using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using B24App.Bitrix24.Tasks;
using B24App.Plan.Prints;
using B24App.Store;
using Dapper;

namespace B24App.SubItems;

/// <summary>How the parts of a task stood on a portal when they were last read.</summary>
/// <param name="Spent">Seconds of all records of time.</param>
/// <param name="Times">Hash of each record, as <c>number:hash</c>.</param>
/// <param name="Results">Hash of all results; empty for none.</param>
/// <param name="ReadAt">When they were last read whole.</param>
public sealed record PartSheet(long Spent, ImmutableHashSet<string> Times, string Results, DateTimeOffset ReadAt)
{
    /// <summary>Of a task that was never read: it shows nothing.</summary>
    public static PartSheet Empty { get; } = new(0, [], "", DateTimeOffset.UnixEpoch);

    /// <summary>One record as it stands in <see cref="Times"/>; its day is not part of it, for a portal may keep it for itself.</summary>
    public static string Line(long id, long seconds, string text) => string.Create(
        CultureInfo.InvariantCulture, $"{id}:{Print.Of($"{seconds}\n{FieldNormaliser.Title(text)}").Hash[..8]}");

    /// <summary>One record.</summary>
    public static string Line(ElapsedWire time) => Line(time.Id, time.Seconds, time.Comment);

    /// <summary>All results.</summary>
    public static string Of(IReadOnlyList<ResultWire> results) => results.Count == 0
        ? ""
        : Print.Of(string.Join('\n', results.OrderBy(result => result.Id).Select(result => $"{result.Id}\n{FieldNormaliser.Title(result.Text)}"))).Hash;
}

/// <summary>Rows of <c>part_sheet</c>.</summary>
public static class PartSheets
{
    private const string Columns = "SELECT task AS Task, spent AS Spent, times AS Times, results AS Results, read_at AS ReadAt FROM part_sheet";

    /// <summary>The sheet of a task.</summary>
    public static PartSheet Of(IDbConnection connection, PortalId portal, long task) =>
        connection.QuerySingleOrDefault<Row>(Columns + " WHERE portal_id = @portal AND task = @task", new { portal, task })?.Sheet ?? PartSheet.Empty;

    /// <summary>The sheets of a portal's tasks.</summary>
    public static IReadOnlyDictionary<long, PartSheet> Of(IDbConnection connection, PortalId portal, IReadOnlyCollection<long> tasks) =>
        connection.Query<Row>(Columns + " WHERE portal_id = @portal AND task IN (SELECT value FROM json_each(@tasks))", new { portal, tasks = System.Text.Json.JsonSerializer.Serialize(tasks) })
            .ToDictionary(row => row.Task, row => row.Sheet);

    /// <summary>The parts were read whole.</summary>
    public static void Read(IDbConnection connection, PortalId portal, long task, IReadOnlyList<ElapsedWire>? times, IReadOnlyList<ResultWire>? results, DateTimeOffset now)
    {
        var was = Of(connection, portal, task);
        Put(connection, portal, task, was with
        {
            Spent = times?.Sum(time => time.Seconds) ?? was.Spent,
            Times = times is null ? was.Times : [.. times.Select(PartSheet.Line)],
            Results = results is null ? was.Results : PartSheet.Of(results),
            ReadAt = now,
        });
    }

    /// <summary>We wrote, changed or removed a record: the next sweep need not look for that.</summary>
    public static void Wrote(IDbConnection connection, PortalId portal, long task, long id, long more, string? line)
    {
        var was = Of(connection, portal, task);
        var mark = id.ToString(CultureInfo.InvariantCulture) + ":";
        var others = was.Times.Where(known => !known.StartsWith(mark, StringComparison.Ordinal)).ToImmutableHashSet();
        Put(connection, portal, task, was with { Spent = was.Spent + more, Times = line is null ? others : others.Add(line) });
    }

    /// <summary>A sweep listed them.</summary>
    public static void Asked(IDbConnection connection, PortalId portal, IEnumerable<long> tasks, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO part_sheet (portal_id, task, asked_at) VALUES (@portal, @task, @now)
        ON CONFLICT (portal_id, task) DO UPDATE SET asked_at = excluded.asked_at
        """,
        tasks.Select(task => new { portal = portal.Value, task, now = now.ToUnixTimeMilliseconds() }));

    private static void Put(IDbConnection connection, PortalId portal, long task, PartSheet sheet) => connection.Execute(
        """
        INSERT INTO part_sheet (portal_id, task, spent, times, results, read_at) VALUES (@portal, @task, @Spent, @times, @Results, @readAt)
        ON CONFLICT (portal_id, task) DO UPDATE SET spent = excluded.spent, times = excluded.times, results = excluded.results, read_at = excluded.read_at
        """,
        new { portal, task, sheet.Spent, times = string.Join(' ', sheet.Times.Order(StringComparer.Ordinal)), sheet.Results, readAt = sheet.ReadAt.ToUnixTimeMilliseconds() });

    private sealed class Row
    {
        public long Task { get; init; }
        public long Spent { get; init; }
        public string Times { get; init; } = "";
        public string Results { get; init; } = "";
        public long ReadAt { get; init; }

        public PartSheet Sheet => new(Spent, [.. Times.Split(' ', StringSplitOptions.RemoveEmptyEntries)], Results, DateTimeOffset.FromUnixTimeMilliseconds(ReadAt));
    }
}

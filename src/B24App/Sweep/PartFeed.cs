using System.Collections.Concurrent;
using System.Data;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using B24App.SubItems;
using Dapper;

namespace B24App.Sweep;

/// <summary>
/// Records of time and results of mirrored tasks: no event tells of them (tasks.md §5.2, §5.3). A sweep lists how much time was spent on
/// each task and whether it has results, the newest records of all tasks, and the results of tasks that have some; what differs from the
/// last reading is looked at.
/// </summary>
public sealed class PartFeed(Database db, LinkBook links, DirtyStore dirty, Patience patience, TimeProvider clock) : ISweepRider
{
    private const int PageSize = 50;
    private const int MostTasks = 500;
    private const int MostResults = 40;
    private static readonly TimeSpan Newest = TimeSpan.FromDays(7);

    private const string TasksSql = """
        SELECT CAST(substr(s.item, 2) AS INTEGER) AS Task, m.link_id AS Link, max(m.created_at, coalesce(w.active_at, 0)) AS ActiveAt,
               coalesce(p.asked_at, 0) AS AskedAt, coalesce(p.read_at, 0) AS ReadAt, coalesce(p.results, '') <> '' AS HasResults, coalesce(p.times, '') <> '' AS HasTimes
          FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
          LEFT JOIN discussion_window w ON w.portal_id = s.portal_id AND w.task = CAST(substr(s.item, 2) AS INTEGER)
          LEFT JOIN part_sheet p ON p.portal_id = s.portal_id AND p.task = CAST(substr(s.item, 2) AS INTEGER)
         WHERE s.portal_id = @portal AND s.item >= 't' AND s.item < 'u' AND m.kind = 'task' AND m.state = 'live'
         ORDER BY AskedAt, Task
        """;

    private readonly ConcurrentDictionary<PortalId, Question> _asked = new();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Command>> Questions(Portal portal)
    {
        _asked.TryRemove(portal.Id, out _);
        var carrying = (await links.Of(portal.Id)).Where(link => link.Runs && (PartStation.Crosses(link.Contract, Field.Elapsed) || PartStation.Crosses(link.Contract, Field.Results))).ToDictionary(link => link.Id.Value);
        if (carrying.Count == 0)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var tasks = (await db.Read(connection => connection.QueryAsync<Row>(TasksSql, new { portal = portal.Id })))
            .Where(row => carrying.ContainsKey(row.Link) && SweepSchedule.WindowIsDue(Moment(row.ActiveAt), row.AskedAt > 0 ? Moment(row.AskedAt) : null, now, patience))
            .DistinctBy(row => row.Task).Take(MostTasks).ToList();
        if (tasks.Count == 0)
        {
            return [];
        }

        var (times, results) = (carrying.Values.Any(link => PartStation.Crosses(link.Contract, Field.Elapsed)), carrying.Values.Any(link => PartStation.Crosses(link.Contract, Field.Results)));
        var question = new Question(
            [.. tasks.Select(row => row.Task)],
            [.. tasks.Where(row => results && row.HasResults).Select(row => row.Task).Take(MostResults)],
            times,
            [.. tasks.Where(row => (row.HasTimes || row.HasResults) && now - Moment(row.ReadAt) >= patience.QuietTalkRead).Select(row => row.Task)],
            results);
        _asked[portal.Id] = question;
        return
        [
            .. question.Tasks.Chunk(PageSize).Select(TaskCommands.Parts),
            .. question.WithResults.Select(ResultCommands.Of),
            .. times ? [ElapsedCommands.Since(now - Newest, 1)] : Array.Empty<Command>(),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Command> Store(IDbConnection connection, Portal portal, IReadOnlyList<Outcome> outcomes)
    {
        if (!_asked.TryRemove(portal.Id, out var asked))
        {
            return [];
        }

        var sheets = PartSheets.Of(connection, portal.Id, asked.Tasks);
        var wanted = asked.Tasks.ToHashSet();
        var differ = asked.ReadAgain.ToHashSet();
        var pages = (asked.Tasks.Count + PageSize - 1) / PageSize;
        foreach (var row in Answers(outcomes.Take(pages)).SelectMany(answer => TaskWire.ListFrom(answer.Result)).Where(row => wanted.Contains(row.Id)))
        {
            var sheet = sheets.GetValueOrDefault(row.Id, PartSheet.Empty);
            if ((asked.Times && row.TimeSpent is { } spent && spent != sheet.Spent) || (asked.Results && row.HasResult is { } has && has != sheet.Results.Length > 0))
            {
                differ.Add(row.Id);
            }
        }

        for (var i = 0; i < asked.WithResults.Count && pages + i < outcomes.Count; i++)
        {
            var task = asked.WithResults[i];
            if (outcomes[pages + i] is Answer answer && PartSheet.Of(ResultWire.ListFrom(answer.Result)) != sheets.GetValueOrDefault(task, PartSheet.Empty).Results)
            {
                differ.Add(task);
            }
        }

        if (asked.Times && outcomes.Count > 0 && outcomes[^1] is Answer newest)
        {
            differ.UnionWith(ElapsedWire.ListFrom(newest.Result)
                .Where(row => wanted.Contains(row.TaskId) && !sheets.GetValueOrDefault(row.TaskId, PartSheet.Empty).Times.Contains(PartSheet.Line(row))).Select(row => row.TaskId));
        }

        foreach (var task in differ.Order())
        {
            dirty.Mark(connection, new Hint(portal.Id, DirtyKind.Parts, task, Hint.Anything), "sweep");
        }

        PartSheets.Asked(connection, portal.Id, asked.Tasks, clock.GetUtcNow());
        return [];
    }

    /// <inheritdoc/>
    public Task Confirmed(Portal portal, IReadOnlyList<Outcome> outcomes) => Task.CompletedTask;

    private static IEnumerable<Answer> Answers(IEnumerable<Outcome> outcomes) => outcomes.OfType<Answer>();

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Question(IReadOnlyList<long> Tasks, IReadOnlyList<long> WithResults, bool Times, IReadOnlyList<long> ReadAgain, bool Results);

    private sealed class Row
    {
        public long Task { get; init; }
        public long Link { get; init; }
        public long ActiveAt { get; init; }
        public long AskedAt { get; init; }
        public long ReadAt { get; init; }
        public bool HasResults { get; init; }
        public bool HasTimes { get; init; }
    }
}

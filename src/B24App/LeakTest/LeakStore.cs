using System.Data;
using System.Text.Json;
using B24App.Backfill;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.LeakTest;

/// <summary>Rows of what a leak test found. Texts lie sealed and go with the test.</summary>
public sealed class LeakStore(Database db, Vault vault)
{
    private const string RestSql = """
        INSERT INTO leak_item (run_id, portal_id, task, item, kind, verdict, why, said)
            SELECT run_id, portal_id, task, 't' || task, 'task', 'stays', reason, x'' FROM backfill_item WHERE run_id = @run AND state = 'stays'
            ON CONFLICT DO NOTHING
        """;

    /// <summary>Writes what was found of a task, inside the commit that moves the run on.</summary>
    public void Add(IDbConnection connection, BackfillRun run, string member, IReadOnlyList<LeakLine> lines)
    {
        foreach (var line in lines)
        {
            connection.Execute(
                """
                INSERT INTO leak_item (run_id, portal_id, task, item, kind, verdict, why, said, size, at)
                VALUES (@run, @portal, @Task, @Item, @kind, @verdict, @Why, @said, @Size, @at) ON CONFLICT DO NOTHING
                """,
                new
                {
                    run = run.Id,
                    portal = run.Portal,
                    line.Task,
                    line.Item,
                    kind = Words.Of(line.Kind),
                    verdict = Words.Of(line.Verdict),
                    line.Why,
                    said = vault.Seal(member, JsonSerializer.Serialize(new Said(line.Author, line.Text))),
                    line.Size,
                    at = line.At.ToUnixTimeMilliseconds(),
                });
        }
    }

    /// <summary>Adds the tasks that stay as such.</summary>
    public static void AddStaying(IDbConnection connection, long run) => connection.Execute(RestSql, new { run });

    /// <summary>How many things have which end.</summary>
    public Task<IReadOnlyList<LeakCount>> Counts(long run) => db.Read<IReadOnlyList<LeakCount>>(async connection =>
        [.. (await connection.QueryAsync<(string Kind, string Verdict, string Why, int Count)>(
            "SELECT kind, verdict, why, count(*) FROM leak_item WHERE run_id = @run GROUP BY kind, verdict, why ORDER BY verdict, kind DESC, count(*) DESC", new { run }))
            .Select(row => new LeakCount(Words.To<LeakKind>(row.Kind), Words.To<LeakVerdict>(row.Verdict), row.Why, row.Count))]);

    /// <summary>Some lines, in the order they were found, after one that was read.</summary>
    public Task<IReadOnlyList<LeakLine>> Page(long run, string member, LeakVerdict? verdict, LeakKind? kind, long after, int limit) => db.Read<IReadOnlyList<LeakLine>>(async connection =>
        [.. (await connection.QueryAsync<Row>(
            """
            SELECT id, task, item, kind, verdict, why, said, size, at FROM leak_item
             WHERE run_id = @run AND id > @after AND (@verdict IS NULL OR verdict = @verdict) AND (@kind IS NULL OR kind = @kind) ORDER BY id LIMIT @limit
            """,
            new { run, after, limit, verdict = verdict is { } end ? Words.Of(end) : null, kind = kind is { } what ? Words.Of(what) : null })).Select(row => Line(row, member))]);

    private LeakLine Line(Row row, string member)
    {
        var said = row.said.Length > 0 && vault.Open(member, row.said) is { } json ? JsonSerializer.Deserialize<Said>(json) : null;
        return new LeakLine(row.task, row.item, Words.To<LeakKind>(row.kind), Words.To<LeakVerdict>(row.verdict), row.why)
        {
            Id = row.id,
            Text = said?.Text ?? "",
            Author = said?.Author ?? "",
            Size = row.size,
            At = DateTimeOffset.FromUnixTimeMilliseconds(row.at),
        };
    }

    private sealed record Said(string Author, string Text);

    private sealed class Row
    {
        public long id { get; init; }
        public long task { get; init; }
        public string item { get; init; } = "";
        public string kind { get; init; } = "";
        public string verdict { get; init; } = "";
        public string why { get; init; } = "";
        public byte[] said { get; init; } = [];
        public long size { get; init; }
        public long at { get; init; }
    }
}

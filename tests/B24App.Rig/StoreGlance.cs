using Dapper;
using Microsoft.Data.Sqlite;

namespace B24App.Rig;

/// <summary>A look into the app's own files, for counts and for what is still under way; the ledger never believes it.</summary>
internal sealed class StoreGlance(Stage stage)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private const string OpenSql = """
        SELECT 'intent ' || kind || ' ' || state || ' ' || outcome || ' ' || attempts FROM outbox WHERE settled_at = 0
        UNION ALL
        SELECT 'dirty ' || kind || ' ' || task || ' of portal ' || portal_id || ' ' || feed FROM dirty
        """;

    /// <summary>What is not done yet.</summary>
    public Task<IReadOnlyList<string>> Open() => Rows(stage.StoreFile, OpenSql);

    /// <summary>Portals whose last whole sweep began to be stored before a moment.</summary>
    public Task<IReadOnlyList<string>> Unswept(DateTimeOffset since) => Rows(
        stage.StoreFile,
        $"SELECT 'portal ' || p.id || ' was not swept' FROM portal p LEFT JOIN sweep_portal s ON s.portal_id = p.id WHERE coalesce(s.swept_at, 0) < {since.ToUnixTimeMilliseconds()}");

    /// <summary>Portals whose mirrored tasks were not counted since a moment.</summary>
    public Task<IReadOnlyList<string>> Uncounted(DateTimeOffset since) => Rows(
        stage.StoreFile,
        $"SELECT 'portal ' || p.id || ' was not counted' FROM portal p LEFT JOIN sweep_portal s ON s.portal_id = p.id WHERE coalesce(s.censused_at, 0) < {since.ToUnixTimeMilliseconds()}");

    /// <summary>What was refused and waits for a person, unless the task it was for was deleted meanwhile.</summary>
    public Task<IReadOnlyList<string>> Parked() => Rows(
        stage.StoreFile, "SELECT o.kind || ' ' || o.outcome FROM outbox o LEFT JOIN mapping m ON m.id = o.item_group WHERE o.state = 'parked' AND coalesce(m.state, '') <> 'over'");

    /// <summary>Events that were acknowledged, by the portals' own log, less those that are on disk: it must not grow.</summary>
    public async Task<long> Forgotten() => stage.Hosts.Sum(host => host.Events.Log.Count(sent => sent.Status == 200 && sent.Event.StartsWith("ONTASK", StringComparison.Ordinal)))
        - await Count(stage.StoreFile, "SELECT count(*) FROM inbox WHERE feed = 'event' AND event LIKE 'ONTASK%'");

    /// <summary>Links that do not run.</summary>
    public Task<IReadOnlyList<string>> Stopped() => Rows(
        stage.StoreFile, "SELECT 'link ' || id || ' ' || held || ' ' || waiting_a || ' ' || waiting_b FROM link WHERE life <> 'running' OR held <> '' OR waiting_a <> '' OR waiting_b <> ''");

    /// <summary>Tries beyond the first.</summary>
    public Task<long> Retries() => Count(stage.StoreFile, "SELECT coalesce(sum(attempts - 1), 0) FROM outbox WHERE attempts > 1");

    /// <summary>Writes that left and got no answer, or none that says anything, or whose app died meanwhile.</summary>
    public Task<long> Doubts() => Count(stage.StoreFile, "SELECT count(*) FROM attempt WHERE state = 'unknown'");

    private static Task<IReadOnlyList<string>> Rows(string file, string sql) =>
        Ask<IReadOnlyList<string>>(file, async connection => (await connection.QueryAsync<string>(sql)).AsList());

    private static Task<long> Count(string file, string sql) => Ask(file, connection => connection.ExecuteScalarAsync<long>(sql));

    // A reader that may not write cannot read what a killed app left until somebody recovers its log: then it does that itself.
    internal static async Task<T> Ask<T>(string file, Func<SqliteConnection, Task<T>> question)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var mode = SqliteOpenMode.ReadOnly; ; mode = SqliteOpenMode.ReadWrite)
        {
            try
            {
                await using var connection = new SqliteConnection(
                    new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
                return await question(connection);
            }
            catch (SqliteException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Glance, TimeProvider.System);
            }
        }
    }
}

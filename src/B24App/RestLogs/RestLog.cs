using System.Globalization;
using System.Threading.Channels;
using B24App.Bitrix24.Http;
using Dapper;
using Microsoft.Data.Sqlite;

namespace B24App.RestLogs;

/// <summary>
/// The log of REST calls the Marketplace asks for: method, ids, sizes, outcome, never a text or a token (RULES 36). It has a file
/// of its own, so that losing or deleting it costs nothing else.
/// </summary>
public sealed class RestLog : IRestLog, IAsyncDisposable
{
    /// <summary>Rows older than this go; a portal may want its own to go sooner, after the three days the Marketplace wants.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>Above this number the oldest rows beyond <see cref="Shortest"/> go too.</summary>
    public const int MostRows = 2_000_000;

    /// <summary>Rows younger than this stay whatever their number.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromDays(3);

    private const int LargestGroup = 500;
    private static readonly TimeSpan TrimPace = TimeSpan.FromMinutes(10);

    private const string SchemaSql = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA auto_vacuum=INCREMENTAL;
        CREATE TABLE IF NOT EXISTS rest_call (
            id        INTEGER PRIMARY KEY,
            at        INTEGER NOT NULL,
            member    TEXT    NOT NULL,
            method    TEXT    NOT NULL,
            version   INTEGER NOT NULL,
            in_batch  INTEGER NOT NULL,
            ids       TEXT    NOT NULL,
            bytes_out INTEGER NOT NULL,
            bytes_in  INTEGER NOT NULL,
            ms        INTEGER NOT NULL,
            status    INTEGER NOT NULL,
            outcome   TEXT    NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS rest_call_by_member ON rest_call (member, id);
        CREATE INDEX IF NOT EXISTS rest_call_by_time ON rest_call (at);
        """;

    private const string InsertSql = """
        INSERT INTO rest_call (at, member, method, version, in_batch, ids, bytes_out, bytes_in, ms, status, outcome)
        VALUES (@At, @Member, @Method, @Version, @InBatch, @Ids, @BytesOut, @BytesIn, @Ms, @Status, @Outcome)
        """;

    // The table may hold more than MostRows only while all of them are younger than Shortest.
    private const string TrimSql = """
        DELETE FROM rest_call WHERE at < @old;
        DELETE FROM rest_call WHERE at < @young AND id <= (SELECT max(id) FROM rest_call) - @most;
        PRAGMA incremental_vacuum;
        """;

    private const string ForgetSql = "DELETE FROM rest_call WHERE member = @member AND at < @old";

    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection _writer;
    private readonly TimeProvider _clock;
    private readonly Task _writing;
    private DateTimeOffset _trimmed = DateTimeOffset.MinValue;

    /// <summary>Opens (or makes) the file.</summary>
    public RestLog(string path, TimeProvider clock)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        _clock = clock;
        Path = path;
        _writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _writer.Open();
        _writer.Execute(SchemaSql);
        _writing = Task.Run(WriteLoop);
    }

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Write(RestLogEntry entry) => _jobs.Writer.TryWrite(new Job(entry, null, null));

    /// <summary>Rows of a portal that are older than a moment go.</summary>
    public void Forget(string member, DateTimeOffset old) => _jobs.Writer.TryWrite(new Job(null, (member, old), null));

    /// <summary>Completes when everything that was handed in so far is in the file.</summary>
    public Task Written()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_jobs.Writer.TryWrite(new Job(null, null, written)))
        {
            written.SetResult();
        }

        return written.Task;
    }

    /// <summary>Writes what waits and lets the file go.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _writing;
        await _writer.DisposeAsync();
    }

    private async Task WriteLoop()
    {
        var group = new List<Job>(LargestGroup);
        while (await _jobs.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LargestGroup && _jobs.Reader.TryRead(out var job))
            {
                group.Add(job);
            }

            Save([.. group.Select(job => job.Entry).OfType<RestLogEntry>()]);
            foreach (var (member, old) in group.Select(job => job.Forget).OfType<(string Member, DateTimeOffset Old)>())
            {
                _writer.Execute(ForgetSql, new { member, old = old.ToUnixTimeMilliseconds() });
            }

            Trim();
            group.ForEach(job => job.Written?.SetResult());
        }
    }

    private void Save(IReadOnlyList<RestLogEntry> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        using var transaction = _writer.BeginTransaction();
        _writer.Execute(
            InsertSql,
            group.Select(entry => new
            {
                At = entry.At.ToUnixTimeMilliseconds(),
                entry.Member,
                entry.Method,
                entry.Version,
                InBatch = entry.InBatch ? 1 : 0,
                Ids = string.Join(' ', entry.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture))),
                entry.BytesOut,
                entry.BytesIn,
                Ms = (long)entry.Duration.TotalMilliseconds,
                entry.Status,
                entry.Outcome,
            }),
            transaction);
        transaction.Commit();
    }

    private void Trim()
    {
        var now = _clock.GetUtcNow();
        if (now - _trimmed < TrimPace)
        {
            return;
        }

        _trimmed = now;
        _writer.Execute(TrimSql, new { old = (now - Kept).ToUnixTimeMilliseconds(), young = (now - Shortest).ToUnixTimeMilliseconds(), most = MostRows });
    }

    private readonly record struct Job(RestLogEntry? Entry, (string Member, DateTimeOffset Old)? Forget, TaskCompletionSource? Written);
}

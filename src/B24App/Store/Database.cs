using System.Collections.Concurrent;
using System.Data;
using System.Threading.Channels;
using B24App.Drills;
using Microsoft.Data.Sqlite;

namespace B24App.Store;

/// <summary>
/// The one file: SQLite in WAL mode with <c>synchronous=FULL</c>. Reads run side by side on connections of their own; all
/// writes go through one writer that commits whatever waits together, so a thousand events cost a few syncs and each
/// caller still learns of its own commit.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private const int LargestGroup = 256;

    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _connectionString;
    private readonly FileStream _lease;
    private readonly SqliteConnection _writer;
    private readonly Dictionary<string, SqliteCommand> _controls = new(StringComparer.Ordinal);
    private readonly Task _writing;
    private bool _isFull;

    private Database(string connectionString, FileStream lease)
    {
        _connectionString = connectionString;
        _lease = lease;
        _writer = Connect();
        _writing = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>
    /// Opens (or makes) the file, takes its lease and brings the schema up to date.
    /// </summary>
    /// <exception cref="StoreRefusedException">Another process holds the file, or a newer version of the app wrote it.</exception>
    public static async Task<Database> Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var lease = TakeLease(path + ".lock");
        try
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 30 };
            var database = new Database(connection.ToString(), lease);
            try
            {
                await database.Write(Migrations.Run);
                return database;
            }
            catch
            {
                await database.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a write in the next group commit; returns after the commit is on disk.</summary>
    public Task<T> Write<T>(Func<IDbConnection, T> work)
    {
        var job = new Job<T>(work);
        return _jobs.Writer.TryWrite(job) ? job.Done : throw new StoreRefusedException("The store is closed.");
    }

    /// <summary>Runs a write in the next group commit; returns after the commit is on disk.</summary>
    public Task Write(Action<IDbConnection> work) => Write(connection =>
    {
        work(connection);
        return true;
    });

    /// <summary>Runs a read on a connection of its own; it sees what was committed before it began.</summary>
    public async Task<T> Read<T>(Func<IDbConnection, Task<T>> work)
    {
        // Kept open: opening one costs more than most questions. A connection whose question failed is not trusted with another.
        var connection = _readers.TryTake(out var kept) ? kept : Connect();
        try
        {
            var answer = await work(connection);
            _readers.Add(connection);
            return answer;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops taking writes, finishes the ones that wait, and lets the file go.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _writing;
        foreach (var control in _controls.Values)
        {
            await control.DisposeAsync();
        }

        await _writer.DisposeAsync();
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync();
        }

        await _lease.DisposeAsync();
    }

    internal static FileStream TakeLease(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, Drill.Without(Guard.FileLease) ? FileShare.ReadWrite : FileShare.None);
        }
        catch (IOException)
        {
            throw new StoreRefusedException($"Another process works on this store (it holds {Path.GetFileName(path)}). Stop it first, or give this one a folder of its own.");
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;");
        return connection;
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

            Commit(group);
        }
    }

    // A job that fails takes only its own savepoint with it; a commit that fails takes the whole group, and every caller
    // is told, so nobody acknowledges what is not on disk.
    private void Commit(List<Job> group)
    {
        try
        {
            Drilled();
            Control("BEGIN IMMEDIATE");
            foreach (var job in group)
            {
                Control("SAVEPOINT job");
                if (!job.Run(_writer))
                {
                    Control("ROLLBACK TO job");
                }

                Control("RELEASE job");
            }

            Drill.At(DrillStep.BeforeCommit);
            Drill.Commits(StoreTrouble.CommitFails);
            Control("COMMIT");
            Drill.Commits(StoreTrouble.CommitAmbiguous);
            Drill.At(DrillStep.AfterCommit);
        }
        catch (SqliteException failure)
        {
            TryRollBack();
            group.ForEach(job => job.Fail(failure));
            return;
        }

        group.ForEach(job => job.Finish());
    }

    // SQLite's own word for a disk without room: the file may not grow (SQLITE_FULL).
    private void Drilled()
    {
        if (Drill.Store == StoreTrouble.DiskFull != _isFull)
        {
            _isFull = !_isFull;
            Execute(_writer, _isFull ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1073741823");
        }
    }

    private void TryRollBack()
    {
        try
        {
            Control("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself on a full disk or an I/O error; then there is nothing left to undo.
        }
    }

    // Compiled once: a group of small writes would else spend its time on these.
    private void Control(string sql)
    {
        if (!_controls.TryGetValue(sql, out var command))
        {
            command = _writer.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this file.
            command.CommandText = sql;
#pragma warning restore CA2100
            _controls[sql] = command;
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private abstract class Job
    {
        public abstract bool Run(IDbConnection connection);

        public abstract void Finish();

        public abstract void Fail(Exception failure);
    }

    private sealed class Job<T>(Func<IDbConnection, T> work) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _value = default!;
        private Exception? _failure;

        public Task<T> Done => _done.Task;

        public override bool Run(IDbConnection connection)
        {
            try
            {
                _value = work(connection);
                return true;
            }
#pragma warning disable CA1031 // Whatever a write throws belongs to its caller, not to the writer's loop.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _failure = failure;
                return false;
            }
        }

        public override void Finish()
        {
            if (_failure is null)
            {
                _done.TrySetResult(_value);
            }
            else
            {
                _done.TrySetException(_failure);
            }
        }

        public override void Fail(Exception failure) => _done.TrySetException(failure);
    }
}

/// <summary>The store cannot be used, for a reason a person can mend; the message says it in one sentence.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);

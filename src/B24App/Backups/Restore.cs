using System.Globalization;
using B24App.Store;
using Dapper;
using Microsoft.Data.Sqlite;

namespace B24App.Backups;

/// <summary>
/// Puts a backup in the store's place. An old backup does not know what was done since, so all it holds is looked at anew, and
/// what it wanted to write, or would write anew, is looked for before it is written: nothing doubles.
/// </summary>
public static class Restore
{
    // What had not left when the backup was made may have left since. What the store calls mirrored is compared on both sides.
    private const string MarkSql = """
        INSERT INTO restored (at) VALUES (@now);
        UPDATE outbox SET state = 'unknown', not_before = @now, outcome = 'restored' WHERE settled_at = 0;
        INSERT INTO rejoin (mapping_id) SELECT id FROM mapping WHERE kind = 'task' AND state IN ('creating', 'live', 'outside') ON CONFLICT DO NOTHING;
        INSERT INTO dirty (portal_id, kind, task, due_at, hinted_at, hints, feed, names)
             SELECT DISTINCT s.portal_id, k.kind, CAST(substr(s.item, 2) AS INTEGER), @now, @now, 1, 'restore', '*'
               FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id, (SELECT 'task' AS kind UNION ALL SELECT 'talk') k
              WHERE m.kind = 'task' AND m.state IN ('live', 'outside')
                 ON CONFLICT (portal_id, kind, task) DO UPDATE SET hints = hints + 1, names = '*', due_at = @now;
        """;

    // A refresh token works once (platform.md), so the pairs of the store that is replaced are worth more than those of the backup.
    private const string PairsSql = """
        INSERT INTO token_pair (portal_id, user_id, pair, is_admin, name, trouble, saved_at)
             SELECT p.id, t.user_id, t.pair, t.is_admin, t.name, t.trouble, t.saved_at
               FROM replaced.token_pair t JOIN replaced.portal r ON r.id = t.portal_id JOIN portal p ON p.member_id = r.member_id
              WHERE p.state <> 'Uninstalled' AND r.state <> 'Uninstalled'
                 ON CONFLICT (portal_id, user_id) DO UPDATE SET pair = excluded.pair, trouble = excluded.trouble, saved_at = excluded.saved_at
              WHERE excluded.saved_at > saved_at
        """;

    /// <summary>Puts the backup in place and keeps what it replaces beside it; returns null, or one sentence that says why not.</summary>
    public static string? Read(string dataFolder, string file, TimeProvider clock)
    {
        if (!File.Exists(file))
        {
            return $"There is no file '{file}'.";
        }

        var store = Path.Combine(dataFolder, Backup.StoreName);
        var part = store + ".restoring";
        try
        {
            Directory.CreateDirectory(dataFolder);
            using var lease = Database.TakeLease(store + ".lock");
            Remove(part);
            File.Copy(file, part);
            if (Prepare(part, File.Exists(store) ? store : null, clock.GetUtcNow()) is { } problem)
            {
                Remove(part);
                return problem;
            }

            if (File.Exists(store))
            {
                var kept = string.Create(CultureInfo.InvariantCulture, $"{store}.replaced-{clock.GetUtcNow():yyyyMMdd-HHmmss}");
                File.Move(store, kept, overwrite: true);
                Move(store + "-wal", kept + "-wal");
                File.Delete(store + "-shm");
            }

            File.Move(part, store);
            return null;
        }
        catch (StoreRefusedException refused)
        {
            return refused.Message;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            return $"The backup could not be put in place: {failure.Message}";
        }
    }

    private static string? Prepare(string part, string? replaced, DateTimeOffset now)
    {
        using var connection = Backup.Open(part, SqliteOpenMode.ReadWrite);
        if (connection.ExecuteScalar<string>("PRAGMA integrity_check") != "ok" || connection.ExecuteScalar<int>("PRAGMA user_version") == 0)
        {
            return "The file is damaged or is no backup of this application; the store was not touched.";
        }

        connection.Execute("BEGIN IMMEDIATE");
        Migrations.Run(connection);
        connection.Execute(MarkSql, new { now = now.ToUnixTimeMilliseconds() });
        connection.Execute("COMMIT");

        if (replaced is not null)
        {
            TakePairs(connection, replaced);
        }

        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return null;
    }

    // The replaced store may be the very reason for the restore; then its pairs are lost and an administrator opens the app once.
    private static void TakePairs(SqliteConnection connection, string replaced)
    {
        try
        {
            connection.Execute("ATTACH DATABASE @replaced AS replaced", new { replaced });
            connection.Execute(PairsSql);
            connection.Execute("DETACH DATABASE replaced");
        }
        catch (SqliteException failure)
        {
            Console.Error.WriteLine($"The tokens of the replaced store could not be read ({failure.SqliteErrorCode}); administrators may have to open the app once.");
        }
    }

    private static void Move(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Move(from, to, overwrite: true);
        }
    }

    private static void Remove(string store)
    {
        foreach (var end in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(store + end);
        }
    }
}

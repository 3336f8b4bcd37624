using Dapper;
using Microsoft.Data.Sqlite;

namespace B24App.Backups;

/// <summary>Copies the store as it stands at one moment into a file, also while the application works on it.</summary>
public static class Backup
{
    /// <summary>Name of the store's file in the data folder.</summary>
    public const string StoreName = "b24app.db";

    /// <summary>Writes the copy; returns null, or one sentence that says why not.</summary>
    public static string? Write(string dataFolder, string file)
    {
        var store = Path.Combine(dataFolder, StoreName);
        if (!File.Exists(store))
        {
            return $"There is no store in '{dataFolder}': check B24APP__DATAFOLDER.";
        }

        if (File.Exists(file))
        {
            return $"The file '{file}' exists already: name another one, a backup never overwrites.";
        }

        var part = file + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.Delete(part);
            using (var connection = Open(store, SqliteOpenMode.ReadWrite))
            {
                connection.Execute("PRAGMA busy_timeout = 60000; VACUUM INTO @part", new { part });
            }

            using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(part, file);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            return $"The backup could not be written to '{file}': {failure.Message}";
        }
    }

    internal static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}

using System.Data;
using B24App.Drills;
using B24App.Store;
using Dapper;

namespace B24App.Backups;

/// <summary>What a restored store has to remember: when it was put back, and which discussions still have to be matched with what stands there.</summary>
public sealed class Restored(Database db)
{
    private readonly Lazy<Task<DateTimeOffset?>> _at = new(() => db.Read(async connection =>
        await connection.ExecuteScalarAsync<long?>("SELECT max(at) FROM restored") is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null));

    /// <summary>When the store was last put back from a backup; null if never.</summary>
    public Task<DateTimeOffset?> At() => _at.Value;

    /// <summary>What existed before the store was put back may have been mirrored already: it is looked for before it is made.</summary>
    public async Task<bool> MayHaveCrossed(DateTimeOffset written) => !Drill.Without(Guard.RestoreLooks) && await At() is { } at && written <= at;

    /// <summary>The discussion of a mirrored task has to be matched before anything of it crosses.</summary>
    internal static void Await(IDbConnection connection, MappingId task, bool adopted = false) =>
        connection.Execute("INSERT INTO rejoin (mapping_id, adopted) VALUES (@task, @adopted) ON CONFLICT DO NOTHING", new { task, adopted });

    /// <summary>True for a pair that people or other tools made: copies in its discussion are not ours.</summary>
    internal Task<bool> IsAdopted(MappingId task) => db.Read(connection =>
        connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM rejoin WHERE mapping_id = @task AND adopted)", new { task }));

    /// <summary>True while the discussion is to be matched.</summary>
    internal async Task<bool> Awaits(MappingId task)
    {
        var restored = !Drill.Without(Guard.RestoreLooks) && await At() is not null;
        return await db.Read(connection => connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM rejoin WHERE mapping_id = @task AND (adopted OR @restored))", new { task, restored }));
    }

    /// <summary>It is matched.</summary>
    internal static void Matched(IDbConnection connection, MappingId task) => connection.Execute("DELETE FROM rejoin WHERE mapping_id = @task", new { task });
}

using System.Data;
using System.Text.Json;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>A sweep that is not over: what it reads from and how far each list has come.</summary>
/// <param name="Since">Changes from this moment on are read.</param>
/// <param name="Began">The portal's clock when the walk began: the next one reads from there.</param>
/// <param name="Lists">For each list the last id that was read; lists that are over are left out.</param>
public sealed record SweepWalk(DateTimeOffset Since, DateTimeOffset Began, Dictionary<string, long> Lists);

/// <summary>How far the sweep of a portal has come.</summary>
/// <param name="Newest">Newest activity that was listed.</param>
/// <param name="ReadTo">What changed later is still to be read; null before the first sweep.</param>
/// <param name="Walk">A walk that is not over.</param>
/// <param name="SweptAt">When the last walk ended.</param>
/// <param name="WokenAt">When anything happened last.</param>
public sealed record SweepPoint(long Newest, DateTimeOffset? ReadTo, SweepWalk? Walk, DateTimeOffset? SweptAt, DateTimeOffset? WokenAt);

/// <summary>Checkpoints of the sweep; written in the commit that marks what was found.</summary>
public sealed class CarrySweeps(Database db, TimeProvider clock)
{
    /// <summary>The checkpoint of a portal.</summary>
    public Task<SweepPoint> Of(PortalId portal) => db.Read(async connection => (await connection.QueryFirstOrDefaultAsync<Stored>(
        "SELECT newest AS Newest, read_to AS ReadTo, walk AS Walk, swept_at AS SweptAt, woken_at AS WokenAt FROM carry_sweep WHERE portal_id = @portal", new { portal }))?.Point ?? new SweepPoint(0, null, null, null, null));

    /// <summary>Writes a checkpoint down.</summary>
    public static void Put(IDbConnection connection, PortalId portal, SweepPoint point) => connection.Execute(
        """
        INSERT INTO carry_sweep (portal_id, newest, read_to, walk, swept_at) VALUES (@portal, @newest, @readTo, @walk, @sweptAt)
        ON CONFLICT (portal_id) DO UPDATE SET newest = excluded.newest, read_to = excluded.read_to, walk = excluded.walk, swept_at = excluded.swept_at
        """,
        new
        {
            portal,
            newest = point.Newest,
            readTo = point.ReadTo?.ToUnixTimeMilliseconds() ?? 0,
            walk = point.Walk is { } walk ? JsonSerializer.Serialize(walk) : "",
            sweptAt = point.SweptAt?.ToUnixTimeMilliseconds() ?? 0,
        });

    /// <summary>Something happened: the portal is no idle one.</summary>
    public void Woken(IDbConnection connection, PortalId portal) => connection.Execute(
        "INSERT INTO carry_sweep (portal_id, woken_at) VALUES (@portal, @now) ON CONFLICT (portal_id) DO UPDATE SET woken_at = excluded.woken_at",
        new { portal, now = clock.GetUtcNow().ToUnixTimeMilliseconds() });

    private sealed record Stored(long Newest, long ReadTo, string Walk, long SweptAt, long WokenAt)
    {
        public SweepPoint Point => new(Newest, Moment(ReadTo), Walk.Length > 0 ? JsonSerializer.Deserialize<SweepWalk>(Walk) : null, Moment(SweptAt), Moment(WokenAt));

        private static DateTimeOffset? Moment(long at) => at > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}

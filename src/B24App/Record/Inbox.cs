using System.Data;
using B24App.Drills;
using B24App.Store;
using Dapper;

namespace B24App.Record;

/// <summary>What came in, as it came, without secrets; each row is committed together with the dirty item it makes.</summary>
public sealed class Inbox(Database db, DirtyStore dirty, TimeProvider clock, Patience patience)
{
    /// <summary>Writes what came and what it makes dirty in one commit; returns after the commit is on disk.</summary>
    /// <param name="portal">The portal that spoke.</param>
    /// <param name="eventCode">For example <c>ONTASKUPDATE</c>.</param>
    /// <param name="item">What it names, see <see cref="Items"/>; empty for lifecycle events.</param>
    /// <param name="data">Its data without secrets.</param>
    /// <param name="feed"><c>event</c>, <c>offline</c>, <c>messenger</c> …</param>
    /// <param name="hint">What to look at, or null when nothing is to be looked at.</param>
    public async Task Add(PortalId portal, string eventCode, string item, string data, string feed, Hint? hint)
    {
        if (Drill.Without(Guard.CommitBeforeAnswer))
        {
            _ = Task.Delay(patience.Settling, clock).ContinueWith(_ => Keep(), TaskScheduler.Default);
            return;
        }

        await Keep();

        async Task Keep()
        {
            Drill.At(DrillStep.EventCame);
            await db.Write(connection => Add(connection, portal, eventCode, item, data, feed, hint));
            Drill.At(DrillStep.EventKept);
        }
    }

    /// <summary>The same inside a transaction of the caller.</summary>
    public void Add(IDbConnection connection, PortalId portal, string eventCode, string item, string data, string feed, Hint? hint)
    {
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO inbox (portal_id, event, item, data, feed, received_at) VALUES (@portal, @eventCode, @item, @data, @feed, @at) RETURNING id
            """,
            new { portal, eventCode, item, data, feed, at = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        if (hint is not null && !EchoFilter.IsOurs(connection, hint))
        {
            dirty.Mark(connection, hint, feed, id);
        }
    }
}

using System.Collections.Concurrent;
using System.Data;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>Something that is to be looked at.</summary>
/// <param name="Portal">Where.</param>
/// <param name="Item">An activity <c>a17</c>, a comment <c>c5</c> or a record <c>r3:12</c>.</param>
/// <param name="LastHint">Number of its last hint, so that a look knows whether it is still the last word.</param>
/// <param name="Feed">Who said it.</param>
/// <param name="Run">Run it belongs to; 0 for live work.</param>
public sealed record CarryItem(PortalId Portal, string Item, long LastHint, string Feed, long Run);

/// <summary>What is to be looked at: one row per item, however many hints came (RULES 29).</summary>
public sealed class CarryDirty(Database db, TimeProvider clock, Patience patience)
{
    private const int MostTouched = 20_000;

    private readonly ConcurrentDictionary<(PortalId, string), DateTimeOffset> _touched = new();

    /// <summary>Adds a hint inside a transaction of the caller.</summary>
    public void Mark(IDbConnection connection, PortalId portal, string item, string feed, long run = 0, DateTimeOffset? notBefore = null)
    {
        var now = clock.GetUtcNow();
        var due = notBefore ?? (_touched.TryGetValue((portal, item), out var at) && now >= at && now - at < patience.Settling ? at + patience.Settling : now);
        connection.Execute(
            """
            INSERT INTO carry_dirty (portal_id, item, due_at, hints, feed, run_id) VALUES (@portal, @item, @due, @number, @feed, @run)
            ON CONFLICT (portal_id, item) DO UPDATE SET
                due_at = min(due_at, excluded.due_at), hints = excluded.hints,
                run_id = CASE WHEN run_id = 0 OR excluded.run_id = 0 THEN 0 ELSE excluded.run_id END
            """,
            new { portal, item, due = due.ToUnixTimeMilliseconds(), number = HintNumber.Next(), feed, run });
    }

    /// <summary>Remembers that an item was just looked at or written: what is said of it at once is mostly our own echo.</summary>
    public void Touch(PortalId portal, string item)
    {
        var now = clock.GetUtcNow();
        _touched[(portal, item)] = now;
        if (_touched.Count > MostTouched)
        {
            foreach (var old in _touched.Where(pair => now - pair.Value > patience.Settling).ToList())
            {
                _touched.TryRemove(old.Key, out _);
            }
        }
    }

    /// <summary>What is due at a portal and has no call under way: live first.</summary>
    public Task<IReadOnlyList<CarryItem>> Due(PortalId portal, int limit) => db.Read<IReadOnlyList<CarryItem>>(async connection =>
        [.. (await connection.QueryAsync<Stored>(
            """
            SELECT item AS Item, hints AS LastHint, feed AS Feed, run_id AS Run FROM carry_dirty d
             WHERE portal_id = @portal AND due_at <= @now AND NOT EXISTS (SELECT 1 FROM carry_intent i WHERE i.portal_id = d.portal_id AND i.item = d.item AND i.settled_at = 0)
             ORDER BY run_id <> 0, due_at, item LIMIT @limit
            """,
            new { portal, now = clock.GetUtcNow().ToUnixTimeMilliseconds(), limit })).Select(row => new CarryItem(portal, row.Item, row.LastHint, row.Feed, row.Run))]);

    /// <summary>Portals at which something waits, with the moment of the first.</summary>
    public Task<IReadOnlyList<(PortalId Portal, DateTimeOffset At)>> Waiting() => db.Read<IReadOnlyList<(PortalId, DateTimeOffset)>>(async connection =>
        [.. (await connection.QueryAsync<(long Portal, long At)>(
            """
            SELECT portal_id, min(due_at) FROM carry_dirty d
             WHERE NOT EXISTS (SELECT 1 FROM carry_intent i WHERE i.portal_id = d.portal_id AND i.item = d.item AND i.settled_at = 0)
             GROUP BY portal_id
            """)).Select(row => (new PortalId(row.Portal), DateTimeOffset.FromUnixTimeMilliseconds(row.At)))]);

    /// <summary>Forgets an item, unless a hint came after it was read.</summary>
    public void Done(IDbConnection connection, CarryItem item)
    {
        var key = new { portal = item.Portal, item = item.Item, hints = item.LastHint, due = (clock.GetUtcNow() + patience.Settling).ToUnixTimeMilliseconds() };
        if (connection.Execute("DELETE FROM carry_dirty WHERE portal_id = @portal AND item = @item AND hints = @hints", key) == 0)
        {
            connection.Execute("UPDATE carry_dirty SET due_at = @due WHERE portal_id = @portal AND item = @item", key);
        }
    }

    /// <summary>Puts an item off.</summary>
    public static void Postpone(IDbConnection connection, CarryItem item, DateTimeOffset until) => connection.Execute(
        "UPDATE carry_dirty SET due_at = @until WHERE portal_id = @portal AND item = @item", new { portal = item.Portal, item = item.Item, until = until.ToUnixTimeMilliseconds() });

    private sealed record Stored(string Item, long LastHint, string Feed, long Run);
}

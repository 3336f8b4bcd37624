using System.Data;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>An entry that stays where it is.</summary>
/// <param name="Rule">Under which rule.</param>
/// <param name="Item">The entry.</param>
/// <param name="Reason">Why.</param>
/// <param name="Times">How often that was found.</param>
/// <param name="At">When last.</param>
public sealed record CarrySkip(long Rule, string Item, CarryReason Reason, long Times, DateTimeOffset At);

/// <summary>Why entries stay: one row per entry and rule.</summary>
public sealed class CarrySkips(Database db)
{
    /// <summary>Writes the reason down; what stands where it should, or stands nowhere a rule carries from, needs no row.</summary>
    public static void Put(IDbConnection connection, PortalId portal, long rule, string item, CarryReason reason, DateTimeOffset now)
    {
        if (reason is CarryReason.None or CarryReason.Already or CarryReason.NoSource or CarryReason.OurCopy)
        {
            connection.Execute("DELETE FROM carry_skip WHERE rule_id = @rule AND item = @item", new { rule, item });
            return;
        }

        connection.Execute(
            """
            INSERT INTO carry_skip (portal_id, rule_id, item, reason, at) SELECT @portal, @rule, @item, @reason, @at WHERE EXISTS (SELECT 1 FROM carry_rule WHERE id = @rule)
            ON CONFLICT (rule_id, item) DO UPDATE SET times = CASE WHEN reason = excluded.reason THEN times + 1 ELSE 1 END, reason = excluded.reason, at = excluded.at
            """,
            new { portal, rule, item, reason = reason.ToString(), at = now.ToUnixTimeMilliseconds() });
    }

    /// <summary>The newest rows of a portal.</summary>
    public Task<IReadOnlyList<CarrySkip>> Page(PortalId portal, long rule, int limit) => db.Read<IReadOnlyList<CarrySkip>>(async connection =>
        [.. (await connection.QueryAsync<Stored>(
            "SELECT rule_id AS Rule, item AS Item, reason AS Reason, times AS Times, at AS At FROM carry_skip WHERE portal_id = @portal AND (@rule = 0 OR rule_id = @rule) ORDER BY at DESC, item LIMIT @limit",
            new { portal, rule, limit })).Select(row => row.Skip)]);

    private sealed record Stored(long Rule, string Item, string Reason, long Times, long At)
    {
        public CarrySkip Skip => new(Rule, Item, Enum.Parse<CarryReason>(Reason), Times, DateTimeOffset.FromUnixTimeMilliseconds(At));
    }
}

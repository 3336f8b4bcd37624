using System.Data;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>Something we did by a rule.</summary>
/// <param name="Id">Our number; newer deeds have larger ones.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Run">The run; 0 for live work.</param>
/// <param name="Item">Entry or contact.</param>
/// <param name="Act">What.</param>
/// <param name="Card">The record whose timeline or field was meant.</param>
/// <param name="Made">Id of a copy.</param>
/// <param name="Was">What a return needs.</param>
/// <param name="At">When.</param>
/// <param name="IsUndone">It was taken back.</param>
public sealed record CarryDeed(long Id, long Rule, long Run, string Item, CarryAct Act, CrmKey Card, long Made, string Was, DateTimeOffset At, bool IsUndone);

/// <summary>What was done. Writes are static, for use inside the commit that settles the call.</summary>
public sealed class CarryDeeds(Database db)
{
    private const string Columns = "SELECT id AS Id, rule_id AS Rule, run_id AS Run, item AS Item, act AS Act, card AS Card, made AS Made, was AS Was, at AS At, undone_at AS UndoneAt FROM carry_deed";

    /// <summary>What a deed that only took another one back says: the planner does not count it.</summary>
    public const string Back = "back";

    /// <summary>What a deed says that was taken back and may be done again.</summary>
    public const string Forgotten = "forgotten";

    /// <summary>Writes a deed down.</summary>
    public static void Add(IDbConnection connection, CarryIntent intent, long made, DateTimeOffset now, DateTimeOffset? portalTime) => connection.Execute(
        """
        INSERT INTO carry_deed (portal_id, rule_id, run_id, item, act, card, made, was, at, portal_at, undone_at) VALUES (@portal, @rule, @run, @item, @act, @card, @made, @was, @at, @portalAt, @undone)
        """,
        new
        {
            portal = intent.Portal,
            rule = intent.Rule,
            run = intent.Run,
            item = intent.Item,
            act = Words.Of(intent.Act),
            card = intent.Card.ToString(),
            made,
            was = intent.Was,
            at = now.ToUnixTimeMilliseconds(),
            undone = intent.Was == Back ? now.ToUnixTimeMilliseconds() : 0,
            portalAt = (portalTime ?? now).ToUnixTimeMilliseconds(),
        });

    /// <summary>A deed was taken back by its opposite.</summary>
    public static void Undone(IDbConnection connection, PortalId portal, string item, CarryAct act, CrmKey card, DateTimeOffset now) => connection.Execute(
        "UPDATE carry_deed SET undone_at = @now WHERE portal_id = @portal AND item = @item AND act = @act AND card = @card AND undone_at = 0",
        new { portal, item, act = Words.Of(act), card = card.ToString(), now = now.ToUnixTimeMilliseconds() });

    /// <summary>What was done with each of these items.</summary>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<CarryDeed>>> Of(PortalId portal, IReadOnlyCollection<string> items) => db.Read<IReadOnlyDictionary<string, IReadOnlyList<CarryDeed>>>(async connection =>
    {
        var found = new List<CarryDeed>();
        foreach (var some in items.Chunk(400))
        {
            found.AddRange((await connection.QueryAsync<Stored>($"{Columns} WHERE portal_id = @portal AND item IN @some ORDER BY id", new { portal, some })).Select(row => row.Deed));
        }

        return found.GroupBy(deed => deed.Item).ToDictionary(group => group.Key, group => (IReadOnlyList<CarryDeed>)[.. group]);
    });

    /// <summary>The newest deeds of a portal, newest first.</summary>
    public Task<IReadOnlyList<CarryDeed>> Page(PortalId portal, long rule, long before, int limit) => db.Read<IReadOnlyList<CarryDeed>>(async connection =>
        [.. (await connection.QueryAsync<Stored>(
            $"{Columns} WHERE portal_id = @portal AND id < @before AND (@rule = 0 OR rule_id = @rule) AND act NOT IN ('release', 'rebind', 'complete') AND was <> 'back' ORDER BY id DESC LIMIT @limit", new { portal, rule, before, limit })).Select(row => row.Deed)]);

    /// <summary>What was done in the timeline of one record, newest first.</summary>
    public Task<IReadOnlyList<CarryDeed>> At(PortalId portal, CrmKey card, int limit) => db.Read<IReadOnlyList<CarryDeed>>(async connection =>
        [.. (await connection.QueryAsync<Stored>(
            $"{Columns} WHERE portal_id = @portal AND (card = @card OR item = @card) AND act NOT IN ('release', 'rebind', 'complete') AND was <> 'back' ORDER BY id DESC LIMIT @limit",
            new { portal, card = card.ToString(), limit })).Select(row => row.Deed)]);

    /// <summary>Which of these activities changed by nobody but us: their last change is not later than our last deed.</summary>
    public Task<IReadOnlySet<string>> Echoes(PortalId portal, IReadOnlyCollection<(string Item, DateTimeOffset At)> changed) => db.Read<IReadOnlySet<string>>(async connection =>
    {
        var ours = new Dictionary<string, long>();
        foreach (var some in changed.Select(row => row.Item).Chunk(400))
        {
            foreach (var (item, at) in await connection.QueryAsync<(string, long)>(
                "SELECT item, max(portal_at) FROM carry_deed WHERE portal_id = @portal AND item IN @some GROUP BY item", new { portal, some }))
            {
                ours[item] = at;
            }
        }

        return changed.Where(row => ours.TryGetValue(row.Item, out var at) && row.At.ToUnixTimeSeconds() <= (at / 1000) + 1).Select(row => row.Item).ToHashSet();
    });

    /// <summary>The planner's view of deeds.</summary>
    public static PastDeeds Past(IReadOnlyList<CarryDeed>? deeds)
    {
        System.Collections.Immutable.ImmutableArray<CrmKey> Of(CarryAct act) => [.. (deeds ?? []).Where(deed => deed.Act == act && deed.Was is not (Back or Forgotten)).Select(deed => deed.Card).Distinct()];
        return new PastDeeds(Of(CarryAct.Bind), Of(CarryAct.Unbind), Of(CarryAct.Copy), Of(CarryAct.Release));
    }

    private sealed record Stored(long Id, long Rule, long Run, string Item, string Act, string Card, long Made, string Was, long At, long UndoneAt)
    {
        public CarryDeed Deed => new(Id, Rule, Run, Item, Words.To<CarryAct>(Act), CrmKey.Read(Card) ?? default, Made, Was, DateTimeOffset.FromUnixTimeMilliseconds(At), UndoneAt != 0);
    }
}

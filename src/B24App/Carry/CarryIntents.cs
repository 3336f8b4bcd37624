using System.Data;
using B24App.Plan.Carry;
using B24App.Record;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>Rows of calls. Those of one item leave one after another; the rows settle in the commit that stores what they did.</summary>
public sealed class CarryIntents(Database db, TimeProvider clock, Patience patience)
{
    private const string Columns =
        "SELECT id AS Id, portal_id AS Portal, rule_id AS Rule, run_id AS Run, item AS Item, act AS Act, card AS Card, state AS State, attempts AS Attempts, was AS Was, made AS Made FROM carry_intent";

    // The oldest open row of each item, live ones first.
    private const string HeadsSql = Columns + """
         WHERE portal_id = @portal AND settled_at = 0 AND not_before <= @now AND state IN ('waiting', 'unknown')
           AND id = (SELECT min(h.id) FROM carry_intent h WHERE h.portal_id = carry_intent.portal_id AND h.item = carry_intent.item AND h.settled_at = 0)
         ORDER BY run_id <> 0, id LIMIT @limit
        """;

    /// <summary>Writes a call down inside a transaction of the caller.</summary>
    public void Add(IDbConnection connection, PortalId portal, long rule, long run, string item, CarryStep step, string was = "", long made = 0) => connection.Execute(
        """
        INSERT INTO carry_intent (portal_id, rule_id, run_id, item, act, card, created_at, was, made) VALUES (@portal, @rule, @run, @item, @act, @card, @now, @was, @made)
        """,
        new { portal, rule, run, item, act = Words.Of(step.Act), card = step.Card.ToString(), now = Now, was, made });

    /// <summary>Calls that may leave now, at most one of each item.</summary>
    public Task<IReadOnlyList<CarryIntent>> Heads(PortalId portal, int limit) => db.Read<IReadOnlyList<CarryIntent>>(async connection =>
        [.. (await connection.QueryAsync<Stored>(HeadsSql, new { portal, now = Now, limit })).Select(row => row.Intent)]);

    /// <summary>
    /// What may leave in one request with these heads, each behind its own: taking out for a moment and putting back. Nothing is taken out before the
    /// answer of the binding is there: where binding is refused, putting back might be too.
    /// </summary>
    public Task<IReadOnlyList<CarryIntent>> Lanes(PortalId portal, IReadOnlyList<CarryIntent> heads) => db.Read<IReadOnlyList<CarryIntent>>(async connection =>
    {
        var items = heads.Where(IsPacked).Select(head => head.Item).ToList();
        var rows = new List<(CarryIntent Intent, long NotBefore)>();
        foreach (var some in items.Chunk(400))
        {
            rows.AddRange((await connection.QueryAsync<Stored, long, (CarryIntent, long)>(
                $"{Columns.Replace(" FROM ", ", not_before AS NotBefore FROM ", StringComparison.Ordinal)} WHERE portal_id = @portal AND settled_at = 0 AND item IN @some ORDER BY id",
                (row, at) => (row.Intent, at), new { portal, some }, splitOn: "NotBefore")));
        }

        var behind = rows.ToLookup(row => row.Intent.Item);
        return [.. heads.SelectMany(head => IsPacked(head)
            ? [head, .. behind[head.Item].Where(row => row.Intent.Id > head.Id)
                .TakeWhile(row => IsPacked(row.Intent) && row.Intent.State is CarryState.Waiting or CarryState.Unknown && row.NotBefore <= Now && row.Intent.Run == head.Run).Select(row => row.Intent)]
            : (CarryIntent[])[head])];
    });

    private static bool IsPacked(CarryIntent intent) => intent.Act is CarryAct.Release or CarryAct.Rebind;

    /// <summary>Portals with open calls, with the moment of the first head that may leave.</summary>
    public Task<IReadOnlyList<(PortalId Portal, DateTimeOffset At)>> Waiting() => db.Read<IReadOnlyList<(PortalId, DateTimeOffset)>>(async connection =>
        [.. (await connection.QueryAsync<(long Portal, long At)>(
            """
            SELECT portal_id, min(not_before) FROM carry_intent
             WHERE settled_at = 0 AND id = (SELECT min(h.id) FROM carry_intent h WHERE h.portal_id = carry_intent.portal_id AND h.item = carry_intent.item AND h.settled_at = 0)
             GROUP BY portal_id
            """)).Select(row => (new PortalId(row.Portal), DateTimeOffset.FromUnixTimeMilliseconds(row.At)))]);

    /// <summary>Items of these that have open calls or wait for a look.</summary>
    public Task<IReadOnlySet<string>> Busy(PortalId portal, IReadOnlyCollection<string> items) => db.Read<IReadOnlySet<string>>(async connection =>
    {
        var open = await connection.QueryAsync<string>(
            "SELECT item FROM carry_intent WHERE portal_id = @portal AND settled_at = 0 UNION SELECT item FROM carry_dirty WHERE portal_id = @portal", new { portal });
        return open.Where(items.Contains).ToHashSet();
    });

    /// <summary>They are about to leave; after a crash their outcome is in doubt.</summary>
    public Task Leave(IReadOnlyList<CarryIntent> intents) => db.Write(connection =>
    {
        connection.Execute(
            "UPDATE carry_intent SET state = 'leaving', attempts = attempts + 1, sent_at = @now, not_before = @doubt WHERE id = @id AND settled_at = 0",
            intents.Select(intent => new { id = intent.Id, now = Now, doubt = Doubt }));
    });

    /// <summary>What had left when the process ended is in doubt, no earlier than the portal's own cut allows (RULES 15).</summary>
    public Task Recover() => db.Write(connection =>
    {
        connection.Execute("UPDATE carry_intent SET state = 'unknown', not_before = max(not_before, sent_at + @wait) WHERE state = 'leaving'", new { wait = (long)patience.UnknownOutcome.TotalMilliseconds });
    });

    /// <summary>No answer came.</summary>
    public void InDoubt(IDbConnection connection, CarryIntent intent) =>
        connection.Execute("UPDATE carry_intent SET state = 'unknown', not_before = @doubt WHERE id = @id AND settled_at = 0", new { id = intent.Id, doubt = Doubt });

    /// <summary>It leaves again; this time it certainly did nothing.</summary>
    public static void Again(IDbConnection connection, CarryIntent intent, DateTimeOffset notBefore) => connection.Execute(
        "UPDATE carry_intent SET state = 'waiting', attempts = max(attempts - 1, 0), not_before = @at WHERE id = @id AND settled_at = 0", new { id = intent.Id, at = notBefore.ToUnixTimeMilliseconds() });

    /// <summary>It is over.</summary>
    public void Settle(IDbConnection connection, CarryIntent intent, CarryState state, CarryReason reason) => connection.Execute(
        "UPDATE carry_intent SET state = @state, settled_at = @now, reason = @reason WHERE id = @id AND settled_at = 0",
        new { id = intent.Id, state = Words.Of(state), now = Now, reason = reason == CarryReason.None ? "" : reason.ToString() });

    /// <summary>What follows a call that was refused is not done either, except that what was taken out for a moment is put back.</summary>
    public void VoidRest(IDbConnection connection, CarryIntent head, CarryReason reason) => connection.Execute(
        """
        UPDATE carry_intent SET state = 'void', settled_at = @now, reason = @reason
         WHERE portal_id = @portal AND item = @item AND rule_id = @rule AND id > @id AND settled_at = 0
           AND NOT (act = 'release' AND state IN ('leaving', 'unknown'))
           AND NOT (act = 'rebind' AND EXISTS (
               SELECT 1 FROM carry_intent r WHERE r.portal_id = carry_intent.portal_id AND r.item = carry_intent.item AND r.card = carry_intent.card AND r.act = 'release'
                  AND r.state IN ('done', 'leaving', 'unknown') AND r.id < carry_intent.id))
        """,
        new { portal = head.Portal, item = head.Item, rule = head.Rule, id = head.Id, now = Now, reason = reason.ToString() });

    /// <summary>A rule was switched off or changed: what has not left is void, except that what was taken out for a moment is put back.</summary>
    public static void Overtaken(IDbConnection connection, PortalId portal, long rule, DateTimeOffset now) => connection.Execute(
        """
        UPDATE carry_intent SET state = 'void', settled_at = @now, reason = @reason
         WHERE portal_id = @portal AND rule_id = @rule AND state = 'waiting'
           AND act NOT IN ('complete', 'return', 'unkeep')
           AND NOT (act = 'dismiss' AND EXISTS (SELECT 1 FROM carry_intent k WHERE k.portal_id = carry_intent.portal_id AND k.item = carry_intent.item AND k.act = 'keep' AND k.card = carry_intent.card AND k.state IN ('done', 'leaving', 'unknown')))
           AND NOT (act = 'rebind' AND EXISTS (
               SELECT 1 FROM carry_intent r WHERE r.portal_id = carry_intent.portal_id AND r.item = carry_intent.item AND r.card = carry_intent.card AND r.act = 'release' AND r.state IN ('done', 'leaving', 'unknown') AND r.id < carry_intent.id))
        """,
        new { portal, rule, now = now.ToUnixTimeMilliseconds(), reason = nameof(CarryReason.RuleChanged) });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private long Doubt => (clock.GetUtcNow() + patience.UnknownOutcome).ToUnixTimeMilliseconds();

    private sealed record Stored(long Id, long Portal, long Rule, long Run, string Item, string Act, string Card, string State, long Attempts, string Was, long Made)
    {
        public CarryIntent Intent => new(Id, new PortalId(Portal), Rule, Run, Item, Words.To<CarryAct>(Act), CrmKey.Read(Card) ?? default, Words.To<CarryState>(State), Attempts, Was, Made);
    }
}

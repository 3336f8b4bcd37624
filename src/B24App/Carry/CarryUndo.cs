using System.Data;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>Takes deeds back: each has an opposite, written down as a call like any other.</summary>
public sealed class CarryUndo(CarryStores stores, WorkSignal signal)
{
    private const string Columns = "SELECT id, rule_id, run_id, item, act, card, made, was FROM carry_deed d";

    // What left the contact by the rule, and what it came to by the same rule; only what stands there for another dismissed contact's sake too stays.
    private const string OfContactSql = Columns + """
         WHERE portal_id = @portal AND rule_id = @rule AND undone_at = 0
           AND item IN (SELECT item FROM carry_deed WHERE portal_id = @portal AND rule_id = @rule AND undone_at = 0 AND act = 'unbind' AND card = @contact)
           AND ((act = 'unbind' AND card = @contact)
            OR (act IN ('bind', 'copy') AND card IN @companies AND NOT EXISTS (
               SELECT 1 FROM carry_deed o JOIN carry_deed f ON f.portal_id = o.portal_id AND f.item = o.card AND f.act = 'dismiss' AND f.undone_at = 0 AND f.card = d.card
                WHERE o.portal_id = d.portal_id AND o.item = d.item AND o.act = 'unbind' AND o.undone_at = 0 AND o.card <> @contact)))
         ORDER BY id
        """;

    /// <summary>
    /// A dismissed contact goes back to the companies it left, with the history that went with it; false when it left none, or while something of it
    /// is still on its way.
    /// </summary>
    public async Task<bool> Contact(PortalId portal, long contact)
    {
        var key = new CrmKey(CrmKey.Contact, contact).ToString();
        var done = await stores.Db.Write(connection =>
        {
            var own = connection.Query<Stored>($"{Columns} WHERE portal_id = @portal AND item = @key AND undone_at = 0 AND act IN ('dismiss', 'keep') ORDER BY id", new { portal, key }).ToLookup(deed => deed.Rule_Id);
            var rules = own.Where(deeds => deeds.Any(deed => deed.Act == "dismiss")).ToList();
            if (rules.Count == 0 || IsBusy(connection, portal, key) || rules.Exists(deeds => IsLeaving(connection, portal, deeds.Key, key)))
            {
                return false;
            }

            foreach (var deeds in rules)
            {
                Return(connection, portal, deeds.Key, key, [.. deeds]);
            }

            return true;
        });
        signal.Wake();
        return done;
    }

    private void Return(IDbConnection connection, PortalId portal, long rule, string contact, IReadOnlyList<Stored> deeds)
    {
        var left = deeds.Where(deed => deed.Act == "dismiss").DistinctBy(deed => deed.Card).ToDictionary(Card, deed => deed.Was);
        foreach (var step in FormerPlanner.Return(left.Keys, [.. deeds.Where(deed => deed.Act == "keep").Select(Card)]))
        {
            stores.Intents.Add(connection, portal, rule, 0, contact, step, left[step.Card]);
        }

        foreach (var item in connection.Query<Stored>(OfContactSql, new { portal, rule, contact, companies = left.Keys.Select(card => card.ToString()) }).GroupBy(deed => deed.Item))
        {
            Back(connection, portal, item.Key, [.. item], 0);
        }
    }

    /// <summary>Takes back what a run did with one entry, inside a transaction of the caller; false while something else is under way with it.</summary>
    internal bool Entry(IDbConnection connection, PortalId portal, string item, long run)
    {
        if (IsBusy(connection, portal, item))
        {
            return false;
        }

        Back(connection, portal, item, [.. connection.Query<Stored>(
            $"{Columns} WHERE portal_id = @portal AND item = @item AND run_id = @run AND undone_at = 0 AND act IN ('bind', 'unbind', 'copy') ORDER BY id",
            new { portal, item, run })], run);
        return true;
    }

    // Back in first, out afterwards: the portal never lets go of the last timeline.
    private void Back(IDbConnection connection, PortalId portal, string item, IReadOnlyList<Stored> deeds, long run)
    {
        foreach (var deed in deeds.Where(deed => deed.Act == "unbind"))
        {
            stores.Intents.Add(connection, portal, deed.Rule_Id, run, item, new CarryStep(CarryAct.Bind, Card(deed)), CarryDeeds.Back);
        }

        foreach (var deed in deeds.Where(deed => deed.Act == "bind"))
        {
            stores.Intents.Add(connection, portal, deed.Rule_Id, run, item, new CarryStep(CarryAct.Unbind, Card(deed)), CarryDeeds.Back);
        }

        foreach (var deed in deeds.Where(deed => deed is { Act: "copy", Made: > 0 }))
        {
            stores.Intents.Add(connection, portal, deed.Rule_Id, run, item, new CarryStep(CarryAct.DeleteCopy, Card(deed)), deed.Was, deed.Made);
        }
    }

    private static bool IsBusy(IDbConnection connection, PortalId portal, string item) =>
        connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_intent WHERE portal_id = @portal AND item = @item AND settled_at = 0)", new { portal, item });

    // Half of what takes a letter away from him is done: what is not written down yet could not be taken back.
    private static bool IsLeaving(IDbConnection connection, PortalId portal, long rule, string contact) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM carry_intent WHERE portal_id = @portal AND rule_id = @rule AND act = 'unbind' AND card = @contact AND settled_at = 0)", new { portal, rule, contact });

    private static CrmKey Card(Stored deed) => CrmKey.Read(deed.Card) ?? default;

    private sealed record Stored(long Id, long Rule_Id, long Run_Id, string Item, string Act, string Card, long Made, string Was);
}

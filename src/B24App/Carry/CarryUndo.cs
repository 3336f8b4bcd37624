using System.Data;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>Takes deeds back: each has an opposite, written down as a call like any other.</summary>
public sealed class CarryUndo(CarryStores stores, WorkSignal signal)
{
    private const string OfItemsSql = """
        SELECT id, rule_id, run_id, item, act, card, made, was FROM carry_deed
         WHERE portal_id = @portal AND undone_at = 0 AND act IN ('bind', 'unbind', 'copy') AND item IN (
            SELECT item FROM carry_deed WHERE portal_id = @portal AND undone_at = 0 AND act = 'unbind' AND card = @contact)
         ORDER BY id
        """;

    /// <summary>A dismissed contact goes back to the companies it left, with the history that went with it; false when it left none.</summary>
    public async Task<bool> Contact(PortalId portal, long contact)
    {
        var key = new CrmKey(CrmKey.Contact, contact);
        var left = (await stores.Deeds.Of(portal, [key.ToString()])).GetValueOrDefault(key.ToString())?.Where(deed => deed is { Act: CarryAct.Dismiss, IsUndone: false }).ToList() ?? [];
        if (left.Count == 0)
        {
            return false;
        }

        var done = await stores.Db.Write(connection =>
        {
            if (IsBusy(connection, portal, key.ToString()))
            {
                return false;
            }

            foreach (var step in FormerPlanner.Return([.. left.Select(deed => deed.Card).Distinct()]))
            {
                stores.Intents.Add(connection, portal, left[0].Rule, 0, key.ToString(), step, left.First(deed => deed.Card == step.Card).Was);
            }

            foreach (var deed in connection.Query<Stored>(OfItemsSql, new { portal, contact = key.ToString() }).GroupBy(deed => deed.Item))
            {
                Back(connection, portal, deed.Key, [.. deed], 0);
            }

            return true;
        });
        signal.Wake();
        return done;
    }

    /// <summary>Takes back what a run did with one entry, inside a transaction of the caller; false while something else is under way with it.</summary>
    internal bool Entry(IDbConnection connection, PortalId portal, string item, long run)
    {
        if (IsBusy(connection, portal, item))
        {
            return false;
        }

        Back(connection, portal, item, [.. connection.Query<Stored>(
            "SELECT id, rule_id, run_id, item, act, card, made, was FROM carry_deed WHERE portal_id = @portal AND item = @item AND run_id = @run AND undone_at = 0 AND act IN ('bind', 'unbind', 'copy') ORDER BY id",
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

    private static CrmKey Card(Stored deed) => CrmKey.Read(deed.Card) ?? default;

    private sealed record Stored(long Id, long Rule_Id, long Run_Id, string Item, string Act, string Card, long Made, string Was);
}

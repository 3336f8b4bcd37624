using B24App.Record;
using B24App.Store;

namespace B24App.Carry;

/// <summary>Takes events of a CRM: what came and what it makes dirty are one commit. Without a rule that is on, nobody wants to know.</summary>
public sealed class CarryDoor(Database db, CarryRules rules, CarryDirty dirty, Inbox inbox, CarrySweeps sweeps)
{
    /// <summary>Writes down that an item is to be looked at; false when no rule is on.</summary>
    public async Task<bool> Take(PortalId portal, string eventCode, string item, string data)
    {
        if ((await rules.On(portal)).Count == 0)
        {
            return false;
        }

        await db.Write(connection =>
        {
            inbox.Add(connection, portal, eventCode, item, data, "event", null);
            dirty.Mark(connection, portal, item, "event");
            sweeps.Woken(connection, portal);
        });
        return true;
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>
/// The button "convert" of a lead. REST has none: a status CONVERTED that is written creates nothing (b24restdocs: crm/leads/index.md).
/// </summary>
public static class LeadConversion
{
    /// <summary>Makes a deal from a lead, and a contact and a company where they are wanted and the lead names them.</summary>
    public static CrmItem Convert(Portal portal, PortalUser user, CrmItem lead, bool withPeople = true)
    {
        var board = portal.State<CrmBoard>();
        var company = lead.Number("COMPANY_ID");
        var contact = lead.Values.GetValueOrDefault("CONTACT_IDS") is List<string> { Count: > 0 } contacts ? Php.AsId(contacts[0]) ?? 0 : 0;
        if (withPeople && company == 0 && lead.Text("COMPANY_TITLE") is { Length: > 0 } title)
        {
            company = ItemActions.Add(portal, user, CrmTypes.Company, new JsonObject { ["TITLE"] = title, ["leadId"] = lead.Key.Id }, throughItems: true).Key.Id;
        }

        if (withPeople && contact == 0 && (lead.Text("NAME") + lead.Text("LAST_NAME")).Length > 0)
        {
            contact = MakeContact(portal, user, lead, company).Key.Id;
        }

        var deal = ItemActions.Add(portal, user, CrmTypes.Deal, new JsonObject
        {
            ["TITLE"] = lead.Title,
            ["leadId"] = lead.Key.Id,
            ["COMPANY_ID"] = company,
            ["CONTACT_ID"] = contact,
            ["ASSIGNED_BY_ID"] = lead.AssignedById,
            ["SOURCE_ID"] = lead.Text("SOURCE_ID"),
        }, throughItems: true);
        if (portal.Switches.ConversionBindsActivities)
        {
            foreach (var activity in board.ActivitiesOf(lead.Key))
            {
                ActivityActions.Bind(portal, user, activity, deal.Key);
            }
        }

        ItemActions.Update(portal, user, lead, new JsonObject { ["STATUS_ID"] = "CONVERTED" });
        return deal;
    }

    private static CrmItem MakeContact(Portal portal, PortalUser user, CrmItem lead, long company)
    {
        var contact = ItemActions.Add(portal, user, CrmTypes.Contact, new JsonObject
        {
            ["NAME"] = lead.Text("NAME"),
            ["LAST_NAME"] = lead.Text("LAST_NAME"),
            ["COMPANY_ID"] = company,
            ["leadId"] = lead.Key.Id,
        }, throughItems: true);
        contact.Lines.AddRange(lead.Lines.Select(line => line with { Id = portal.State<CrmBoard>().NextLine() }));
        return contact;
    }
}

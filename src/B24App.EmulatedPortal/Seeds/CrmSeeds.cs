using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Seeds;

/// <summary>A client with a history, one without a company, and a lead, so that the CRM is alive from the start.</summary>
internal static class CrmSeeds
{
    public static void Client(Portal portal)
    {
        var user = portal.Users[5];
        var company = ItemActions.Add(portal, user, CrmTypes.Company, new JsonObject { ["TITLE"] = "ООО «Ромашка»" });
        var contact = Contact(portal, user, "Ирина", "Белова", company.Key.Id);
        Contact(portal, user, "Олег", "Гусев", 0);
        ItemActions.Add(portal, user, CrmTypes.Deal, new JsonObject { ["TITLE"] = "Поставка стеллажей", ["COMPANY_ID"] = company.Key.Id, ["CONTACT_ID"] = contact.Key.Id });
        var lead = ItemActions.Add(portal, user, CrmTypes.Lead, new JsonObject { ["TITLE"] = "Заявка с сайта", ["NAME"] = "Павел", ["LAST_NAME"] = "Крылов", ["COMPANY_TITLE"] = "ИП Крылов" });
        ActivityActions.Add(portal, user, contact.Key, "VOXIMPLANT_CALL", CrmActivity.Call, call => Fill(portal, call, "Входящий звонок", "CALL"));
        ActivityActions.Add(portal, user, lead.Key, "CRM_WEBFORM", CrmActivity.Provided, form => Fill(portal, form, "Заполнена форма на сайте", "WEBFORM"));
        TimelineActions.Add(portal, user, contact.Key, "Просила прислать каталог", user.Id);
    }

    private static CrmItem Contact(Portal portal, PortalUser user, string name, string lastName, long company) =>
        ItemActions.Add(portal, user, CrmTypes.Contact, new JsonObject { ["NAME"] = name, ["LAST_NAME"] = lastName, ["COMPANY_ID"] = company });

    private static void Fill(Portal portal, CrmActivity activity, string subject, string kind)
    {
        activity.Subject = subject;
        activity.ProviderTypeId = kind;
        activity.Direction = 1;
        activity.IsCompleted = true;
        activity.StartTime = portal.Clock.GetUtcNow();
        activity.EndTime = activity.StartTime;
    }
}

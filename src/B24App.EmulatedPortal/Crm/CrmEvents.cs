using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>
/// The events of the CRM: an id under FIELDS, for a comment an id of its own, for elements of smart processes the type as well
/// (b24restdocs: crm/timeline/activities/events, crm/timeline/comments/events, crm/universal/events).
/// </summary>
internal static class CrmEvents
{
    public static readonly IReadOnlyList<string> Codes =
    [
        .. from subject in new[] { "ACTIVITY", "TIMELINECOMMENT", "LEAD", "DEAL", "CONTACT", "COMPANY", "QUOTE", "DYNAMICITEM" }
           from change in new[] { "ADD", "UPDATE", "DELETE" }
           select $"ONCRM{subject}{change}",
        "ONCRMDEALMOVETOCATEGORY",
    ];

    public static void Activity(Portal portal, PortalUser? actor, string change, long id) =>
        Raise(portal, "ONCRMACTIVITY" + change, actor, ("[FIELDS][ID]", Php.Text(id)));

    public static void Comment(Portal portal, PortalUser? actor, string change, long id) =>
        Raise(portal, "ONCRMTIMELINECOMMENT" + change, actor, (portal.Switches.CommentEventsUseFields ? "[FIELDS][ID]" : "[ID]", Php.Text(id)));

    public static void Item(Portal portal, PortalUser? actor, string change, CrmKey key)
    {
        if (key.TypeId is CrmTypes.SmartInvoice or CrmTypes.Process)
        {
            Raise(portal, "ONCRMDYNAMICITEM" + change, actor, ("[FIELDS][ID]", Php.Text(key.Id)), ("[FIELDS][ENTITY_TYPE_ID]", Php.Text(key.TypeId)));
        }
        else
        {
            Raise(portal, $"ONCRM{CrmTypes.Find(key.TypeId)!.Name}{change}", actor, ("[FIELDS][ID]", Php.Text(key.Id)));
        }
    }

    /// <summary>Stands in the place of the update when a deal changes its funnel.</summary>
    public static void Moved(Portal portal, PortalUser? actor, CrmItem deal) => Raise(
        portal, "ONCRMDEALMOVETOCATEGORY", actor, ("[FIELDS][ID]", Php.Text(deal.Key.Id)), ("[FIELDS][CATEGORY_ID]", Php.Text(deal.Number("CATEGORY_ID"))), ("[FIELDS][STAGE_ID]", deal.Text("STAGE_ID")));

    private static void Raise(Portal portal, string code, PortalUser? actor, params (string Key, string Value)[] data) =>
        portal.Events.Raise(code, actor, [.. data.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]);
}

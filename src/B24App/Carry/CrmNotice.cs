using B24App.Bitrix24.Events;
using B24App.Plan.Carry;

namespace B24App.Carry;

/// <summary>What an event of a CRM names: an id and no more, under FIELDS or bare (crm.md §3).</summary>
public static class CrmNotice
{
    /// <summary>The item to look at; null when the event is not of the CRM or names nothing.</summary>
    public static string? ItemOf(EventNotice notice) => notice.ItemId is not (> 0 and var id) ? null : notice.Event switch
    {
        "ONCRMACTIVITYADD" or "ONCRMACTIVITYUPDATE" or "ONCRMACTIVITYDELETE" => SeenEntry.Activity(id),
        "ONCRMTIMELINECOMMENTADD" or "ONCRMTIMELINECOMMENTUPDATE" or "ONCRMTIMELINECOMMENTDELETE" => SeenEntry.Comment(id),
        "ONCRMCONTACTUPDATE" or "ONCRMCONTACTDELETE" => new CrmKey(CrmKey.Contact, id).ToString(),
        "ONCRMDEALADD" => new CrmKey(CrmKey.Deal, id).ToString(),
        "ONCRMLEADUPDATE" => new CrmKey(CrmKey.Lead, id).ToString(),
        _ => null,
    };
}

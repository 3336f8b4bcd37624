using B24App.Bitrix24.Events;
using B24App.Links;
using B24App.Record;
using B24App.Store;

namespace B24App.Timeline;

/// <summary>Takes events of timelines where a link may let entries cross; nobody else wants to know.</summary>
public sealed class TimelineDoor(LinkBook links, Inbox inbox)
{
    /// <summary>Writes down that an entry is to be looked at; false when no link carries any.</summary>
    public async Task<bool> Take(PortalId portal, EventNotice notice, string data)
    {
        if (HintOf(portal, notice) is not { } hint || !(await links.Of(portal)).Any(link => link.State != LinkState.Ended && CardPairs.Crosses(link.Contract)))
        {
            return false;
        }

        await inbox.Add(portal, notice.Event, hint.Item, data, "event", hint);
        return true;
    }

    // What is new is named, so that our own mirror is known by its name; a change may be a person's (RULES 29).
    private static Hint? HintOf(PortalId portal, EventNotice notice)
    {
        if (notice.ItemId is not (> 0 and var id))
        {
            return null;
        }

        return notice.Event switch
        {
            "ONCRMACTIVITYADD" => new Hint(portal, DirtyKind.Activity, id, Items.Activity(id)),
            "ONCRMACTIVITYUPDATE" => new Hint(portal, DirtyKind.Activity, id, Hint.Anything),
            "ONCRMACTIVITYDELETE" => new Hint(portal, DirtyKind.Activity, id, Hint.Deleted),
            "ONCRMTIMELINECOMMENTADD" => new Hint(portal, DirtyKind.Remark, id, Items.Remark(id)),
            "ONCRMTIMELINECOMMENTUPDATE" => new Hint(portal, DirtyKind.Remark, id, Hint.Anything),
            "ONCRMTIMELINECOMMENTDELETE" => new Hint(portal, DirtyKind.Remark, id, Hint.Deleted),
            _ => null,
        };
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Making, changing and deleting records, each with its event.</summary>
public static class ItemActions
{
    /// <summary>Makes a record.</summary>
    public static CrmItem Add(Portal portal, PortalUser user, int type, JsonObject fields, bool throughItems = false)
    {
        var board = portal.State<CrmBoard>();
        var now = PortalDates.Now(portal);
        var item = new CrmItem { Key = new CrmKey(type, board.NextItem(type)) };
        item.Values["ASSIGNED_BY_ID"] = user.Id;
        item.Values["CREATED_BY_ID"] = item.Values["MODIFY_BY_ID"] = item.Values["LAST_ACTIVITY_BY"] = user.Id;
        item.Values["DATE_CREATE"] = item.Values["DATE_MODIFY"] = item.Values["LAST_ACTIVITY_TIME"] = now;
        item.Values["OPENED"] = "Y";
        CrmWriter.Write(portal, user, item, fields, isNew: true, throughItems);
        Defaults(item, now);
        board.Items[type].Add(item.Key.Id, item);
        CrmEvents.Item(portal, user, "ADD", item.Key);
        return item;
    }

    /// <summary>Changes a record; a null user is a robot.</summary>
    public static void Update(Portal portal, PortalUser? user, CrmItem item, JsonObject fields, bool throughItems = false)
    {
        var funnel = item.Number("CATEGORY_ID");
        CrmWriter.Write(portal, user ?? portal.Users.Values.First(), item, fields, isNew: false, throughItems);
        Semantics(item);
        Touch(portal, user, item);
        if (item.Key.TypeId == CrmTypes.Deal && item.Number("CATEGORY_ID") != funnel)
        {
            CrmEvents.Moved(portal, user, item);
        }
        else
        {
            CrmEvents.Item(portal, user, "UPDATE", item.Key);
        }
    }

    /// <summary>
    /// Deletes a record. What its timeline shared with others loses the binding, or goes with its owner: the documents leave it open.
    /// </summary>
    public static void Delete(Portal portal, PortalUser? user, CrmItem item)
    {
        var board = portal.State<CrmBoard>();
        board.Items[item.Key.TypeId].Remove(item.Key.Id);
        CompanyLinks.Forget(board, item.Key);
        foreach (var activity in board.ActivitiesOf(item.Key))
        {
            if (activity.Bindings.Count == 1 || (activity.Owner == item.Key && portal.Switches.OwnerDeletionTakesActivities))
            {
                ActivityActions.Delete(portal, user, activity);
            }
            else
            {
                ActivityActions.Unbind(portal, user, activity, item.Key);
            }
        }

        foreach (var comment in board.CommentsOf(item.Key))
        {
            TimelineActions.Leave(portal, user, comment, item.Key, takesAll: portal.Switches.OwnerDeletionTakesActivities && comment.Bindings[0] == item.Key);
        }

        CrmEvents.Item(portal, user, "DELETE", item.Key);
    }

    /// <summary>The record was changed through something that is no field: its links.</summary>
    internal static void Linked(Portal portal, PortalUser user, CrmItem item)
    {
        Touch(portal, user, item);
        CrmEvents.Item(portal, user, "UPDATE", item.Key);
    }

    private static void Touch(Portal portal, PortalUser? user, CrmItem item)
    {
        item.Values["DATE_MODIFY"] = PortalDates.Now(portal);
        item.Values["MODIFY_BY_ID"] = user?.Id ?? 0;
    }

    private static void Defaults(CrmItem item, DateTimeOffset now)
    {
        var id = Php.Text(item.Key.Id);
        switch (item.Key.TypeId)
        {
            case CrmTypes.Lead:
                item.Values.TryAdd("STATUS_ID", "NEW");
                item.Values.TryAdd("TITLE", $"Lead #{id}");
                break;
            case CrmTypes.Deal:
                item.Values.TryAdd("CATEGORY_ID", null);
                item.Values.TryAdd("STAGE_ID", item.Number("CATEGORY_ID") == 0 ? "NEW" : $"C{item.Number("CATEGORY_ID")}:NEW");
                item.Values.TryAdd("TITLE", $"Deal #{id}");
                item.Values.TryAdd("BEGINDATE", now);
                item.Values.TryAdd("CLOSEDATE", now.AddDays(7)); // crm.md §4.2
                break;
            case CrmTypes.Process or CrmTypes.SmartInvoice:
                item.Values.TryAdd("STAGE_ID", $"DT{item.Key.TypeId}_1:NEW");
                item.Values.TryAdd("TITLE", $"{CrmTypes.Find(item.Key.TypeId)!.Title} #{id}");
                break;
        }

        Semantics(item);
    }

    private static void Semantics(CrmItem item)
    {
        var stage = item.Text(item.Key.TypeId == CrmTypes.Lead ? "STATUS_ID" : "STAGE_ID").Split(':')[^1];
        var semantics = stage switch
        {
            "WON" or "CONVERTED" or "SUCCESS" => "S",
            "LOSE" or "APOLOGY" or "JUNK" or "FAIL" => "F",
            _ => "P",
        };
        if (item.Key.TypeId == CrmTypes.Lead)
        {
            item.Values["STATUS_SEMANTIC_ID"] = semantics;
        }
        else if (item.Key.TypeId == CrmTypes.Deal)
        {
            item.Values["STAGE_SEMANTIC_ID"] = semantics;
            item.Values["CLOSED"] = semantics == "P" ? "N" : "Y";
        }
    }
}

using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary>What happens to activities, each with its event.</summary>
public static class ActivityActions
{
    /// <summary>Most records one activity may be bound to (b24restdocs: crm/timeline/activities/binding/crm-activity-binding-add.md).</summary>
    public const int MaxBindings = 100;

    /// <summary>Makes an activity as telephony, mail or a person in the browser does: any kind, nothing is sent.</summary>
    public static CrmActivity Add(Portal portal, PortalUser user, CrmKey owner, string providerId, int typeId, Action<CrmActivity>? with = null)
    {
        var activity = New(portal, user, providerId, typeId, clientId: null);
        activity.Owner = owner;
        with?.Invoke(activity);
        Put(portal, user, activity);
        return activity;
    }

    /// <summary>Puts an activity into its timelines: the owner's and those of the records it was held with.</summary>
    internal static void Put(Portal portal, PortalUser? user, CrmActivity activity)
    {
        var board = portal.State<CrmBoard>();
        board.Activities.Add(activity.Id, activity);
        board.Bind(activity, activity.Owner);
        foreach (var communication in activity.Communications.Where(one => board.Find(one.Entity) is not null))
        {
            board.Bind(activity, communication.Entity);
        }

        foreach (var key in activity.Bindings)
        {
            if (board.Find(key) is { } item)
            {
                item.Values["LAST_ACTIVITY_TIME"] = activity.Created;
                item.Values["LAST_ACTIVITY_BY"] = user?.Id ?? 0;
            }
        }

        CrmEvents.Activity(portal, user, "ADD", activity.Id);
    }

    internal static CrmActivity New(Portal portal, PortalUser user, string providerId, int typeId, string? clientId)
    {
        var now = PortalDates.Now(portal);
        return new CrmActivity
        {
            Id = portal.State<CrmBoard>().NextActivity(),
            TypeId = typeId,
            ProviderId = providerId,
            ClientId = clientId,
            AuthorId = user.Id,
            EditorId = user.Id,
            ResponsibleId = user.Id,
            Created = now,
            LastUpdated = now,
        };
    }

    /// <summary>Tells that an activity was changed; a null user is the portal itself, as for a recording that comes late.</summary>
    public static void Changed(Portal portal, PortalUser? user, CrmActivity activity, bool withEvent = true)
    {
        activity.LastUpdated = PortalDates.Now(portal);
        activity.EditorId = user?.Id ?? activity.EditorId;
        if (withEvent)
        {
            CrmEvents.Activity(portal, user, "UPDATE", activity.Id);
        }
    }

    /// <summary>Puts a file beside an activity as the portal itself does, for example a recording that comes after its call: no event tells of it (crm.md §7).</summary>
    public static long Attach(Portal portal, PortalUser user, CrmActivity activity, string name, FileBytes content)
    {
        var file = CrmFiles.Keep(portal, user, name, content).Id;
        activity.Files.Add(file);
        if (portal.Switches.RecordingMovesLastUpdated)
        {
            activity.LastUpdated = PortalDates.Now(portal);
        }

        return file;
    }

    /// <summary>Deletes an activity from every timeline.</summary>
    public static void Delete(Portal portal, PortalUser? user, CrmActivity activity)
    {
        var board = portal.State<CrmBoard>();
        foreach (var key in activity.Bindings.ToList())
        {
            board.Unbind(activity, key);
        }

        board.Activities.Remove(activity.Id);
        board.Notes.Remove((true, activity.Id));
        CrmEvents.Activity(portal, user, "DELETE", activity.Id);
    }

    /// <summary>Shows an activity in one more timeline; false when it is there already.</summary>
    public static bool Bind(Portal portal, PortalUser? user, CrmActivity activity, CrmKey key)
    {
        if (!portal.State<CrmBoard>().Bind(activity, key))
        {
            return false;
        }

        Rebound(portal, user, activity);
        return true;
    }

    /// <summary>Takes an activity out of a timeline. The owner changes only when one binding is left (crm.md §2.1).</summary>
    public static void Unbind(Portal portal, PortalUser? user, CrmActivity activity, CrmKey key)
    {
        portal.State<CrmBoard>().Unbind(activity, key);
        if (activity.Bindings.Count == 1 || (activity.Owner == key && portal.State<CrmBoard>().Find(key) is null))
        {
            activity.Owner = activity.Bindings[0];
        }

        Rebound(portal, user, activity);
    }

    private static void Rebound(Portal portal, PortalUser? user, CrmActivity activity)
    {
        if (portal.Switches.BindingMovesLastUpdated)
        {
            activity.LastUpdated = PortalDates.Now(portal);
        }

        if (portal.Switches.BindingFiresActivityUpdate)
        {
            CrmEvents.Activity(portal, user, "UPDATE", activity.Id);
        }
    }
}

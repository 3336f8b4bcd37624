using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Who sees what: an administrator everything, others what is open to all or theirs. Lists hide the rest without a word (crm.md §9.15).</summary>
internal static class CrmRights
{
    public static bool CanRead(PortalUser user, CrmItem item) =>
        user.IsAdmin || item.Text("OPENED") != "N" || item.AssignedById == user.Id || item.Number("CREATED_BY_ID") == user.Id;

    public static bool CanRead(Portal portal, PortalUser user, CrmActivity activity) => user.IsAdmin || activity.ResponsibleId == user.Id || CanRead(portal, user, activity.Bindings);

    public static bool CanRead(Portal portal, PortalUser user, TimelineComment comment) => user.IsAdmin || comment.AuthorId == user.Id || CanRead(portal, user, comment.Bindings);

    private static bool CanRead(Portal portal, PortalUser user, List<CrmKey> bindings) =>
        bindings.Exists(key => portal.State<CrmBoard>().Find(key) is { } item && CanRead(user, item));
}

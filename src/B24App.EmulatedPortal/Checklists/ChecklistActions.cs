using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Checklists;

/// <summary>
/// What happens to checklists, whoever does it. History tells of each change; whether the task's event and date do is an open question
/// of the documents: a switch.
/// </summary>
public static class ChecklistActions
{
    /// <summary>Adds a line; parent 0 makes a new checklist.</summary>
    public static ChecklistItem Add(Portal portal, PortalTask task, PortalUser actor, long parent, string title, int? place = null, bool important = false, bool complete = false)
    {
        var book = portal.State<ChecklistBook>();
        var item = new ChecklistItem
        {
            Id = book.NextId(),
            TaskId = task.Id,
            ParentId = parent,
            CreatedBy = actor.Id,
            Title = title,
            SortIndex = place ?? book.Items.Values.Count(other => other.TaskId == task.Id && other.ParentId == parent),
            IsImportant = important,
        };
        book.Items.Add(item.Id, item);
        if (complete)
        {
            Tick(item, actor, true, PortalDates.Now(portal));
        }

        Tell(portal, task, actor, "CHECKLIST_ITEM_CREATE", null, title);
        return item;
    }

    /// <summary>Changes a line.</summary>
    public static void Change(Portal portal, PortalTask task, PortalUser actor, ChecklistItem item, Action<ChecklistItem> change)
    {
        var before = item.Title;
        change(item);
        Tell(portal, task, actor, "CHECKLIST_ITEM_RENAME", before, item.Title);
    }

    /// <summary>Ticks a line or takes the tick back.</summary>
    public static void Complete(Portal portal, PortalTask task, PortalUser actor, ChecklistItem item, bool complete)
    {
        Tick(item, actor, complete, PortalDates.Now(portal));
        Tell(portal, task, actor, complete ? "CHECKLIST_ITEM_CHECK" : "CHECKLIST_ITEM_UNCHECK", item.Title, item.Title);
    }

    /// <summary>Puts a line behind another one of the same parent.</summary>
    public static void MoveAfter(Portal portal, PortalTask task, PortalUser actor, ChecklistItem item, ChecklistItem after)
    {
        var book = portal.State<ChecklistBook>();
        item.ParentId = after.ParentId;
        var row = book.Of(task.Id).Where(other => other.ParentId == after.ParentId && other.Id != item.Id).ToList();
        row.Insert(row.IndexOf(after) + 1, item);
        for (var i = 0; i < row.Count; i++)
        {
            row[i].SortIndex = i;
        }

        Tell(portal, task, actor, "CHECKLIST_ITEM_MOVE", item.Title, item.Title);
    }

    /// <summary>Whether a line is another one or hangs under it, at whatever depth.</summary>
    public static bool IsUnder(Portal portal, long line, long top)
    {
        var items = portal.State<ChecklistBook>().Items;
        for (var at = line; at != 0; at = items.GetValueOrDefault(at)?.ParentId ?? 0)
        {
            if (at == top)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes a line and what hangs under it.</summary>
    public static void Delete(Portal portal, PortalTask task, PortalUser actor, ChecklistItem item)
    {
        var book = portal.State<ChecklistBook>();
        Remove(item.Id);
        Tell(portal, task, actor, "CHECKLIST_ITEM_REMOVE", item.Title, null);

        void Remove(long id)
        {
            book.Items.Remove(id);
            foreach (var child in book.Items.Values.Where(child => child.ParentId == id).Select(child => child.Id).ToList())
            {
                Remove(child);
            }
        }
    }

    /// <summary>Sets the members: they take part in the task from now on, and their names are appended to the text.</summary>
    internal static void SetMembers(Portal portal, PortalTask task, PortalUser actor, ChecklistItem item, IReadOnlyDictionary<long, string> members)
    {
        foreach (var gone in item.Members.Keys.Except(members.Keys).ToList())
        {
            item.Members.Remove(gone);
            item.Title = item.Title.Replace(" " + Name(gone), "", StringComparison.Ordinal);
        }

        var roles = task.Participants.ToList();
        foreach (var (id, type) in members.Where(pair => portal.Users.ContainsKey(pair.Key)))
        {
            item.Title += item.Members.ContainsKey(id) ? "" : " " + Name(id);
            item.Members[id] = type;
            var role = type == "U" ? task.Auditors : task.Accomplices;
            if (!roles.Contains(id))
            {
                role.Add(id);
            }
        }

        Chats.ChatActions.FollowRoles(portal, task, actor, roles);

        string Name(long id) => portal.Users.GetValueOrDefault(id)?.FullName ?? "";
    }

    private static void Tick(ChecklistItem item, PortalUser actor, bool complete, DateTimeOffset now)
    {
        item.IsComplete = complete;
        item.ToggledBy = actor.Id;
        item.ToggledAt = now;
    }

    private static void Tell(Portal portal, PortalTask task, PortalUser actor, string code, string? from, string? to)
    {
        var now = PortalDates.Now(portal);
        portal.State<TaskBoard>().Remember(task, now, actor, code, from, to);
        if (portal.Switches.ChecklistMovesTask)
        {
            task.ChangedDate = now;
            task.ChangedBy = actor.Id;
            TaskEvents.Updated(portal, actor, task.Id);
        }
    }
}

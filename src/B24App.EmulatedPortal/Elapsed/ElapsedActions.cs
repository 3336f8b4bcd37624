using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Elapsed;

/// <summary>What happens to records of time. No event tells of them (tasks.md §5.2); whether the task's date does is a switch.</summary>
public static class ElapsedActions
{
    /// <summary>Enters time; the day of work may lie in the past.</summary>
    public static ElapsedEntry Add(Portal portal, PortalTask task, long user, long seconds, string comment, DateTimeOffset? workedAt = null)
    {
        var book = portal.State<ElapsedBook>();
        var now = PortalDates.Now(portal);
        var entry = new ElapsedEntry { Id = book.NextId(), TaskId = task.Id, UserId = user, Seconds = seconds, Comment = comment, WorkedAt = workedAt ?? now, EnteredAt = now };
        book.Entries.Add(entry.Id, entry);
        Moved(portal, task, user);
        return entry;
    }

    /// <summary>Corrects a record.</summary>
    public static void Change(Portal portal, PortalTask task, ElapsedEntry entry, long seconds, string comment)
    {
        entry.Seconds = seconds;
        entry.Comment = comment;
        Moved(portal, task, entry.UserId);
    }

    /// <summary>Removes a record.</summary>
    public static void Delete(Portal portal, PortalTask task, ElapsedEntry entry)
    {
        portal.State<ElapsedBook>().Entries.Remove(entry.Id);
        Moved(portal, task, entry.UserId);
    }

    private static void Moved(Portal portal, PortalTask task, long user)
    {
        if (portal.Switches.ElapsedMovesTask)
        {
            task.ChangedDate = PortalDates.Now(portal);
            task.ChangedBy = user;
        }
    }
}

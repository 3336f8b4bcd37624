using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary>What happens to comments of timelines, each with its event.</summary>
public static class TimelineActions
{
    /// <summary>Writes a comment. Nobody checks that the record exists (crm.md §2.2).</summary>
    public static TimelineComment Add(Portal portal, PortalUser? user, CrmKey key, string text, long authorId)
    {
        var board = portal.State<CrmBoard>();
        var comment = new TimelineComment { Id = board.NextComment(), Text = text, AuthorId = authorId, Created = PortalDates.Now(portal) };
        board.Comments.Add(comment.Id, comment);
        board.Bind(comment, key);
        CrmEvents.Comment(portal, user, "ADD", comment.Id);
        return comment;
    }

    /// <summary>A person leaves a comment with these files of its own and with one more.</summary>
    public static long Attach(Portal portal, PortalUser user, TimelineComment comment, string name, FileBytes content, bool withEvent = true)
    {
        var file = CrmFiles.Keep(portal, user, name, content).Id;
        comment.Files.Add(file);
        if (withEvent)
        {
            CrmEvents.Comment(portal, user, "UPDATE", comment.Id);
        }

        return file;
    }

    /// <summary>Changes the text.</summary>
    public static void Edit(Portal portal, PortalUser? user, TimelineComment comment, string text)
    {
        comment.Text = text;
        CrmEvents.Comment(portal, user, "UPDATE", comment.Id);
    }

    /// <summary>Deletes a comment everywhere.</summary>
    public static void Delete(Portal portal, PortalUser? user, TimelineComment comment)
    {
        var board = portal.State<CrmBoard>();
        foreach (var key in comment.Bindings.ToList())
        {
            board.Unbind(comment, key);
        }

        board.Comments.Remove(comment.Id);
        board.Notes.Remove((false, comment.Id));
        CrmEvents.Comment(portal, user, "DELETE", comment.Id);
    }

    /// <summary>Takes a comment out of one timeline; the last one takes the comment with it.</summary>
    internal static void Leave(Portal portal, PortalUser? user, TimelineComment comment, CrmKey key, bool takesAll = false)
    {
        if (takesAll || comment.Bindings.Count == 1)
        {
            Delete(portal, user, comment);
        }
        else
        {
            portal.State<CrmBoard>().Unbind(comment, key);
        }
    }
}

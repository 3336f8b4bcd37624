using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Comments;

/// <summary>What happens to comments of the old card, whoever does it.</summary>
public static class CommentActions
{
    /// <summary>Adds a comment and announces it.</summary>
    /// <param name="portal">Portal.</param>
    /// <param name="task">Task with the old card.</param>
    /// <param name="author">Author as shown.</param>
    /// <param name="actor">Who really acted; null for a robot.</param>
    /// <param name="text">Text.</param>
    /// <param name="postedAt">Time as shown; null for now.</param>
    /// <param name="beforeTold">What belongs to it and must stand before its event leaves: its files.</param>
    public static TaskComment Add(
        Portal portal, PortalTask task, long author, PortalUser? actor, string text, DateTimeOffset? postedAt = null, Action<TaskComment>? beforeTold = null)
    {
        var comment = Write(portal, task, author, text, isService: false, postedAt);
        beforeTold?.Invoke(comment);
        TaskHashtags.Harvest(task, text);
        task.ActivityDate = PortalDates.Now(portal);
        portal.State<TaskBoard>().Remember(task, comment.PostedAt, actor, "COMMENT", null, Php.Text(comment.Id));
        TaskEvents.Commented(portal, actor, task.Id, comment.Id);
        return comment;
    }

    /// <summary>Adds what the portal itself says. It looks like a comment of the person whose action it tells of.</summary>
    public static TaskComment AddService(Portal portal, PortalTask task, PortalUser? actor, string text)
    {
        var comment = Write(portal, task, actor?.Id ?? task.CreatedBy, text, isService: true, null);
        portal.State<TaskBoard>().Remember(task, comment.PostedAt, actor, "COMMENT", null, Php.Text(comment.Id));
        TaskEvents.Commented(portal, actor, task.Id, comment.Id);
        return comment;
    }

    /// <summary>Changes the text.</summary>
    public static void Edit(Portal portal, TaskComment comment, PortalUser? actor, string text)
    {
        comment.Text = text;
        TaskEvents.CommentEdited(portal, actor, comment.TaskId, comment.Id);
    }

    /// <summary>Removes a comment.</summary>
    public static void Delete(Portal portal, TaskComment comment, PortalUser? actor)
    {
        portal.State<CommentBook>().Comments.Remove(comment.Id);
        TaskEvents.CommentDeleted(portal, actor, comment.TaskId, comment.Id);
    }

    private static TaskComment Write(Portal portal, PortalTask task, long author, string text, bool isService, DateTimeOffset? postedAt)
    {
        var book = portal.State<CommentBook>();
        task.ForumTopicId ??= book.NextTopic();
        var comment = new TaskComment
        {
            Id = book.NextId(),
            TaskId = task.Id,
            AuthorId = author,
            PostedAt = postedAt ?? PortalDates.Now(portal),
            Text = text,
            IsService = isService,
        };
        book.Comments.Add(comment.Id, comment);
        return comment;
    }
}

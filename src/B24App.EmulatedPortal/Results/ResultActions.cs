using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Results;

/// <summary>What happens to results of tasks. No event tells of them (tasks.md §5.3).</summary>
public static class ResultActions
{
    /// <summary>Makes a result of the new card, from a message or of its own.</summary>
    public static TaskResult Make(Portal portal, PortalTask task, PortalUser author, string text, ChatMessage? message)
    {
        var book = portal.State<ResultBook>();
        var made = new TaskResult
        {
            Id = book.NextId(),
            TaskId = task.Id,
            MessageId = message?.Id,
            CreatedBy = author.Id,
            CreatedAt = PortalDates.Now(portal),
            Text = text,
            Files = message?.Files ?? [],
        };
        book.Results.Add(made.Id, made);
        return made;
    }
}

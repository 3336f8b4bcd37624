using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Tests.Journeys;

/// <summary>A line of a discussion, from the portal's own state.</summary>
internal sealed record Spoken(long Id, long Author, string Text, bool System)
{
    public static IEnumerable<Spoken> Of(Portal portal, long task)
    {
        var chat = portal.State<ChatBoard>().Chats.Values.FirstOrDefault(chat => chat.TaskId == task);
        return chat is not null
            ? chat.Messages.Values.Where(message => !message.IsDeleted).Select(message => new Spoken(message.Id, message.AuthorId, message.Text, message.IsSystem))
            : portal.State<CommentBook>().Of(task).Select(comment => new Spoken(comment.Id, comment.AuthorId, comment.Text, comment.IsService));
    }
}

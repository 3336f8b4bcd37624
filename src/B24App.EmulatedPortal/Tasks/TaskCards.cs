using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>What becomes of old comments when a task gets its chat.</summary>
public enum MigrationKind
{
    /// <summary>Every comment becomes a message with its author and time.</summary>
    WithHistory,

    /// <summary>The chat starts empty.</summary>
    WithoutHistory,

    /// <summary>One system message tells how many comments there were.</summary>
    WithSummary,
}

/// <summary>Which card a task has.</summary>
internal static class TaskCards
{
    /// <summary>The chat id a client is shown. Whether tasks older than the portal's migration show one is an open question, so a switch decides.</summary>
    public static long? ChatIdShown(Portal portal, PortalTask task)
    {
        if (task.ChatId is null && portal.Switches is { Card: Card.New, OldTasksShowChatId: true })
        {
            Migration.ToNewCard(portal, task.Id, MigrationKind.WithHistory);
        }

        return task.ChatId;
    }
}

/// <summary>The portal moves a task from the old card to the new one in mid-life.</summary>
public static class Migration
{
    /// <summary>Gives a task its chat. No event tells of it. A task that has one stays as it is.</summary>
    public static PortalChat ToNewCard(Portal portal, long taskId, MigrationKind kind)
    {
        var task = portal.State<TaskBoard>().Tasks[taskId];
        var chats = portal.State<ChatBoard>();
        if (task.ChatId is { } existing)
        {
            return chats.Chats[existing];
        }

        var chat = ChatActions.OpenFor(portal, task);
        task.Card = Card.New;
        var comments = portal.State<CommentBook>().Of(taskId).ToList();
        if (kind == MigrationKind.WithHistory)
        {
            foreach (var comment in comments)
            {
                var message = new ChatMessage
                {
                    Id = chats.NextMessageId(),
                    ChatId = chat.Id,
                    AuthorId = comment.IsService ? 0 : comment.AuthorId,
                    SentAt = comment.PostedAt,
                    Text = comment.Text,
                    Uuid = comment.IsService ? null : Guid.NewGuid().ToString(),
                    Code = comment.IsService ? "TASKS_TASK_MIGRATED" : null,
                };
                chat.Messages.Add(message.Id, message);
            }
        }

        var line = kind == MigrationKind.WithSummary ? ServiceTexts.Say(portal, "summary", comments.Count) : ServiceTexts.Say(portal, "migrated");
        ChatActions.SaySystem(portal, chat, null, "TASKS_TASK_MIGRATION", line);
        return chat;
    }
}

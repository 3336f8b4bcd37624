namespace B24App.EmulatedPortal.Comments;

/// <summary>A comment of the old card: a message of the task's forum topic.</summary>
public sealed class TaskComment
{
    /// <summary>Id, one sequence for the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Task.</summary>
    public required long TaskId { get; init; }

    /// <summary>Author as shown.</summary>
    public required long AuthorId { get; set; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset PostedAt { get; set; }

    /// <summary>Text in BBCode.</summary>
    public required string Text { get; set; }

    /// <summary>Written by the portal itself. No field of the answer says so.</summary>
    public bool IsService { get; init; }
}

/// <summary>All comments of old cards.</summary>
public sealed class CommentBook
{
    private long _lastId = 76;
    private long _lastTopic = 30;

    /// <summary>Comments by id.</summary>
    public SortedDictionary<long, TaskComment> Comments { get; } = new();

    /// <summary>Takes the next comment id.</summary>
    public long NextId() => ++_lastId;

    /// <summary>Takes the next topic id.</summary>
    public long NextTopic() => ++_lastTopic;

    /// <summary>Comments of a task, oldest first.</summary>
    public IEnumerable<TaskComment> Of(long taskId) => Comments.Values.Where(comment => comment.TaskId == taskId);
}

namespace B24App.EmulatedPortal.Results;

/// <summary>A result of a task: a comment of the old card that was pinned, or a text of the new one.</summary>
public sealed class TaskResult
{
    /// <summary>Id.</summary>
    public required long Id { get; init; }

    /// <summary>Task.</summary>
    public required long TaskId { get; init; }

    /// <summary>Comment of the old card; 0 on the new one.</summary>
    public long CommentId { get; init; }

    /// <summary>Message of the chat, or null.</summary>
    public long? MessageId { get; init; }

    /// <summary>Author.</summary>
    public required long CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Text.</summary>
    public required string Text { get; set; }

    /// <summary>Drive objects (new card) or attachments (old card).</summary>
    public IReadOnlyList<long> Files { get; set; } = [];
}

/// <summary>All results of a portal.</summary>
public sealed class ResultBook
{
    private long _lastId = 15;

    /// <summary>Results by id.</summary>
    public SortedDictionary<long, TaskResult> Results { get; } = new();

    /// <summary>Takes the next id.</summary>
    public long NextId() => _lastId += 2;

    /// <summary>Results of a task.</summary>
    public IEnumerable<TaskResult> Of(long taskId) => Results.Values.Where(result => result.TaskId == taskId);
}

using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>All tasks of a portal, their history and their custom fields.</summary>
public sealed class TaskBoard
{
    private readonly Dictionary<string, long> _tagIds = new(StringComparer.OrdinalIgnoreCase);
    private long _lastTaskId;
    private long _lastHistoryId = 100;

    /// <summary>Live tasks by id.</summary>
    public SortedDictionary<long, PortalTask> Tasks { get; } = new();

    /// <summary>Deleted tasks, until they are restored.</summary>
    public Dictionary<long, PortalTask> RecycleBin { get; } = new();

    /// <summary>What changed, oldest first.</summary>
    public List<TaskHistoryEntry> History { get; } = [];

    /// <summary>Custom fields of tasks, the three of the system included.</summary>
    public List<TaskUserField> UserFields { get; } = TaskUserField.OfTheSystem();

    /// <summary>A live task, or null.</summary>
    public PortalTask? Find(long id) => Tasks.GetValueOrDefault(id);

    /// <summary>Takes the next id; ids are never used twice.</summary>
    public long NextTaskId() => ++_lastTaskId;

    /// <summary>Id of a tag, one per name.</summary>
    public long TagId(string name)
    {
        if (!_tagIds.TryGetValue(name, out var id))
        {
            _tagIds[name] = id = 31 + (2 * _tagIds.Count);
        }

        return id;
    }

    /// <summary>Writes a line of history.</summary>
    public void Remember(PortalTask task, DateTimeOffset at, PortalUser? actor, string field, string? from, string? to) =>
        History.Add(new TaskHistoryEntry(++_lastHistoryId, task.Id, at, actor?.Id ?? 0, field, from, to));
}

/// <summary>One line of <c>tasks.task.history.list</c>.</summary>
/// <param name="Id">Id of the line.</param>
/// <param name="TaskId">Task.</param>
/// <param name="At">When.</param>
/// <param name="UserId">Who; 0 for a robot.</param>
/// <param name="Field">Field code.</param>
/// <param name="From">Value before.</param>
/// <param name="To">Value after.</param>
public sealed record TaskHistoryEntry(long Id, long TaskId, DateTimeOffset At, long UserId, string Field, string? From, string? To);

namespace B24App.EmulatedPortal.Elapsed;

/// <summary>A record of time spent on a task.</summary>
public sealed class ElapsedEntry
{
    /// <summary>Id, one sequence for the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Task.</summary>
    public required long TaskId { get; init; }

    /// <summary>Whose time it is.</summary>
    public required long UserId { get; init; }

    /// <summary>What was done.</summary>
    public string Comment { get; set; } = "";

    /// <summary>Time spent.</summary>
    public long Seconds { get; set; }

    /// <summary>Day of the work; for an entry made afterwards the day it is made for.</summary>
    public required DateTimeOffset WorkedAt { get; set; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>All records of time of a portal.</summary>
public sealed class ElapsedBook
{
    private long _lastId;

    /// <summary>Records by id.</summary>
    public SortedDictionary<long, ElapsedEntry> Entries { get; } = new();

    /// <summary>Takes the next id.</summary>
    public long NextId() => ++_lastId;

    /// <summary>Records of a task.</summary>
    public IEnumerable<ElapsedEntry> Of(long taskId) => Entries.Values.Where(entry => entry.TaskId == taskId);
}

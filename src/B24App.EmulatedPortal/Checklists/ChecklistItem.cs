namespace B24App.EmulatedPortal.Checklists;

/// <summary>A line of a checklist; one without a parent is a checklist and its title the name of it.</summary>
public sealed class ChecklistItem
{
    /// <summary>Id, one sequence for the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Task.</summary>
    public required long TaskId { get; init; }

    /// <summary>Line it hangs under; 0 for a checklist.</summary>
    public long ParentId { get; set; }

    /// <summary>Who made it.</summary>
    public required long CreatedBy { get; init; }

    /// <summary>Text; the names of its members are part of it.</summary>
    public required string Title { get; set; }

    /// <summary>Place among its neighbours.</summary>
    public int SortIndex { get; set; }

    /// <summary>Ticked.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Marked as important.</summary>
    public bool IsImportant { get; set; }

    /// <summary>Who ticked it last.</summary>
    public long? ToggledBy { get; set; }

    /// <summary>When it was ticked last.</summary>
    public DateTimeOffset? ToggledAt { get; set; }

    /// <summary>Members: user id to <c>A</c> (accomplice) or <c>U</c> (auditor).</summary>
    public SortedDictionary<long, string> Members { get; } = new();
}

/// <summary>All checklists of a portal.</summary>
public sealed class ChecklistBook
{
    private long _lastId = 412;

    /// <summary>Lines by id.</summary>
    public SortedDictionary<long, ChecklistItem> Items { get; } = new();

    /// <summary>Takes the next id.</summary>
    public long NextId() => _lastId += 3;

    /// <summary>Lines of a task in the order of the tree: parents before children, neighbours by their place.</summary>
    public IReadOnlyList<ChecklistItem> Of(long taskId)
    {
        var rows = Items.Values.Where(item => item.TaskId == taskId).ToLookup(item => item.ParentId);
        var found = new List<ChecklistItem>();
        Walk(0);
        return found;

        void Walk(long parent)
        {
            foreach (var item in rows[parent].OrderBy(item => item.SortIndex).ThenBy(item => item.Id))
            {
                found.Add(item);
                Walk(item.Id);
            }
        }
    }
}

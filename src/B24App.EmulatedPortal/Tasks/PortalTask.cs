using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tasks;

/// <summary>Statuses a task can hold; the meta values of filters are not among them (b24restdocs: api-reference/tasks/fields.md).</summary>
public static class TaskStatus
{
    /// <summary>Waiting to be started.</summary>
    public const int Pending = 2;

    /// <summary>Being worked on.</summary>
    public const int InProgress = 3;

    /// <summary>Done, waiting for the creator's word.</summary>
    public const int AwaitingControl = 4;

    /// <summary>Done.</summary>
    public const int Completed = 5;

    /// <summary>Put off.</summary>
    public const int Deferred = 6;
}

/// <summary>A task as the portal stores it.</summary>
public sealed class PortalTask
{
    /// <summary>Id inside the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Parent task, or null.</summary>
    public long? ParentId { get; set; }

    /// <summary>Title.</summary>
    public string Title { get; set; } = "";

    /// <summary>Description in BBCode, as it was written.</summary>
    public string Description { get; set; } = "";

    /// <summary>False only when HTML was asked for and the text holds a tag.</summary>
    public bool DescriptionInBbcode { get; set; } = true;

    /// <summary><c>P</c>, <c>N</c> or null.</summary>
    public string? Mark { get; set; }

    /// <summary>0 low, 1 medium, 2 high.</summary>
    public int Priority { get; set; } = 1;

    /// <summary>One of <see cref="TaskStatus"/>.</summary>
    public int Status { get; set; } = TaskStatus.Pending;

    /// <summary>Repeats by a template.</summary>
    public bool Replicate { get; set; }

    /// <summary>Group, 0 for none.</summary>
    public long GroupId { get; set; }

    /// <summary>Kanban stage, 0 for the first.</summary>
    public long StageId { get; set; }

    /// <summary>Creator.</summary>
    public required long CreatedBy { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedDate { get; set; }

    /// <summary>Who does it.</summary>
    public required long ResponsibleId { get; set; }

    /// <summary>Who helps.</summary>
    public List<long> Accomplices { get; set; } = [];

    /// <summary>Who watches.</summary>
    public List<long> Auditors { get; set; } = [];

    /// <summary>Who changed it last; 0 for a robot.</summary>
    public long ChangedBy { get; set; }

    /// <summary>Last change of fields or status.</summary>
    public DateTimeOffset ChangedDate { get; set; }

    /// <summary>Who changed the status last.</summary>
    public long? StatusChangedBy { get; set; }

    /// <summary>When the status changed last.</summary>
    public DateTimeOffset StatusChangedDate { get; set; }

    /// <summary>Null while fresh, 0 after start or renew, the user who closed it otherwise.</summary>
    public long? ClosedBy { get; set; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedDate { get; set; }

    /// <summary>Last activity, comments included.</summary>
    public DateTimeOffset ActivityDate { get; set; }

    /// <summary>When work began.</summary>
    public DateTimeOffset? DateStart { get; set; }

    /// <summary>Deadline.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>Planned start.</summary>
    public DateTimeOffset? StartDatePlan { get; set; }

    /// <summary>Planned end.</summary>
    public DateTimeOffset? EndDatePlan { get; set; }

    /// <summary><c>{uuid}</c>.</summary>
    public string Uuid { get; set; } = "";

    /// <summary>External id.</summary>
    public string? XmlId { get; set; }

    /// <summary>The responsible may move the deadline.</summary>
    public bool AllowChangeDeadline { get; set; }

    /// <summary>Time is tracked.</summary>
    public bool AllowTimeTracking { get; set; }

    /// <summary>Completion waits for the creator.</summary>
    public bool TaskControl { get; set; }

    /// <summary>Counts in reports.</summary>
    public bool AddInReport { get; set; }

    /// <summary>Skips weekends.</summary>
    public bool MatchWorkTime { get; set; }

    /// <summary>Template it was spawned from.</summary>
    public long? ForkedByTemplateId { get; set; }

    /// <summary>Estimate in seconds.</summary>
    public long TimeEstimate { get; set; }

    /// <summary>Planned duration.</summary>
    public long? DurationPlan { get; set; }

    /// <summary>Unit of the planned duration.</summary>
    public string DurationType { get; set; } = "days";

    /// <summary>Flow, or null.</summary>
    public long? FlowId { get; set; }

    /// <summary>Site; <c>s1</c> everywhere in the cloud.</summary>
    public string SiteId { get; set; } = "s1";

    /// <summary>Previous tasks.</summary>
    public List<long> DependsOn { get; set; } = [];

    /// <summary>Tags in the order they were added.</summary>
    public List<string> Tags { get; set; } = [];

    /// <summary>Custom fields by their upper-case name.</summary>
    public SortedDictionary<string, JsonNode?> CustomFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Grows with every change.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>Where its comments live.</summary>
    public Card Card { get; set; }

    /// <summary>Chat of the new card.</summary>
    public long? ChatId { get; set; }

    /// <summary>Forum topic of the old card, made by the first comment.</summary>
    public long? ForumTopicId { get; set; }

    /// <summary>Users who keep it among favourites.</summary>
    public HashSet<long> FavouriteOf { get; } = [];

    /// <summary>Users who pinned it.</summary>
    public HashSet<long> PinnedBy { get; } = [];

    /// <summary>Users who muted it.</summary>
    public HashSet<long> MutedBy { get; } = [];

    /// <summary>Everyone with a role, creator first, each once.</summary>
    public IEnumerable<long> Participants =>
        new[] { CreatedBy, ResponsibleId }.Concat(Accomplices).Concat(Auditors).Where(id => id > 0).Distinct();
}

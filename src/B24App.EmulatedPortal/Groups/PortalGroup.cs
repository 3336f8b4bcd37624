using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Groups;

/// <summary>What a group may allow its members to do with tasks.</summary>
public enum GroupOperation
{
    /// <summary>See own tasks of the group.</summary>
    View,

    /// <summary>See every task of the group.</summary>
    ViewAll,

    /// <summary>Order tasks.</summary>
    Sort,

    /// <summary>Make tasks.</summary>
    CreateTasks,

    /// <summary>Change any task.</summary>
    EditTasks,

    /// <summary>Delete any task.</summary>
    DeleteTasks,
}

/// <summary>A workgroup or project with its members.</summary>
public sealed class PortalGroup
{
    /// <summary>Id inside the portal.</summary>
    public required long Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Description, or null.</summary>
    public string? Description { get; set; }

    /// <summary>Keywords, or null.</summary>
    public string? Keywords { get; set; }

    /// <summary>Listed for those outside.</summary>
    public bool Visible { get; set; } = true;

    /// <summary>Anyone may join.</summary>
    public bool Opened { get; set; }

    /// <summary>Archived.</summary>
    public bool Closed { get; set; }

    /// <summary>A project rather than a group.</summary>
    public bool Project { get; set; }

    /// <summary>Who may invite: A owner, E moderators, K members.</summary>
    public string InitiatePerms { get; set; } = "E";

    /// <summary>Owner.</summary>
    public required long OwnerId { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedDate { get; set; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset UpdatedDate { get; set; }

    /// <summary>Members with their role: A owner, E moderator, K member.</summary>
    public SortedDictionary<long, char> Members { get; } = new();

    /// <summary>Those who were invited and have not answered.</summary>
    public HashSet<long> Invited { get; } = [];

    /// <summary>Those who asked to be let in.</summary>
    public HashSet<long> Asking { get; } = [];

    /// <summary>The tasks tool is on.</summary>
    public bool TasksEnabled { get; set; } = true;

    /// <summary>Lowest role each operation needs: A, E, K; N for nobody.</summary>
    public Dictionary<GroupOperation, char> Needs { get; } = new()
    {
        [GroupOperation.View] = 'K',
        [GroupOperation.ViewAll] = 'K',
        [GroupOperation.Sort] = 'K',
        [GroupOperation.CreateTasks] = 'K',
        [GroupOperation.EditTasks] = 'E',
        [GroupOperation.DeleteTasks] = 'E',
    };

    /// <summary>Whether the user's role in this group is enough.</summary>
    public bool Allows(PortalUser user, GroupOperation operation) =>
        TasksEnabled && Members.TryGetValue(user.Id, out var role) && Needs[operation] switch
        {
            'A' => role == 'A',
            'E' => role is 'A' or 'E',
            'K' => true,
            _ => false,
        };

    /// <summary>Whether the user sees that the group exists.</summary>
    public bool IsVisibleTo(PortalUser user) => Visible || user.IsAdmin || Members.ContainsKey(user.Id);

    /// <summary>Whether the user may invite others.</summary>
    public bool LetsInvite(PortalUser user) =>
        user.IsAdmin || (Members.TryGetValue(user.Id, out var role) && InitiatePerms switch { "A" => role == 'A', "E" => role is 'A' or 'E', _ => true });

    /// <summary>Whether the user may change the group and its members.</summary>
    public bool IsRunBy(PortalUser user) => user.IsAdmin || (Members.TryGetValue(user.Id, out var role) && role is 'A' or 'E');
}

/// <summary>All groups of a portal.</summary>
public sealed class GroupBoard
{
    /// <summary>Groups by id.</summary>
    public SortedDictionary<long, PortalGroup> Groups { get; } = new();

    /// <summary>An id no group has had.</summary>
    public long NextId { get; set; } = 1;

    /// <summary>Adds a group; its id is taken from then on.</summary>
    public PortalGroup Add(PortalGroup group)
    {
        Groups.Add(group.Id, group);
        NextId = Math.Max(NextId, group.Id + 1);
        return group;
    }
}

using B24App.EmulatedPortal.Tasks;
using B24App.Plan;

namespace B24App.Tests.Journeys;

/// <summary>A task a person filed, and what people did to it since. What the app did stands only in the portals.</summary>
internal sealed class Filed(int portal, long id, bool inside)
{
    public int Portal { get; } = portal;

    public long Id { get; } = id;

    public bool Inside { get; set; } = inside;

    public bool EverInside { get; set; } = inside;

    /// <summary>It stood outside its link for a while: what was entered there is not looked into.</summary>
    public bool WasOutside { get; set; } = !inside;

    /// <summary>A person deleted one of its members: nothing has to be equal from then on.</summary>
    public bool Ended { get; set; }

    /// <summary>Words written into its fields while it was outside and not moved in since.</summary>
    public List<string> Hidden { get; } = [];

    public List<Word> Words { get; } = [];

    public override string ToString() => $"{Portal}:t{Id}";

    /// <summary>The task on every portal that holds it: by its id at home, by its marker elsewhere.</summary>
    public Dictionary<int, PortalTask> Members(World world)
    {
        var marker = Marker.For(OriginHash.Of(world.Hosts[Portal].Portal.MemberId), Id).ToString();
        var members = new Dictionary<int, PortalTask>();
        for (var i = 0; i < world.Hosts.Count; i++)
        {
            var board = world.Hosts[i].Portal.State<TaskBoard>();
            if (board.Tasks.Values.FirstOrDefault(task => i == Portal ? task.Id == Id : task.XmlId == marker) is { } member)
            {
                members[i] = member;
            }
        }

        return members;
    }
}

/// <summary>A comment a person wrote. Its text holds a word that stands nowhere else, unless it is one of the equal ones.</summary>
internal sealed class Word(int portal, long task, long id, string text, bool counts)
{
    public const string Equal = "ok";

    public int Portal { get; } = portal;

    public long Task { get; } = task;

    public long Id { get; } = id;

    public string Text { get; set; } = text;

    public string First { get; } = text;

    /// <summary>Written while the task was inside the link.</summary>
    public bool Counts { get; } = counts;

    public bool IsInternal => Text.StartsWith("//", StringComparison.Ordinal);

    public bool EverPublic { get; set; } = !text.StartsWith("//", StringComparison.Ordinal);

    public bool ChangedFace { get; set; }

    public bool Deleted { get; set; }

    public List<string> Earlier { get; } = [];

    public bool Crosses => Counts && !IsInternal && !Deleted;

    public string Core => Text.TrimStart('/', ' ');
}

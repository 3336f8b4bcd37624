namespace B24App.EmulatedPortal.Crm;

/// <summary>The CRM of a portal.</summary>
public sealed class CrmBoard
{
    private readonly Dictionary<int, long> _lastItem = [];
    private readonly Dictionary<CrmKey, SortedSet<long>> _boundActivities = [];
    private readonly Dictionary<CrmKey, SortedSet<long>> _boundComments = [];
    private long _lastLine;
    private long _lastActivity;
    private long _lastComment;
    private long _lastUserField = 300;

    /// <summary>Records by type and id.</summary>
    internal Dictionary<int, SortedDictionary<long, CrmItem>> Items { get; } = CrmTypes.All.ToDictionary(type => type.Id, _ => new SortedDictionary<long, CrmItem>());

    /// <summary>Activities by id.</summary>
    public SortedDictionary<long, CrmActivity> Activities { get; } = [];

    /// <summary>Comments of timelines by id.</summary>
    public SortedDictionary<long, TimelineComment> Comments { get; } = [];

    /// <summary>Notes on activities and comments.</summary>
    internal Dictionary<(bool IsActivity, long Id), TimelineNote> Notes { get; } = [];

    /// <summary>Letters that left the portal: stays empty while nobody sends one.</summary>
    public List<SentLetter> SentLetters { get; } = [];

    internal List<CrmUserField> UserFields { get; } = [];

    /// <summary>Kinds of activities that apps registered: app and code.</summary>
    internal List<AppActivityType> ActivityTypes { get; } = [];

    /// <summary>Companies of each contact.</summary>
    internal Dictionary<long, List<CompanyLink>> Companies { get; } = [];

    /// <summary>A record, or null.</summary>
    public CrmItem? Find(CrmKey key) => Items.GetValueOrDefault(key.TypeId)?.GetValueOrDefault(key.Id);

    /// <summary>Activities bound to a record, oldest first.</summary>
    public IReadOnlyList<CrmActivity> ActivitiesOf(CrmKey key) => _boundActivities.TryGetValue(key, out var ids) ? [.. ids.Select(id => Activities[id])] : [];

    /// <summary>Comments in the timeline of a record, oldest first.</summary>
    public IReadOnlyList<TimelineComment> CommentsOf(CrmKey key) => _boundComments.TryGetValue(key, out var ids) ? [.. ids.Select(id => Comments[id])] : [];

    /// <summary>Companies of a contact, the first one first.</summary>
    internal IReadOnlyList<CompanyLink> CompaniesOf(long contact) =>
        Companies.TryGetValue(contact, out var links) ? [.. links.OrderByDescending(link => link.IsPrimary).ThenBy(link => link.Sort).ThenBy(link => link.CompanyId)] : [];

    internal IReadOnlyList<CompanyLink> ContactsOf(long company) =>
        [.. Companies.Values.SelectMany(links => links).Where(link => link.CompanyId == company).OrderBy(link => link.Sort).ThenBy(link => link.ContactId)];

    internal long NextItem(int type) => _lastItem[type] = _lastItem.GetValueOrDefault(type) + 1;

    internal long NextLine() => ++_lastLine;

    internal long NextActivity() => ++_lastActivity;

    internal long NextComment() => ++_lastComment;

    internal long NextUserField() => ++_lastUserField;

    internal bool Bind(CrmActivity activity, CrmKey key)
    {
        if (activity.Bindings.Contains(key))
        {
            return false;
        }

        activity.Bindings.Add(key);
        return Index(_boundActivities, key).Add(activity.Id);
    }

    internal void Unbind(CrmActivity activity, CrmKey key)
    {
        activity.Bindings.Remove(key);
        Index(_boundActivities, key).Remove(activity.Id);
    }

    internal bool Bind(TimelineComment comment, CrmKey key)
    {
        if (comment.Bindings.Contains(key))
        {
            return false;
        }

        comment.Bindings.Add(key);
        return Index(_boundComments, key).Add(comment.Id);
    }

    internal bool Unbind(TimelineComment comment, CrmKey key)
    {
        Index(_boundComments, key).Remove(comment.Id);
        return comment.Bindings.Remove(key);
    }

    private static SortedSet<long> Index(Dictionary<CrmKey, SortedSet<long>> index, CrmKey key)
    {
        if (!index.TryGetValue(key, out var ids))
        {
            index[key] = ids = [];
        }

        return ids;
    }
}

/// <summary>A kind of activity that an app registered.</summary>
/// <param name="ClientId">The app.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">What people read.</param>
/// <param name="IsConfigurable">It may be the type of configurable activities.</param>
internal sealed record AppActivityType(string ClientId, string Code, string Name, bool IsConfigurable);

/// <summary>A letter that the portal really sent (crm.md §1.5).</summary>
/// <param name="ActivityId">Activity that caused it.</param>
/// <param name="To">Addresses.</param>
/// <param name="Subject">Subject.</param>
public sealed record SentLetter(long ActivityId, IReadOnlyList<string> To, string Subject);

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using B24App.Plan.Custom;
using B24App.Plan.Lines;
using B24App.Plan.Prints;

namespace B24App.Plan.Tasks;

/// <summary>What one side shows of a task, with what each value would be on the other side already worked out.</summary>
public sealed record SeenTask
{
    /// <summary>Id on its portal.</summary>
    public required long Id { get; init; }

    /// <summary>Title as shown.</summary>
    public string Title { get; init; } = "";

    /// <summary>Description as shown, with our frame if it stands there.</summary>
    public string Description { get; init; } = "";

    /// <summary>Deadline.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Planned start.</summary>
    public DateTimeOffset? PlannedStart { get; init; }

    /// <summary>Planned end.</summary>
    public DateTimeOffset? PlannedEnd { get; init; }

    /// <summary>0 low, 1 medium, 2 high.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>Tags as shown.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Real status 1..7.</summary>
    public int Status { get; init; } = 2;

    /// <summary>TASK_CONTROL.</summary>
    public bool Control { get; init; }

    /// <summary>Responsible person on this portal.</summary>
    public long Responsible { get; init; }

    /// <summary>Name of the responsible person.</summary>
    public string ResponsibleName { get; init; } = "";

    /// <summary>Creator on this portal.</summary>
    public long Creator { get; init; }

    /// <summary>Name of the creator.</summary>
    public string CreatorName { get; init; } = "";

    /// <summary>Group, 0 for none.</summary>
    public long Group { get; init; }

    /// <summary>Parent task, 0 for none.</summary>
    public long Parent { get; init; }

    /// <summary>Family of the parent when the parent is mirrored over this link.</summary>
    public Marker? ParentFamily { get; init; }

    /// <summary>Marker in XML_ID, if any.</summary>
    public Marker? Marker { get; init; }

    /// <summary>Task chat; 0 on the old card.</summary>
    public long Chat { get; init; }

    /// <summary>Files, those that stay behind included.</summary>
    public ImmutableArray<SeenFile> Files { get; init; } = [];

    /// <summary>Seconds of all its records of time; null when the answer did not carry them.</summary>
    public long? TimeSpent { get; init; }

    /// <summary>Lines of its checklists.</summary>
    public ImmutableArray<SeenLine> Lines { get; init; } = [];

    /// <summary>Attachment ids as the answer showed them; null when it did not carry them.</summary>
    public ImmutableArray<long>? Attachments { get; init; }

    /// <summary>It has attachments, and what they are could not be asked.</summary>
    public bool HidesFiles => Attachments is { IsEmpty: false } && !Carried.Contains(Field.Files);

    /// <summary>Auditors, for joining the chat by a role.</summary>
    public ImmutableArray<long> Auditors { get; init; } = [];

    /// <summary>Accomplices.</summary>
    public ImmutableArray<long> Accomplices { get; init; } = [];

    /// <summary>The answer showed auditors and accomplices.</summary>
    public bool ShowsPeople { get; init; }

    /// <summary>Relay accounts of this portal, now and formerly: their roles are our own affair and cross nowhere.</summary>
    public ImmutableArray<long> Ours { get; init; } = [];

    /// <summary>When the task was made, by its portal's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The portal's own "now" when it answered.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Our "now" at that moment: together they tell how the two clocks differ.</summary>
    public DateTimeOffset LookedAt { get; init; }

    /// <summary>Fields the answer carried; a field it did not carry is taken as last seen.</summary>
    public ImmutableHashSet<Field> Carried { get; init; } = [.. Enum.GetValues<Field>()];

    /// <summary>What the other side would show or store for these values.</summary>
    public Across Across { get; init; } = Across.Nothing;

    /// <summary>The print of a field on this side. Tags keep a print each, so that they can be merged as a set.</summary>
    public string Print(Field field) => PrintOf(field, Neutral(field));

    /// <summary>The same task where it is known who we are: only then do observers and accomplices count.</summary>
    public SeenTask KnownOn(IEnumerable<long> ours) => ShowsPeople ? this with { Ours = [.. ours], Carried = Carried.Union([Field.Observers, Field.Accomplices]) } : this;

    /// <summary>Observers or accomplices, without ours.</summary>
    public ImmutableArray<long> People(Field field) => [.. (field == Field.Observers ? Auditors : Accomplices).Except(Ours).Order()];

    /// <summary>Number of its column; 0 for the first, null when the answer did not carry it.</summary>
    public long? StageId { get; init; }

    /// <summary>Title of its column.</summary>
    public string StageTitle { get; init; } = "";

    /// <summary>Columns of its group: numbers by title in neutral form.</summary>
    public ImmutableDictionary<string, long> Stages { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Records of the CRM it hangs on, such as <c>D_2</c>.</summary>
    public ImmutableArray<string> CrmLinks { get; init; } = [];

    /// <summary>A title of a column as it is compared.</summary>
    public static string StageOf(string title) => FieldNormaliser.Title(title).ToUpperInvariant();

    /// <summary>Values of custom fields as shown, by the names of answers.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CustomShown { get; init; } = ImmutableDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Custom fields of the contract by what they are over the link, in neutral form.</summary>
    public ImmutableSortedDictionary<string, string> Custom { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A field whose members each have a print, so that it can be merged as a set.</summary>
    public static bool IsSet(Field field) => field is Field.Tags or Field.Files or Field.Observers or Field.Accomplices or Field.CustomFields;

    /// <summary>The print of a neutral form.</summary>
    public static string PrintOf(Field field, string? neutral) => IsSet(field)
        ? string.Join(' ', (neutral ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(tag => Prints.Print.Of(tag).ToString()).Order(StringComparer.Ordinal))
        : Prints.Print.Of(neutral).ToString();

    /// <summary>The members of a field that is a set.</summary>
    public IReadOnlyList<string> Set(Field field) => field == Field.Files ? [.. Files.Select(file => file.Token)] : Tags;

    /// <summary>The neutral form of a field, comparable over the link except for <see cref="Field.Responsible"/>.</summary>
    public string? Neutral(Field field) => field switch
    {
        Field.Title => FieldNormaliser.Title(Title),
        Field.Description => FieldNormaliser.Description(Description),
        Field.Deadline => FieldNormaliser.Instant(Deadline),
        Field.PlannedDates => $"{FieldNormaliser.Instant(PlannedStart)}|{FieldNormaliser.Instant(PlannedEnd)}",
        Field.Priority => FieldNormaliser.Priority(Priority),
        Field.Tags => FieldNormaliser.Tags(Tags),
        Field.Status => FieldNormaliser.Status(Status),
        Field.Control => FieldNormaliser.Flag(Control),
        Field.Responsible => Responsible.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Field.Parent => FieldNormaliser.Parent(ParentFamily),
        Field.Checklist => SeenLine.Tree(Lines),
        Field.Files => FieldNormaliser.Tags(Set(field)),
        Field.Observers or Field.Accomplices => TaskPeople.Neutral(People(field)),
        Field.Stage => StageOf(StageTitle),
        Field.CrmLinks => Text.CrmLinks.Neutral(CrmLinks),
        Field.CustomFields => CustomPlan.Neutral(Custom),
        Field.Elapsed or Field.Results => "", // carried apart, part by part
        >= Field.Calls => "", // words of the contract about cards
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}

/// <summary>A side's values translated for the other side.</summary>
/// <param name="Description">Description converted for the other portal, without a frame.</param>
/// <param name="Responsible">The matched person there; null when nobody matches.</param>
/// <param name="Parent">The parent's mirror there; 0 for "no parent"; null when the parent is not mirrored.</param>
public sealed record Across(string Description, long? Responsible, long? Parent)
{
    /// <summary>Custom fields as the other portal takes them; one that it has no such choice for is not among them.</summary>
    public ImmutableDictionary<string, JsonNode> Custom { get; init; } = ImmutableDictionary<string, JsonNode>.Empty;

    /// <summary>People of the task who are somebody there.</summary>
    public ImmutableDictionary<long, long> People { get; init; } = ImmutableDictionary<long, long>.Empty;

    /// <summary>The description held files or pictures that stay behind.</summary>
    public bool LeavesFiles { get; init; }

    /// <summary>Nothing translated.</summary>
    public static Across Nothing { get; } = new("", null, 0);
}

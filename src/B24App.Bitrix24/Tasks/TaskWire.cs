using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Tasks;

/// <summary>A task as v2 methods return it: camelCase names, almost every scalar a string, nothing promised.</summary>
public sealed record TaskWire
{
    /// <summary>The task's id on its portal.</summary>
    public required long Id { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Description in BBCode.</summary>
    public string? Description { get; init; }

    /// <summary>Deadline as an instant.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Planned start.</summary>
    public DateTimeOffset? StartDatePlan { get; init; }

    /// <summary>Planned end.</summary>
    public DateTimeOffset? EndDatePlan { get; init; }

    /// <summary>0 low, 1 medium, 2 high.</summary>
    public int? Priority { get; init; }

    /// <summary>The real status, 1 to 7.</summary>
    public int? Status { get; init; }

    /// <summary>Completion waits for the creator.</summary>
    public bool? TaskControl { get; init; }

    /// <summary>Names of tags; null when the answer did not carry them.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The responsible user.</summary>
    public long? ResponsibleId { get; init; }

    /// <summary>The creator.</summary>
    public long? CreatedBy { get; init; }

    /// <summary>Who changed it last.</summary>
    public long? ChangedBy { get; init; }

    /// <summary>Accomplices.</summary>
    public IReadOnlyList<long>? Accomplices { get; init; }

    /// <summary>Auditors.</summary>
    public IReadOnlyList<long>? Auditors { get; init; }

    /// <summary>The group; 0 for none.</summary>
    public long? GroupId { get; init; }

    /// <summary>The parent task; 0 for none.</summary>
    public long? ParentId { get; init; }

    /// <summary>The task chat of the new card; null or 0 on the old one.</summary>
    public long? ChatId { get; init; }

    /// <summary>The forum topic of the old card.</summary>
    public long? ForumTopicId { get; init; }

    /// <summary>The external id: the carrier of a marker.</summary>
    public string? XmlId { get; init; }

    /// <summary>Creation.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>Last change of fields or status.</summary>
    public DateTimeOffset? ChangedDate { get; init; }

    /// <summary>Last activity, comments included.</summary>
    public DateTimeOffset? ActivityDate { get; init; }

    /// <summary>Completion.</summary>
    public DateTimeOffset? ClosedDate { get; init; }

    /// <summary>All comments of the old card.</summary>
    public int? CommentsCount { get; init; }

    /// <summary>How many of them the portal wrote itself.</summary>
    public int? ServiceCommentsCount { get; init; }

    /// <summary>The portal spawns copies of this task by schedule.</summary>
    public bool? Replicate { get; init; }

    /// <summary>Display name of the creator, when the answer carried it.</summary>
    public string? CreatorName { get; init; }

    /// <summary>Display name of the responsible user, when the answer carried it.</summary>
    public string? ResponsibleName { get; init; }

    /// <summary>The portal's own "now" when it answered; set by who read it.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Our own "now" at that moment; never in the answer, set by the reader.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Attachment ids of its files; null when the answer did not carry them.</summary>
    public IReadOnlyList<long>? Attachments { get; init; }

    /// <summary>Sum of the records of time, in seconds.</summary>
    public long? TimeSpent { get; init; }

    /// <summary>Column of the kanban; 0 for the first.</summary>
    public long? StageId { get; init; }

    /// <summary>It has results; null when the answer did not say.</summary>
    public bool? HasResult { get; init; }

    /// <summary>Lines of its checklists; null when the answer did not carry them.</summary>
    public IReadOnlyList<ChecklistWire>? Checklist { get; init; }

    /// <summary>Values of custom fields by their camelCase names, each as a list of texts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Custom { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Name of a field in an answer: <c>UF_AUTO_12</c> becomes <c>ufAuto12</c>.</summary>
    public static string Camel(string upper) => string.Concat(upper.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries)
        .Select((part, index) => index == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>Names of the members the answer carried, as sent; absent is not the same as empty.</summary>
    public required IReadOnlySet<string> Carried { get; init; }

    /// <summary>True when the answer carried this camelCase member.</summary>
    public bool Has(string name) => Carried.Contains(name);

    /// <summary>The task of a get, add, update or status answer; null when the portal shows none (<c>[]</c>).</summary>
    public static TaskWire? From(JsonElement result) =>
        Wire.Member(result, "task") is { } task ? Read(task) : Read(result);

    /// <summary>The rows of a list answer, unreadable rows left out.</summary>
    public static IReadOnlyList<TaskWire> ListFrom(JsonElement result) =>
        [.. Wire.Rows(Wire.Member(result, "tasks") ?? result).Select(Read).OfType<TaskWire>()];

    private static TaskWire? Read(JsonElement task)
    {
        if (Wire.Member(task, "id") is not { } value || Wire.Id(value) is not { } id)
        {
            return null;
        }

        return new TaskWire
        {
            Id = id,
            Title = Text(task, "title"),
            Description = Text(task, "description"),
            Deadline = Date(task, "deadline"),
            StartDatePlan = Date(task, "startDatePlan"),
            EndDatePlan = Date(task, "endDatePlan"),
            Priority = Number(task, "priority"),
            Status = Number(task, "status"),
            TaskControl = Flag(task, "taskControl"),
            Tags = Wire.Member(task, "tags") is { } tags ? TagNames(tags) : null,
            ResponsibleId = Number64(task, "responsibleId"),
            CreatedBy = Number64(task, "createdBy"),
            ChangedBy = Number64(task, "changedBy"),
            Accomplices = Wire.Member(task, "accomplices") is { } accomplices ? Wire.Ids(accomplices) : null,
            Auditors = Wire.Member(task, "auditors") is { } auditors ? Wire.Ids(auditors) : null,
            GroupId = Number64(task, "groupId"),
            ParentId = Number64(task, "parentId"),
            ChatId = Number64(task, "chatId"),
            ForumTopicId = Number64(task, "forumTopicId"),
            XmlId = Text(task, "xmlId"),
            CreatedDate = Date(task, "createdDate"),
            ChangedDate = Date(task, "changedDate"),
            ActivityDate = Date(task, "activityDate"),
            ClosedDate = Date(task, "closedDate"),
            CommentsCount = Number(task, "commentsCount"),
            ServiceCommentsCount = Number(task, "serviceCommentsCount"),
            Replicate = Flag(task, "replicate"),
            Attachments = Wire.Member(task, "ufTaskWebdavFiles") is { } files ? Wire.Ids(files) : null,
            TimeSpent = Number64(task, "timeSpentInLogs"),
            StageId = Number64(task, "stageId"),
            HasResult = Flag(task, "taskHasResult"),
            Checklist = Wire.Member(task, "checklist") is { } lines ? ChecklistWire.ListFrom(lines) : null,
            CreatorName = Wire.Member(task, "creator") is { } creator ? Text(creator, "name") : null,
            ResponsibleName = Wire.Member(task, "responsible") is { } responsible ? Text(responsible, "name") : null,
            Custom = task.EnumerateObject().Where(member => member.Name.StartsWith("uf", StringComparison.Ordinal))
                .GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(member => member.Key, member => Texts(member.First().Value), StringComparer.OrdinalIgnoreCase),
            Carried = task.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    // Today a map of {id,title} by tag id, on older builds a list of names (tasks.md: tags).
    private static IReadOnlyList<string> TagNames(JsonElement tags) =>
        [.. Wire.Rows(tags)
            .Select(tag => tag.ValueKind == JsonValueKind.Object ? Text(tag, "title") ?? Text(tag, "name") : Wire.Text(tag))
            .OfType<string>()];

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind is JsonValueKind.Array or JsonValueKind.Object
        ? [.. Wire.Rows(value).Select(Wire.Text).OfType<string>()]
        : Wire.Text(value) is { } text ? [text] : [];

    private static string? Text(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Text(value) : null;

    private static DateTimeOffset? Date(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Date(value) : null;

    private static int? Number(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Number(value) : null;

    private static long? Number64(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Id(value) : null;

    private static bool? Flag(JsonElement map, string name) => Wire.Member(map, name) is { } value ? Wire.Flag(value) : null;
}

using System.Collections.Immutable;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Lines;
using B24App.Plan.Tasks;
using B24App.Record;
using B24App.Stations;
using B24App.Store;

namespace B24App.Look;

/// <summary>What came of an attempt to look.</summary>
public abstract record Looked<T>
{
    private Looked()
    {
    }

    /// <summary>It was seen.</summary>
    public sealed record Seen(T Value) : Looked<T>;

    /// <summary>The portal shows nothing: gone, or hidden from us; it does not say which (tasks.md §10, trap 2).</summary>
    public sealed record Nothing : Looked<T>;

    /// <summary>The portal says no.</summary>
    public sealed record Refused(Refusal Why) : Looked<T>;

    /// <summary>Not now.</summary>
    public sealed record NotNow(DateTimeOffset Until) : Looked<T>;
}

/// <summary>Reads one task.</summary>
public sealed class TaskLook(Desks desks, LinkBook links, SeenDates dates, CommentCounts counts, TimeProvider clock, Patience patience)
{
    // Naming one of the three system fields returns all of them (tasks.md §1.5): the files come with the look and cost nothing.
    private static readonly string[] Select =
    [
        "ID", "TITLE", "DESCRIPTION", "DEADLINE", "START_DATE_PLAN", "END_DATE_PLAN", "PRIORITY", "TAGS", "STATUS", "TASK_CONTROL", "RESPONSIBLE_ID",
        "CREATED_BY", "GROUP_ID", "PARENT_ID", "XML_ID", "CHAT_ID", "AUDITORS", "ACCOMPLICES", "CREATED_DATE", "CHANGED_DATE", "ACTIVITY_DATE", "COMMENTS_COUNT", "SERVICE_COMMENTS_COUNT",
        "UF_TASK_WEBDAV_FILES", "CHECKLIST", "TIME_SPENT_IN_LOGS", "STAGE_ID",
    ];

    /// <summary>The command of a look, for those who pack it with others.</summary>
    /// <param name="task">The task.</param>
    /// <param name="more">Names of custom fields of the links, see <see cref="CustomNames"/>.</param>
    public static Command Question(long task, IReadOnlyList<string> more) => TaskCommands.Get(task, [.. Select, .. more]);

    /// <summary>Custom fields that the links of a portal speak of.</summary>
    public async Task<IReadOnlyList<string>> CustomNames(PortalId portal) =>
    [
        .. (await links.Of(portal)).SelectMany(link => new[] { Side.A, Side.B }.Where(side => link.Portal(side) == portal).SelectMany(side => link.Contract.Customs.Select(pair => pair.On(side).Name)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Looks at a task.</summary>
    public async Task<Looked<TaskWire>> Look(PortalId portal, long task)
    {
        var looked = Read(await desks.Ask(portal, Question(task, await CustomNames(portal))));
        if (looked is Looked<TaskWire>.Seen(var wire))
        {
            dates.Saw(portal, wire);
            counts.Saw(portal, wire);
        }

        return looked;
    }

    /// <summary>Reads the outcome of <see cref="Question"/>.</summary>
    public Looked<TaskWire> Read(Outcome outcome) => outcome switch
    {
        Answer answer => TaskWire.From(answer.Result) is { } wire ? new Looked<TaskWire>.Seen(Stamp(wire, answer)) : new Looked<TaskWire>.Nothing(),
        Refusal { Kind: RefusalKind.NotFound or RefusalKind.Denied } => new Looked<TaskWire>.Nothing(),
        Refusal refusal => new Looked<TaskWire>.Refused(refusal),
        Later later => new Looked<TaskWire>.NotNow(later.NotBefore),
        _ => new Looked<TaskWire>.NotNow(clock.GetUtcNow() + patience.NoAccess),
    };

    /// <summary>A wire record as the planner reads it; what it would be across is worked out later.</summary>
    public static SeenTask Seen(TaskWire wire, Marker? parentFamily) => new()
    {
        Id = wire.Id,
        Title = wire.Title ?? "",
        Description = wire.Description ?? "",
        Deadline = wire.Deadline,
        PlannedStart = wire.StartDatePlan,
        PlannedEnd = wire.EndDatePlan,
        Priority = wire.Priority ?? 1,
        Tags = [.. wire.Tags ?? []],
        Status = wire.Status ?? 2,
        Control = wire.TaskControl ?? false,
        Responsible = wire.ResponsibleId ?? 0,
        ResponsibleName = wire.ResponsibleName ?? "",
        Creator = wire.CreatedBy ?? 0,
        CreatorName = wire.CreatorName ?? "",
        Group = wire.GroupId ?? 0,
        Parent = wire.ParentId ?? 0,
        ParentFamily = parentFamily,
        Marker = Marker.TryParse(wire.XmlId, out var marker) ? marker : null,
        Chat = wire.ChatId ?? 0,
        Auditors = [.. wire.Auditors ?? []],
        Accomplices = [.. wire.Accomplices ?? []],
        ShowsPeople = wire is { Auditors: not null, Accomplices: not null },
        TimeSpent = wire.TimeSpent,
        CustomShown = wire.Custom,
        StageId = wire.StageId,
        CrmLinks = [.. wire.Custom.GetValueOrDefault("ufCrmTask") ?? []],
        Lines = Lines(wire.Checklist ?? []),
        Attachments = wire.Attachments is { } attachments ? [.. attachments] : null,
        CreatedAt = wire.CreatedDate ?? DateTimeOffset.UnixEpoch,
        SeenAt = wire.SeenAt ?? DateTimeOffset.UnixEpoch,
        LookedAt = wire.LookedAt ?? wire.SeenAt ?? DateTimeOffset.UnixEpoch,
        Carried = CarriedBy(wire),
    };

    private static ImmutableArray<SeenLine> Lines(IReadOnlyList<ChecklistWire> lines) =>
    [
        .. lines.GroupBy(line => line.ParentId).SelectMany(neighbours => neighbours.OrderBy(line => line.SortIndex).ThenBy(line => line.Id)
            .Select((line, place) => new SeenLine(line.Id, line.ParentId, SeenLine.TitleOf(line.Title, [.. line.Members.Select(member => member.Name)]), line.IsComplete, line.IsImportant, place)
            {
                Members = [.. line.Members.Select(member => new LineMember(member.Id, member.Role, member.Name)).OrderBy(member => member.Id)],
            })),
    ];

    private TaskWire Stamp(TaskWire wire, Answer answer) => wire with { SeenAt = answer.PortalTime ?? clock.GetUtcNow(), LookedAt = clock.GetUtcNow() };

    private static ImmutableHashSet<Field> CarriedBy(TaskWire wire)
    {
        var carried = ImmutableHashSet.CreateBuilder<Field>();
        Add(Field.Title, wire.Has("title"));
        Add(Field.Description, wire.Has("description"));
        Add(Field.Deadline, wire.Has("deadline"));
        Add(Field.PlannedDates, wire.Has("startDatePlan") && wire.Has("endDatePlan"));
        Add(Field.Priority, wire.Has("priority"));
        Add(Field.Tags, wire.Tags is not null);
        Add(Field.Status, wire.Has("status"));
        Add(Field.Control, wire.Has("taskControl"));
        Add(Field.Responsible, wire.Has("responsibleId"));
        Add(Field.Parent, wire.Has("parentId"));
        Add(Field.CrmLinks, wire.Has("ufCrmTask"));
        Add(Field.Checklist, wire.Checklist is not null);
        return carried.ToImmutable();

        void Add(Field field, bool has)
        {
            if (has)
            {
                carried.Add(field);
            }
        }
    }
}

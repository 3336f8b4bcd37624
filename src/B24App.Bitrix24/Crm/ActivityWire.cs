using System.Collections.Immutable;
using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>An activity as the methods of the CRM print it: every scalar a string, nothing promised.</summary>
public sealed record ActivityWire
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>Whose it is: where its timeline entry was made first.</summary>
    public CrmRef? Owner { get; init; }

    /// <summary>1 meeting, 2 call, 3 task, 4 letter, 6 whatever its provider says.</summary>
    public int TypeId { get; init; }

    /// <summary>Who stands behind it, for example <c>CRM_TODO</c>.</summary>
    public string Provider { get; init; } = "";

    /// <summary>0 none, 1 incoming, 2 outgoing.</summary>
    public int Direction { get; init; }

    /// <summary>Responsible user.</summary>
    public long ResponsibleId { get; init; }

    /// <summary>Who made it.</summary>
    public long AuthorId { get; init; }

    /// <summary>Who changed it last.</summary>
    public long EditorId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it changed last; a new binding may or may not move it.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>Begin.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>End.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Until when it is to be done; null for no deadline, which portals print as the year 9999.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Done.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Subject; null when it was not asked for.</summary>
    public string? Subject { get; init; }

    /// <summary>Text; null when it was not asked for.</summary>
    public string? Description { get; init; }

    /// <summary>1 plain, 2 BB-code, 3 HTML.</summary>
    public int DescriptionType { get; init; }

    /// <summary>External system that made it.</summary>
    public string Originator { get; init; } = "";

    /// <summary>Key in that system.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Its files; none when they were not asked for.</summary>
    public ImmutableArray<CardFile> Files { get; init; } = [];

    /// <summary>Reads an answer of <c>crm.activity.get</c>; null when it has no id.</summary>
    public static ActivityWire? From(JsonElement row)
    {
        if (Number(row, "ID") is not { } id)
        {
            return null;
        }

        return new ActivityWire
        {
            Id = id,
            Owner = Number(row, "OWNER_TYPE_ID") is > 0 and var type && Number(row, "OWNER_ID") is > 0 and var owner ? new CrmRef((int)type, owner) : null,
            TypeId = (int)(Number(row, "TYPE_ID") ?? 0),
            Provider = Text(row, "PROVIDER_ID") ?? "",
            Direction = (int)(Number(row, "DIRECTION") ?? 0),
            ResponsibleId = Number(row, "RESPONSIBLE_ID") ?? 0,
            AuthorId = Number(row, "AUTHOR_ID") ?? 0,
            EditorId = Number(row, "EDITOR_ID") ?? 0,
            Created = Date(row, "CREATED"),
            LastUpdated = Date(row, "LAST_UPDATED"),
            Start = Date(row, "START_TIME"),
            End = Date(row, "END_TIME"),
            Deadline = Date(row, "DEADLINE") is { Year: < 9998 } deadline ? deadline : null,
            IsCompleted = Wire.Member(row, "COMPLETED") is { } done && Wire.Flag(done) == true,
            Subject = Text(row, "SUBJECT"),
            Description = Text(row, "DESCRIPTION"),
            DescriptionType = (int)(Number(row, "DESCRIPTION_TYPE") ?? 0),
            Originator = Text(row, "ORIGINATOR_ID") ?? "",
            Origin = Text(row, "ORIGIN_ID") ?? "",
            Files = CardFile.Of(row),
        };
    }

    /// <summary>Rows of a list, each activity once: one that answers to several pairs of BINDINGS comes as often.</summary>
    public static IReadOnlyList<ActivityWire> ListFrom(JsonElement result) => [.. Wire.Rows(result).Select(From).OfType<ActivityWire>().DistinctBy(row => row.Id)];

    /// <summary>The last id of a full page, where the next one begins; null when it was the last page.</summary>
    public static long? NextAfter(JsonElement result) => Wire.Rows(result) is { Count: >= 50 } rows && rows.Select(From).OfType<ActivityWire>().ToList() is { Count: > 0 } read ? read.Max(row => row.Id) : null;

    private static long? Number(JsonElement row, string name) => Wire.Member(row, name) is { } value ? Wire.Id(value) : null;

    private static string? Text(JsonElement row, string name) => Wire.Member(row, name) is { } value ? Wire.Text(value) : null;

    private static DateTimeOffset? Date(JsonElement row, string name) => Wire.Member(row, name) is { } value ? Wire.Date(value) : null;
}

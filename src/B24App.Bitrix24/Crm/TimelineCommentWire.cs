using System.Collections.Immutable;
using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Crm;

/// <summary>A comment of a timeline.</summary>
/// <param name="Id">Its id.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Created">When.</param>
/// <param name="Text">BB-code; null when it was not asked for.</param>
/// <param name="Card">The card it was asked for, or was written on.</param>
public sealed record TimelineCommentWire(long Id, long AuthorId, DateTimeOffset? Created, string? Text, CrmRef? Card)
{
    /// <summary>Its files; none when they were not asked for.</summary>
    public ImmutableArray<CardFile> Files { get; init; } = [];

    /// <summary>Reads one; null when it has no id.</summary>
    public static TimelineCommentWire? From(JsonElement row)
    {
        if (Wire.Member(row, "ID") is not { } value || Wire.Id(value) is not { } id)
        {
            return null;
        }

        var type = Wire.Member(row, "ENTITY_TYPE") is { } name ? CrmRef.TypeOf(Wire.Text(name)) : 0;
        var card = Wire.Member(row, "ENTITY_ID") is { } entity ? Wire.Id(entity) ?? 0 : 0;
        return new TimelineCommentWire(
            id,
            Wire.Member(row, "AUTHOR_ID") is { } author ? Wire.Id(author) ?? 0 : 0,
            Wire.Member(row, "CREATED") is { } created ? Wire.Date(created) : null,
            Wire.Member(row, "COMMENT") is { } text ? Wire.Text(text) : null,
            type > 0 && card > 0 ? new CrmRef(type, card) : null)
        {
            Files = CardFile.Of(row),
        };
    }

    /// <summary>Rows of a list.</summary>
    public static IReadOnlyList<TimelineCommentWire> ListFrom(JsonElement result) => [.. Wire.Rows(result).Select(From).OfType<TimelineCommentWire>()];
}

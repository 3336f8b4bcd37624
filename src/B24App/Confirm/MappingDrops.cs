using System.Data;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Store;
using Dapper;

namespace B24App.Confirm;

/// <summary>A mapping whose mirror never came to be.</summary>
internal static class MappingDrops
{
    /// <summary>Removes the row, so that the item is met as new again.</summary>
    public static void Drop(this IDbConnection connection, MappingId id) =>
        connection.Execute("DELETE FROM discussion WHERE mapping_id = @id; DELETE FROM mapping_side WHERE mapping_id = @id; DELETE FROM mapping WHERE id = @id", new { id });

    /// <summary>Removes what a comment was before it was to cross: an internal one, or a mirror with other files.</summary>
    public static void DropFormer(this IDbConnection connection, MappingId id)
    {
        foreach (var former in connection.Query<long>(
            """
            SELECT m.id FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id AND s.side = m.origin
              JOIN mapping n ON n.id = @id JOIN mapping_side t ON t.mapping_id = n.id AND t.side = n.origin
             WHERE m.id <> n.id AND m.parent_id = n.parent_id AND (m.state = 'ended' OR (m.state = 'over' AND m.reason = @replaced)) AND s.portal_id = t.portal_id AND s.item = t.item
            """,
            new { id, replaced = Mapping.Replaced }).ToList())
        {
            connection.Drop(new MappingId(former));
        }
    }

    /// <summary>The next look writes the comment: an empty print equals no text.</summary>
    public static void WriteAnew(this IDbConnection connection, MappingId comment, Side side, bool filesToo) =>
        MappingStore.PutPrints(connection, comment, side, filesToo ? [new("text", ""), new(MappingEnd.Files, CommentFiles.Anew)] : [new("text", "")]);

    /// <summary>A change of a comment that never left: the comment counts as it was before, so that the next look finds the change again.</summary>
    public static void Reopen(this IDbConnection connection, Mapping mapping, DateTimeOffset at, bool filesToo = false)
    {
        connection.WriteAnew(mapping.Id, mapping.Origin, filesToo);
        if (mapping.State != MappingState.Over || mapping.End(mapping.Origin) is not { } end)
        {
            return;
        }

        MappingStore.SetState(connection, mapping.Id, MappingState.Live, "", at);
        foreach (var kept in connection.Query<long>(
            """
            SELECT m.id FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id AND s.side = m.origin
             WHERE m.parent_id = @parent AND m.id <> @id AND m.state = 'internal' AND s.portal_id = @portal AND s.item = @item
            """,
            new { parent = mapping.Parent, id = mapping.Id, portal = end.Portal, item = end.Item }).ToList())
        {
            connection.Drop(new MappingId(kept));
        }
    }

    /// <summary>Other parts of the same comment that did cross.</summary>
    public static IReadOnlyList<MappingId> PartsBeside(this IDbConnection connection, Mapping mapping) => mapping.End(mapping.Origin) is not { } end
        ? []
        : [.. connection.Query<long>(
            """
            SELECT m.id FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id AND s.side = m.origin
             WHERE m.parent_id = @parent AND m.id <> @id AND m.state = 'live' AND s.portal_id = @portal AND s.item = @item
            """,
            new { parent = mapping.Parent, id = mapping.Id, portal = end.Portal, item = end.Item }).Select(id => new MappingId(id))];
}

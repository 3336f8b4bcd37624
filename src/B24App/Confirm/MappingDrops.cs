using System.Data;
using B24App.Store;
using Dapper;

namespace B24App.Confirm;

/// <summary>A mapping whose mirror never came to be.</summary>
internal static class MappingDrops
{
    /// <summary>Removes the row, so that the item is met as new again.</summary>
    public static void Drop(this IDbConnection connection, MappingId id) =>
        connection.Execute("DELETE FROM discussion WHERE mapping_id = @id; DELETE FROM mapping_side WHERE mapping_id = @id; DELETE FROM mapping WHERE id = @id", new { id });

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

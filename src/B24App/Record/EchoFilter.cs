using System.Data;
using B24App.Drills;
using B24App.Store;
using Dapper;

namespace B24App.Record;

/// <summary>
/// The one echo that costs nothing: an event that names a mirror or message of ours (RULES 29). Every other echo is looked
/// at and compares equal.
/// </summary>
public static class EchoFilter
{
    /// <summary>True when everything the hint names was written by us.</summary>
    public static bool IsOurs(IDbConnection connection, Hint hint) => hint.Names switch
    {
        _ when Drill.Without(Guard.Echo) => false,
        Hint.Added => IsMirror(connection, hint.Portal, Items.Task(hint.Task)),
        Hint.Anything or Hint.Deleted or "" => false,
        var gone when gone.StartsWith(Hint.Without, StringComparison.Ordinal) => false,
        var item => IsMirror(connection, hint.Portal, item),
    };

    /// <summary>True when the item is the written side of a mapping: a mirror, or a note of ours. A mirror that was gone and is added again is news.</summary>
    internal static bool IsMirror(IDbConnection connection, PortalId portal, string item) => connection.ExecuteScalar<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM mapping_side s JOIN mapping m ON m.id = s.mapping_id
                        WHERE s.portal_id = @portal AND s.item = @item AND (m.kind = 'note' OR s.side <> m.origin)
                          AND NOT (m.kind = 'task' AND m.state = 'over'))
        """,
        new { portal, item });
}

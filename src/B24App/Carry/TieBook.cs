using System.Data;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>What sources were tied to when they were last read.</summary>
internal static class TieBook
{
    /// <summary>Whether a source is tied to something else than was remembered; null when it was never seen.</summary>
    public static bool? Differs(IDbConnection connection, long rule, SeenSource source) => connection.QueryFirstOrDefault<Stored>(
        "SELECT targets AS Targets, is_marked AS IsMarked FROM carry_tie WHERE rule_id = @rule AND source = @source", new { rule, source = source.Key.ToString() }) is { } known
        ? known.Targets != Text(source) || known.IsMarked != 0 != source.IsMarked
        : null;

    /// <summary>Remembers it.</summary>
    public static void Put(IDbConnection connection, PortalId portal, long rule, SeenSource source) => connection.Execute(
        """
        INSERT INTO carry_tie (portal_id, rule_id, source, targets, is_marked) SELECT @portal, @rule, @source, @targets, @marked WHERE EXISTS (SELECT 1 FROM carry_rule WHERE id = @rule)
        ON CONFLICT (rule_id, source) DO UPDATE SET targets = excluded.targets, is_marked = excluded.is_marked
        """,
        new { portal, rule, source = source.Key.ToString(), targets = Text(source), marked = source.IsMarked });

    private static string Text(SeenSource source) => string.Join(' ', source.Targets.OrderBy(target => target.Id));

    private sealed record Stored(string Targets, long IsMarked);
}

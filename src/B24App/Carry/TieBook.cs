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

    /// <summary>What is remembered of records, as far as nothing says that it changed since.</summary>
    public static IReadOnlyDictionary<CrmKey, SeenSource> Known(IDbConnection connection, PortalId portal, RuleRow rule, IReadOnlyCollection<long> ids)
    {
        if (!IsTold(rule) || IsHinted(connection, portal, rule.Rule.Tie))
        {
            return new Dictionary<CrmKey, SeenSource>();
        }

        return connection.Query<(string Source, string Targets, long IsMarked)>(
            """
            SELECT source, targets, is_marked FROM carry_tie t WHERE rule_id = @rule AND source IN @sources
               AND NOT EXISTS (SELECT 1 FROM carry_dirty d WHERE d.portal_id = @portal AND d.item = t.source)
            """,
            new { rule = rule.Id, portal, sources = ids.Select(id => new CrmKey(rule.Rule.Tie.Source, id).ToString()) })
            .Select(row => new SeenSource(
                CrmKey.Read(row.Source)!.Value, SourceState.There,
                [.. row.Targets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CrmKey.Read).OfType<CrmKey>()], row.IsMarked != 0))
            .ToDictionary(source => source.Key);
    }

    /// <summary>A record that is gone is tied to nothing.</summary>
    public static void Forget(IDbConnection connection, long rule, CrmKey source) =>
        connection.Execute("DELETE FROM carry_tie WHERE rule_id = @rule AND source = @source", new { rule, source = source.ToString() });

    // Events tell of changes of contacts and leads and of new deals; of other types only the sweep does, minutes later.
    private static bool IsTold(RuleRow rule) => rule.IsOn && rule.Rule.Tie is { On: TieSide.Source, Source: CrmKey.Contact or CrmKey.Lead } or { On: TieSide.Target, Source: CrmKey.Lead, Target: CrmKey.Deal };

    private static bool IsHinted(IDbConnection connection, PortalId portal, Tie tie) => tie.On == TieSide.Target && connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM carry_dirty WHERE portal_id = @portal AND item LIKE @targets)", new { portal, targets = $"r{tie.Target}:%" });

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

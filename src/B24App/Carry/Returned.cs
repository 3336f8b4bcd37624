using System.Data;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>
/// Who was dismissed by a rule and taken back by a person, with the old mark still on. Nothing of him goes away again until the mark was taken off and
/// set anew, not even what is said while he is on his way back.
/// </summary>
internal static class Returned
{
    private const string Sql = """
        SELECT item FROM carry_deed WHERE portal_id = @portal AND rule_id = @rule AND item IN @some AND act = 'dismiss'
         GROUP BY item HAVING max(undone_at = 0) = 0 AND min(made) = 0
         UNION SELECT item FROM carry_intent WHERE portal_id = @portal AND rule_id = @rule AND item IN @some AND act = 'return' AND settled_at = 0
        """;

    /// <summary>The same sources, with those told who were taken back.</summary>
    public static IReadOnlyList<SeenSource> Among(IDbConnection connection, PortalId portal, long rule, CarryRule body, IEnumerable<SeenSource> sources)
    {
        var known = sources.ToList();
        if (!body.MovesToFormer)
        {
            return known;
        }

        var returned = known.Select(source => source.Key.ToString()).Chunk(400).SelectMany(some => connection.Query<string>(Sql, new { portal, rule, some })).ToHashSet();
        return [.. known.Select(source => returned.Contains(source.Key.ToString()) ? source with { IsReturned = true } : source)];
    }
}

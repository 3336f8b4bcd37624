using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;
using B24App.Plan.Carry;
using B24App.Store;
using Dapper;

namespace B24App.Carry;

/// <summary>The rules of the portals. What is on is kept in memory too: every event of a CRM asks for it.</summary>
public sealed class CarryRules(Database db, TimeProvider clock)
{
    private const string Columns = "SELECT id AS Id, portal_id AS Portal, name AS Name, body AS Body, is_on AS IsOn, changed_at AS ChangedAt, on_at AS OnAt FROM carry_rule";

    private readonly ConcurrentDictionary<PortalId, IReadOnlyList<RuleRow>> _on = new();

    /// <summary>Rules of a portal that are on, oldest first.</summary>
    public async Task<IReadOnlyList<RuleRow>> On(PortalId portal)
    {
        if (_on.TryGetValue(portal, out var known))
        {
            return known;
        }

        var read = (await All(portal)).Where(rule => rule.IsOn).ToList();
        _on[portal] = read;
        return read;
    }

    /// <summary>All rules of a portal that nobody deleted, oldest first.</summary>
    public Task<IReadOnlyList<RuleRow>> All(PortalId portal) => db.Read<IReadOnlyList<RuleRow>>(async connection =>
        [.. (await connection.QueryAsync<Stored>($"{Columns} WHERE portal_id = @portal AND is_gone = 0 ORDER BY id", new { portal })).Select(row => row.Row)]);

    /// <summary>One rule, also one that was deleted.</summary>
    public Task<RuleRow?> Find(PortalId portal, long rule) => db.Read(async connection =>
        (await connection.QueryFirstOrDefaultAsync<Stored>($"{Columns} WHERE portal_id = @portal AND id = @rule", new { portal, rule }))?.Row);

    /// <summary>Portals with a rule that is on.</summary>
    public Task<IReadOnlyList<PortalId>> Portals() => db.Read<IReadOnlyList<PortalId>>(async connection =>
        [.. (await connection.QueryAsync<long>("SELECT DISTINCT portal_id FROM carry_rule WHERE is_on = 1 AND is_gone = 0 ORDER BY portal_id")).Select(id => new PortalId(id))]);

    /// <summary>Rules that are on and do not know yet what all their sources are tied to, with how far that was read.</summary>
    public Task<IReadOnlyList<(RuleRow Row, string Ties)>> Uncounted() => db.Read<IReadOnlyList<(RuleRow, string)>>(async connection =>
    {
        var open = (await connection.QueryAsync<(long Id, string Ties)>("SELECT id, ties FROM carry_rule WHERE is_on = 1 AND is_gone = 0 AND ties <> @over", new { over = TieCensusWork.Over })).ToDictionary(row => row.Id, row => row.Ties);
        return open.Count == 0 ? [] : [.. (await connection.QueryAsync<Stored>($"{Columns} WHERE id IN @ids ORDER BY id", new { ids = open.Keys })).Select(row => (row.Row, open[row.Id]))];
    });

    /// <summary>What a record was tied to when it was last read, under the rules that are on.</summary>
    public Task<IReadOnlyList<CrmKey>> TiedTo(PortalId portal, CrmKey source) => db.Read<IReadOnlyList<CrmKey>>(async connection =>
        [.. (await connection.QueryAsync<string>(
            "SELECT t.targets FROM carry_tie t JOIN carry_rule r ON r.id = t.rule_id WHERE t.portal_id = @portal AND t.source = @source AND r.is_on = 1", new { portal, source = source.ToString() }))
            .SelectMany(targets => targets.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(CrmKey.Read).OfType<CrmKey>().Distinct()]);

    /// <summary>Writes a new rule, switched off; returns its number.</summary>
    public Task<long> Add(PortalId portal, string name, CarryRule rule, long user) => Changed(portal, connection => connection.ExecuteScalar<long>(
        "INSERT INTO carry_rule (portal_id, name, body, user_id, created_at, changed_at) VALUES (@portal, @name, @body, @user, @now, @now) RETURNING id",
        new { portal, name = name.Trim(), body = JsonSerializer.Serialize(rule), user, now = Now }));

    /// <summary>Rewrites a rule; what has not left by the old words stays.</summary>
    /// <param name="portal">Whose rule.</param>
    /// <param name="id">Its number.</param>
    /// <param name="name">Its name from now on.</param>
    /// <param name="rule">What it says from now on.</param>
    /// <param name="user">Who saves it.</param>
    /// <param name="seen"><see cref="RuleRow.Print"/> of the rule this was decided upon; null to save it over whatever stands there.</param>
    /// <returns><see cref="CarryAnswer.Stale"/> when somebody else saved another rule meanwhile: nothing is changed then.</returns>
    public Task<CarryAnswer> Save(PortalId portal, long id, string name, CarryRule rule, long user, string? seen = null) => Changed(portal, connection =>
    {
        var body = JsonSerializer.Serialize(rule);
        if (connection.QueryFirstOrDefault<Stored>($"{Columns} WHERE portal_id = @portal AND id = @id AND is_gone = 0", new { portal, id }) is not { } now)
        {
            return CarryAnswer.NotFound;
        }

        if (seen is not null && now.Row.Print != seen && (now.Body, now.Name) != (body, name.Trim()))
        {
            return CarryAnswer.Stale;
        }

        if (now.Body != body)
        {
            CarryIntents.Overtaken(connection, portal, id, clock.GetUtcNow());
            Begin(connection, id);
            connection.Execute("DELETE FROM carry_skip WHERE rule_id = @id", new { id });
        }

        connection.Execute(
            "UPDATE carry_rule SET name = @name, body = @body, user_id = @user, changed_at = @now WHERE portal_id = @portal AND id = @id",
            new { portal, id, name = name.Trim(), body, user, now = Now });
        return CarryAnswer.Done;
    });

    /// <summary>Switches a rule on or off; off, only what is half done is finished.</summary>
    public Task<bool> Switch(PortalId portal, long id, bool on, long user) => Changed(portal, connection =>
    {
        if (!on)
        {
            CarryIntents.Overtaken(connection, portal, id, clock.GetUtcNow());
        }
        else if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM carry_rule WHERE portal_id = @portal AND is_on = 1 AND is_gone = 0)", new { portal }))
        {
            // What happened while no rule was on is the matter of a run over the past.
            connection.Execute(
                """
                INSERT INTO carry_sweep (portal_id, woken_at) VALUES (@portal, @now)
                ON CONFLICT (portal_id) DO UPDATE SET read_to = 0, walk = '', swept_at = 0, woken_at = excluded.woken_at;
                DELETE FROM carry_census_point WHERE portal_id = @portal;
                DELETE FROM carry_census WHERE portal_id = @portal;
                """,
                new { portal, now = Now });
        }

        if (on && !connection.ExecuteScalar<bool>("SELECT is_on FROM carry_rule WHERE id = @id", new { id }))
        {
            Begin(connection, id);
        }

        return connection.Execute(
            "UPDATE carry_rule SET is_on = @on, user_id = @user, changed_at = @now WHERE portal_id = @portal AND id = @id AND is_gone = 0",
            new { portal, id, on, user, now = Now }) > 0;
    });

    /// <summary>Deletes a rule; its deeds still tell what was done.</summary>
    public Task<bool> Remove(PortalId portal, long id, long user) => Changed(portal, connection =>
    {
        CarryIntents.Overtaken(connection, portal, id, clock.GetUtcNow());
        connection.Execute("DELETE FROM carry_skip WHERE rule_id = @id; DELETE FROM carry_tie WHERE rule_id = @id", new { id });
        connection.Execute(
            "UPDATE carry_run SET state = 'cancelled', ended_at = @now WHERE portal_id = @portal AND rule_id = @id AND state IN ('dry', 'ready', 'running', 'paused')", new { portal, id, now = Now });
        return connection.Execute("UPDATE carry_rule SET is_on = 0, is_gone = 1, user_id = @user, changed_at = @now WHERE portal_id = @portal AND id = @id", new { portal, id, user, now = Now }) > 0;
    });

    // What it takes by itself begins now, and against what its sources are tied to now.
    private void Begin(IDbConnection connection, long id) =>
        connection.Execute("UPDATE carry_rule SET on_at = @now, ties = '' WHERE id = @id; DELETE FROM carry_tie WHERE rule_id = @id", new { id, now = Now });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<T> Changed<T>(PortalId portal, Func<IDbConnection, T> act)
    {
        var answer = await db.Write(act);
        _on.TryRemove(portal, out _);
        return answer;
    }

    private sealed record Stored(long Id, long Portal, string Name, string Body, long IsOn, long ChangedAt, long OnAt)
    {
        public RuleRow Row => new(
            Id, new PortalId(Portal), Name, JsonSerializer.Deserialize<CarryRule>(Body)!, IsOn != 0, DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt), DateTimeOffset.FromUnixTimeMilliseconds(OnAt));
    }
}

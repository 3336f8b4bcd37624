using System.Data;
using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Json;
using B24App.Bitrix24.Tasks;
using B24App.Bitrix24.Users;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Sweep;

/// <summary>
/// Counts once a day whether the mirrored tasks are still there (RULES 22-24). Reads with the relay account, whose look is the other
/// half of the proof, after asking the portal whether it still is an administrator.
/// </summary>
public sealed class Census(TaskStores stores, PortalStore portals, PortalLines lines, LinkBook links)
{
    private const int PageSize = 50;

    private const string ItemsSql = """
        SELECT m.link_id AS Link, CAST(substr(s.item, 2) AS INTEGER) AS Task FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
         WHERE s.portal_id = @portal AND s.item >= 't' AND s.item < 'u' AND m.kind = 'task' AND m.state = 'live'
         ORDER BY Task
        """;

    // No event and no date tells that somebody put another content under an attachment: what it is, is asked again while its task is young.
    private const string FiledSql = """
        SELECT DISTINCT CAST(substr(s.item, 2) AS INTEGER) FROM file_copy c
          JOIN mapping m ON m.id = c.task_id JOIN mapping_side s ON s.mapping_id = m.id AND s.portal_id = @portal
          JOIN attachment a ON a.portal_id = @portal AND a.attachment_id = CASE c.side WHEN s.side THEN CAST(substr(c.token, 2) AS INTEGER) ELSE c.attachment_id END
         WHERE c.link_id = @link AND c.owner >= 't' AND c.owner < 'u' AND m.state = 'live' AND m.updated_at > @since AND a.met_at < @before
        """;

    /// <summary>Counts one portal; returns when to try again, or null when it was counted.</summary>
    public async Task<DateTimeOffset?> Run(Portal portal, IReadOnlyList<Link> running, CancellationToken ct)
    {
        var ids = running.Select(link => link.Id).ToHashSet();
        var asked = (await stores.Db.Read(connection => connection.QueryAsync<(long Link, long Task)>(ItemsSql, new { portal = portal.Id })))
            .Select(row => new CensusItem(new LinkId(row.Link), row.Task)).Where(item => ids.Contains(item.Link)).ToList();
        if (asked.Count == 0)
        {
            await stores.Write(connection => Counted(connection, portal.Id));
            return null;
        }

        if (await lines.For(portal.Id) is not { } line)
        {
            return Now + stores.Patience.NoAccess;
        }

        var outcomes = await line.Call([UserCommands.Profile(), .. asked.Select(item => item.Task).Distinct().Chunk(PageSize).Select(Question)], Urgency.Bulk, ct);
        if (outcomes.FirstOrDefault(outcome => outcome is not Answer) is { } trouble)
        {
            return trouble is Later later && later.NotBefore > Now ? later.NotBefore : Now + stores.Patience.NoAccess;
        }

        var isAdmin = Wire.Member(((Answer)outcomes[0]).Result, "ADMIN") is { } admin && Wire.Flag(admin) == true;
        var shown = outcomes.Skip(1).SelectMany(outcome => TaskWire.ListFrom(((Answer)outcome).Result)).Select(row => row.Id).ToList();
        var verdict = CensusVerdicts.Judge(asked, shown, isAdmin, await Confirmed(portal.Id));
        foreach (var link in verdict.Held)
        {
            await links.Hold(link, nameof(Reason.MassDisappearance));
        }

        await stores.Write(connection =>
        {
            portals.SetAdmin(connection, portal.Id, portal.RelayUser, isAdmin);
            connection.Execute("DELETE FROM census_question WHERE portal_id = @portal", new { portal = portal.Id });
            connection.Execute(
                "INSERT INTO census_question (link_id, portal_id, asked_at) VALUES (@link, @portal, @at)",
                verdict.Held.Select(link => new { link, portal = portal.Id, at = Now.ToUnixTimeMilliseconds() }));
            foreach (var task in verdict.Missing)
            {
                stores.Dirty.Mark(connection, new Hint(portal.Id, DirtyKind.Task, task, Hint.Missing), "census");
            }

            foreach (var link in running)
            {
                foreach (var task in connection.Query<long>(FiledSql, new { portal = portal.Id, link = link.Id, since = (Now - stores.Patience.QuietTalk).ToUnixTimeMilliseconds(), before = (Now - stores.Patience.Attachments).ToUnixTimeMilliseconds() }))
                {
                    stores.Dirty.Mark(connection, new Hint(portal.Id, DirtyKind.Task, task, Hint.Anything), "census");
                }
            }

            TalkWindows.Forget(connection, portal.Id);
            Counted(connection, portal.Id);
        });
        return null;
    }

    private DateTimeOffset Now => stores.Clock.GetUtcNow();

    // Released after we asked: the administrator has read that most tasks vanished, and they have.
    private async Task<IReadOnlySet<LinkId>> Confirmed(PortalId portal)
    {
        var confirmed = new HashSet<LinkId>();
        foreach (var (link, at) in await stores.Db.Read(connection => connection.QueryAsync<(long, long)>("SELECT link_id, asked_at FROM census_question WHERE portal_id = @portal", new { portal })))
        {
            if (await links.Details(new LinkId(link)) is { ResumedAt: { } resumed } && resumed.ToUnixTimeMilliseconds() >= at)
            {
                confirmed.Add(new LinkId(link));
            }
        }

        return confirmed;
    }

    private static Command Question(long[] ids) => TaskCommands.List(
        new JsonObject { ["ID"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) }, new JsonObject { ["ID"] = "asc" }, ["ID"], -1);

    private void Counted(IDbConnection connection, PortalId portal) =>
        connection.Execute("UPDATE sweep_portal SET censused_at = @now WHERE portal_id = @portal", new { portal, now = Now.ToUnixTimeMilliseconds() });
}

using System.Data;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Matching;

/// <summary>Who works in a portal, as of the last refresh: names and whether active, and prints of e-mails per link.</summary>
public sealed class PeopleDirectory(Database database, LinkBook book, TimeProvider clock)
{
    private const string PersonSql = """
        INSERT INTO person (portal_id, user_id, name, active) VALUES (@portal, @user, @name, @active)
        ON CONFLICT (portal_id, user_id) DO UPDATE SET name = @name, active = @active
        """;

    private const string PrintSql = "INSERT OR REPLACE INTO person_print (link_id, side, user_id, print) VALUES (@link, @side, @user, @print)";

    private const string RefreshSql = """
        INSERT INTO people_refresh (portal_id, refreshed_at, with_emails) VALUES (@portal, @at, @withEmails)
        ON CONFLICT (portal_id) DO UPDATE SET refreshed_at = @at, with_emails = @withEmails
        """;

    // A link that began after the last refresh has no prints of this portal yet.
    private const string DueSql = """
        SELECT p.portal FROM (
            SELECT portal_a AS portal, active_since FROM link WHERE life = 'running'
            UNION ALL SELECT portal_b, active_since FROM link WHERE life = 'running') p
          LEFT JOIN people_refresh r ON r.portal_id = p.portal
         WHERE r.refreshed_at IS NULL OR r.refreshed_at <= @yesterday OR p.active_since > r.refreshed_at
         GROUP BY p.portal ORDER BY p.portal
        """;

    private const string ForgetSql = """
        DELETE FROM person_print WHERE (link_id, side) IN (
            SELECT id, 'A' FROM link WHERE portal_a = @portal UNION ALL SELECT id, 'B' FROM link WHERE portal_b = @portal);
        DELETE FROM met_person WHERE (link_id, side) IN (
            SELECT id, 'A' FROM link WHERE portal_a = @portal UNION ALL SELECT id, 'B' FROM link WHERE portal_b = @portal);
        DELETE FROM person WHERE portal_id = @portal;
        DELETE FROM people_refresh WHERE portal_id = @portal;
        """;

    /// <summary>How often a portal's people are read by themselves.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromDays(1);

    /// <summary>Linked portals whose people were not read for a day, or that got a link since.</summary>
    public Task<IReadOnlyList<PortalId>> Due() => database.Read<IReadOnlyList<PortalId>>(async connection =>
        [.. (await connection.QueryAsync<long>(DueSql, new { yesterday = (clock.GetUtcNow() - Period).ToUnixTimeMilliseconds() })).Select(id => new PortalId(id))]);

    /// <summary>Takes a complete list of a portal's people; who is missing in it counts as dismissed.</summary>
    public async Task Learn(PortalId portal, IReadOnlyCollection<Person> people)
    {
        var links = new List<LinkDetails>();
        foreach (var link in await book.Of(portal))
        {
            if (link.State != LinkState.Ended && await book.Details(link.Id) is { } details)
            {
                links.Add(details);
            }
        }

        await database.Write(connection =>
        {
            connection.Execute("UPDATE person SET active = 0 WHERE portal_id = @portal", new { portal = portal.Value });
            connection.Execute(PersonSql, people.Select(person => new { portal = portal.Value, user = person.Id, name = person.Name, active = person.Active }));
            foreach (var link in links)
            {
                LearnPrints(connection, link, portal, people);
            }

            var withEmails = people.Any(person => !string.IsNullOrWhiteSpace(person.Email));
            connection.Execute(RefreshSql, new { portal = portal.Value, at = clock.GetUtcNow().ToUnixTimeMilliseconds(), withEmails });
        });
    }

    /// <summary>False only for a user known to be dismissed: somebody hired since the last refresh is not doubted.</summary>
    public Task<bool> IsActive(PortalId portal, long user) => database.Read(async connection =>
        await connection.ExecuteScalarAsync<long?>(
            "SELECT active FROM person WHERE portal_id = @portal AND user_id = @user", new { portal = portal.Value, user }) != 0);

    /// <summary>Name of a user of the own portal; null for one never met.</summary>
    public Task<string?> NameOf(PortalId portal, long user) => database.Read(connection => connection.ExecuteScalarAsync<string?>(
        "SELECT name FROM person WHERE portal_id = @portal AND user_id = @user", new { portal = portal.Value, user }));

    /// <summary>The active people of the own portal, for pickers.</summary>
    public Task<IReadOnlyList<LocalPerson>> Active(PortalId portal) => database.Read<IReadOnlyList<LocalPerson>>(async connection =>
        [.. (await connection.QueryAsync<(long Id, string Name)>(
            "SELECT user_id, name FROM person WHERE portal_id = @portal AND active = 1 ORDER BY name", new { portal = portal.Value }))
            .Select(row => new LocalPerson(row.Id, row.Name, true))]);

    /// <summary>E-mails were visible at the last refresh; without them people are matched by hand only.</summary>
    public Task<bool> SeesEmails(PortalId portal) => database.Read(async connection =>
        await connection.ExecuteScalarAsync<long?>("SELECT with_emails FROM people_refresh WHERE portal_id = @portal", new { portal = portal.Value }) == 1);

    /// <summary>Forgets a portal's people inside a transaction (RULES 27).</summary>
    internal static void Forget(IDbConnection connection, PortalId portal) => connection.Execute(ForgetSql, new { portal = portal.Value });

    private static void LearnPrints(IDbConnection connection, LinkDetails details, PortalId portal, IReadOnlyCollection<Person> people)
    {
        foreach (var side in new[] { Side.A, Side.B }.Where(side => details.Link.Portal(side) == portal))
        {
            var (link, name) = (details.Link.Id.Value, side.ToString());
            connection.Execute("DELETE FROM person_print WHERE link_id = @link AND side = @name", new { link, name });

            // Who does not want matching gives no prints either.
            if (details.Link.Contract.Of(side).MatchesUsersByEmail)
            {
                connection.Execute(PrintSql, people
                    .Where(person => person.Active)
                    .Select(person => new { link, side = name, user = person.Id, print = EmailPrint.Of(person.Email, details.Salt.AsSpan()) })
                    .Where(row => row.print is not null));
            }
        }
    }
}

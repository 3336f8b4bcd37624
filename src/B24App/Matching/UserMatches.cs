using System.Data;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Store;
using Dapper;

namespace B24App.Matching;

/// <summary>Who a partner's user is here: an administrator's word first, then the e-mail. A change is for later crossings (RULES 3).</summary>
public sealed class UserMatches(Database database, LinkBook book, TimeProvider clock)
{
    private const string ByHandSql = "SELECT local_user FROM met_person WHERE link_id = @link AND side = @from AND user_id = @user";

    // Two active people with one e-mail are nobody in particular.
    private const string ByEmailSql = """
        SELECT there.user_id
          FROM person_print here
          JOIN person_print there ON there.link_id = here.link_id AND there.side = @to AND there.print = here.print
          JOIN person p ON p.portal_id = @portal AND p.user_id = there.user_id AND p.active = 1
         WHERE here.link_id = @link AND here.side = @from AND here.user_id = @user
        """;

    private const string ActiveSql = "SELECT active FROM person WHERE portal_id = @portal AND user_id = @user";

    private const string MetSql = """
        INSERT INTO met_person (link_id, side, user_id, name, met_at) VALUES (@link, @side, @user, @name, @at)
        ON CONFLICT (link_id, side, user_id) DO UPDATE SET name = @name, met_at = @at
        """;

    private const string SeenSql = """
        SELECT id, user_id AS UserId, name, local_user AS LocalUser, met_at AS MetAt
          FROM met_person WHERE link_id = @link AND side = @from ORDER BY local_user IS NOT NULL, name, id
        """;

    /// <summary>The local user on the other side for a user of side <paramref name="from"/>, or null.</summary>
    public Task<long?> Find(Link link, Side from, long userId) => database.Read(async connection =>
    {
        var to = from.Other();
        var portal = link.Portal(to).Value;
        var keys = new { link = link.Id.Value, from = from.ToString(), to = to.ToString(), user = userId, portal };
        if (await connection.ExecuteScalarAsync<long?>(ByHandSql, keys) is { } byHand)
        {
            var works = byHand != 0 && await connection.ExecuteScalarAsync<long?>(ActiveSql, new { portal, user = byHand }) != 0;
            return works ? byHand : null;
        }

        if (link.IsSelfLink)
        {
            return await connection.ExecuteScalarAsync<long?>(ActiveSql, keys) != 0 ? userId : (long?)null;
        }

        if (!Contracts.InForce(link.Contract.A, link.Contract.B).MatchesUsers)
        {
            return null;
        }

        var found = (await connection.QueryAsync<long>(ByEmailSql, keys)).ToList();
        return found.Count == 1 ? found[0] : null;
    });

    /// <summary>A name crossed in a byline, so the other side's administrator may see it from now on.</summary>
    public Task Met(LinkId link, Side side, long userId, string name) => database.Write(connection => Met(connection, link, side, userId, name, clock.GetUtcNow()));

    /// <summary>The same in a commit that writes what carries the name.</summary>
    public static void Met(IDbConnection connection, LinkId link, Side side, long userId, string name, DateTimeOffset at) => connection.Execute(MetSql, new
    {
        link = link.Value,
        side = side.ToString(),
        user = userId,
        name,
        at = at.ToUnixTimeMilliseconds(),
    });

    /// <summary>Names of a side's people that crossed to the other one.</summary>
    public Task<IReadOnlySet<string>> NamesOf(LinkId link, Side side) => database.Read<IReadOnlySet<string>>(async connection =>
        (await connection.QueryAsync<string>("SELECT name FROM met_person WHERE link_id = @link AND side = @side", new { link = link.Value, side = side.ToString() }))
            .Select(PlainName.Of).ToHashSet(StringComparer.Ordinal));

    /// <summary>The partner's people a side has met, those without a word by hand first.</summary>
    public async Task<IReadOnlyList<MetPerson>> Seen(LinkId link, Side reader)
    {
        if (await book.Find(link) is not { } known)
        {
            return [];
        }

        var from = reader.Other();
        var rows = await database.Read(connection => connection.QueryAsync<MetRow>(SeenSql, new { link = link.Value, from = from.ToString() }));
        var seen = new List<MetPerson>();
        foreach (var row in rows)
        {
            seen.Add(new MetPerson(row.Id, row.Name, await Find(known, from, row.UserId), row.LocalUser is not null, LinkRow.Moment(row.MetAt)));
        }

        return seen;
    }

    /// <summary>Says who a met person is on this side: a local user, 0 for nobody, null for "by e-mail again".</summary>
    public Task<LinkAnswer> Set(LinkId link, Side side, long metPerson, long? localUser, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, side, by, now, LinkRow.Running) is { } no)
        {
            return no;
        }

        var changed = connection.Execute(
            "UPDATE met_person SET local_user = @localUser WHERE id = @metPerson AND link_id = @link AND side = @from",
            new { localUser, metPerson, link = link.Value, from = side.Other().ToString() });
        if (changed == 0)
        {
            return LinkAnswer.NotFound;
        }

        LinkActs.TellOne(connection, row!, side, now, LinkNews.Matching, $"user {by.User}; met {metPerson}; local {localUser?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "by e-mail"}");
        return LinkAnswer.Done;
    });

    private sealed class MetRow
    {
        public long Id { get; init; }

        public long UserId { get; init; }

        public string Name { get; init; } = "";

        public long? LocalUser { get; init; }

        public long MetAt { get; init; }
    }
}

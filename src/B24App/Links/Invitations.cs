using System.Data;
using System.Security.Cryptography;
using B24App.Plan;
using B24App.Store;
using Dapper;

namespace B24App.Links;

/// <summary>
/// How a link begins: A invites with a code, B looks and accepts with his half, A sees who that was and confirms (RULES 37).
/// Nothing crosses before the last step.
/// </summary>
public sealed class Invitations(Database database, LinkBook book, TimeProvider clock)
{
    /// <summary>How long a code lives.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromDays(7);

    /// <summary>Wrong codes a portal may try in <see cref="MissWindow"/>, and wrong ends a code survives.</summary>
    public const int MostMisses = 10;

    /// <summary>The window of a portal's wrong codes.</summary>
    public static TimeSpan MissWindow { get; } = TimeSpan.FromHours(1);

    private const string NewLinkSql = """
        INSERT INTO link (name, portal_a, life, half_a, half_b, month_a, salt, created_at)
        VALUES (@name, @portal, 'invited', @half, @nothing, @month, @salt, @at);
        SELECT last_insert_rowid();
        """;

    private const string NewCodeSql = """
        INSERT INTO invitation (link_id, locator, hash, expires_at) VALUES (@link, @locator, @hash, @expires)
        ON CONFLICT (locator) DO NOTHING
        """;

    private const string AcceptSql = """
        UPDATE link SET portal_b = @portal, half_b = @half, month_b = @month, life = 'accepted' WHERE id = @link;
        UPDATE invitation SET used_at = @at WHERE link_id = @link;
        """;

    private const string EndSql = """
        UPDATE link SET life = 'ended', ended_by = @side, ended_at = @at, ending_a = 'Keep', ending_b = 'Keep' WHERE id = @link;
        UPDATE invitation SET revoked_at = @at WHERE link_id = @link;
        """;

    private const string MadeSql = """
        SELECT l.id, l.name, i.expires_at, i.revoked_at, i.misses FROM link l JOIN invitation i ON i.link_id = l.id
         WHERE l.portal_a = @portal AND l.life = 'invited' ORDER BY l.id DESC
        """;

    private const string AcceptedSql = "SELECT id FROM link WHERE portal_a = @portal AND life = 'accepted' ORDER BY id";

    /// <summary>Makes a link that waits for whoever brings the code.</summary>
    public Task<NewInvitation> Create(string name, Half half, Admin by, Consent consent) => book.Change((connection, now) =>
    {
        if ((by.IsFresh(now) ? Consents.Own(half, consent) : LinkAnswer.AskRightsAgain) is { } no)
        {
            return new NewInvitation(no, default, "", default);
        }

        var link = connection.ExecuteScalar<long>(NewLinkSql, new
        {
            name,
            portal = by.Portal.Value,
            half = HalfJson.Write(half),
            nothing = HalfJson.Write(new Half()),
            month = Consents.Month(half, consent),
            salt = RandomNumberGenerator.GetBytes(32),
            at = now.ToUnixTimeMilliseconds(),
        });
        var expires = now + Life;
        var code = StoreCode(connection, link, expires);
        var row = LinkBook.Row(connection, new LinkId(link))!;
        LinkActs.Tell(connection, row, now, LinkNews.Invited, LinkActs.By(row, Side.A, by));
        return new NewInvitation(LinkAnswer.Done, new LinkId(link), code, expires);
    });

    /// <summary>A new code for a link nobody accepted yet, because the old one expired or was lost; the old one is void.</summary>
    public Task<NewInvitation> Renew(LinkId link, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, Side.A, by, now, LinkRow.Invited) is { } no)
        {
            return new NewInvitation(no, default, "", default);
        }

        connection.Execute("DELETE FROM invitation WHERE link_id = @link", new { link = link.Value });
        var expires = now + Life;
        var code = StoreCode(connection, link.Value, expires);
        LinkActs.Tell(connection, row!, now, LinkNews.Renewed, LinkActs.By(row!, Side.A, by));
        return new NewInvitation(LinkAnswer.Done, link, code, expires);
    });

    /// <summary>What a code offers; a wrong one counts against the portal that tried it.</summary>
    public Task<Looked> Look(string code, PortalId portal) => database.Write(connection =>
    {
        var (state, row, expires) = Open(connection, code, portal, clock.GetUtcNow());
        return new Looked(state, row is null ? null : new Invitation(
            new LinkId(row.Id),
            row.Name,
            PortalCards.Of(connection, row.Portal(Side.A)),
            PublishedHalf.Of(row.Half(Side.A), row.MonthA),
            expires));
    });

    /// <summary>Joins a portal to the link of a code, with its half. The code is used up; the inviter confirms next.</summary>
    public Task<Accepted> Accept(string code, Half half, Admin by, Consent consent) => book.Change((connection, now) =>
    {
        if (!by.IsFresh(now))
        {
            return new Accepted(InvitationState.Open, LinkAnswer.AskRightsAgain, default);
        }

        var (state, row, _) = Open(connection, code, by.Portal, now);
        if (row is null)
        {
            return new Accepted(state, LinkAnswer.NotFound, default);
        }

        var inviters = row.Half(Side.A);
        var no = Consents.Own(half, consent)
            ?? Consents.Partners(inviters, consent)
            ?? (row.Portal(Side.A) == by.Portal && Contracts.FlowsIntoItself(inviters, half) ? LinkAnswer.IntoItsOwnGroup : null);
        if (no is { } why)
        {
            return new Accepted(state, why, default);
        }

        connection.Execute(AcceptSql, new
        {
            link = row.Id,
            portal = by.Portal.Value,
            half = HalfJson.Write(half),
            month = Consents.Month(half, consent),
            at = now.ToUnixTimeMilliseconds(),
        });
        var joined = LinkBook.Row(connection, new LinkId(row.Id))!;
        LinkActs.Tell(connection, joined, now, LinkNews.Accepted, LinkActs.By(joined, Side.B, by));
        return new Accepted(state, LinkAnswer.Done, new LinkId(row.Id));
    });

    /// <summary>Invitations of a portal that nobody accepted yet, the newest first.</summary>
    public Task<IReadOnlyList<MadeInvitation>> Made(PortalId inviter) => database.Read<IReadOnlyList<MadeInvitation>>(async connection =>
        [.. (await connection.QueryAsync<(long Link, string Name, long ExpiresAt, long RevokedAt, int Misses)>(MadeSql, new { portal = inviter.Value })).Select(row => new MadeInvitation(
            new LinkId(row.Link),
            row.Name,
            LinkRow.Moment(row.ExpiresAt),
            new InvitationRow { ExpiresAt = row.ExpiresAt, RevokedAt = row.RevokedAt, Misses = row.Misses }.State(clock.GetUtcNow())))]);

    /// <summary>Acceptances that wait for the word of this inviter.</summary>
    public Task<IReadOnlyList<Acceptance>> ToConfirm(PortalId inviter) => database.Read<IReadOnlyList<Acceptance>>(async connection =>
    {
        var links = await connection.QueryAsync<long>(AcceptedSql, new { portal = inviter.Value });
        return [.. links.Select(id => LinkBook.Row(connection, new LinkId(id))).OfType<LinkRow>().Select(row => new Acceptance(
            row.Link(),
            PortalCards.Of(connection, row.Portal(Side.B)),
            PublishedHalf.Of(row.Half(Side.B), row.MonthB),
            Contracts.InForce(row.Half(Side.A), row.Half(Side.B))))];
    });

    /// <summary>The inviter saw who accepted and starts the link with contract 1.</summary>
    public Task<LinkAnswer> Confirm(LinkId link, Admin by, Consent consent) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, Side.A, by, now, LinkRow.Accepted) is { } no)
        {
            return no;
        }

        var (a, b) = (row!.Half(Side.A), row.Half(Side.B));
        if (Consents.Partners(b, consent) is { } ask)
        {
            return ask;
        }

        connection.Execute("UPDATE link SET life = 'running', active_since = @at WHERE id = @link", new { link = link.Value, at = now.ToUnixTimeMilliseconds() });
        LinkActs.NewContract(connection, row, a, b, Side.A, now);
        LinkActs.Tell(connection, row, now, LinkNews.Active, LinkActs.By(row, Side.A, by, "contract 1"));
        return LinkAnswer.Done;
    });

    /// <summary>Either side steps back before the link runs; the inviter also before anybody accepted.</summary>
    public Task<LinkAnswer> Withdraw(LinkId link, Side side, Admin by) => book.Change((connection, now) =>
    {
        var row = LinkBook.Row(connection, link);
        if (LinkActs.Refusal(row, side, by, now, LinkRow.Invited, LinkRow.Accepted) is { } no)
        {
            return no;
        }

        connection.Execute(EndSql, new { link = link.Value, side = side.ToString(), at = now.ToUnixTimeMilliseconds() });
        LinkActs.Tell(connection, row!, now, LinkNews.Withdrawn, LinkActs.By(row!, side, by));
        return LinkAnswer.Done;
    });

    // Two codes may begin alike; then the locator is taken and another code is drawn.
    private static string StoreCode(IDbConnection connection, long link, DateTimeOffset expires)
    {
        while (true)
        {
            var code = InvitationCode.New();
            var plain = InvitationCode.Read(code)!;
            var values = new { link, locator = InvitationCode.Locator(plain), hash = InvitationCode.Hash(plain), expires = expires.ToUnixTimeMilliseconds() };
            if (connection.Execute(NewCodeSql, values) == 1)
            {
                return code;
            }
        }
    }

    private static (InvitationState State, LinkRow? Row, DateTimeOffset Expires) Open(IDbConnection connection, string typed, PortalId portal, DateTimeOffset now)
    {
        if (InvitationTries.AreSpent(connection, portal, now))
        {
            return (InvitationState.TooManyTries, null, default);
        }

        var code = InvitationCode.Read(typed);
        var stored = code is null ? null : InvitationTries.Find(connection, InvitationCode.Locator(code));
        if (stored is null || !CryptographicOperations.FixedTimeEquals(stored.Hash, InvitationCode.Hash(code!)))
        {
            InvitationTries.Miss(connection, stored, portal, now);
            return (InvitationState.Unknown, null, default);
        }

        var state = stored.State(now);
        return (state, state == InvitationState.Open ? LinkBook.Row(connection, new LinkId(stored.LinkId)) : null, LinkRow.Moment(stored.ExpiresAt));
    }
}

using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Crm;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Portals;
using B24App.Stations;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>
/// Pairs cards by themselves: both sides of a link name a field of their cards, and cards that hold the same value in it are one; or the contract names e-mails or
/// telephones. Where only one side agrees, or several cards hold the value, nothing is paired and nothing is told.
/// </summary>
public sealed partial class CardFields(Database db, LinkBook links, Desks desks, CardContacts contacts, TimeProvider clock)
{
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(30);

    /// <summary>Names the field of the cards of a type of one's own portal; an empty one takes it back.</summary>
    public async Task<PairAnswer> Set(PortalId portal, LinkId link, int type, string field)
    {
        if ((await links.Of(portal)).FirstOrDefault(each => each.Id == link) is not { IsSelfLink: false } found)
        {
            return PairAnswer.NotFound;
        }

        if (field.Length > 0 && !Code().IsMatch(field))
        {
            return PairAnswer.BadField;
        }

        var side = found.A == portal ? Side.A : Side.B;
        await db.Write(connection =>
        {
            connection.Execute(
                field.Length == 0
                    ? "DELETE FROM card_field WHERE link_id = @link AND side = @side AND type = @type"
                    : """
                      INSERT INTO card_field (link_id, side, type, field, set_at) VALUES (@link, @side, @type, @field, @now)
                      ON CONFLICT (link_id, side, type) DO UPDATE SET field = excluded.field, set_at = excluded.set_at WHERE field <> excluded.field
                      """,
                new { link, side = side.ToString(), type, field, now = clock.GetUtcNow().ToUnixTimeMilliseconds() });
            connection.Execute("DELETE FROM card_asked WHERE link_id = @link", new { link });
        });
        return PairAnswer.Done;
    }

    /// <summary>The field a side named for a type; null for none.</summary>
    public async Task<string?> Of(LinkId link, Side side, int type) => (await Both(link, type)).GetValueOrDefault(side).Field;

    /// <summary>
    /// Looks for the card of the partner that holds the same value, or has the same e-mail or telephone; true when a pair was made, null when a portal could not
    /// be asked.
    /// </summary>
    public async Task<bool?> Pair(Link link, Side from, Portal portal, CrmKey card)
    {
        var fields = await Both(link.Id, card.Type);
        if ((fields.Count < 2 && !CardContacts.MayAsk(link, from, card.Type)) || await IsSettled(link, portal.Id, card))
        {
            return false;
        }

        var match = fields.Count < 2 ? CardMatch.None : await ByField(link, from, portal.Id, card, fields);
        match = match is { There: 0 } ? await contacts.Find(link, from, portal.Id, card) : match;
        return match is null ? null : await db.Write(connection =>
        {
            connection.Execute(
                "INSERT INTO card_asked (portal_id, link_id, card, asked_at) VALUES (@portal, @link, @card, @now) ON CONFLICT (portal_id, link_id, card) DO UPDATE SET asked_at = excluded.asked_at",
                new { portal = portal.Id, link = link.Id, card = card.ToString(), now = clock.GetUtcNow().ToUnixTimeMilliseconds() });
            return match.There > 0 && Add(connection, link, from, portal, card, match.There, match.Since);
        });
    }

    private async Task<CardMatch?> ByField(Link link, Side from, PortalId portal, CrmKey card, Dictionary<Side, (string Field, long SetAt)> fields)
    {
        if (await Record(portal, RecordCommands.ByIds(card.Type, [card.Id], ["id", fields[from].Field])) is not { } own)
        {
            return null;
        }

        var (value, theirs) = (own.FirstOrDefault(row => row.Id == card.Id)?.Of(fields[from].Field) is [var only] ? only.Trim() : "", fields[from.Other()].Field);
        var rows = value.Length == 0 ? [] : await Record(link.Portal(from.Other()), RecordCommands.Having(card.Type, theirs, value, ["id", theirs]));
        return rows is null ? null
            : rows.Where(row => row.Of(theirs).Any(text => text.Trim() == value)).ToList() is [var found] ? new CardMatch(found.Id, DateTimeOffset.FromUnixTimeMilliseconds(fields.Values.Max(field => field.SetAt))) : CardMatch.None;
    }

    private static bool Add(IDbConnection connection, Link link, Side from, Portal portal, CrmKey card, long there, DateTimeOffset since)
    {
        var other = new CrmKey(card.Type, there).ToString();
        if (connection.ExecuteScalar<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
                            WHERE m.kind = 'card' AND m.link_id = @link AND ((s.portal_id = @here AND s.item = @card) OR (s.portal_id = @there AND s.item = @other)))
            """,
            new { link = link.Id, here = portal.Id, card = card.ToString(), there = link.Portal(from.Other()), other }))
        {
            return false;
        }

        var own = new MappingEnd(portal.Id, card.ToString(), ImmutableSortedDictionary<string, string>.Empty, false);
        var theirs = new MappingEnd(link.Portal(from.Other()), other, ImmutableSortedDictionary<string, string>.Empty, false);
        MappingStore.Add(connection, new Mapping
        {
            Id = default,
            Link = link.Id,
            Kind = MappingKind.Card,
            Origin = from,
            Family = string.Create(CultureInfo.InvariantCulture, $"card:{OriginHash.Of(portal.Member)}:{card.Type}:{card.Id}"),
            State = MappingState.Live,
            CreatedAt = since, // both sides agreed to it then
            A = from == Side.A ? own : theirs,
            B = from == Side.B ? own : theirs,
        });
        return true;
    }

    // A pair there was, and a person ended, does not come back by itself; and one question in a while is enough.
    private async Task<bool> IsSettled(Link link, PortalId portal, CrmKey card) => await db.Read(connection => connection.ExecuteScalarAsync<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id WHERE m.kind = 'card' AND m.link_id = @link AND s.portal_id = @portal AND s.item = @card)
            OR EXISTS (SELECT 1 FROM card_asked WHERE portal_id = @portal AND link_id = @link AND card = @card AND asked_at > @since AND asked_at <= @now)
        """,
        new { link = link.Id, portal, card = card.ToString(), since = (clock.GetUtcNow() - AskedAgain).ToUnixTimeMilliseconds(), now = clock.GetUtcNow().ToUnixTimeMilliseconds() }));

    private async Task<Dictionary<Side, (string Field, long SetAt)>> Both(LinkId link, int type) => await db.Read(async connection =>
        (await connection.QueryAsync<(string Side, string Field, long SetAt)>("SELECT side, field, set_at FROM card_field WHERE link_id = @link AND type = @type", new { link, type }))
            .ToDictionary(row => Enum.Parse<Side>(row.Side), row => (row.Field, row.SetAt)));

    // A field that the portal does not know holds nothing.
    private async Task<IReadOnlyList<RecordWire>?> Record(PortalId portal, Command command) => await desks.Ask(portal, command) switch
    {
        Answer answer => RecordWire.ListFrom(answer.Result),
        Refusal => [],
        _ => null,
    };

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{1,49}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

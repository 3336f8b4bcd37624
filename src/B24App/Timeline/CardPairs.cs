using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Timeline;

/// <summary>How an act on a pair of cards ended.</summary>
public enum PairAnswer
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>There is no such link, offer or pair of this portal.</summary>
    NotFound,

    /// <summary>The contract lets nothing of cards cross.</summary>
    NotInContract,

    /// <summary>The card is paired over this link already.</summary>
    Already,

    /// <summary>A deal is paired with a deal, a company with a company.</summary>
    OtherType,

    /// <summary>No field has such a name.</summary>
    BadField,
}

/// <summary>
/// Cards of two portals whose timelines are one. A pair is a mapping whose ends are records: offered by one side, it is nothing until somebody of
/// the other side names his own card, so neither portal ever sees what the other one has (RULES 5).
/// </summary>
public sealed class CardPairs(Database db, MappingStore mappings, LinkBook links, PortalStore portals, TimeProvider clock)
{
    private const string OffersSql = """
        SELECT m.id FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id JOIN link l ON l.id = m.link_id
         WHERE m.kind = 'card' AND m.state = 'creating' AND s.portal_id <> @portal AND (l.portal_a = @portal OR l.portal_b = @portal) AND s.item LIKE @type
         ORDER BY m.id
        """;

    /// <summary>Offers a card to the partner of a link.</summary>
    public async Task<PairAnswer> Offer(PortalId portal, LinkId link, CrmKey card)
    {
        if ((await links.Of(portal)).FirstOrDefault(each => each.Id == link) is not { IsSelfLink: false } found || await portals.Find(portal) is not { } here)
        {
            return PairAnswer.NotFound;
        }

        if (!Crosses(found.Contract))
        {
            return PairAnswer.NotInContract;
        }

        var side = found.A == portal ? Side.A : Side.B;
        return await db.Write(connection =>
        {
            if (IsPaired(connection, portal, link, card))
            {
                return PairAnswer.Already;
            }

            var end = new MappingEnd(portal, card.ToString(), ImmutableSortedDictionary<string, string>.Empty, false);
            MappingStore.Add(connection, new Mapping
            {
                Id = default,
                Link = link,
                Kind = MappingKind.Card,
                Origin = side,
                Family = string.Create(CultureInfo.InvariantCulture, $"card:{OriginHash.Of(here.Member)}:{card.Type}:{card.Id}"),
                State = MappingState.Creating,
                CreatedAt = clock.GetUtcNow(),
                A = side == Side.A ? end : null,
                B = side == Side.B ? end : null,
            });
            return PairAnswer.Done;
        });
    }

    /// <summary>Offers of partners for cards of a type.</summary>
    public async Task<IReadOnlyList<Mapping>> OffersTo(PortalId portal, int type)
    {
        var ids = await db.Read(connection => connection.QueryAsync<long>(OffersSql, new { portal, type = string.Create(CultureInfo.InvariantCulture, $"r{type}:%") }));
        var found = new List<Mapping>();
        foreach (var id in ids)
        {
            if (await mappings.Find(new MappingId(id)) is { } offer && await links.Find(offer.Link) is { Runs: true })
            {
                found.Add(offer);
            }
        }

        return found;
    }

    /// <summary>Takes a partner's offer for a card of this portal. From now on what is written there crosses; what was written before stays.</summary>
    public async Task<PairAnswer> Accept(PortalId portal, MappingId offer, CrmKey card)
    {
        if (await mappings.Find(offer) is not { Kind: MappingKind.Card, State: MappingState.Creating } row || await links.Find(row.Link) is not { Runs: true } link
            || link.Portal(row.Origin.Other()) != portal || row.End(row.Origin) is not { } theirs)
        {
            return PairAnswer.NotFound;
        }

        if (CrmKey.Read(theirs.Item) is not { } other || other.Type != card.Type)
        {
            return PairAnswer.OtherType;
        }

        return !Crosses(link.Contract) ? PairAnswer.NotInContract : await db.Write(connection =>
        {
            if (IsPaired(connection, portal, link.Id, card))
            {
                return PairAnswer.Already;
            }

            if (connection.Execute(
                "UPDATE mapping SET state = 'live', created_at = @now, updated_at = @now WHERE id = @id AND state = 'creating'", new { id = offer, now = clock.GetUtcNow().ToUnixTimeMilliseconds() }) == 0)
            {
                return PairAnswer.NotFound;
            }

            MappingStore.PutEnd(connection, offer, row.Origin.Other(), new MappingEnd(portal, card.ToString(), ImmutableSortedDictionary<string, string>.Empty, false));
            return PairAnswer.Done;
        });
    }

    /// <summary>Takes an offer back or ends a pair; what crossed stays on both sides.</summary>
    public async Task<PairAnswer> End(PortalId portal, MappingId pair)
    {
        if (await mappings.Find(pair) is not { Kind: MappingKind.Card, State: MappingState.Creating or MappingState.Live } row || await links.Find(row.Link) is not { } link || (link.A != portal && link.B != portal))
        {
            return PairAnswer.NotFound;
        }

        await db.Write(connection =>
        {
            MappingStore.SetState(connection, pair, MappingState.Ended, nameof(Reason.StoppedByHand), clock.GetUtcNow());
            connection.Execute(
                "UPDATE outbox SET state = 'void', settled_at = @now, outcome = 'stopped by hand', body = x'' WHERE item_group = @pair AND settled_at = 0 AND state = 'waiting' AND kind IN ('addentry', 'editentry', 'fillentry', 'removeentry')",
                new { pair, now = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        });
        return PairAnswer.Done;
    }

    /// <summary>Pairs and offers of a card, over all links that have not ended.</summary>
    public async Task<IReadOnlyList<Mapping>> Of(PortalId portal, CrmKey card) =>
        [.. (await mappings.OfItem(portal, card.ToString())).Where(mapping => mapping is { Kind: MappingKind.Card, State: MappingState.Creating or MappingState.Live })];

    /// <summary>The contract lets something of timelines cross.</summary>
    public static bool Crosses(Contract contract) => EntryCrossing.Fields.Any(field => contract.Carries(Side.A, field) || contract.Carries(Side.B, field));

    private static bool IsPaired(IDbConnection connection, PortalId portal, LinkId link, CrmKey card) => connection.ExecuteScalar<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM mapping m JOIN mapping_side s ON s.mapping_id = m.id
                        WHERE m.kind = 'card' AND m.state IN ('creating', 'live') AND m.link_id = @link AND s.portal_id = @portal AND s.item = @item)
        """,
        new { portal, link, item = card.ToString() });
}

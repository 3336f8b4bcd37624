using System.Data;
using System.Text.Json;
using B24App.Bitrix24.Crm;
using B24App.Confirm;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;
using B24App.Record;
using B24App.Stations;
using B24App.Store;
using B24App.Sweep;
using Dapper;

namespace B24App.Timeline;

/// <summary>An entry that crossed, with what it takes to ask for it.</summary>
/// <param name="Mapping">Its mapping.</param>
/// <param name="Origin">Side it was written on.</param>
/// <param name="Link">The link, with the contract that holds now.</param>
/// <param name="Card">The paired card on its own portal.</param>
/// <param name="Entry">What is remembered of it.</param>
/// <param name="CrossedAt">When it crossed.</param>
public sealed record CensusEntry(MappingId Mapping, Side Origin, Link Link, CrmRef Card, CrossedEntry Entry, DateTimeOffset CrossedAt)
{
    /// <summary>An activity, not a comment.</summary>
    public bool IsActivity => Items.IsActivity(Entry.Name);
}

/// <summary>
/// What crossed from a portal and should still be there, and what becomes of a suspicion: it makes its entry dirty, and where most of a link's entries are
/// missing at once the link stops instead and asks (RULES 24).
/// </summary>
public sealed class TimelineCensus(TaskStores stores, LinkBook links)
{
    private const string Suspected = "suspected";

    private const string CrossedSql = """
        SELECT m.id AS Mapping, m.origin AS Origin, m.link_id AS Link, c.item AS Card, s.item AS Item, s.prints AS Prints, m.created_at AS At
          FROM mapping_side s
          JOIN mapping m ON m.id = s.mapping_id AND m.origin = s.side
          JOIN mapping p ON p.id = m.parent_id AND p.state = 'live'
          JOIN mapping_side c ON c.mapping_id = p.id AND c.side = s.side
         WHERE s.portal_id = @portal AND m.kind = 'entry' AND m.state = 'live'
        """;

    /// <summary>Entries of running links that crossed from a portal.</summary>
    public async Task<IReadOnlyList<CensusEntry>> Crossed(PortalId portal)
    {
        var running = (await links.Of(portal)).Where(link => link.Runs).ToDictionary(link => link.Id);
        return await stores.Db.Read<IReadOnlyList<CensusEntry>>(async connection =>
            [.. (await connection.QueryAsync<Row>(CrossedSql, new { portal })).Where(row => running.ContainsKey(new LinkId(row.Link))).Select(row => row.Entry(running[new LinkId(row.Link)])).OfType<CensusEntry>()]);
    }

    /// <summary>Links of which most entries are missing, unless somebody let them go on after he was asked.</summary>
    public async Task<IReadOnlySet<LinkId>> Held(PortalId portal, IReadOnlyCollection<CensusEntry> asked, IReadOnlyCollection<(CensusEntry Entry, Suspicion Why)> suspicions)
    {
        var held = new HashSet<LinkId>();
        foreach (var link in asked.GroupBy(entry => entry.Link.Id).Where(link => CensusVerdicts.IsMass(suspicions.Count(each => each.Entry.Link.Id == link.Key && each.Why.IsMissing), link.Count())))
        {
            var questioned = await stores.Db.Read(connection => connection.ExecuteScalarAsync<long?>(
                "SELECT asked_at FROM timeline_question WHERE portal_id = @portal AND link_id = @link", new { portal, link = link.Key }));
            if (questioned is not { } at || (await links.Details(link.Key))?.ResumedAt is not { } resumed || resumed.ToUnixTimeMilliseconds() < at)
            {
                held.Add(link.Key);
            }
        }

        foreach (var link in held)
        {
            await links.Hold(link, nameof(Reason.MassDisappearance));
        }

        return held;
    }

    /// <summary>Writes down which links were asked about, and makes the suspected entries of the others dirty.</summary>
    public void Settle(IDbConnection connection, PortalId portal, IReadOnlySet<LinkId> held, IEnumerable<(CensusEntry Entry, Suspicion Why)> suspicions)
    {
        connection.Execute(
            "INSERT INTO timeline_question (portal_id, link_id, asked_at) VALUES (@portal, @link, @now) ON CONFLICT (portal_id, link_id) DO UPDATE SET asked_at = excluded.asked_at",
            held.Select(link => new { portal, link, now = stores.Clock.GetUtcNow().ToUnixTimeMilliseconds() }));
        foreach (var (entry, why) in suspicions.Where(each => !held.Contains(each.Entry.Link.Id)))
        {
            MappingStore.PutPrints(connection, entry.Mapping, entry.Origin, [new(Suspected, why.Key)]);
            stores.Dirty.Mark(connection, new Hint(portal, Items.KindOf(why.Name), Items.IdOf(why.Name), why.IsMissing ? Hint.Missing : Hint.Anything), "sweep");
        }
    }

    private sealed class Row
    {
        public long Mapping { get; init; }
        public string Origin { get; init; } = "";
        public long Link { get; init; }
        public string Card { get; init; } = "";
        public string Item { get; init; } = "";
        public string Prints { get; init; } = "";
        public long At { get; init; }

        public CensusEntry? Entry(Link link)
        {
            var prints = JsonSerializer.Deserialize<Dictionary<string, string>>(Prints)!;
            return CrmKey.Read(Card) is not { } card ? null : new CensusEntry(
                new MappingId(Mapping), Enum.Parse<Side>(Origin), link, new CrmRef(card.Type, card.Id),
                new CrossedEntry(Item, Items.IdOf(Item), prints.GetValueOrDefault("text", ""), prints.GetValueOrDefault(Suspected, ""))
                {
                    Files = (Items.IsActivity(Item) ? EntryFiles.Words : [Field.CardFiles]).Any(word => link.Contract.Carries(Enum.Parse<Side>(Origin), word)) ? prints.GetValueOrDefault(MappingEnd.Files, "") : null,
                    Contract = link.Contract.Number,
                }, DateTimeOffset.FromUnixTimeMilliseconds(At));
        }
    }
}

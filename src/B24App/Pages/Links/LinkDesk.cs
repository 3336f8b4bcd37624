using System.Collections.Immutable;
using B24App.Balance;
using B24App.Confirm;
using B24App.Drift;
using B24App.Journal;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Pages.Links;

/// <summary>Two tasks that are one.</summary>
/// <param name="Own">Number of the own task.</param>
/// <param name="OwnPath">Where it opens inside the portal.</param>
/// <param name="OwnUrl">Its whole address.</param>
/// <param name="Partners">Number of the partner's task.</param>
/// <param name="PartnersUrl">Its address; null when the partner's address is not known.</param>
/// <param name="FromHere">It was filed here.</param>
/// <param name="State">Its life.</param>
public sealed record PairLine(long Own, string OwnPath, string OwnUrl, long Partners, string? PartnersUrl, bool FromHere, MappingState State);

/// <summary>Everything that the page of one link shows.</summary>
public sealed record LinkScreen
{
    /// <summary>The link.</summary>
    public required LinkDetails Details { get; init; }

    /// <summary>The reader's side.</summary>
    public required Side Side { get; init; }

    /// <summary>The partner, as a partner is seen.</summary>
    public required PortalCard Partner { get; init; }

    /// <summary>Scheme and host of the partner's portal; empty when there is none.</summary>
    public required string PartnerOrigin { get; init; }

    /// <summary>The contract, or what it would be; null while nobody accepted.</summary>
    public ContractText? Text { get; init; }

    /// <summary>Its numbers.</summary>
    public required LinkNumbers Numbers { get; init; }

    /// <summary>Newest pairs of tasks.</summary>
    public ImmutableArray<PairLine> Pairs { get; init; } = [];

    /// <summary>A proposal of the partner that waits for us.</summary>
    public Proposal? Theirs => Details.Proposals.FirstOrDefault(proposal => proposal.Side != Side);

    /// <summary>A proposal of ours that waits for the partner.</summary>
    public Proposal? Ours => Details.Proposals.FirstOrDefault(proposal => proposal.Side == Side);
}

/// <summary>The numbers of one link, as one portal sees them.</summary>
public sealed record LinkNumbers
{
    /// <summary>What waits.</summary>
    public required Backlog Backlog { get; init; }

    /// <summary>What an unlink would touch.</summary>
    public required UnlinkCount Count { get; init; }

    /// <summary>Exchange of two weeks.</summary>
    public ImmutableArray<TrafficDay> Traffic { get; init; } = [];

    /// <summary>Balance of looks of two weeks.</summary>
    public ImmutableArray<BalanceDay> Balance { get; init; } = [];

    /// <summary>Last lines of the journal.</summary>
    public IReadOnlyList<JournalLine> Journal { get; init; } = [];

    /// <summary>Last comparison; null for none.</summary>
    public DriftRun? Drift { get; init; }

    /// <summary>What it found on this portal.</summary>
    public IReadOnlyList<DriftRow> Differences { get; init; } = [];

    /// <summary>Files of this portal that stay behind.</summary>
    public int StayedFiles { get; init; }
}

/// <summary>Reads the page of one link from our own store.</summary>
public sealed class LinkDesk(LinkBook book, PortalStore portals, MappingStore mappings, LinkFigures figures, NamesReader names)
{
    private const int MostPairs = 20;

    /// <summary>The link, if the portal has a side of it; anything else is as if it did not exist.</summary>
    public async Task<(LinkDetails Details, Side Side)?> Find(LinkId id, Portal portal) =>
        await book.Details(id) is { } details && LinkWords.SideOf(details.Link, portal) is { } side ? (details, side) : null;

    /// <summary>Everything the page shows.</summary>
    public async Task<LinkScreen> Read(LinkDetails details, Side side, Portal portal, long user, Texts words, bool seesGroups, CancellationToken ct)
    {
        var link = details.Link;
        var partner = await portals.Find(link.Portal(side.Other()));
        var card = new PortalCard(link.Portal(side.Other()), partner?.Name ?? words[details.LostPartner(side) ? "Links.gone" : "Links.nobody"], partner?.Domain ?? "");
        var language = words.Language == "ru" ? Language.Ru : Language.En;
        var own = seesGroups ? await names.Of(portal.Id, ct) : PortalNames.None;
        return new LinkScreen
        {
            Numbers = await figures.Of(portal, link.Id),
            Details = details,
            Side = side,
            Partner = card,
            PartnerOrigin = partner?.Origin ?? "",
            Text = partner is null ? null : ContractText.For(link.Contract, side, card, details.Published(side.Other()), language, own),
            Pairs = [.. (await mappings.TasksOf(link.Id))
                .Where(mapping => mapping is { A: not null, B: not null, State: MappingState.Live or MappingState.Outside or MappingState.Over })
                .OrderByDescending(mapping => mapping.Id.Value).Take(MostPairs)
                .Select(mapping => Pair(mapping, side, portal, partner, user))],
        };
    }

    /// <summary>The last lines of a link in the journal of one portal.</summary>
    public Task<IReadOnlyList<JournalLine>> Journal(Portal portal, LinkId link) => figures.Journal(portal, link);

    private static PairLine Pair(Mapping mapping, Side side, Portal portal, Portal? partner, long user)
    {
        var (own, other) = (Items.IdOf(mapping.End(side)!.Item), Items.IdOf(mapping.End(side.Other())!.Item));
        var path = TaskPath(user, own);
        return new PairLine(own, path, portal.Origin + path, other, partner is null ? null : partner.Origin + TaskPath(partner.RelayUser, other), mapping.Origin == side, mapping.State);
    }

    private static string TaskPath(long user, long task) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/company/personal/user/{user}/tasks/task/view/{task}/");
}

/// <summary>The numbers of one link.</summary>
public sealed class LinkFigures(Pausing pausing, Unlinking unlinking, Traffic traffic, BalanceBook balance, JournalAndDrift rows, Undelivered.StayedFiles files, TimeProvider clock)
{
    /// <summary>The last lines.</summary>
    public Task<IReadOnlyList<JournalLine>> Journal(Portal portal, LinkId link) => rows.Journal(portal.Id, link);

    /// <summary>Days of the charts.</summary>
    public const int ChartDays = 14;

    /// <summary>Reads them.</summary>
    public async Task<LinkNumbers> Of(Portal portal, LinkId link)
    {
        var now = clock.GetUtcNow();
        return new LinkNumbers
        {
            Backlog = await pausing.Waiting(link),
            Count = await unlinking.Count(link),
            Traffic = await traffic.Of(portal.Id, ChartDays, link),
            Balance = [.. (await balance.Of(portal.Id, now.AddDays(1 - ChartDays), now)).Where(day => day.Link == link)],
            Journal = await rows.Journal(portal.Id, link),
            Drift = await rows.Last(link),
            Differences = await rows.Differences(portal.Id, link),
            StayedFiles = (await files.Of(portal, link)).Count,
        };
    }
}

/// <summary>Last lines of the journal and the last comparison of a link.</summary>
public sealed class JournalAndDrift(JournalReader journal, DriftReport drift)
{
    private const int Most = 20;

    /// <summary>The newest lines of one portal about a link.</summary>
    public Task<IReadOnlyList<JournalLine>> Journal(PortalId portal, LinkId link) => journal.Page(new JournalQuery(portal) { Link = link }, Most);

    /// <summary>The last comparison.</summary>
    public Task<DriftRun?> Last(LinkId link) => drift.Last(link);

    /// <summary>What it found on a portal.</summary>
    public Task<IReadOnlyList<DriftRow>> Differences(PortalId portal, LinkId link) => drift.Of(portal, link);
}

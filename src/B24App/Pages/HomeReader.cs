using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Pages;

/// <summary>What the screen shows of one portal.</summary>
public sealed record HomeView(string? RelayName, DateTimeOffset? LastEvent, IReadOnlyList<LinkLine> Links);

/// <summary>One link as its own side reads it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partner">Name and address of the partner.</param>
/// <param name="State">State in words.</param>
/// <param name="Tone"><c>good</c>, <c>wait</c> or <c>bad</c>.</param>
/// <param name="Contract">Number in force; 0 before there is one.</param>
/// <param name="Text">The contract in plain words.</param>
/// <param name="Waiting">How many items wait.</param>
public sealed record LinkLine(string Name, string Partner, string State, string Tone, int Contract, ContractText? Text, int Waiting);

/// <summary>Reads it from our own store only: the page opens also while a portal is down.</summary>
public sealed class HomeReader(Database database, PortalStore portals, PairStore pairs, LinkBook links, Pausing pausing)
{
    private const string LastEventSql = "SELECT received_at FROM inbox WHERE portal_id = @portal AND feed = 'event' ORDER BY id DESC LIMIT 1";

    /// <summary>Reads what the screen shows.</summary>
    public async Task<HomeView> Read(Portal portal, Texts words)
    {
        var relay = (await pairs.Owners(portal.Id)).FirstOrDefault(owner => owner.IsRelay);
        var last = await database.Read(store => store.ExecuteScalarAsync<long?>(LastEventSql, new { portal = portal.Id }));
        var lines = new List<LinkLine>();
        foreach (var link in (await links.Of(portal.Id)).Where(link => link.State != LinkState.Ended))
        {
            if (await links.Details(link.Id) is { } details)
            {
                lines.Add(await Line(details, portal, words));
            }
        }

        return new HomeView(
            relay?.Name, last is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, lines);
    }

    private async Task<LinkLine> Line(LinkDetails details, Portal portal, Texts words)
    {
        var link = details.Link;
        var side = link.A == portal.Id ? Side.A : Side.B;
        var partner = await portals.Find(link.Portal(side.Other()));
        var card = new PortalCard(link.Portal(side.Other()), partner?.Name ?? words["Links.nobody"], partner?.Domain ?? "");
        var waits = await pausing.Waiting(link.Id);
        var text = link.Contract.Number > 0
            ? ContractText.For(link.Contract, side, card, details.Published(side.Other()), words.Language == "ru" ? Language.Ru : Language.En)
            : null;
        return new LinkLine(
            link.Name,
            card.Domain.Length > 0 && card.Domain != card.Name ? $"{card.Name} ({card.Domain})" : card.Name,
            words[$"Link.{link.State}"],
            link.State switch { LinkState.Active => "good", LinkState.Pending or LinkState.Paused => "wait", _ => "bad" },
            link.Contract.Number,
            text,
            waits.Items);
    }
}

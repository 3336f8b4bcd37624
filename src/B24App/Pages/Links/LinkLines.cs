using System.Collections.Immutable;
using B24App.Balance;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Plan;
using B24App.Portals;

namespace B24App.Pages.Links;

/// <summary>Reads the links of a portal for a list, from our own store only: it opens also while a portal is down.</summary>
public sealed class LinkLines(LinkBook book, PortalStore portals, DraftStore drafts, Pausing pausing, Traffic traffic, TimeProvider clock)
{
    private const int Week = 7;

    /// <summary>Links that have not ended or whose end is news, then drafts.</summary>
    public async Task<ImmutableArray<LinkLine>> Of(Portal portal, Texts words)
    {
        var week = (await traffic.Of(portal.Id, Week)).ToLookup(day => day.Link);
        var lines = ImmutableArray.CreateBuilder<LinkLine>();
        foreach (var link in (await book.Of(portal.Id)))
        {
            if (await book.Details(link.Id) is { } details && LinkWords.SideOf(link, portal) is { } side && (link.State != LinkState.Ended || details.IsNewsFor(side, clock.GetUtcNow())))
            {
                lines.Add(await Line(details, side, [.. week[link.Id]], words));
            }
        }

        lines.AddRange((await drafts.Of(portal.Id)).Where(draft => !draft.IsEdit).Select(draft => new LinkLine
        {
            Id = 0,
            Draft = draft.Id,
            Name = draft.Body.Name.Length > 0 ? draft.Body.Name : words["Links.noName"],
            State = LineState.Draft,
            Pill = new Pill(words["LinkState.Draft"], "calm"),
            What = LinkWords.WhatOf(draft.Body.Half, words).What,
            Direction = LinkWords.WhatOf(draft.Body.Half, words).Icon,
        }));
        return lines.ToImmutable();
    }

    private async Task<LinkLine> Line(LinkDetails details, Side side, IReadOnlyList<TrafficDay> week, Texts words)
    {
        var link = details.Link;
        var partner = await portals.Find(link.Portal(side.Other()));
        var (what, icon) = LinkWords.WhatOf(link.Contract.Of(side), words);
        var days = Traffic.Filled(week, clock.GetUtcNow(), Week);
        var total = week.Sum(day => day.Sent + day.Received);
        return new LinkLine
        {
            Id = link.Id.Value,
            Name = link.Name,
            Partner = link.IsSelfLink ? words["Links.self"] : partner?.Name ?? (details.LostPartner(side) ? words["Links.gone"] : ""),
            PartnerDomain = link.IsSelfLink ? "" : partner?.Domain ?? "",
            State = LinkWords.StateOf(details, side),
            Pill = LinkWords.PillOf(details, side, words),
            What = what,
            Direction = icon,
            PausedByUs = details.PausedBy(side) is not null,
            Waiting = (await pausing.Waiting(link.Id)).Items,
            Delay = week.Count == 0 ? null : TimeSpan.FromMilliseconds(Traffic.Median([.. week.Select(day => (long)day.Delay.TotalMilliseconds)])),
            Spark = new Spark(
                Charts.Line([.. days.Select(day => (double)(day.Row is { } row ? row.Sent + row.Received : 0))], Charts.Spark.Width, Charts.Spark.Height),
                total == 0 ? words["Links.quiet"] : words.Count("Links.week", total)),
        };
    }
}

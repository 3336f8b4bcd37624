using System.Collections.Immutable;
using B24App.Balance;
using B24App.Links;
using B24App.Portals;
using B24App.Store;
using Dapper;

namespace B24App.Pages;

/// <summary>What the first screen shows of one portal.</summary>
public sealed record HomeView
{
    /// <summary>What a person should look at.</summary>
    public ImmutableArray<Trouble> Troubles { get; init; } = [];

    /// <summary>What waits and what was refused.</summary>
    public required TrafficNow Now { get; init; }

    /// <summary>Exchange of today, all links.</summary>
    public int Today { get; init; }

    /// <summary>Median delay of a week; null when there was no exchange.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Name of the relay account; null when nobody has the role.</summary>
    public string? RelayName { get; init; }

    /// <summary>When the portal last spoke to us.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>How much of the portal's request limit is free, in percent.</summary>
    public int Headroom { get; init; }

    /// <summary>The portal asked for silence until then.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    /// <summary>How far the first link is.</summary>
    public FirstLink Progress { get; init; }
}

/// <summary>How far the first link of a portal is.</summary>
public enum FirstLink
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Nobody accepted it yet.</summary>
    Invited,

    /// <summary>It was accepted and waits to be confirmed.</summary>
    Accepted,

    /// <summary>It runs, but nothing crossed yet.</summary>
    Runs,

    /// <summary>Things crossed: the list of first steps is not needed any more.</summary>
    Exchanges,
}

/// <summary>Reads it from our own store only: the page opens also while a portal is down.</summary>
public sealed class HomeReader(LinkBook links, HomeTroubles troubles, HomePortal about, Traffic traffic, Navigation navigation)
{
    private const int Week = 7;

    /// <summary>Reads what the screen shows.</summary>
    public async Task<HomeView> Read(Portal portal, DateTimeOffset at, Texts words, bool mayManage)
    {
        var now = await traffic.Now(portal.Id);
        var week = await traffic.Of(portal.Id, Week);
        var today = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        var view = new HomeView
        {
            Now = now,
            Troubles = await troubles.Of(portal, now.Undelivered, mayManage && navigation.Entries.Any(entry => entry.Screen == "undelivered"), words),
            Today = week.Where(day => day.Day == today).Sum(day => day.Sent + day.Received),
            Delay = week.IsEmpty ? null : TimeSpan.FromMilliseconds(Traffic.Median([.. week.Select(day => (long)day.Delay.TotalMilliseconds)])),
            Progress = await Progress(portal, now),
        };
        return await about.Fill(view, portal, at);
    }

    private async Task<FirstLink> Progress(Portal portal, TrafficNow now)
    {
        if (now.LastExchange is not null)
        {
            return FirstLink.Exchanges;
        }

        var best = FirstLink.None;
        foreach (var link in (await links.Of(portal.Id)).Where(link => link.State != LinkState.Ended))
        {
            var here = link.State != LinkState.Pending ? FirstLink.Runs
                : await links.Details(link.Id) is { WaitsForConfirmation: true } ? FirstLink.Accepted
                : FirstLink.Invited;
            best = here > best ? here : best;
        }

        return best;
    }
}

/// <summary>The portal itself on the first screen: who writes for us, when it last spoke, how much of its limit is free.</summary>
public sealed class HomePortal(Database database, PairStore pairs, Gates gates)
{
    private const string LastEventSql = "SELECT received_at FROM inbox WHERE portal_id = @portal AND feed = 'event' ORDER BY id DESC LIMIT 1";

    /// <summary>Fills it in.</summary>
    public async Task<HomeView> Fill(HomeView view, Portal portal, DateTimeOffset now)
    {
        var relay = (await pairs.Owners(portal.Id)).FirstOrDefault(owner => owner.IsRelay);
        var last = await database.Read(store => store.ExecuteScalarAsync<long?>(LastEventSql, new { portal = portal.Id }));
        var limit = Bitrix24.Limits.RateLimit.ForLicence(portal.LicenseFamily);
        var gate = (await gates.Of(portal.Member)).Snapshot();
        var used = limit.Drain(gate.Bucket, now).Level / limit.Capacity;
        return view with
        {
            RelayName = relay?.Name,
            LastEvent = last is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Headroom = (int)Math.Round(100 * Math.Clamp(1 - used, 0, 1)),
            ClosedUntil = gate.ClosedUntil is { } until && until > now ? until : null,
        };
    }
}

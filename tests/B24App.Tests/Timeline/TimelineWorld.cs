using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan.Carry;
using B24App.Plan.Timeline;
using B24App.Store;
using B24App.Tests.Journeys;
using B24App.Timeline;
using Half = B24App.Links.Half;

namespace B24App.Tests.Timeline;

/// <summary>Two linked portals with a deal each that are paired by hand.</summary>
internal sealed record TimelineWorld(World World, LinkId Link, long North, long South) : IAsyncDisposable
{
    public static async Task<TimelineWorld> Paired(Func<Half, Half>? changeA = null, Func<Half, Half>? changeB = null)
    {
        var world = await World.Start(Card.New, Card.New);
        var link = await world.Link(0, 12, 1, 40, changeA: half => (changeA ?? (known => known))(All(half)), changeB: half => (changeB ?? (known => known))(All(half)));
        var (north, south) = (world.North.Deal("Общая сделка"), world.South.Deal("Наша сделка"));
        await world.AllIsQuiet();
        await Pair(world, link, north, south);
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        await world.AllIsQuiet();
        return new TimelineWorld(world, link, north, south);
    }

    /// <summary>One side offers, the other names its card.</summary>
    public static async Task<MappingId> Pair(World world, LinkId link, long north, long south)
    {
        var pairs = world.Get<CardPairs>();
        Assert.Equal(PairAnswer.Done, await pairs.Offer((await world.Portal(0)).Id, link, new CrmKey(CrmKey.Deal, north)));
        var offer = (await pairs.OffersTo((await world.Portal(1)).Id, CrmKey.Deal))[^1];
        Assert.Equal(PairAnswer.Done, await pairs.Accept((await world.Portal(1)).Id, offer.Id, new CrmKey(CrmKey.Deal, south)));
        return offer.Id;
    }

    public static Half All(Half half) => half with
    {
        SendsFields = half.SendsFields.Union([.. EntryCrossing.Fields, .. EntryFiles.Words]),
        TakesFields = half.TakesFields.Union([.. EntryCrossing.Fields, .. EntryFiles.Words]),
    };

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

/// <summary>What people do with deals.</summary>
internal static class TimelinePeople
{
    public static long Deal(this PortalHost host, string title) =>
        host.Call(1, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = title } })!.GetValue<long>();

    /// <summary>A letter as mail records it: with addresses, and done.</summary>
    public static long Writes(this PortalHost host, long deal, string subject, string html, int direction = 2)
    {
        var contact = host.Call(1, "crm.contact.add", new JsonObject { ["fields"] = new JsonObject { ["NAME"] = "Клиент" } })!.GetValue<long>();
        var letter = host.Call(1, "crm.activity.add", new JsonObject
        {
            ["fields"] = new JsonObject
            {
                ["OWNER_TYPE_ID"] = 2,
                ["OWNER_ID"] = deal,
                ["TYPE_ID"] = 4,
                ["SUBJECT"] = subject,
                ["DIRECTION"] = direction,
                ["DESCRIPTION"] = html,
                ["DESCRIPTION_TYPE"] = 3,
                ["COMPLETED"] = "N",
                ["COMMUNICATIONS"] = new JsonArray(new JsonObject { ["TYPE"] = "EMAIL", ["VALUE"] = "client@example.com", ["ENTITY_TYPE_ID"] = 3, ["ENTITY_ID"] = contact }),
            },
        })!.GetValue<long>();
        host.Call(1, "crm.activity.update", new JsonObject { ["id"] = letter, ["fields"] = new JsonObject { ["COMPLETED"] = "Y" } });
        return letter;
    }
}

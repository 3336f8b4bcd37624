using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan;
using B24App.Store;
using B24App.Tests.Carry;
using B24App.Tests.Journeys;
using B24App.Timeline;
using Half = B24App.Links.Half;

namespace B24App.Tests.Timeline;

/// <summary>Companies with the same e-mail or telephone are one, where both contracts say so and nobody else has it.</summary>
public sealed class ContactPairsJourney
{
    [Theory]
    [InlineData(Field.PairsByMail, "EMAIL", "Office@Example.com", "office@example.COM")]
    [InlineData(Field.PairsByPhone, "PHONE", "+7 900 123-45-67", "+7 (900) 1234567")]
    public async Task Cards_with_the_same_value_are_paired(Field word, string type, string here, string there)
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40, changeA: half => With(half, word), changeB: half => With(half, word));
        var (north, south, other) = (Company(world.North, type, here), Company(world.South, type, there), Company(world.South, type, "1@2.3"));
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Remarks(4, north, "теперь общая");
        await world.AllIsQuiet();
        Assert.EndsWith("теперь общая", Assert.Single(world.South.Remarks(4, south)), StringComparison.Ordinal);
        Assert.Empty(world.South.Remarks(4, other));

        // A pair that a person ended does not come back.
        var pair = await world.Scalar("SELECT id FROM mapping WHERE kind = 'card'");
        Assert.Equal(PairAnswer.Done, await world.Get<CardPairs>().End((await world.Portal(1)).Id, new MappingId(pair)));
        world.Clock.Turn(TimeSpan.FromHours(1));
        world.North.Remarks(4, north, "больше нет");
        await world.AllIsQuiet();
        Assert.Single(world.South.Remarks(4, south));
    }

    [Fact]
    public async Task Rule5_where_one_contract_does_not_name_it_the_partner_is_not_asked()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40, changeA: half => With(half, Field.PairsByMail), changeB: TimelineWorld.All);
        var (north, south) = (Company(world.North, "EMAIL", "a@example.com"), Company(world.South, "EMAIL", "a@example.com"));
        await world.AllIsQuiet();
        var before = world.Requests(1);
        world.North.Remarks(4, north, "наше");
        await world.AllIsQuiet();
        Assert.Equal(before, world.Requests(1));
        Assert.Empty(world.South.Remarks(4, south));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_several_cards_have_it_none_is_paired(bool isHere)
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40, changeA: half => With(half, Field.PairsByMail), changeB: half => With(half, Field.PairsByMail));
        var (north, south) = (Company(world.North, "EMAIL", "a@example.com"), Company(world.South, "EMAIL", "a@example.com"));
        Company(isHere ? world.North : world.South, "EMAIL", "a@example.com");
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Remarks(4, north, "чьё");
        await world.AllIsQuiet();
        Assert.Empty(world.South.Remarks(4, south));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'card'"));

        // Asked once, not with every entry.
        var before = world.Requests(1);
        world.North.Remarks(4, north, "и это");
        await world.AllIsQuiet();
        Assert.Equal(before, world.Requests(1));
    }

    private static Half With(Half half, Field word) => TimelineWorld.All(half) with { SendsFields = TimelineWorld.All(half).SendsFields.Add(word), TakesFields = TimelineWorld.All(half).TakesFields.Add(word) };

    private static long Company(PortalHost host, string type, string value) => host.Call(1, "crm.company.add", new JsonObject
    {
        ["fields"] = new JsonObject { ["TITLE"] = "Ромашка", [type] = new JsonArray(new JsonObject { ["VALUE"] = value, ["VALUE_TYPE"] = "WORK" }) },
    })!.GetValue<long>();
}

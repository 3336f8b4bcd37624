using System.Text.Json.Nodes;
using B24App.Backfill;
using B24App.Carry;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>RULES 23 and 30 for timelines: what neither an event nor a date tells of is found by counting.</summary>
public sealed class CensusJourney
{
    [Fact]
    public async Task Rule23_a_binding_that_moves_no_date_is_found_by_the_census()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule, switches => switches with { BindingMovesLastUpdated = false });
        await using var ended = world;
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var deal = world.North.Call(1, "crm.deal.add", new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "Сделка" } })!.GetValue<long>();
        var call = world.North.Calls(2, deal);
        var already = world.North.Calls(3, world.North.Contact("Пётр"));
        await world.AllIsQuiet();
        await NextDay(world);
        await world.Peruses();

        world.North.Call(1, "crm.activity.binding.add", new JsonObject { ["activityId"] = call, ["entityTypeId"] = 3, ["entityId"] = contact });
        world.North.Call(1, "crm.activity.binding.add", new JsonObject { ["activityId"] = already, ["entityTypeId"] = 3, ["entityId"] = contact });
        await world.Peruses(TimeSpan.FromMinutes(6));
        Assert.Empty(world.North.Shown(4, company)); // no event, no date

        await NextDay(world);
        Assert.Equal([call, already], world.North.Shown(4, company));

        var before = world.Requests();
        await NextDay(world);
        Assert.InRange(world.Requests() - before, 1, 12);
    }

    [Fact]
    public async Task Rule23_an_activity_that_went_without_a_word_is_found_by_the_census()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule with { Manner = Manner.Copy, DeletesCopies = true });
        await using var ended = world;
        var company = world.North.Company();
        var call = world.North.Calls(3, world.North.Contact("Иван", company));
        await world.AllIsQuiet();
        await NextDay(world);
        Assert.Single(world.North.Shown(4, company));

        world.EventsAreLost();
        world.North.Call(1, "crm.activity.delete", new JsonObject { ["id"] = call });
        await NextDay(world);
        Assert.Empty(world.North.Shown(4, company));
    }

    [Fact]
    public async Task What_was_there_before_the_rule_is_only_remembered()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New);
        var company = world.North.Company();
        world.North.Calls(3, world.North.Contact("Иван", company));
        await world.AllIsQuiet();
        await world.Rules(CarryWorld.ContactRule);
        await NextDay(world);
        await NextDay(world);
        Assert.Empty(world.North.Shown(4, company));
        Assert.True(await world.Scalar("SELECT count(*) FROM carry_census") > 0);
    }

    [Fact]
    public void Rows_that_a_page_cuts_apart_are_counted_on_the_next_one()
    {
        var walk = new IdWalk([new Stretch(0, 200)]);
        long[] first = [.. Enumerable.Range(1, 48).Select(id => (long)id), 49, 49];
        var (next, times, read) = CountedWalk.Read(walk, [first]);
        Assert.Equal((48, 1), (times.Count, times[48]));
        Assert.Equal(new Stretch(0, 48), Assert.Single(read));
        Assert.Equal(new Stretch(48, 200), Assert.Single(next.Open!.Value));

        (next, times, read) = CountedWalk.Read(next, [[49, 49, 49, 70]]);
        Assert.Equal([(49L, 3), (70L, 1)], times.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(new Stretch(48, 200), Assert.Single(read));
        Assert.True(next.IsOver);
    }

    [Fact]
    public void What_a_full_page_may_have_cut_off_is_not_known()
    {
        Assert.Equal([(1L, 1), (2L, 3), (5L, 0)], Told(CountedRows.Read([1, 2, 5], [1, 2, 2, 2])));
        Assert.Equal([(1L, 48)], Told(CountedRows.Read([1, 2, 5], [.. Enumerable.Repeat(1L, 48), 2, 2])));
        Assert.Empty(CountedRows.Read([7], [.. Enumerable.Repeat(7L, 50)]));
        Assert.Equal(49, CountedRows.Read([.. Enumerable.Range(1, 49).Select(id => (long)id)], [.. Enumerable.Range(1, 49).Select(id => (long)id)]).Count);

        static IEnumerable<(long, int)> Told(IReadOnlyDictionary<long, int> times) => times.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));
    }

    [Fact]
    public void A_page_of_one_activity_alone_is_passed()
    {
        var (next, times, read) = CountedWalk.Read(new IdWalk([new Stretch(0, 9)]), [[.. Enumerable.Repeat(7L, 50)]]);
        Assert.Equal(50, times[7]);
        Assert.Equal(new Stretch(0, 7), Assert.Single(read));
        Assert.Equal(new Stretch(7, 9), Assert.Single(next.Open!.Value));
    }

    [Fact]
    public void A_portal_without_activities_is_counted_at_once()
    {
        var (next, times, read) = CountedWalk.Read(IdWalk.Unread, [[]]);
        Assert.True(next.IsOver);
        Assert.Empty(times);
        Assert.Empty(read);
    }

    private static async Task NextDay(World world)
    {
        world.Clock.Turn(TimeSpan.FromHours(25));
        await world.AllIsQuiet();
    }
}

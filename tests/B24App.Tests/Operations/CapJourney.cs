using B24App.Links;
using B24App.Plan;
using B24App.Tests.Journeys;

namespace B24App.Tests.Operations;

/// <summary>RULES 38: one link may carry only so much in a day, and only that link waits.</summary>
public sealed class CapJourney
{
    [Fact]
    public async Task Rule38_items_over_the_daily_cap_wait_for_the_next_day_with_room_and_only_on_that_link()
    {
        await using var world = await World.TwoLinkedPortals();
        var other = await world.Link(0, 13, 1, 40, "support");
        await world.Get<LinkBook>().SetLimits(new Store.LinkId(1), LinkLimits.Default with { ItemsOfDay = 2 });
        for (var i = 0; i < 5; i++)
        {
            world.North.Files(5, 12, $"Task {i}");
            await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        }

        world.North.Files(5, 13, "On the other link");
        await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await Mirrored(world, new Store.LinkId(1)));
        Assert.Equal(1, await Mirrored(world, other));
        Assert.Single(await world.Journal(0), row => row.Reason == nameof(Reason.DailyCap));
        Assert.Single(await world.Journal(1), row => row.Reason == nameof(Reason.DailyCap));

        world.Clock.Turn(TimeSpan.FromDays(1));
        await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        Assert.Equal(4, await Mirrored(world, new Store.LinkId(1)));
        world.Clock.Turn(TimeSpan.FromDays(1));
        await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        Assert.Equal(5, await Mirrored(world, new Store.LinkId(1)));
        Assert.Equal(0, await world.Get<Balance.BalanceBook>().Off());
    }

    private static Task<long> Mirrored(World world, Store.LinkId link) =>
        world.Scalar($"SELECT count(*) FROM mapping WHERE kind = 'task' AND state = 'live' AND link_id = {link}");

    [Fact]
    public async Task Rule38_text_and_looks_have_their_caps_too()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        await world.Get<LinkBook>().SetLimits(new Store.LinkId(1), LinkLimits.Default with { TextOfDay = 500 });
        world.North.Says(5, task, new string('a', 600));
        await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        var mirror = world.South.TasksIn(40)[0].Id();
        Assert.Empty(world.South.Comments(mirror));

        await world.Get<LinkBook>().SetLimits(new Store.LinkId(1), LinkLimits.Default with { EventsOfDay = 1 });
        world.North.Edits(5, task, People.Fields(("TITLE", "Tomorrow")));
        await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        Assert.Equal("Replace the printer drum", world.South.Task(mirror).Text("title"));

        await world.Get<LinkBook>().SetLimits(new Store.LinkId(1), LinkLimits.Default);
        world.Clock.Turn(TimeSpan.FromDays(1));
        await world.AllIsQuiet();
        Assert.Equal("Tomorrow", world.South.Task(mirror).Text("title"));
        Assert.Single(world.South.Comments(mirror));
    }

    [Fact]
    public async Task Rule38_the_rounds_of_the_sweep_leave_the_cap_to_the_events()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        var told = await world.Scalar("SELECT sum(events) FROM crossed");
        Assert.InRange(told, 1, 10);
        var looks = await Looks(world);
        await world.Get<LinkBook>().SetLimits(new Store.LinkId(1), LinkLimits.Default with { EventsOfDay = (int)told + 3 });
        for (var sweep = 0; sweep < 12; sweep++)
        {
            await world.Sweep(TimeSpan.FromMinutes(6));
            await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(await Looks(world) - looks, 5, long.MaxValue); // the discussion was read again and again
        Assert.InRange(await world.Scalar("SELECT sum(events) FROM crossed"), told, told + 2); // the echo of the reference comes late
        world.North.Edits(5, task, People.Fields(("TITLE", "Today")));
        await world.AllIsQuiet(TimeSpan.FromMinutes(1));
        Assert.Equal("Today", world.South.TasksIn(40)[0].Text("title"));
    }

    private static Task<long> Looks(World world) => world.Scalar("SELECT sum(looks) FROM balance WHERE ending = 'opened'");
}

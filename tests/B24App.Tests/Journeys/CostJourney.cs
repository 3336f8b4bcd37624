using B24App.EmulatedPortal.Kernel;

namespace B24App.Tests.Journeys;

/// <summary>RULES 29: what an exchange costs in HTTP requests, counted by the portals.</summary>
public sealed class CostJourney
{
    public static TheoryData<Card, Card> Cards => CommentJourney.Cards;

    [Fact]
    public async Task Rule29_an_edit_costs_three_requests_and_one_look_at_its_echo()
    {
        await using var pair = await Pair.Filed("support");
        var (north, south) = (pair.World.Requests(0), pair.World.Requests(1));
        pair.EditsAtNorth(("TITLE", "Second title"));
        await pair.Quiet();
        Assert.Equal(1, pair.World.Requests(0) - north);
        Assert.Equal(2 + 1, pair.World.Requests(1) - south);
    }

    [Fact]
    public async Task Rule29_a_change_of_what_does_not_cross_costs_one_request()
    {
        await using var pair = await Pair.Filed("support");
        var before = pair.World.Requests();
        pair.EditsAtNorth(("ACCOMPLICES", new System.Text.Json.Nodes.JsonArray(8)));
        await pair.Quiet();
        Assert.Equal(1, pair.World.Requests() - before);
    }

    [Fact]
    public async Task Rule29_the_first_contact_with_a_chat_costs_two_more_once()
    {
        await using var pair = await Pair.Filed("support");
        var before = pair.World.Requests();
        pair.North.Says(5, pair.Task, "first");
        await pair.Quiet();
        Assert.Equal(2 + 2 + 1, pair.World.Requests() - before); // the last is the look at the echo of the role

        before = pair.World.Requests();
        pair.North.Says(5, pair.Task, "second");
        await pair.Quiet();
        Assert.Equal(2, pair.World.Requests() - before);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_an_answer_costs_two_requests(Card north, Card south)
    {
        await using var pair = await Pair.Filed("support", north, south);
        pair.South.Says(7, pair.Mirror, "first");
        await pair.Quiet();
        var before = pair.World.Requests();
        pair.South.Says(7, pair.Mirror, "second");
        await pair.Quiet();
        Assert.Equal(2, pair.World.Requests() - before);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_fifty_tasks_at_once_cost_at_most_a_tenth_of_a_request_each(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        var before = world.Requests();
        for (var i = 0; i < 50; i++)
        {
            world.North.Files(5, 12, $"Task {i}");
        }

        await world.AllIsQuiet(within: TimeSpan.FromSeconds(20));
        Assert.Equal(50, world.South.TasksIn(40).Count);
        Assert.InRange(world.Requests() - before, 2, 5);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_fifty_comments_in_fifty_tasks_cost_at_most_a_tenth_of_a_request_each(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        var tasks = Enumerable.Range(0, 50).Select(i => world.North.Files(5, 12, $"Task {i}")).ToList();
        await world.AllIsQuiet();
        tasks.ForEach(task => world.North.Says(5, task, "first contact"));
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(1));

        var before = world.Requests();
        tasks.ForEach(task => world.North.Says(5, task, "second"));
        await world.AllIsQuiet();
        Assert.InRange(world.Requests() - before, 2, 5);
        Assert.All(world.South.TasksIn(40), mirror => Assert.Equal(2, world.South.Comments(mirror.Id()).Count));
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_a_doubled_swapped_and_late_event_costs_at_most_one_look(Card north, Card south)
    {
        await using var pair = await Pair.Filed("support", north, south);
        pair.North.Says(5, pair.Task, "first");
        await pair.Quiet();
        pair.North.Events.Faults = new EmulatedPortal.Events.EventFaults { Twice = 2, Reorder = 2 };
        var before = pair.World.Requests();
        pair.North.Says(5, pair.Task, "second");
        pair.North.Says(5, pair.Task, "third");
        await pair.Quiet();
        Assert.InRange(pair.World.Requests() - before, 2, 3);
        Assert.Equal(3, pair.South.Comments(pair.Mirror).Count);
        await pair.IsSettled();
    }
}

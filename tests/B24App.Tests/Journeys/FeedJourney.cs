using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Events;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan;
using B24App.Portals;

namespace B24App.Tests.Journeys;

/// <summary>The offline queue and the messenger's events ride with the sweep: nothing they held is lost when the process dies.</summary>
public sealed class FeedJourney
{
    [Fact]
    public async Task A_deletion_whose_event_was_lost_is_known_within_a_sweep_by_the_offline_queue()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        await world.Sweep();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.EventsAreLost();
        world.North.Does(1, task, "delete");
        await world.Sweep();

        Assert.Single(world.South.Talk(mirror), Notes.IsNote);
        Assert.Equal(0, await Queued(world));
        Assert.True(await world.Scalar("SELECT count(*) FROM inbox WHERE event = 'ONTASKDELETE' AND feed = 'offline'") > 0);
    }

    [Fact]
    public async Task Rows_that_were_reserved_and_never_stored_are_found_after_a_restart()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        await world.Sweep();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.EventsAreLost();
        world.North.Does(1, task, "delete");
        Assert.IsType<Answer>(await (await Line(world)).Call(EventCommands.ReserveOffline(50), Urgency.Bulk, CancellationToken.None));
        await world.Restart(); // the process died between the answer and its commit
        await world.Sweep();

        Assert.Single(world.South.Talk(mirror), Notes.IsNote);
        Assert.Equal(0, await Queued(world));
    }

    [Fact]
    public async Task Without_the_feature_nothing_is_taken_from_the_queue()
    {
        await using var world = await World.Start(Card.New, Card.New);
        foreach (var host in world.Hosts)
        {
            host.Portal.Switches = host.Portal.Switches with { RestOfflineExtended = false, MessengerEvents = false };
        }

        await world.Link(0, 12, 1, 40, "support");
        world.EventsAreLost();
        world.North.Files(5, 12, "Replace the printer drum");
        await world.Sweep();
        await world.Sweep();
        Assert.Single(world.South.TasksIn(40));
    }

    [Fact]
    public async Task A_message_deleted_far_above_the_window_is_told_by_the_messenger()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        var first = world.North.Says(5, task, "the very first");
        await world.AllIsQuiet();
        for (var i = 0; i < 60; i++)
        {
            world.North.Says(5, task, $"and {i}");
            if (i % 9 == 8)
            {
                await world.AllIsQuiet();
                world.Clock.Turn(TimeSpan.FromMinutes(11)); // stay under the fuse
            }
        }

        await world.AllIsQuiet();
        await world.Sweep();
        await world.Sweep();
        Assert.Equal(61, world.South.Comments(mirror).Count);
        world.EventsAreLost();
        world.North.TakesBack(5, task, first);
        await world.Sweep();
        await world.Sweep();
        Assert.DoesNotContain(world.South.Comments(mirror), text => text.EndsWith("the very first", StringComparison.Ordinal));
    }

    private static async Task<PortalLine> Line(World world) => (await world.Get<PortalLines>().For((await world.Portal(0)).Id))!;

    private static async Task<int> Queued(World world)
    {
        var outcome = await (await Line(world)).Call(new Command("event.offline.list", null), Urgency.Bulk, CancellationToken.None);
        return OfflineEvent.ListFrom(Assert.IsType<Answer>(outcome).Result).Count;
    }
}

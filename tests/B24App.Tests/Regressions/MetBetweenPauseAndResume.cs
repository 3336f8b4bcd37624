using B24App.Links;
using B24App.Plan;
using B24App.Record;
using B24App.Stations;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A task was read while its link was paused; before that was written down the link resumed and looked at all tasks that had met the
/// closed door. This one came too late for that and was never met again.
/// </summary>
public sealed class MetBetweenPauseAndResume
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Rule21_a_task_that_meets_a_closed_door_late_is_met_again(bool pausedStill, int crosses)
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        var link = await world.Link(0, 12, 1, 40);
        if (pausedStill)
        {
            Assert.Equal(LinkAnswer.Done, await world.Get<Pausing>().Pause(link, Side.A, await world.Admin(0)));
            await world.AllIsQuiet();
        }

        var north = (await world.Portal(0)).Id;
        world.North.Events.Faults = new EmulatedPortal.Events.EventFaults { LoseEvery = 1 }; // only what the stores know can bring it across
        var task = world.North.Files(5, 12, "Replace the printer drum");
        var stores = world.Get<TaskStores>();
        await stores.Write(connection => stores.Stays(connection, north, link, Items.Task(task), Reason.LinkPaused));
        await world.AllIsQuiet();
        Assert.Equal(crosses, world.South.TasksIn(40).Count);
    }
}

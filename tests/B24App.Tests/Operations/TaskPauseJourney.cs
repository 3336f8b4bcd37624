using B24App.Plan;
using B24App.Stations;
using B24App.Tests.Journeys;
using B24App.Why;

namespace B24App.Tests.Operations;

/// <summary>One task is stopped from its card: nothing of it crosses, and what was said meanwhile crosses when it goes on.</summary>
public sealed class TaskPauseJourney
{
    [Fact]
    public async Task Rule21_a_stopped_task_waits_and_goes_on_with_what_was_said_meanwhile()
    {
        await using var pair = await Pair.Filed();
        var north = (await pair.World.Portal(0)).Id;
        var pauses = pair.World.Get<TaskPauses>();
        Assert.True(await pauses.Pause(north, pair.Task, 5));
        Assert.False(await pauses.Pause(north, pair.Task, 5));

        pair.EditsAtNorth(("TITLE", "Changed while stopped"));
        pair.North.Says(5, pair.Task, "said while stopped");
        pair.South.Says(7, pair.Mirror, "answered while stopped");
        var other = pair.North.Files(5, 12, "Another task");
        await pair.Quiet();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        Assert.DoesNotContain(pair.South.Comments(pair.Mirror), text => text.Contains("while stopped", StringComparison.Ordinal) && !text.StartsWith("answered", StringComparison.Ordinal));
        Assert.Contains(pair.South.TasksIn(40), task => task.Text("title") == "Another task");
        Assert.Equal(Reason.TaskPaused, Assert.Single((await pair.World.Get<WhyReader>().Of(north, pair.Task, CancellationToken.None))!.Now).Reason);
        Assert.NotEqual(0, other);

        Assert.False(await pauses.Resume((await pair.World.Portal(1)).Id, pair.Mirror, 1));
        Assert.True(await pauses.Resume(north, pair.Task, 5));
        await pair.Quiet();
        Assert.Equal("Changed while stopped", pair.AtSouth.Text("title"));
        Assert.Single(pair.South.Comments(pair.Mirror), text => text.EndsWith("said while stopped", StringComparison.Ordinal));
        Assert.Single(pair.North.Comments(pair.Task), text => text.EndsWith("answered while stopped", StringComparison.Ordinal));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_task_that_is_not_mirrored_cannot_be_stopped()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 13, "Private matter");
        await world.AllIsQuiet();

        Assert.False(await world.Get<TaskPauses>().Pause((await world.Portal(0)).Id, task, 5));
        Assert.False(await world.Get<TaskPauses>().Look((await world.Portal(0)).Id, task));
    }
}

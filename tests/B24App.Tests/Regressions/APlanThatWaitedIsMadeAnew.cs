using B24App.EmulatedPortal.Control;
using B24App.Plan;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// What waited to be written over the fields of a task left as it was planned, although somebody had written there since: a frame put back the
/// description it was planned on, and a person's own words were gone on both sides (found by the rig, seed 51).
/// </summary>
public sealed class APlanThatWaitedIsMadeAnew
{
    [Fact]
    public async Task Rule21_a_frame_that_waited_does_not_take_back_what_a_person_wrote_meanwhile()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        await world.Link(0, 12, 1, 40, "partners");
        var task = world.North.Files(5, 12, "Replace the printer drum", People.Fields(("DESCRIPTION", "it is grey")));
        world.North.Faults.Add(Fault.Throttle(1) with { Method = "tasks.task.update", Lasts = TimeSpan.FromMinutes(2) });
        await world.AllIsQuiet(TimeSpan.FromSeconds(50));
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM outbox WHERE kind = 'frame' AND state = 'waiting' AND settled_at = 0"));

        world.EventsAreLost();
        world.North.Edits(1, task, People.Fields(("DESCRIPTION", "it is black")));
        await world.AllIsQuiet();
        Assert.StartsWith("it is black", world.North.Task(task).Text("description"), StringComparison.Ordinal);
        Assert.StartsWith("it is black", Assert.Single(world.South.TasksIn(40)).Text("description"), StringComparison.Ordinal);
        Assert.Contains("B24App", world.North.Task(task).Text("description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule21_what_a_person_of_the_mirrors_side_wrote_while_an_edit_waited_is_told_and_not_overwritten_in_silence()
    {
        await using var pair = await Pair.Filed("partners");
        pair.South.Faults.Add(Fault.Throttle(1) with { Method = "tasks.task.update", Lasts = TimeSpan.FromMinutes(2) });
        pair.EditsAtNorth(("TITLE", "Of the North"));
        await pair.Soon();
        pair.World.EventsAreLost();
        pair.EditsAtSouth(("TITLE", "Of the South"));
        await pair.Quiet();
        Assert.Equal(("Of the North", "Of the North"), (pair.AtNorth.Text("title"), pair.AtSouth.Text("title")));
        Assert.Contains("Of the South", Assert.Single(pair.NotesAtSouth), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule21_a_comment_that_became_public_and_waits_when_the_link_stops_crosses_when_it_runs_again()
    {
        await using var pair = await Pair.Filed("partners", changeA: half => half with { InternalPrefix = "//" });
        var said = pair.North.Says(5, pair.Task, "// the drum is broken");
        pair.North.Says(5, pair.Task, "who has a key?");
        await pair.Quiet();
        pair.South.Faults.Add(Fault.Throttle(1) with { Lasts = TimeSpan.FromMinutes(4) });
        pair.North.Rewrites(5, pair.Task, said, "the drum is broken");
        await pair.LookAtTalks(TimeSpan.FromMinutes(2));
        await PauseJourney.Pause(pair, Side.A);
        await pair.Quiet();
        await PauseJourney.Resume(pair, Side.A);
        await pair.LookAtTalks();
        Assert.Equal(["who has a key?", "the drum is broken"], pair.South.Comments(pair.Mirror).Select(text => text.Split('\n')[^1]));
    }
}

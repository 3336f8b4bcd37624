using B24App.Backfill;
using B24App.EmulatedPortal.Kernel;
using B24App.Plan.Text;
using B24App.Tests.Backfill;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// What a run wrote was remembered in memory only. After a kill its echoes were met as if people had worked: each task was looked at as live
/// work, its origin was given the reference to the partner's task, and that write was looked at again. Up to one request for each task.
/// </summary>
public sealed class ARunIsKnownAfterAKill
{
    private const int Tasks = 60;

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task A_killed_run_costs_what_an_unkilled_one_costs(Card card)
    {
        var (calm, _) = await Bring(card, killed: false);
        var (killed, framed) = await Bring(card, killed: true);
        Assert.Equal(0, framed);
        Assert.InRange(killed, 0, calm + 6); // what was out when it died is asked once more, and the sweep begins anew
    }

    [Fact]
    public async Task The_reference_comes_with_the_first_change_of_the_origin()
    {
        await using var past = await Past.With(tasks: 2, comments: 0);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        await past.World.Restart();
        past.World.North.Edits(5, past.Tasks[0], People.Fields(("TITLE", "Old task 0, again")));
        await past.World.AllIsQuiet();
        Assert.True(Frame.IsIn(past.World.North.Task(past.Tasks[0]).Text("description")));
        Assert.False(Frame.IsIn(past.World.North.Task(past.Tasks[1]).Text("description")));
    }

    [Fact]
    public async Task A_person_who_writes_at_once_is_heard_all_the_same()
    {
        await using var past = await Past.With(tasks: 3, comments: 1);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet(TimeSpan.Zero);
        await past.World.Restart();
        past.World.North.Edits(5, past.Tasks[1], People.Fields(("TITLE", "Old task 1, again")));
        past.World.South.Says(7, past.Mirrors.Single(mirror => mirror.Title == "Old task 0").Id, "We are at it");
        await past.World.AllIsQuiet();
        Assert.Contains(past.Mirrors, mirror => mirror.Title == "Old task 1, again");
        Assert.Contains(past.World.North.Talk(past.Tasks[0]), line => line.Contains("We are at it", StringComparison.Ordinal));
    }

    private static async Task<(long Requests, int Framed)> Bring(Card card, bool killed)
    {
        await using var past = await Past.With(Tasks, comments: 2, card, card);
        var run = await past.Preview();
        var before = past.World.Requests();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.Rounds(4);
        if (killed)
        {
            await past.World.Restart();
        }

        await past.World.AllIsQuiet();
        if (killed)
        {
            await past.World.Restart();
        }

        await past.World.Sweep(); // lists all that the run wrote
        await past.World.Sweep();
        Assert.Equal(RunState.Done, await past.State(run));
        past.AllCameOnce(comments: 2);
        await past.IsSettled();
        return (past.World.Requests() - before, past.Tasks.Count(task => Frame.IsIn(past.World.North.Task(task).Text("description"))));
    }
}

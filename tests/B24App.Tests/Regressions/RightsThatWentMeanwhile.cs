using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// The relay account lost its rights between the look at a task and the write to it. The write was refused and became a dead letter that
/// nobody tried again for a day, although the rights were back soon; had the look come a moment later, it would have waited (found by the rig).
/// And a note for a task that nobody knew to be deleted became a dead letter that no administrator could ever mend (found by the rig, seed 51).
/// </summary>
public sealed class RightsThatWentMeanwhile
{
    [Fact]
    public async Task Rule22_a_write_refused_because_the_rights_went_waits_until_they_are_back()
    {
        await using var world = await World.TwoLinkedPortals(preset: "partners");
        var task = world.South.Files(7, 40, "Replace the printer drum");
        await world.AllIsQuiet();
        world.South.Faults.Add(Fault.Throttle(1) with { Method = "tasks.task.update", Lasts = TimeSpan.FromSeconds(20) });
        world.North.Edits(1, Assert.Single(world.North.TasksIn(12)).Id(), People.Fields(("TITLE", "Replace the whole printer")));
        await world.AllIsQuiet(TimeSpan.FromSeconds(4));
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM outbox WHERE kind = 'updatetask' AND state = 'waiting' AND settled_at = 0"));
        Reads(world.South, false);
        await world.AllIsQuiet(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM attempt WHERE outcome LIKE 'refused, planned anew%'"));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));

        Reads(world.South, true);
        await world.AllIsQuiet(); // nobody tells us; it is looked at again from time to time
        Assert.Equal("Replace the whole printer", world.South.Task(task).Text("title"));
    }

    [Fact]
    public async Task Rule8_a_task_filed_while_nothing_could_be_read_crosses_once_the_account_is_an_administrator_again()
    {
        await using var world = await World.TwoLinkedPortals(preset: "partners");
        world.South.Files(7, 40, "An old one");
        await world.AllIsQuiet();
        Reads(world.South, false);
        await world.Sweep(TimeSpan.FromDays(1));
        world.South.Files(7, 40, "Replace the printer drum");
        await world.AllIsQuiet();
        Assert.Single(world.North.TasksIn(12));

        Reads(world.South, true);
        await world.Sweep(TimeSpan.FromDays(1));
        Assert.Equal(["An old one", "Replace the printer drum"], world.North.TasksIn(12).Select(mirror => mirror.Text("title")));
    }

    [Theory, InlineData(Card.New), InlineData(Card.Old)]
    public async Task Rule9_a_note_for_a_task_that_is_gone_is_no_dead_letter(Card card)
    {
        await using var pair = await Pair.Filed("partners", Card.New, card);
        pair.South.Says(7, pair.Mirror, "It is grey");
        await pair.Quiet();
        pair.World.EventsAreLost();
        pair.South.Deletes(1, pair.Mirror);
        await pair.Quiet();
        pair.North.Events.Faults = new();
        pair.North.Moves(1, pair.Task, 0);
        await pair.Quiet();
        Assert.Equal(1, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE kind = 'addnote' AND state = 'void' AND outcome = 'nobody to tell'"));
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked' OR settled_at = 0"));
    }

    // Neither administrator nor in the group, he reads what he filed himself and nothing else.
    private static void Reads(PortalHost host, bool does)
    {
        lock (host.Portal.Gate)
        {
            var group = host.Portal.State<GroupBoard>().Groups[40];
            host.Portal.Users[1].IsAdmin = does;
            group.OwnerId = does ? 1 : 7;
            _ = does ? group.Members.TryAdd(1, 'A') : group.Members.Remove(1);
        }
    }
}

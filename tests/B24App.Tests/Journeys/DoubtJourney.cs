using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;

namespace B24App.Tests.Journeys;

/// <summary>RULES 7, 15, 17: calls whose outcome nobody knows, and a fuse against what nobody foresaw.</summary>
public sealed class DoubtJourney
{
    public static TheoryData<FaultKind, bool> Faults => new()
    {
        { FaultKind.AnswerLost, true }, { FaultKind.AnswerLost, false }, { FaultKind.Cut, true }, { FaultKind.HalfAnswer, true }, { FaultKind.Junk, true },
        { FaultKind.ErrorAfterWrite, true }, { FaultKind.ErrorAfterWrite, false }, { FaultKind.Error, true },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task Rule15_a_task_is_created_once_whatever_becomes_of_the_answer(FaultKind fault, bool filterWorks)
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Gets(switches => switches with { XmlIdFilter = filterWorks });
        world.South.Faults.Add(new Fault(fault) { Method = "tasks.task.add" });
        var task = world.North.Files(5, 12, "Replace the printer drum");
        world.North.Says(5, task, "it is urgent");
        await world.AllIsQuiet();

        var mirror = Assert.Single(world.South.TasksIn(40));
        Assert.Single(world.South.Comments(mirror.Id()));
        world.North.Edits(5, task, People.Fields(("TITLE", "Second title")));
        await world.AllIsQuiet();
        Assert.Equal("Second title", Assert.Single(world.South.TasksIn(40)).Text("title"));
    }

    [Fact]
    public async Task Rule17_a_portal_that_reports_an_error_after_it_created_keeps_one_task()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(new Fault(FaultKind.ErrorAfterWrite) { Method = "tasks.task.add", Code = "ERROR_UNKNOWN_ADD_TASK_ERROR", Description = "Unknown error", Status = 400 });
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));
    }

    [Fact]
    public async Task Rule17_a_persons_edit_of_a_mirror_that_was_found_later_is_kept()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40, "partners");
        world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "tasks.task.add" });
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet(TimeSpan.FromSeconds(10));
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.South.Edits(1, mirror, People.Fields(("PRIORITY", "2")));
        world.South.Does(7, mirror, "start");
        await world.AllIsQuiet();
        Assert.Equal(("2", "3"), (world.North.Task(task).Text("priority"), world.North.Task(task).Text("status")));
        Assert.Equal(("2", "3"), (world.South.Task(mirror).Text("priority"), world.South.Task(mirror).Text("status")));
    }

    [Fact]
    public async Task Rule15_nothing_is_looked_for_before_the_portals_own_cut_also_after_a_restart()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "tasks.task.add" });
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet(TimeSpan.FromSeconds(10));
        await world.Restart();
        await world.AllIsQuiet(TimeSpan.FromSeconds(40));
        Assert.Equal(0, world.South.Calls("tasks.task.list"));
        await world.AllIsQuiet();
        Assert.Equal(1, world.South.Calls("tasks.task.list"));
        Assert.Single(world.South.TasksIn(40));
    }

    [Fact]
    public async Task Rule07_an_item_that_is_written_again_and_again_is_held_and_the_administrator_reads_why()
    {
        await using var pair = await Pair.Filed("support");
        for (var i = 0; i < 30; i++)
        {
            pair.EditsAtNorth(("TITLE", $"Title {i}"));
            await pair.Soon();
            pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(pair.South.Calls("tasks.task.update"), 18, 20);
        Assert.Contains(await pair.World.Journal(0), row => row.Reason == "FuseOfItem");
        Assert.NotEqual("Title 29", pair.AtSouth.Text("title"));

        // The window passes, and what was held crosses with the next hint.
        pair.World.Clock.Turn(TimeSpan.FromMinutes(11));
        pair.EditsAtNorth(("TITLE", "At last"));
        await pair.Quiet();
        Assert.Equal("At last", pair.AtSouth.Text("title"));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule07_a_link_that_writes_too_much_is_held_and_goes_on_when_released()
    {
        await using var pair = await Pair.Filed("support");
        var link = (await pair.World.Get<LinkBook>().All())[0];
        await pair.World.Get<LinkBook>().SetLimits(link.Id, LinkLimits.Default with { WritesOfLink = 6 });
        for (var i = 0; i < 8; i++)
        {
            pair.North.Says(5, pair.Task, $"line {i}");
            await pair.Soon();
        }

        Assert.False((await pair.World.Get<LinkBook>().Find(link.Id))!.Runs);
        Assert.InRange(pair.South.Comments(pair.Mirror).Count, 3, 6);
        await pair.World.Get<LinkBook>().SetLimits(link.Id, LinkLimits.Default);
        Assert.Equal(LinkAnswer.Done, (await pair.World.Get<Pausing>().Release(link.Id, Side.A, await pair.World.Admin(0))).Answer);
        await pair.Quiet();
        Assert.Equal(8, pair.South.Comments(pair.Mirror).Count);
        await pair.IsSettled();
    }
}

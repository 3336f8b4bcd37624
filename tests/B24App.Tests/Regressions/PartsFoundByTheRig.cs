using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.Tests.Files;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>Lines and files that the rig found on one side only, each as the shortest story that shows it.</summary>
public sealed class PartsFoundByTheRig
{
    private static readonly byte[] Bytes = FilePeople.Bytes(400, 1);

    // The answer of the creation was lost and the mirror was found later. What a creation "sent" was taken as what the mirror had, and the
    // checklist was taken as sent, although no creation carries lines: they were never written.
    [Fact]
    public async Task Lines_of_a_task_whose_creation_was_in_doubt_follow()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "tasks.task.add" });
        var task = world.North.Files(5, 12, "Replace the drum");
        world.North.Adds(5, task, 0, "Call first");
        await world.AllIsQuiet();

        Assert.Equal(["- Call first"], world.South.Tree(Assert.Single(world.South.TasksIn(40)).Id()));
        Assert.Equal(["- Call first"], world.North.Tree(task));
    }

    // What the attachments are could not be asked just then. The task was created without them, and the next look took them for agreed.
    [Fact]
    public async Task Files_that_could_not_be_asked_when_the_task_was_met_come_with_it()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "disk.attachedObject.get" });
        FiledWith(world, "drum.txt");
        await world.AllIsQuiet();

        Assert.Equal([FilePeople.Line("drum.txt", Bytes)], world.South.FilesOf(Assert.Single(world.South.TasksIn(40)).Id()));
    }

    // The file stood on the other drive already and waited to be attached, when the title changed and the write was planned anew. The look
    // took a file on its way for one that stands there: equal, and nothing was written.
    [Fact]
    public async Task A_file_whose_attaching_is_planned_anew_is_still_attached()
    {
        await using var pair = await Pair.Filed();
        pair.South.Faults.Add(Fault.Throttle(40) with { Method = "tasks.task.update" });
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "drum.txt", Bytes));
        await pair.Soon();
        Assert.Equal(1, pair.South.Uploads());
        Assert.Empty(pair.South.FilesOf(pair.Mirror));
        pair.EditsAtNorth(("TITLE", "Replace both drums"));
        pair.EditsAtSouth(("PRIORITY", "2"));
        await pair.Soon();
        pair.South.Faults.Clear();
        await pair.Quiet();

        Assert.Equal([FilePeople.Line("drum.txt", Bytes)], pair.South.FilesOf(pair.Mirror));
        Assert.Equal([FilePeople.Line("drum.txt", Bytes)], pair.North.FilesOf(pair.Task));
        Assert.Equal(1, pair.South.Uploads());
        Assert.Equal("Replace both drums", pair.AtSouth.Text("title"));
    }

    // Six answers lost in a row, and the file was left behind for good, although the portal had said nothing about it.
    [Fact]
    public async Task A_portal_that_gives_no_answer_for_long_leaves_no_file_behind()
    {
        await using var pair = await Pair.Filed();
        pair.North.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "disk.attachedObject.get", Times = 40 });
        pair.North.SaysWith(5, pair.Task, "see the picture", pair.North.Puts(5, "a.png", Bytes));
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "drum.txt", Bytes));
        for (var hour = 0; hour < 12; hour++)
        {
            await pair.Quiet();
            pair.World.Clock.Turn(TimeSpan.FromHours(1));
        }

        await pair.Quiet();
        Assert.Equal([FilePeople.Line("drum.txt", Bytes)], pair.South.FilesOf(pair.Mirror));
        Assert.Equal([FilePeople.Line("a.png", Bytes)], pair.South.FilesSaid(pair.Mirror));
        Assert.Equal(0, pair.North.Faults.Waiting);
    }

    // The portal answers, and one file of it does not come whole however often it is asked for: the words that carry it go without it.
    [Fact]
    public async Task A_file_that_never_comes_whole_does_not_hold_its_lane_for_good()
    {
        await using var pair = await Pair.Filed();
        pair.North.Faults.Add(new Fault(FaultKind.HalfAnswer) { Method = "download", Times = 1000 });
        pair.North.SaysWith(5, pair.Task, "see the picture", pair.North.Puts(5, "a.png", Bytes));
        for (var hour = 0; hour < 12; hour++)
        {
            await pair.Quiet();
            pair.World.Clock.Turn(TimeSpan.FromHours(1));
        }

        Assert.Contains(pair.South.Comments(pair.Mirror), text => text.Contains("see the picture", StringComparison.Ordinal));
        Assert.Equal(1, await pair.World.Scalar("SELECT count(*) FROM file_copy WHERE state = 'refused' AND reason = 'FileUnreadable'"));
    }

    private static long FiledWith(World world, string name) => world.North.Files(5, 12, "Replace the drum", Journeys.People.Fields(
        ("DESCRIPTION", "see"), ("UF_TASK_WEBDAV_FILES", new JsonArray($"n{world.North.Puts(5, name, Bytes).Id}"))));
}

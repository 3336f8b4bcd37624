using System.Text.Json.Nodes;
using B24App.Backups;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Files;
using B24App.Tests.Journeys;
using B24App.Tests.Parts;

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

    // After an old backup nobody knew that a file of the mirror had come from its origin: it went back as a new one, and the two were exchanged without end.
    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.Old)]
    public async Task Lines_hours_and_files_that_crossed_since_an_old_backup_are_not_doubled(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        Everything("before");
        await Quiet();
        var backup = Path.Combine(pair.World.Folder, "backup.db");
        Assert.Null(Backup.Write(pair.World.Folder, backup));
        Everything("after");
        pair.South.Attaches(7, pair.Mirror, pair.South.Puts(7, "theirs.txt", FilePeople.Bytes(700, 7)));
        await Quiet();
        var (lines, hours, files) = (pair.South.Tree(pair.Mirror), pair.South.Hours(pair.Mirror), pair.South.FilesOf(pair.Mirror));
        Assert.Equal((2, 2, 3), (lines.Count, hours.Count, files.Count));

        await pair.World.Restart(() => Assert.Null(Restore.Read(pair.World.Folder, backup, pair.World.Clock)));
        pair.EditsAtNorth(("TITLE", "Looked at again"));
        pair.North.Works(5, pair.Task, 60, "one more");
        await Quiet();
        await pair.World.Sweep(TimeSpan.FromHours(25));
        await Quiet();

        Assert.Equal(lines, pair.South.Tree(pair.Mirror));
        Assert.Equal(lines, pair.North.Tree(pair.Task));
        Assert.Equal(3, pair.South.Hours(pair.Mirror).Count);
        Assert.Equal(3, pair.North.Hours(pair.Task).Count);
        Assert.Equal(files, pair.South.FilesOf(pair.Mirror));
        Assert.Equal(files, pair.North.FilesOf(pair.Task));
        await pair.IsSettled();

        void Everything(string word)
        {
            pair.North.Adds(5, pair.Task, 0, $"Line {word}");
            pair.North.Works(5, pair.Task, 120, $"Hours {word}");
            pair.North.Attaches(5, pair.Task, pair.North.Puts(5, $"{word}.txt", FilePeople.Bytes(400 + word.Length, word.Length)));
        }

        async Task Quiet()
        {
            await pair.Quiet();
            await pair.World.Sweep(TimeSpan.FromMinutes(10));
            pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
            await pair.Quiet();
        }
    }

    // It was written into the partner's task, the answer was lost, and its owner took it away: it was to go back to where it had come from, without end.
    [Fact]
    public async Task A_file_that_was_taken_away_before_both_sides_agreed_on_it_goes()
    {
        await using var pair = await Pair.Filed();
        pair.South.Attaches(7, pair.Mirror, pair.South.Puts(7, "theirs.txt", Bytes));
        pair.North.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "tasks.task.update" });
        await pair.Soon();
        await pair.Soon();
        pair.South.Keeps(1, pair.Mirror);
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        await pair.Quiet();

        Assert.Empty(pair.South.FilesOf(pair.Mirror));
        Assert.Empty(pair.North.FilesOf(pair.Task));
        await pair.IsSettled();
    }

    // A file that stayed behind counts as standing on the side it never reached; taken away where it is, it must not be taken away there without end.
    [Fact]
    public async Task A_file_that_stayed_behind_and_is_taken_away_at_its_origin_rests()
    {
        await using var pair = await Pair.Filed();
        pair.South.Attaches(7, pair.Mirror, pair.South.Puts(7, "setup.exe", Bytes));
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "install.exe", Bytes));
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        await pair.Quiet();
        pair.South.Keeps(1, pair.Mirror);
        pair.North.Keeps(1, pair.Task);
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromMinutes(3));
        await pair.Quiet();
        var before = pair.North.Calls("tasks.task.update") + pair.South.Calls("tasks.task.update");
        await pair.World.Sweep(TimeSpan.FromHours(25));
        await pair.World.Sweep(TimeSpan.FromHours(25));

        Assert.Equal(before, pair.North.Calls("tasks.task.update") + pair.South.Calls("tasks.task.update"));
        await pair.IsSettled();
    }

    private static long FiledWith(World world, string name) => world.North.Files(5, 12, "Replace the drum", Journeys.People.Fields(
        ("DESCRIPTION", "see"), ("UF_TASK_WEBDAV_FILES", new JsonArray($"n{world.North.Puts(5, name, Bytes).Id}"))));
}

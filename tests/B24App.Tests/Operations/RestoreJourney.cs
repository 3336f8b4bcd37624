using B24App.Backups;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Record;
using B24App.Store;
using B24App.Tests.Journeys;
using Microsoft.Extensions.Configuration;

namespace B24App.Tests.Operations;

/// <summary>A backup is made while the app works; an old one put back loses nothing on the portals and doubles nothing.</summary>
public sealed class RestoreJourney
{
    public static TheoryData<Card, Card> Cards => new() { { Card.New, Card.New }, { Card.Old, Card.New } };

    [Theory, MemberData(nameof(Cards))]
    public async Task After_an_old_backup_is_restored_nothing_doubles(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        var old = world.North.Files(5, 12, "Known to the backup");
        world.North.Says(5, old, "ok");
        await world.AllIsQuiet();
        var backup = Path.Combine(world.Folder, "backup.db");
        Assert.Null(Backup.Write(world.Folder, backup));

        // More work: known and new tasks, comments both ways, equal texts, and a crowd that crosses as one message.
        world.North.Says(5, old, "ok");
        world.North.Edits(5, old, People.Fields(("TITLE", "Known, and renamed")));
        var fresh = world.North.Files(5, 12, "Made after the backup");
        await world.AllIsQuiet();
        var mirrors = world.South.TasksIn(40);
        var freshMirror = mirrors.Single(mirror => mirror.Text("title") == "Made after the backup").Id();
        var oldMirror = mirrors.Single(mirror => mirror.Id() != freshMirror).Id();
        world.North.Says(5, fresh, "question");
        world.South.Says(7, freshMirror, "answer");
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(30));
        for (var i = 0; i < 12; i++)
        {
            world.South.Says(7, oldMirror, $"line {i}");
        }

        await world.AllIsQuiet();
        List<string> Said(long onNorth, long onSouth) => [.. world.North.Comments(onNorth), "|", .. world.South.Comments(onSouth)];
        var before = (Old: Said(old, oldMirror), Fresh: Said(fresh, freshMirror));
        world.Clock.Turn(TimeSpan.FromMinutes(1));

        await world.Restart(() => Assert.Null(Restore.Read(world.Folder, backup, world.Clock)));
        await Sweep(world, 0, old, fresh);
        await Sweep(world, 1, oldMirror, freshMirror);
        await world.AllIsQuiet();
        await Sweep(world, 0, old, fresh);
        await Sweep(world, 1, oldMirror, freshMirror);
        await world.AllIsQuiet();

        Assert.Equal(2, world.South.TasksIn(40).Count);
        Assert.Equal(2, world.North.TasksIn(12).Count);
        Assert.Equal(before.Old, Said(old, oldMirror));
        Assert.Equal(before.Fresh, Said(fresh, freshMirror));

        // And the exchange goes on.
        world.North.Says(5, fresh, "after the restore");
        world.South.Edits(1, oldMirror, People.Fields(("TITLE", "Renamed at the partner")));
        world.North.Edits(5, old, People.Fields(("TITLE", "Renamed after the restore")));
        await world.AllIsQuiet();
        Assert.Single(world.South.Comments(freshMirror), text => text.EndsWith("after the restore", StringComparison.Ordinal));
        Assert.Equal("Renamed after the restore", world.South.Task(oldMirror).Text("title"));
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Comments_that_were_changed_before_the_backup_came_back_are_found_by_their_place(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        var task = world.North.Files(5, 12, "Known to the backup");
        world.North.Says(5, task, "before");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        var lines = Enumerable.Range(0, 12).Select(i => world.South.Says(7, mirror, $"line {i}")).ToList();

        await world.AllIsQuiet();
        var backup = Path.Combine(world.Folder, "backup.db");
        Assert.Null(Backup.Write(world.Folder, backup));

        // One more of either kind, unknown to the backup; then people change what they said: told before the restore, and after it.
        var said = world.North.Says(5, task, "unknown to the backup");
        await world.AllIsQuiet();
        world.South.Rewrites(7, mirror, lines[5], "line 5, changed and told");
        await Sweep(world, 1, mirror);
        await world.AllIsQuiet();
        world.North.Rewrites(5, task, said, "unknown to the backup, and changed");
        world.Clock.Turn(TimeSpan.FromMinutes(1));

        await world.Restart(() => Assert.Null(Restore.Read(world.Folder, backup, world.Clock)));
        for (var round = 0; round < 2; round++)
        {
            await Sweep(world, 0, task);
            await Sweep(world, 1, mirror);
            await world.AllIsQuiet();
        }

        Assert.Single(world.South.Comments(mirror), text => text.Contains("unknown to the backup", StringComparison.Ordinal));
        Assert.Single(world.South.Comments(mirror), text => text.EndsWith("unknown to the backup, and changed", StringComparison.Ordinal));
        Assert.Single(world.North.Talk(task), text => text.EndsWith("line 5, changed and told", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_had_not_left_when_the_backup_was_made_is_looked_for_before_it_is_sent()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(EmulatedPortal.Control.Fault.Throttle(1000));
        var task = world.North.Files(5, 12, "Waits in the backup");
        await world.Now();
        var backup = Path.Combine(world.Folder, "backup.db");
        Assert.Null(Backup.Write(world.Folder, backup));
        world.South.Faults.Clear();
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));

        await world.Restart(() => Assert.Null(Restore.Read(world.Folder, backup, world.Clock)));
        await Sweep(world, 0, task);
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'task' AND state = 'live'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rule26_a_chat_without_our_seat_is_joined_also_when_its_task_was_found_after_a_restore(bool sentSince)
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40, "partners");
        var backup = Path.Combine(world.Folder, "backup.db");
        var task = sentSince ? 0 : world.North.Files(5, 12, "Filed before");
        Assert.Null(Backup.Write(world.Folder, backup));
        await world.AllIsQuiet();
        await world.Restart(() => Assert.Null(Restore.Read(world.Folder, backup, world.Clock)));
        if (sentSince)
        {
            world.South.Faults.Add(new EmulatedPortal.Control.Fault(EmulatedPortal.Control.FaultKind.AnswerLost) { Method = "tasks.task.add" });
            task = world.North.Files(5, 12, "Filed since");
        }

        await Sweep(world, 0, task);
        await world.AllIsQuiet();
        world.North.Says(5, task, "first contact");
        await world.AllIsQuiet();
        Assert.Single(world.South.Comments(Assert.Single(world.South.TasksIn(40)).Id()));
    }

    [Fact]
    public async Task A_store_in_use_is_not_replaced_and_a_damaged_file_is_not_taken()
    {
        await using var world = await World.TwoLinkedPortals();
        var backup = Path.Combine(world.Folder, "backup.db");
        Assert.Null(Backup.Write(world.Folder, backup));
        Assert.Contains("Another process", Restore.Read(world.Folder, backup, world.Clock), StringComparison.Ordinal);
        Assert.Contains("exists already", Backup.Write(world.Folder, backup), StringComparison.Ordinal);

        var junk = Path.Combine(world.Folder, "junk.db");
        await File.WriteAllBytesAsync(junk, new byte[8192]);
        await world.Restart(() => Assert.NotNull(Restore.Read(world.Folder, junk, world.Clock)));
        Assert.Single(await world.Get<LinkBook>().All());
    }

    [Fact]
    public async Task The_commands_say_what_they_did_and_where_the_keys_are()
    {
        await using var world = await World.TwoLinkedPortals();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("B24App:DataFolder", world.Folder)]).Build();
        var said = new StringWriter();
        Assert.Equal(0, Commands.Run(["backup", Path.Combine(world.Folder, "b.db")], configuration, world.Clock, said, said));
        Assert.Contains(Path.Combine(world.Folder, "keys"), said.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Commands.Run(["restore", Path.Combine(world.Folder, "b.db")], configuration, world.Clock, said, said));
        Assert.Equal(2, Commands.Run(["backup"], configuration, world.Clock, said, said));
        Assert.Null(Commands.Run(["--urls", "x"], configuration, world.Clock, said, said));
    }

    private static async Task Sweep(World world, int portal, params long[] tasks)
    {
        var id = (await world.Portal(portal)).Id;
        await world.Get<Database>().Write(connection =>
        {
            foreach (var task in tasks)
            {
                world.Get<DirtyStore>().Mark(connection, new Hint(id, DirtyKind.Task, task, Hint.Anything), "sweep");
                world.Get<DirtyStore>().Mark(connection, new Hint(id, DirtyKind.Talk, task, Hint.Anything), "sweep");
            }
        });
    }
}

using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Files;
using B24App.Plan;
using B24App.Tests.Journeys;
using Half = B24App.Links.Half;

namespace B24App.Tests.Files;

public class FileJourney
{
    public static TheoryData<Card, Card> Cards => new()
    {
        { Card.New, Card.New },
        { Card.New, Card.Old },
        { Card.Old, Card.New },
        { Card.Old, Card.Old },
    };

    private static async Task<(World World, long Task, long Mirror)> FiledWith(Card north, Card south, string name, byte[] bytes, Func<long, string>? description = null)
    {
        var world = await World.Start(north, south);
        await world.Link(0, 12, 1, 40);
        var file = world.North.Puts(5, name, bytes);
        var task = world.North.Files(5, 12, "Replace the drum", Journeys.People.Fields(
            ("DESCRIPTION", description?.Invoke(file.Id) ?? "see"), ("UF_TASK_WEBDAV_FILES", new JsonArray($"n{file.Id}"))));
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromSeconds(5));
        await world.AllIsQuiet();
        return (world, task, Assert.Single(world.South.TasksIn(40)).Id());
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task A_file_of_a_task_comes_with_its_mirror_and_rests(Card north, Card south)
    {
        var bytes = FilePeople.Bytes(3_000_000, 1);
        var (world, task, mirror) = await FiledWith(north, south, "Снимок.png", bytes);
        await using var _ = world;

        Assert.Equal([FilePeople.Line("Снимок.png", bytes)], world.South.FilesOf(mirror));
        Assert.Equal([FilePeople.Line("Снимок.png", bytes)], world.North.FilesOf(task));
        Assert.Equal(1, world.South.Uploads());
        Assert.Equal(0, world.North.Uploads());
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM file_copy WHERE state = 'stored' AND length(sha256) = 64"));
    }

    [Fact]
    public async Task A_file_of_a_hundred_megabytes_that_breaks_off_in_the_middle_arrives_whole()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(0, 12, 1, 40, changeA: half => half with { LargestFile = 200 }, changeB: half => half with { LargestFile = 200 });
        var film = world.North.Puts(5, "film.mp4", FilePeople.Bytes(100 * 1024 * 1024, 4));
        world.North.Faults.Add(new Fault(FaultKind.HalfAnswer) { Method = "download" });
        world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "upload" });
        world.North.Files(5, 12, "A film", Journeys.People.Fields(("UF_TASK_WEBDAV_FILES", new JsonArray($"n{film.Id}"))));
        await world.AllIsQuiet();

        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        Assert.Equal([$"film.mp4 {film.Content!.Sha256[..12]}"], world.South.FilesOf(mirror));
        Assert.Equal(1, world.South.Uploads()); // what stood there was found and not sent again
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, "transit")));
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM file_copy WHERE state = 'stored' AND size = 104857600"));
    }

    [Fact]
    public async Task An_inline_picture_keeps_its_place()
    {
        var (world, _, mirror) = await FiledWith(Card.New, Card.New, "a.png", FilePeople.Bytes(1000, 1), file => $"before [DISK FILE ID=n{file}] after");
        await using var __ = world;

        var stored = await world.Scalar("SELECT object_id FROM file_copy");
        Assert.Contains($"before [DISK FILE ID=n{stored}] after", world.South.Task(mirror).Text("description"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bitrix/tools/disk/uf.php?attachedId={0}&auth%5BaplType%5D=task&action=show&ncc=1")]
    [InlineData("/bitrix/tools/disk/uf.php?action=show&amp;attachedId={0}")]
    public async Task A_picture_that_is_named_by_its_address_keeps_its_place(string address)
    {
        var bytes = FilePeople.Bytes(3_000_000, 7);
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the drum");
        await world.AllIsQuiet();
        var attachment = world.North.Attaches(5, task, world.North.Puts(5, "shot.png", bytes));
        world.North.Edits(5, task, Journeys.People.Fields(("DESCRIPTION", $"before [IMG WIDTH=10 HEIGHT=10]{address.Replace("{0}", $"{attachment}", StringComparison.Ordinal)}[/IMG] after [IMG]/upload/other.png[/IMG]")));
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromSeconds(5));
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40));
        Assert.Equal([FilePeople.Line("shot.png", bytes)], world.South.FilesOf(mirror.Id()));
        var description = mirror.Text("description");
        Assert.Matches(@"before \[DISK FILE ID=n?\d+\] after \[файл: other\.png\]", description);
        var requests = world.Requests();
        await world.Sweep();
        Assert.Equal(description, world.South.Task(mirror.Id()).Text("description"));
        Assert.InRange(world.Requests() - requests, 0, 12); // equal rests: a sweep and no write
    }

    [Fact]
    public async Task Files_added_and_removed_on_either_side_follow()
    {
        var (one, two, three) = (FilePeople.Bytes(1000, 1), FilePeople.Bytes(1000, 2), FilePeople.Bytes(1000, 3));
        var (world, task, mirror) = await FiledWith(Card.New, Card.Old, "1.txt", one);
        await using var _ = world;

        world.North.Attaches(5, task, world.North.Puts(5, "2.txt", two));
        await Quiet();
        Assert.Equal([FilePeople.Line("1.txt", one), FilePeople.Line("2.txt", two)], world.South.FilesOf(mirror));

        var added = world.South.Attaches(1, mirror, world.South.Puts(1, "3.txt", three));
        await Quiet();
        Assert.Equal(3, world.North.FilesOf(task).Count);

        world.South.Keeps(1, mirror, added);
        await Quiet();
        Assert.Equal([FilePeople.Line("3.txt", three)], world.North.FilesOf(task));
        Assert.Equal([FilePeople.Line("3.txt", three)], world.South.FilesOf(mirror));
        Assert.Equal(2, world.South.Uploads());
        Assert.Equal(1, world.North.Uploads());

        async Task Quiet()
        {
            await world.AllIsQuiet();
            world.Clock.Turn(TimeSpan.FromSeconds(5));
            await world.AllIsQuiet();
        }
    }

    // No event and no date tells of it: the daily count makes tasks with files be looked at, and the size tells.
    [Theory]
    [MemberData(nameof(Cards))]
    public async Task Another_content_under_an_attachment_follows_within_a_day_from_either_side(Card north, Card south)
    {
        var (one, two, three) = (FilePeople.Bytes(1000, 1), FilePeople.Bytes(2000, 2), FilePeople.Bytes(3000, 3));
        var (world, task, mirror) = await FiledWith(north, south, "plan.png", one, file => $"before [DISK FILE ID=n{file}] after");
        await using var _ = world;
        Assert.Equal([FilePeople.Line("plan.png", one)], world.South.FilesOf(mirror));

        world.North.Renews(5, "plan.png", two);
        await Days();
        Assert.Equal([FilePeople.Line("plan.png", two)], world.South.FilesOf(mirror));
        Assert.Equal([FilePeople.Line("plan.png", two)], world.North.FilesOf(task));
        Assert.Matches(@"before \[DISK FILE ID=n?\d+\] after", world.South.Task(mirror).Text("description"));
        Assert.Contains($"[DISK FILE ID=n{await world.Scalar("SELECT max(object_id) FROM file_copy")}]", world.South.Task(mirror).Text("description"), StringComparison.Ordinal);
        Assert.Equal((0, 2), (world.North.Uploads(), world.South.Uploads()));

        world.South.Renews(7, "plan.png", three);
        await Days();
        Assert.Equal([FilePeople.Line("plan.png", three)], world.North.FilesOf(task));
        Assert.Equal([FilePeople.Line("plan.png", three)], world.South.FilesOf(mirror));
        await Days();
        Assert.Equal((1, 2), (world.North.Uploads(), world.South.Uploads()));

        async Task Days()
        {
            for (var day = 0; day < 2; day++)
            {
                await world.Sweep(TimeSpan.FromHours(25));
                world.Clock.Turn(TimeSpan.FromSeconds(5));
                await world.AllIsQuiet();
            }
        }
    }

    [Fact]
    public async Task Files_added_on_both_sides_at_once_stand_on_both()
    {
        var (world, task, mirror) = await FiledWith(Card.New, Card.New, "1.txt", FilePeople.Bytes(10, 1));
        await using var _ = world;

        world.North.Attaches(5, task, world.North.Puts(5, "2.txt", FilePeople.Bytes(10, 2)));
        world.South.Attaches(1, mirror, world.South.Puts(1, "3.txt", FilePeople.Bytes(10, 3)));
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromSeconds(5));
        await world.AllIsQuiet();

        Assert.Equal(3, world.South.FilesOf(mirror).Count);
        Assert.Equal(world.North.FilesOf(task), world.South.FilesOf(mirror));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task A_file_of_a_comment_arrives_with_it_both_ways(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var (there, back) = (FilePeople.Bytes(5000, 1), FilePeople.Bytes(6000, 2));

        pair.North.SaysWith(5, pair.Task, "see the picture", pair.North.Puts(5, "a.png", there));
        await pair.Quiet();
        Assert.Contains(pair.South.Comments(pair.Mirror), text => text.Contains("see the picture", StringComparison.Ordinal));
        Assert.Equal([FilePeople.Line("a.png", there)], pair.South.FilesSaid(pair.Mirror));

        pair.South.SaysWith(7, pair.Mirror, "and the answer", pair.South.Puts(7, "b.pdf", back));
        await pair.Quiet();
        Assert.Equal([FilePeople.Line("a.png", there), FilePeople.Line("b.pdf", back)], pair.North.FilesSaid(pair.Task));
        Assert.Equal(2, pair.North.Comments(pair.Task).Count);
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);
        await pair.IsSettled();
    }

    [Fact]
    public async Task One_file_attached_many_times_is_uploaded_once()
    {
        await using var pair = await Pair.Filed();
        var file = pair.North.Puts(5, "a.png", FilePeople.Bytes(5000, 1));

        pair.North.SaysWith(5, pair.Task, "one", file);
        pair.North.SaysWith(5, pair.Task, "two", file);
        pair.North.Attaches(5, pair.Task, file);
        await pair.Quiet();

        Assert.Equal(2, pair.South.FilesSaid(pair.Mirror).Count);
        Assert.Single(pair.South.FilesOf(pair.Mirror));
        Assert.Equal(1, pair.South.Uploads());
    }

    [Theory]
    [InlineData("big.bin", 21, "больше, чем разрешает договор")]
    [InlineData("setup.exe", 1, "Программы не передаются")]
    public async Task What_may_not_cross_is_a_line_with_name_size_and_reason(string name, int megabytes, string why)
    {
        await using var pair = await Pair.Filed();

        var file = pair.North.Puts(5, name, new byte[megabytes * 1024 * 1024]);
        pair.North.SaysWith(5, pair.Task, "here", file);
        pair.North.Attaches(5, pair.Task, file);
        await pair.Quiet();

        var said = Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.Contains($"{name} ({megabytes} МБ)", said, StringComparison.Ordinal);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Contains(pair.NotesAtSouth, note => note.Contains(name, StringComparison.Ordinal) && note.Contains(why, StringComparison.Ordinal));
        Assert.Empty(pair.South.FilesSaid(pair.Mirror));
        Assert.Single(pair.North.FilesOf(pair.Task));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_file_that_stayed_behind_is_tried_again_from_the_page()
    {
        await using var pair = await Pair.Filed();
        pair.North.Faults.Add(new Fault(FaultKind.Junk) { Method = "download", Times = 100 });
        var bytes = FilePeople.Bytes(100, 1);
        pair.North.SaysWith(5, pair.Task, "here", pair.North.Puts(5, "a.txt", bytes));
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "b.txt", bytes));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        Assert.Empty(pair.South.FilesSaid(pair.Mirror));
        pair.North.Faults.Clear();

        var portal = (await pair.World.Portal(0)).Id;
        var refused = await pair.World.Get<FileStore>().Refused(portal, 10);
        Assert.Equal(["b.txt", "a.txt"], refused.Select(file => file.Name));
        foreach (var file in refused)
        {
            Assert.False(await pair.World.Get<FileRetries>().Try((await pair.World.Portal(1)).Id, file.Id));
            Assert.True(await pair.World.Get<FileRetries>().Try(portal, file.Id));
        }

        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        await pair.Quiet();
        Assert.Equal([FilePeople.Line("a.txt", bytes)], pair.South.FilesSaid(pair.Mirror));
        Assert.Equal([FilePeople.Line("b.txt", bytes)], pair.South.FilesOf(pair.Mirror));
        Assert.Equal([FilePeople.Line("b.txt", bytes)], pair.North.FilesOf(pair.Task));
    }

    [Theory]
    [InlineData("download", FaultKind.HalfAnswer)]
    [InlineData("download", FaultKind.Cut)]
    [InlineData("download", FaultKind.Junk)]
    [InlineData("upload", FaultKind.AnswerLost)]
    [InlineData("upload", FaultKind.Cut)]
    [InlineData("upload", FaultKind.Error)]
    [InlineData("upload", FaultKind.ErrorAfterWrite)]
    [InlineData("disk.folder.addSubFolder", FaultKind.AnswerLost)]
    [InlineData("disk.folder.uploadFile", FaultKind.AnswerLost)]
    [InlineData("im.disk.file.commit", FaultKind.AnswerLost)]
    public async Task Nothing_is_lost_and_nothing_doubled_whatever_breaks(string method, FaultKind kind)
    {
        await using var pair = await Pair.Filed();
        var bytes = FilePeople.Bytes(300_000, 1);
        foreach (var host in pair.World.Hosts)
        {
            host.Faults.Add(new Fault(kind) { Method = method });
        }

        pair.North.SaysWith(5, pair.Task, "here", pair.North.Puts(5, "a.bin", bytes));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.Equal([FilePeople.Line("a.bin", bytes)], pair.South.FilesSaid(pair.Mirror));
        Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.Equal(1, Stored(pair.South));
    }

    [Fact]
    public async Task Without_the_word_of_the_contract_no_file_leaves()
    {
        await using var pair = await Pair.Filed(changeA: half => half with { SendsFields = half.SendsFields.Remove(Field.Files) });

        pair.North.SaysWith(5, pair.Task, "here", pair.North.Puts(5, "a.bin", [1]));
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "b.bin", [2]));
        await pair.Quiet();

        Assert.Empty(pair.South.FilesSaid(pair.Mirror));
        Assert.Empty(pair.South.FilesOf(pair.Mirror));
        Assert.Equal(0, pair.North.Calls("download"));
    }

    [Fact]
    public async Task The_smaller_limit_of_both_halves_counts()
    {
        static Half Small(Half half) => half with { LargestFile = 1 };
        await using var pair = await Pair.Filed(changeA: half => half with { LargestFile = 200 }, changeB: Small);

        pair.North.SaysWith(5, pair.Task, "here", pair.North.Puts(5, "a.bin", new byte[1024 * 1024 + 1]));
        await pair.Quiet();

        Assert.Empty(pair.South.FilesSaid(pair.Mirror));
        Assert.Equal(0, pair.North.Calls("download"));
    }

    private static int Stored(PortalHost host)
    {
        lock (host.Portal.Gate)
        {
            return host.Portal.State<DiskBoard>().Objects.Values.Count(file => file.Content is not null && file.ChatId is null);
        }
    }
}

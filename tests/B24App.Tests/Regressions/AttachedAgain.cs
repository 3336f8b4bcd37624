using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Files;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A file was taken off and attached again: another attachment of the same file. Its mirror, the same file of the other drive, was taken for the one that had been
/// taken off, so the new one counted as still on its way: when the partner took it off, it was attached once more on both sides. Found by
/// <see cref="RandomFiles"/>, seed 6.
/// </summary>
public class AttachedAgain
{
    private static readonly byte[] Bytes = FilePeople.Bytes(1000, 1);

    public static TheoryData<Card, Card> Cards => new() { { Card.New, Card.New }, { Card.Old, Card.Old }, { Card.New, Card.Old } };

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task Taken_off_at_the_partner_it_stands_nowhere(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var file = await AttachedTwice(pair);
        Assert.Equal([FilePeople.Line("f.txt", Bytes)], pair.South.FilesOf(pair.Mirror));
        Assert.Equal(file, Assert.Single(pair.North.FilesOf(pair.Task)));

        pair.South.Keeps(1, pair.Mirror);
        await Quiet(pair);

        Assert.Empty(pair.North.FilesOf(pair.Task));
        Assert.Empty(pair.South.FilesOf(pair.Mirror));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Taken_off_at_the_partner_while_its_owner_attaches_another_it_stands_nowhere()
    {
        await using var pair = await Pair.Filed();
        await AttachedTwice(pair);

        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "g.txt", FilePeople.Bytes(1001, 2)));
        pair.South.Keeps(1, pair.Mirror);
        await Quiet(pair);

        Assert.Equal([FilePeople.Line("g.txt", FilePeople.Bytes(1001, 2))], pair.North.FilesOf(pair.Task));
        Assert.Equal(pair.North.FilesOf(pair.Task), pair.South.FilesOf(pair.Mirror));
        await pair.IsSettled();
    }

    // What somebody here attaches, having taken it off before, is a file of this side, wherever it came from.
    [Theory]
    [MemberData(nameof(Cards))]
    public async Task Attached_again_at_the_partner_it_stands_on_both_sides(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "f.txt", Bytes));
        await Quiet(pair);
        var theirs = Theirs(pair);

        pair.South.Keeps(1, pair.Mirror);
        await Quiet(pair);
        Assert.Empty(pair.North.FilesOf(pair.Task));
        pair.South.Attaches(1, pair.Mirror, theirs);
        await Quiet(pair);

        Assert.Equal([FilePeople.Line("f.txt", Bytes)], pair.South.FilesOf(pair.Mirror));
        Assert.Equal([FilePeople.Line("f.txt", Bytes)], pair.North.FilesOf(pair.Task));
        await pair.IsSettled();
    }

    private static async Task<string> AttachedTwice(Pair pair)
    {
        var file = pair.North.Puts(5, "f.txt", Bytes);
        pair.North.Attaches(5, pair.Task, file);
        await Quiet(pair);
        pair.North.Keeps(5, pair.Task);
        await Quiet(pair);
        Assert.Empty(pair.South.FilesOf(pair.Mirror));
        pair.North.Attaches(5, pair.Task, file);
        await Quiet(pair);
        return FilePeople.Line("f.txt", Bytes);
    }

    private static EmulatedPortal.Disk.DiskObject Theirs(Pair pair)
    {
        lock (pair.South.Portal.Gate)
        {
            return pair.South.Portal.State<EmulatedPortal.Disk.DiskBoard>().Objects.Values.Single(file => file.Name == "f.txt");
        }
    }

    private static async Task Quiet(Pair pair)
    {
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        await pair.Quiet();
    }
}

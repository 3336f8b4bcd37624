using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Files;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// Both sides attached a file, and what was attached on one of them could not be asked just then. It was taken as last seen, the other side's files were written over
/// it, and the file there was lost. Found by <see cref="RandomFiles"/>, seed 14.
/// </summary>
public class FilesThatCouldNotBeAsked
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Are_not_written_over(bool atNorth)
    {
        await using var pair = await Pair.Filed(north: Card.Old);
        (atNorth ? pair.North : pair.South).Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "disk.attachedobject.get" });

        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "f4.txt", FilePeople.Bytes(100, 4)));
        pair.South.Attaches(1, pair.Mirror, pair.South.Puts(1, "f2.txt", FilePeople.Bytes(100, 2)));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.Equal([FilePeople.Line("f2.txt", FilePeople.Bytes(100, 2)), FilePeople.Line("f4.txt", FilePeople.Bytes(100, 4))], pair.North.FilesOf(pair.Task));
        Assert.Equal(pair.North.FilesOf(pair.Task), pair.South.FilesOf(pair.Mirror));
    }

    [Fact]
    public async Task Keep_the_place_of_their_picture_in_a_text_that_was_written_meanwhile()
    {
        await using var pair = await Pair.Filed();
        pair.North.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "disk.attachedobject.get" });
        var picture = pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "f4.png", FilePeople.Bytes(100, 4)));
        pair.EditsAtNorth(("DESCRIPTION", $"before [DISK FILE ID={picture}] after"));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));

        Assert.Matches(@"before \[DISK FILE ID=n?\d+\] after", pair.AtSouth.Text("description"));
    }
}

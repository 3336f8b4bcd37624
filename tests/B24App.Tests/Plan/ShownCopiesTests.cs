using System.Globalization;
using B24App.Files;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Store;
using Field = B24App.Plan.Field;

namespace B24App.Tests.Plan;

/// <summary>Which attachments are files of the other side: <c>attachment:object</c> as shown, <c>token:object:attachment</c> as known, from the oldest.</summary>
public class ShownCopiesTests
{
    [Theory]
    [InlineData("its number tells", "7:70", "A1:70:7", "", "7=A1")]
    [InlineData("its number tells, whatever is newer", "7:70", "A1:70:7 A2:70:0", "", "7=A1")]
    [InlineData("met for the first time", "7:70", "A1:70:0", "", "7=A1")]
    [InlineData("attached again: the one that was just written", "8:70", "A1:70:7 A2:70:0", "A1", "8=A2")]
    [InlineData("of several that were never met the newest", "8:70", "A1:70:0 A2:70:0", "", "8=A2")]
    [InlineData("one attachment each", "7:70 8:70", "A1:70:7 A2:70:0", "", "7=A1 8=A2")]
    [InlineData("taken off and attached again here: a file of this side", "8:70", "A1:70:7", "", "")]
    [InlineData("written once more, because both sides agree on it", "8:70", "A1:70:7", "A1", "8=A1")]
    [InlineData("the other one still stands", "7:70 8:70", "A1:70:7", "A1", "7=A1")]
    [InlineData("another file", "8:80", "A1:70:0", "", "")]
    [InlineData("a file that may not be read is nobody's", "8:0", "A1:0:0", "", "")]
    public void An_attachment_is_the_file_it_came_as(string why, string shown, string copies, string agreed, string expected)
    {
        Assert.NotEmpty(why);
        var known = Parts(copies).Select((part, at) => new FileCopy
        {
            Id = at + 1,
            Link = new LinkId(1),
            Task = new MappingId(1),
            Side = Side.A,
            Token = part[0],
            Owner = "t1",
            From = new PortalId(1),
            To = new PortalId(2),
            Name = "f.txt",
            State = CopyState.Stored,
            DriveObject = Number(part[1]),
            Attachment = Number(part[2]),
        }).ToList();
        var baseline = TaskBaseline.Empty.With(Side.B, Field.Files, SeenTask.PrintOf(Field.Files, agreed.Replace(' ', '\n')));
        var found = ShownCopies.Of([.. Parts(shown).Select(part => (Number(part[0]), Number(part[1])))], known, baseline);
        Assert.Equal(expected, string.Join(' ', found.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value.Token}")));
    }

    private static IEnumerable<string[]> Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':'));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

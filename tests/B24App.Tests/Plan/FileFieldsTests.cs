using B24App.Plan.Tasks;

namespace B24App.Tests.Plan;

/// <summary>Which files of two sides are one, which have nowhere to go, and which count as standing although they are not attached.</summary>
public class FileFieldsTests
{
    public static TheoryData<string, string, string, string, string> Pairs() => new()
    {
        // why, files of A, files of B (token:name:size), tokens whose twin is known, twins
        { "equal name and size on both sides", "A1:a.txt:5", "B2:a.txt:5", "", "A1=B2" },
        { "a portal numbered the name", "A1:a.txt:5", "B2:a_(1).txt:5", "", "A1=B2" },
        { "another size is another file", "A1:a.txt:5", "B2:a.txt:6", "", "" },
        { "another name too", "A1:a.txt:5", "B2:b.txt:5", "", "" },
        { "the twin of one is known", "A1:a.txt:5", "B2:a.txt:5", "A1", "" },
        { "what came from the other side is no stranger", "A1:a.txt:5", "A1:a.txt:5", "", "" },
        { "each has one twin", "A1:a.txt:5 A3:a.txt:5", "B2:a.txt:5", "", "A1=B2" },
        { "two of a kind in their order", "A1:a.txt:5 A3:a.txt:5", "B2:a.txt:5 B4:a.txt:5", "", "A1=B2 A3=B4" },
        { "a file that nobody may read tells nothing", "A1::0", "B2::0", "", "" },
    };

    [Theory, MemberData(nameof(Pairs))]
    public void Files_of_both_sides_that_are_one(string why, string a, string b, string known, string expected)
    {
        Assert.NotEmpty(why);
        var twins = FileFields.Twins(Shows(a), Shows(b), known.Split(' ').ToHashSet());
        Assert.Equal(expected, string.Join(' ', twins.Select(twin => $"{twin.A.Token}={twin.B.Token}")));
    }

    [Theory]
    [InlineData("shown by both", "A1 B2", "A1 B2", "")]
    [InlineData("taken away on the side it came from", "A1 B2", "A1", "B2")]
    [InlineData("new on one side", "A1 A3", "A1", "")]
    [InlineData("of either side", "B2", "A1", "B2 A1")]
    public void Files_that_have_nowhere_to_go(string why, string a, string b, string expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, string.Join(' ', FileFields.Orphans(Shows(a), Shows(b))));
    }

    [Theory]
    [InlineData("stayed behind", true, null, true)]
    [InlineData("agreed on, and on its way", false, "A1 A2", true)]
    [InlineData("agreed on by nobody: it is yet to be written", false, "A2", false)]
    [InlineData("before anything was agreed on", false, null, false)]
    public void A_file_that_is_not_attached_counts_as_standing(string why, bool staysBehind, string? agreed, bool stands)
    {
        Assert.NotEmpty(why);
        var prints = agreed is null ? null : SeenTask.PrintOf(B24App.Plan.Field.Files, agreed.Replace(' ', '\n'));
        Assert.Equal(stands, FileFields.Stands("A1", staysBehind, prints));
    }

    private static SeenTask Shows(string files) => new()
    {
        Id = 1,
        Files = [.. files.Split(' ').Select(file => file.Split(':')).Select((file, at) => new SeenFile(file[0], at + 1, 0, file.ElementAtOrDefault(1)?.Replace('_', ' ') ?? "", long.Parse(file.ElementAtOrDefault(2) ?? "1", System.Globalization.CultureInfo.InvariantCulture)))],
    };
}

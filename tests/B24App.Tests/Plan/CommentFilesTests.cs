using System.Collections.Immutable;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;

namespace B24App.Tests.Plan;

public class CommentFilesTests
{
    [Theory]
    [InlineData(null, "c", FilesSince.Unknown, "a row of an earlier release")]
    [InlineData("", "c", FilesSince.Unknown, "nothing was written down")]
    [InlineData("c 7:10", "m 9:10", FilesSince.Unknown, "the card has changed: its numbers mean something else")]
    [InlineData("c", "c", FilesSince.Same, "no files then and now")]
    [InlineData("c 7:10", "c 7:10", FilesSince.Same, "the same file")]
    [InlineData("c 7:10 8:20", "c 8:20 7:10", FilesSince.Same, "order says nothing")]
    [InlineData("c 7:0", "c 7:10", FilesSince.Same, "its size was not shown then")]
    [InlineData("c 7:10", "c 7:0", FilesSince.Same, "its size is not shown now")]
    [InlineData("c", "c 7:10", FilesSince.Changed, "one came")]
    [InlineData("c 7:10", "c", FilesSince.Changed, "one went")]
    [InlineData("c 7:10", "c 8:10", FilesSince.Changed, "one took the place of another")]
    [InlineData("c 7:10", "c 7:11", FilesSince.Changed, "another content under the same number")]
    [InlineData("!", "c", FilesSince.Changed, "they have to be written anew")]
    public void What_became_of_them(string? was, string now, FilesSince expected, string why) => Assert.True(expected == CommentFiles.Compare(was, now), why);

    [Fact]
    public void The_form_has_numbers_and_sizes_in_order() =>
        Assert.Equal("c 7:10 9:20", CommentFiles.Of("c77", [new SeenFile("", 9, 4, "b", 20), new SeenFile("", 7, 3, "a", 10)]));

    [Theory]
    [InlineData("", 10, "A7", "the first content")]
    [InlineData("A7:10", 10, "A7", "the same content")]
    [InlineData("A7:10", 0, "A7", "nobody knows")]
    [InlineData("A7:10", 11, "A7v2", "another content")]
    [InlineData("A7:10 A7v2:11", 11, "A7v2", "the second content again")]
    [InlineData("A7:10 A7v2:11", 10, "A7v3", "as large as the first, and not it")]
    public void A_later_content_has_a_version(string crossed, long size, string expected, string why)
    {
        var sizes = crossed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':')).ToDictionary(part => part[0], part => long.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(expected == CommentFiles.Token(new SeenFile("", 7, 3, "a", size), "A7", sizes), why);
    }

    [Theory]
    [InlineData("A7", 7, 1)]
    [InlineData("BO441", 441, 1)]
    [InlineData("A7v2", 7, 2)]
    [InlineData("AO441v12", 441, 12)]
    public void A_token_names_number_and_version(string token, long number, int version)
    {
        Assert.Equal(number, SeenFile.NumberOf(token));
        Assert.Equal(version, SeenFile.VersionOf(token));
    }

    [Fact]
    public void What_was_added_is_what_was_not_there()
    {
        ImmutableArray<SeenFile> files = [new("A7", 7, 3, "a", 10), new("A8", 8, 4, "b", 20), new("A9", 9, 5, "c", 31)];
        Assert.Equal(["A8", "A9"], CommentFiles.Added("c 7:10 9:30", files).Select(file => file.Token));
    }
}

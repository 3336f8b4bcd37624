using B24App.Plan;
using B24App.Plan.Prints;
using FsCheck;
using FsCheck.Fluent;

namespace B24App.Tests.Plan;

public class PrintTests
{
    [Fact]
    public void A_print_survives_its_stored_form_RULES_3()
    {
        var print = Print.Of("text");
        Assert.True(Print.TryParse(print.ToString(), out var read));
        Assert.Equal(print, read);
        Assert.True(read.IsCurrent);
        Assert.StartsWith("1:", print.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_print_of_another_version_is_known_as_such()
    {
        Assert.True(Print.TryParse("0:abc", out var old));
        Assert.False(old.IsCurrent);
        Assert.False(default(Print).IsCurrent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData(":abc")]
    [InlineData("1:")]
    [InlineData("x:abc")]
    public void Junk_is_no_print(string? text) => Assert.False(Print.TryParse(text, out _));

    [Fact]
    public void Nothing_differs_from_empty() => Assert.NotEqual(Print.Of(null), Print.Of(""));

    [Fact]
    public void A_title_does_not_change_by_blanks_and_invisible_marks() =>
        Assert.Equal(FieldNormaliser.Title("Замена барабана"), FieldNormaliser.Title(" Замена\u00A0\u200B барабана\t"));

    [Fact]
    public void A_deadline_is_an_instant_without_seconds_RULES_3()
    {
        var moscow = new DateTimeOffset(2026, 8, 30, 18, 0, 59, TimeSpan.FromHours(3));
        var utc = new DateTimeOffset(2026, 8, 30, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal(FieldNormaliser.Instant(utc), FieldNormaliser.Instant(moscow));
        Assert.NotEqual(FieldNormaliser.Instant(utc), FieldNormaliser.Instant(utc.AddMinutes(1)));
        Assert.Null(FieldNormaliser.Instant(null));
    }

    [Fact]
    public void Tags_are_a_set() => Assert.Equal(FieldNormaliser.Tags(["Б", "а"]), FieldNormaliser.Tags(["#А", "б", "б ", ""]));

    [Theory]
    [InlineData("added on both sides", "a", "a,b", "a,c", "a,b,c")]
    [InlineData("removed on one side", "a,b", "a", "a,b", "a")]
    [InlineData("removed on one, added on the other", "a,b", "b", "a,b,c", "b,c")]
    [InlineData("removed on both", "a,b", "a", "a", "a")]
    [InlineData("case is no change", "a", "A", "a", "A")]
    [InlineData("emptied", "a,b", "", "a,b", "")]
    public void Tags_merge_as_a_set_RULES_1(string why, string baseline, string a, string b, string expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, string.Join(',', TagMerge.Merge(List(baseline), List(a), List(b))));
    }

    [Fact]
    public void A_merge_does_not_depend_on_the_side() => Always.Holds(
        from baseline in Tags
        from a in Tags
        from b in Tags
        select (baseline, a, b),
        c => TagMerge.Merge(c.baseline, c.a, c.b).SequenceEqual(TagMerge.Merge(c.baseline, c.b, c.a))
            && TagMerge.Merge(c.a, c.a, c.b).ToHashSet().SetEquals(c.b));

    [Fact]
    public void A_marker_names_the_family_RULES_6()
    {
        var marker = Marker.For(OriginHash.Of("a223c6b3710f85df22e9377d6c4f7553"), 51);
        Assert.Matches("^b24app:[0-9a-f]{16}:51$", marker.ToString());
        Assert.True(Marker.TryParse(marker.ToString(), out var read));
        Assert.Equal(marker, read);
        Assert.NotEqual(OriginHash.Of("a"), OriginHash.Of("b"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("b24app:")]
    [InlineData("b24app:0123456789abcdef")]
    [InlineData("b24app:0123456789abcdef:0")]
    [InlineData("b24app:0123456789abcdef:-1")]
    [InlineData("b24app:0123456789abcdef:1:2")]
    [InlineData("b24app:0123456789ABCDEF:1")]
    [InlineData("other:0123456789abcdef:1")]
    public void A_foreign_text_is_no_marker(string? text) => Assert.False(Marker.TryParse(text, out _));

    private static Gen<string[]> Tags => Gen.Elements("a", "b", "c", "d").ArrayOf();

    private static string[] List(string tags) => tags.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

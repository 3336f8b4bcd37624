using System.Collections.Immutable;
using B24App.Plan.Timeline;

namespace B24App.Tests.Timeline;

/// <summary>What lists say about entries that crossed, as a table.</summary>
public sealed class TimelineDifferencesTests
{
    private const int Contract = 3;
    private const long Today = 20_000;

    private static readonly string[] Crossed = ["k10", "k20", "k30"];

    public static TheoryData<string, string, bool, string> Pages => new()
    {
        { "all stands as it was", "30 20 10", true, "" },
        { "one reads differently", "30 20! 10", true, "k20 edited" },
        { "a text that was not shown says nothing", "30 20? 10", true, "" },
        { "one is missing between others", "30 10", true, "k20 missing" },
        { "the newest one is missing, and the list is whole", "20 10", true, "k30 missing" },
        { "the oldest one is missing, and the list is whole", "30 20", true, "k10 missing" },
        { "what is older than a page is not missing", "40 30 20", false, "" },
        { "newer than the oldest of a page is", "40 30 15", false, "k20 missing" },
        { "a page of nothing says nothing", "", false, "" },
        { "a whole list of nothing is a suspicion of all, which looks confirm one by one", "", true, "k10 missing, k20 missing, k30 missing" },
    };

    [Theory, MemberData(nameof(Pages))]
    public void Rule23_a_list_makes_suspicions(string why, string page, bool isWhole, string suspicions)
    {
        var rows = page.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(row => (long.Parse(row.TrimEnd('!', '?'), null), row[^1] switch { '!' => "new", '?' => (string?)null, _ => "old" }, (string?)null)).ToImmutableArray();
        var found = TimelineDifferences.OfComments(Crossed.Select(name => Entry(name)), new ListedComments(rows, isWhole), Contract, Today);
        Assert.True(suspicions == string.Join(", ", found.Select(each => $"{each.Name} {(each.IsMissing ? "missing" : "edited")}")), why);
    }

    [Fact]
    public void The_same_suspicion_is_told_once()
    {
        var listed = new ListedComments([(10, "new", null)], true);
        var first = TimelineDifferences.OfComments([Entry("k10"), Entry("k20")], listed, Contract, Today);
        Assert.Equal(2, first.Length);
        Assert.Empty(TimelineDifferences.OfComments(first.Select(each => Entry(each.Name, each.Key)), listed, Contract, Today));
        Assert.Equal("k20", Assert.Single(TimelineDifferences.OfComments(first.Select(each => Entry(each.Name, each.Key)), listed, Contract, Today + 1)).Name);
        Assert.Equal("k10", Assert.Single(TimelineDifferences.OfComments(first.Select(each => Entry(each.Name, each.Key)), listed, Contract + 1, Today)).Name);
    }

    [Fact]
    public void Rule22_an_activity_that_is_not_shown_is_suspected_unless_the_portal_did_not_heed_the_question()
    {
        CrossedEntry[] asked = [Entry("a10"), Entry("a20")];
        Assert.Equal("a20", Assert.Single(TimelineDifferences.OfActivities(asked, [10], Today)).Name);
        Assert.Empty(TimelineDifferences.OfActivities(asked, [10, 11], Today));
        Assert.Empty(TimelineDifferences.OfActivities(asked, [10, 20], Today));
    }

    [Fact]
    public void Files_of_a_comment_that_are_other_ones_are_suspected_where_they_may_cross()
    {
        var listed = new ListedComments([(10, "old", "7:100"), (20, "old", "")], true);
        CrossedEntry[] crossed = [Entry("k10") with { Files = "7:90" }, Entry("k20") with { Files = "8:5" }];
        var found = TimelineDifferences.OfComments(crossed, listed, Contract, Today);
        Assert.Equal(["k10", "k20"], found.Select(each => each.Name));
        Assert.Empty(TimelineDifferences.OfComments(found.Select((each, i) => crossed[i] with { Suspected = each.Key }), listed, Contract, Today));
        Assert.Empty(TimelineDifferences.OfComments(crossed.Select(entry => entry with { Files = null }), listed, Contract, Today));
    }

    [Fact]
    public void Of_an_activity_only_a_file_that_joined_it_is_suspected()
    {
        CrossedEntry[] asked = [Entry("a10") with { Files = "", Contract = 3 }, Entry("a20") with { Files = "5,6", Contract = 3 }, Entry("a30") with { Files = null }];
        var shown = new Dictionary<long, string> { [10] = "4", [20] = "6", [30] = "9" };
        var found = Assert.Single(TimelineDifferences.OfFiles(asked, shown));
        Assert.Equal("a10", found.Name);
        Assert.Empty(TimelineDifferences.OfFiles([asked[0] with { Suspected = found.Key }], shown));
        Assert.Single(TimelineDifferences.OfFiles([asked[0] with { Suspected = found.Key, Contract = 4 }], shown));
    }

    private static CrossedEntry Entry(string name, string suspected = "") => new(name, long.Parse(name.AsSpan(1), null), EntryCrossing.PrintOf("", "old"), suspected);
}

using System.Collections.Immutable;
using System.Text.Json;
using B24App.Bitrix24.Tasks;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Record;
using B24App.Store;
using B24App.Sweep;
using Half = B24App.Links.Half;

namespace B24App.Tests.Sweep;

/// <summary>RULES 22-24 and 30, decided on values.</summary>
public sealed class SweepTables
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly OriginHash Home = OriginHash.Of("home");

    [Theory]
    [InlineData(-600, 5)]
    [InlineData(0, 5)]
    [InlineData(10, 5)]
    [InlineData(30, 15)]
    [InlineData(600, 300)]
    [InlineData(100_000, 1440)]
    public void Rule22_what_cannot_be_read_is_looked_at_soon_at_first_and_once_a_day_in_the_end(int heldMinutes, int waitsMinutes) =>
        Assert.Equal(TimeSpan.FromMinutes(waitsMinutes), new Patience().Unreadable(TimeSpan.FromMinutes(heldMinutes)));

    [Theory]
    [InlineData(null, null, 0, "never swept: at once")]
    [InlineData(4.0, 1.0, 1, "active: five minutes after the last")]
    [InlineData(60.0, 1.0, -55, "an event wakes an idle portal: long due")]
    [InlineData(60.0, null, 300, "nothing was ever exchanged: six hours after the last")]
    [InlineData(60.0, 10080.0, 300, "seven days of silence: idle")]
    [InlineData(60.0, 10079.0, -55, "a minute less: active")]
    [InlineData(-60.0, 1.0, 0, "swept in the future: the clock was set back, so at once")]
    public void Rule30_how_often_a_portal_is_swept(double? sweptAgo, double? exchangedAgo, double dueIn, string why)
    {
        var due = SweepSchedule.Next(Ago(sweptAgo), Ago(exchangedAgo), Now, new Patience());
        Assert.True(Now + TimeSpan.FromMinutes(dueIn) == due, why);
    }

    [Theory]
    [InlineData(null, null, "never swept: the first sweep begins the count")]
    [InlineData(23.0, 1.0, "a day after the last")]
    [InlineData(-5.0, 0.0, "counted in the future: the clock was set back, so at once")]
    public void Rule22_when_a_census_is_due(double? hoursAgo, double? dueInHours, string why)
    {
        var due = SweepSchedule.NextCensus(Ago(hoursAgo * 60), Now, new Patience());
        Assert.True((dueInHours is { } hours ? Now + TimeSpan.FromHours(hours) : DateTimeOffset.MaxValue) == due, why);
    }

    [Theory]
    [InlineData(1, 0.001, true, "active this week: every sweep")]
    [InlineData(7, 0.001, false, "active a week ago and read just now")]
    [InlineData(7, 1.0, true, "active a week ago and read yesterday: daily")]
    [InlineData(7, -1.0, true, "read in the future: the clock was set back, so at once")]
    [InlineData(89, null, true, "active 89 days ago and never read")]
    [InlineData(90, null, false, "older: on demand")]
    public void Rule30_which_discussions_are_read_again(double activeDaysAgo, double? readDaysAgo, bool due, string why) =>
        Assert.True(due == SweepSchedule.WindowIsDue(Now - TimeSpan.FromDays(activeDaysAgo), Ago(readDaysAgo * 24 * 60), Now, new Patience()), why);

    public static TheoryData<string, TaskWire, bool, SeenDate?, SeenDate?, string> Rows => new()
    {
        { "mirrored", Row(), true, null, null, "look" },
        { "mirrored, an event showed this change already", Row(), true, null, new SeenDate(Now, Now.AddSeconds(1)), "pass" },
        { "mirrored, shown within the second of the change: it may have changed again", Row(), true, null, new SeenDate(Now, Now.AddMilliseconds(900)), "look" },
        { "mirrored, an older change was shown", Row(), true, null, new SeenDate(Now.AddSeconds(-1), Now.AddSeconds(5)), "look" },
        { "mirrored, judged by the sweep before (overlap)", Row(), true, new SeenDate(Now, Now.AddMinutes(4)), null, "pass" },
        { "in the linked group", Row(group: 12), false, null, null, "look" },
        { "in another group", Row(group: 13), false, null, null, "outside GroupNotLinked" },
        { "in another group, judged at the same date before", Row(group: 13), false, new SeenDate(Now, Now.AddMinutes(4)), null, "pass" },
        { "in another group, changed since", Row(group: 13), false, new SeenDate(Now.AddMinutes(-1), Now), null, "outside GroupNotLinked" },
        { "in the group, without the tag", Row(group: 14), false, null, null, "outside TagNotInContract" },
        { "in the group, with the tag", Row(group: 14, tag: "VIP"), false, null, null, "look" },
        { "in the group, tags not listed: the look decides", Row(group: 14, tag: null), false, null, null, "look" },
        { "a mirror whose creation is not settled", Row(group: 12, marker: $"b24app:{OriginHash.Of("partner")}:5"), false, null, null, "pass" },
        { "our own task with a marker of this portal (copied)", Row(group: 12, marker: $"b24app:{Home}:5"), false, null, null, "look" },
        { "a group of a paused link", Row(group: 15), false, null, null, "outside GroupNotLinked" },
        { "a group that only takes", Row(group: 16), false, null, null, "outside GroupNotLinked" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Which_listed_rows_are_hints(string why, TaskWire row, bool mapped, SeenDate? judged, SeenDate? seen, string verdict)
    {
        var doors = new[]
        {
            Door(1, new TaskFilter { Groups = [12] }), Door(2, new TaskFilter { Groups = [14], Tags = ["vip"] }),
            Door(3, new TaskFilter { Groups = [15] }, state: LinkState.Paused), Door(4, new TaskFilter { Groups = [16] }, sends: false),
        };
        var got = ListedTasks.Judge(row, Now, mapped, judged, seen, doors, Home) switch
        {
            RowVerdict.Look => "look",
            RowVerdict.Outside(var reasons) => "outside " + (reasons.Any(pair => pair.Why == Reason.TagNotInContract) ? Reason.TagNotInContract : Reason.GroupNotLinked),
            _ => "pass",
        };
        Assert.True(verdict == got, $"{why}: {got}");
    }

    [Fact]
    public void A_portal_without_a_way_out_notes_nothing_of_its_tasks() =>
        Assert.IsType<RowVerdict.Pass>(ListedTasks.Judge(Row(group: 12), Now, false, null, null, [Door(4, new TaskFilter { Groups = [12] }, sends: false)], Home));

    [Theory]
    [InlineData(9, 9, true, 9, 0, "nine of nine: fewer than ten never hold a link")]
    [InlineData(10, 19, true, 0, 1, "ten of nineteen: more than half")]
    [InlineData(10, 20, true, 10, 0, "ten of twenty: not more than half")]
    [InlineData(12, 12, false, 0, 0, "not an administrator any more: nothing vanished")]
    [InlineData(1, 12, false, 0, 0, "not an administrator any more: not even one")]
    [InlineData(0, 12, true, 0, 0, "all are there")]
    public void Rules22_24_what_missing_tasks_mean(int missing, int of, bool admin, int marked, int held, string why)
    {
        var asked = Enumerable.Range(1, of).Select(id => new CensusItem(new LinkId(1), id)).ToList();
        var verdict = CensusVerdicts.Judge(asked, [.. asked.Skip(missing).Select(item => item.Task)], admin, ImmutableHashSet<LinkId>.Empty);
        Assert.True((marked, held) == (verdict.Missing.Length, verdict.Held.Length), why);
    }

    [Fact]
    public void Rule24_only_the_link_that_lost_most_is_held_and_an_answer_lets_it_believe()
    {
        var asked = Enumerable.Range(1, 12).Select(id => new CensusItem(new LinkId(1), id)).Append(new CensusItem(new LinkId(2), 99)).ToList();
        var verdict = CensusVerdicts.Judge(asked, [], true, ImmutableHashSet<LinkId>.Empty);
        Assert.Equal(new LinkId(1), Assert.Single(verdict.Held));
        Assert.Equal(99, Assert.Single(verdict.Missing));

        var confirmed = CensusVerdicts.Judge(asked, [], true, ImmutableHashSet.Create(new LinkId(1)));
        Assert.Empty(confirmed.Held);
        Assert.Equal(13, confirmed.Missing.Length);
    }

    [Fact]
    public void A_filter_that_was_ignored_proves_nothing()
    {
        var asked = Enumerable.Range(1, 5).Select(id => new CensusItem(new LinkId(1), id)).ToList();
        Assert.Empty(CensusVerdicts.Judge(asked, [1, 77], true, ImmutableHashSet<LinkId>.Empty).Missing);
    }

    private static DateTimeOffset? Ago(double? minutes) => minutes is { } ago ? Now - TimeSpan.FromMinutes(ago) : null;

    private static Door Door(long id, TaskFilter filter, bool sends = true, LinkState state = LinkState.Active) => new(
        new Link(new LinkId(id), "", new PortalId(1), new PortalId(2), state, new Contract(1, new Half { SendsTasks = sends, Filter = filter }, new Half { TakesTasks = true }), Now),
        Side.A);

    private static TaskWire Row(long group = 0, string? tag = "", string? marker = null)
    {
        var tags = tag switch { null => "null", "" => "[]", _ => $$"""{ "1": { "id": 1, "title": "{{tag}}" } }""" };
        var json = $$"""{ "tasks": [ { "id": "51", "groupId": "{{group}}", "xmlId": {{JsonSerializer.Serialize(marker)}}, "responsibleId": "5", "tags": {{tags}} } ] }""";
        var row = Assert.Single(TaskWire.ListFrom(JsonDocument.Parse(json).RootElement));
        return tag is null ? row with { Tags = null } : row;
    }
}

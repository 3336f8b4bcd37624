using B24App.Balance;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Pages;

namespace B24App.Tests.Pages;

public class ChartTests
{
    [Theory]
    [InlineData(new double[] { }, "")]
    [InlineData(new double[] { 5 }, "")]
    [InlineData(new double[] { 0, 0, 0 }, "")]
    [InlineData(new double[] { 0, 10 }, "0,20 100,0")]
    [InlineData(new double[] { 10, 5, 0 }, "0,0 50,10 100,20")]
    public void A_line_fills_its_box(double[] values, string points) => Assert.Equal(points, Charts.Line(values, 100, 20));

    [Fact]
    public void Bars_stand_on_each_other_and_nothing_has_no_bar()
    {
        var bars = Charts.Bars([[1, 3], [0, 0]]);

        Assert.Equal([(1, 90.0, 30.0), (2, 0.0, 90.0)], bars.Select(bar => (bar.Series, bar.Y, bar.Height)));
        Assert.Empty(Charts.Bars([[0, 0]]));
        Assert.Empty(Charts.Bars([]));
    }

    [Fact]
    public void Labels_do_not_meet_and_the_last_day_has_one()
    {
        var labels = Charts.Labels([.. Enumerable.Range(1, 14).Select(day => day.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

        Assert.InRange(labels.Length, 2, 5);
        Assert.Equal("14", labels[^1].Text);
    }

    [Theory]
    [InlineData(new long[] { }, 0)]
    [InlineData(new long[] { 7 }, 7)]
    [InlineData(new long[] { 9, 1 }, 1)]
    [InlineData(new long[] { 9, 1, 5 }, 5)]
    public void The_median_is_the_middle(long[] values, long middle) => Assert.Equal(middle, Traffic.Median(values));

    [Fact]
    public void Days_without_exchange_are_there_too()
    {
        var now = new DateTimeOffset(2026, 11, 25, 14, 0, 0, TimeSpan.Zero);
        var day = new TrafficDay(default, new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), 1, 2, TimeSpan.FromSeconds(1));

        var filled = Traffic.Filled([day], now, 3);

        Assert.Equal([23, 24, 25], filled.Select(row => row.Day.Day));
        Assert.Equal([null, day, null], filled.Select(row => row.Row));
    }

    [Fact]
    public void What_stands_in_the_way_is_found_in_the_order_of_the_steps()
    {
        var body = DraftBody.Of(DraftKind.Equal);
        var facts = DraftFacts.Unasked with { MissingScopes = ["im"], HasRelay = false, MandatoryFields = ["UF_AUTO"] };

        Assert.Equal(
            [DraftTrouble.MissingScope, DraftTrouble.NoRelay, DraftTrouble.NoGroup, DraftTrouble.NoTarget, DraftTrouble.MandatoryField, DraftTrouble.NoName],
            DraftChecks.Of(body, facts).Select(finding => finding.Trouble));
        var whole = body with { Name = "x", WholePortal = 5, Half = body.Half with { TargetGroup = 40, Filter = new TaskFilter { WholePortal = true } } };
        Assert.Empty(DraftChecks.Of(whole, DraftFacts.Unasked));
        Assert.Equal(DraftTrouble.TargetRefused, Assert.Single(DraftChecks.Of(whole, DraftFacts.Unasked with { TargetTakes = false, TargetTitle = "Заявки" })).Trouble);
        Assert.False(DraftChecks.Opens(3, DraftChecks.Of(body, DraftFacts.Unasked)));
        Assert.True(DraftChecks.Opens(2, DraftChecks.Of(body, DraftFacts.Unasked)));
    }
}

using B24App.Stations;

namespace B24App.Tests.Plan;

public sealed class GatheringTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    [Theory]
    [InlineData(0, false)] // a lone command leaves at once
    [InlineData(1, true)] // the next ones wait for company
    [InlineData(40, true)]
    public void Rule29_a_lone_command_leaves_at_once_and_a_burst_gathers(int leftLately, bool waits) =>
        Assert.Equal(waits ? Moment : TimeSpan.Zero, Gathering.Wait(leftLately, Moment));

    [Theory]
    [InlineData(0, 0)] // on the second already
    [InlineData(1, 1000)]
    [InlineData(999, 1000)]
    public void Rule29_who_was_turned_away_comes_back_together(int milliseconds, int expected)
    {
        var start = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(start.AddMilliseconds(expected), Gathering.Together(start.AddMilliseconds(milliseconds)));
    }
}

namespace B24App.Tests;

/// <summary>A clock that was set back must not make anything rest for days (found by the rig: a portal was not swept any more).</summary>
public sealed class NextTurnTests
{
    [Theory]
    [InlineData(0, true, "just now")]
    [InlineData(14, true, "not over yet")]
    [InlineData(15, false, "over")]
    [InlineData(3600, false, "long over")]
    [InlineData(-172_800, false, "the clock ran two days ahead and was set right")]
    public void Rests_as_long_as_it_was_meant_to(double seconds, bool rests, string why)
    {
        var now = new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
        var next = new NextTurn();
        Assert.False(next.IsLater(now));
        Assert.Equal(now.AddSeconds(15), next.After(now, TimeSpan.FromSeconds(15)));
        Assert.True(next.IsLater(now.AddSeconds(seconds)) == rests, why);
    }
}

using B24App.EmulatedPortal.Hosting;

namespace B24App.EmulatedPortal.Tests.Platform;

public class ScaledClockTests
{
    [Fact]
    public void Time_and_timers_run_by_the_scale()
    {
        var hand = new HandClock();
        var clock = new ScaledClock(hand, 60);
        var (start, stamp, rang) = (clock.GetUtcNow(), clock.GetTimestamp(), 0);
        using var timer = clock.CreateTimer(_ => rang++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);

        hand.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((start.AddMinutes(1), TimeSpan.FromMinutes(1), 1), (clock.GetUtcNow(), clock.GetElapsedTime(stamp), rang));
    }
}

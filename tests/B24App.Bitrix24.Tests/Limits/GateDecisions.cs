using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Limits;
using B24App.Bitrix24.Tests.Given;

namespace B24App.Bitrix24.Tests.Limits;

public class GateDecisions
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("an empty bucket takes at once", 0, Urgency.Live, 0)]
    [InlineData("live work may use nine tenths", 44, Urgency.Live, 0)]
    [InlineData("above that it waits for the leak", 45, Urgency.Live, 0.5)]
    [InlineData("a full bucket leaks two a second", 50, Urgency.Live, 3)]
    [InlineData("bulk stops at half of it", 22, Urgency.Bulk, 0.25)]
    [InlineData("and leaves the rest to live work", 22, Urgency.Live, 0)]
    public void The_ordinary_bucket(string why, double level, Urgency urgency, double waitSeconds)
    {
        Assert.Equal(Now.AddSeconds(waitSeconds), RateLimit.Ordinary.FitsAt(new Bucket(level, Now), urgency, Now));
        Assert.NotEmpty(why);
    }

    [Fact]
    public void Enterprise_is_wider_and_leaks_faster()
    {
        Assert.Equal(Now, RateLimit.ForLicence("ent").FitsAt(new Bucket(224, Now), Urgency.Live, Now));
        Assert.Equal(new Bucket(100, Now.AddSeconds(30)), RateLimit.Enterprise.Drain(new Bucket(250, Now), Now.AddSeconds(30)));
        Assert.Same(RateLimit.Ordinary, RateLimit.ForLicence(null));
    }

    [Fact]
    public void A_clock_set_back_fills_nothing_and_drains_from_then_on() =>
        Assert.Equal(new Bucket(10, Now.AddMinutes(-5)), RateLimit.Ordinary.Drain(new Bucket(10, Now), Now.AddMinutes(-5)));

    [Fact]
    public void Methods_wait_for_their_own_reset()
    {
        var heavy = new MethodTime(400, Now.AddMinutes(2), null, TimeSpan.FromSeconds(1));
        (string Why, MethodTime? Method, Urgency Urgency, DateTimeOffset At)[] table =
        [
            ("nobody called it yet", null, Urgency.Bulk, Now),
            ("light", heavy with { Operating = 10 }, Urgency.Bulk, Now),
            ("bulk stops before the line", heavy, Urgency.Bulk, Now.AddMinutes(2)),
            ("live goes up to the line", heavy, Urgency.Live, Now),
            ("parked holds for all", heavy with { ParkedUntil = Now.AddMinutes(1) }, Urgency.Live, Now.AddMinutes(1)),
            ("parked ends", heavy with { Operating = 10, ParkedUntil = Now }, Urgency.Live, Now),
            ("an absurd reset is capped", heavy with { ResetAt = Now.AddDays(1) }, Urgency.Bulk, Now.AddMinutes(10)),
            ("a reset in the past frees", heavy with { ResetAt = Now.AddMinutes(-1) }, Urgency.Bulk, Now),
        ];

        Assert.All(table, row => Assert.Equal((row.Why, row.At), (row.Why, MethodLedger.FitsAt(row.Method, row.Urgency, Now))));
    }

    [Fact]
    public void Parking_takes_the_portals_moment_then_the_last_known_one_then_ten_minutes()
    {
        var known = new MethodTime(400, Now.AddMinutes(2), null, TimeSpan.Zero);

        Assert.Equal(Now.AddMinutes(3), MethodLedger.Parked(known, Now.AddMinutes(3), Now).ParkedUntil);
        Assert.Equal(Now.AddMinutes(2), MethodLedger.Parked(known, null, Now).ParkedUntil);
        Assert.Equal(Now.AddMinutes(10), MethodLedger.Parked(null, null, Now).ParkedUntil);
        Assert.Equal(Now.AddMinutes(10), MethodLedger.Parked(null, Now.AddHours(3), Now).ParkedUntil);
    }

    [Fact]
    public void The_gate_says_when_and_takes_nothing_then()
    {
        var clock = new HandClock();
        var gate = new PortalGate(RateLimit.Ordinary, clock);
        for (var i = 0; i < 45; i++)
        {
            Assert.Null(gate.Take(Urgency.Live));
        }

        Assert.Equal(new Later(clock.Now.AddSeconds(0.5), LaterReason.GateClosed), gate.Take(Urgency.Live));
        clock.Turn(TimeSpan.FromSeconds(0.5));
        Assert.Null(gate.Take(Urgency.Live));
        Assert.NotNull(gate.Take(Urgency.Live));
    }

    [Fact]
    public void What_the_gate_knew_survives_a_restart()
    {
        var clock = new HandClock();
        var before = new PortalGate(RateLimit.Ordinary, clock);
        Assert.Null(before.Take(Urgency.Live));
        before.Park("tasks.task.list", clock.Now.AddMinutes(1));
        before.Measured("tasks.task.get", TimeSpan.FromSeconds(4), 4, null);

        var after = new PortalGate(RateLimit.Ordinary, clock, before.Snapshot());

        Assert.Equal(before.Snapshot().Bucket, after.Snapshot().Bucket);
        Assert.IsType<Later>(after.Refuses("TASKS.task.list", Urgency.Live));
        Assert.Equal(TimeSpan.FromSeconds(4), after.Expected("tasks.task.get"));
    }

    [Theory]
    [InlineData(0, 25)]
    [InlineData(40, 40)]
    public void RULES_32_after_an_unclean_stop_half_the_bucket_is_spent(double known, double counted)
    {
        var clock = new HandClock();
        var snapshot = new GateSnapshot(new Bucket(known, clock.Now), null, null, new Dictionary<string, MethodTime>());

        Assert.Equal(counted, new PortalGate(RateLimit.Ordinary, clock, snapshot, cleanStop: false).Snapshot().Bucket.Level);
    }
}

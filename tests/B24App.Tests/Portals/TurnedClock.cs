namespace B24App.Tests.Portals;

/// <summary>A clock that moves only when a test says so. Timers of the network stay on the machine's own clock.</summary>
internal sealed class TurnedClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Turn(TimeSpan by) => _now += by;
}

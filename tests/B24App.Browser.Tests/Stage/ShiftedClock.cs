namespace B24App.Browser.Tests.Stage;

/// <summary>The real clock, which a test may set ahead: an hour's session is over without an hour of waiting.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Skip(TimeSpan time) => _ahead += time;
}

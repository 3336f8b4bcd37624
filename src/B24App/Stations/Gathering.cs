namespace B24App.Stations;

/// <summary>
/// When a desk waits a moment for company. A lone command leaves at once; in a burst each further request would carry one command
/// and eat the portal's bucket, so what comes within the moment leaves together (RULES 29).
/// </summary>
internal static class Gathering
{
    private const int Burst = 4;

    /// <summary>How long to wait before the next request, given how many left within the last second.</summary>
    public static TimeSpan Wait(int leftLately, TimeSpan moment) => leftLately < Burst ? TimeSpan.Zero : moment;

    /// <summary>
    /// A moment at which the gate opens, rounded up to a whole second: all who were turned away come back together and leave in one
    /// batch, instead of one by one at the rate of the bucket.
    /// </summary>
    public static DateTimeOffset Together(DateTimeOffset opens)
    {
        var over = opens.UtcTicks % TimeSpan.TicksPerSecond;
        return over == 0 ? opens : opens.AddTicks(TimeSpan.TicksPerSecond - over);
    }
}

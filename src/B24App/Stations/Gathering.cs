namespace B24App.Stations;

/// <summary>
/// When a desk waits a moment for company. A lone command leaves at once; right after it each further request would carry one command
/// and eat the portal's bucket, so what comes within the moment leaves together (RULES 29).
/// </summary>
internal static class Gathering
{
    /// <summary>How long to wait before the next request, given how many left within the last second.</summary>
    public static TimeSpan Wait(int leftLately, TimeSpan moment) => leftLately == 0 ? TimeSpan.Zero : moment;

    /// <summary>
    /// A moment at which the gate opens, rounded up to a whole second: all who were turned away come back together and leave in one
    /// batch, instead of one by one at the rate of the bucket.
    /// </summary>
    public static DateTimeOffset Together(DateTimeOffset opens) => Together(opens, TimeSpan.FromSeconds(1));

    /// <summary>A moment rounded up to a grid, for work that can wait for company.</summary>
    public static DateTimeOffset Together(DateTimeOffset moment, TimeSpan grid)
    {
        var over = moment.UtcTicks % grid.Ticks;
        return over == 0 ? moment : moment.AddTicks(grid.Ticks - over);
    }
}

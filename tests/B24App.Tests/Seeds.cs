using System.Globalization;

namespace B24App.Tests;

/// <summary>Seeds of a random test: its own few for every day, or those of <c>B24APP_SEED</c>, one (<c>6</c>) or a row of them (<c>7-26</c>).</summary>
internal static class Seeds
{
    public static TheoryData<int> Or(params int[] daily)
    {
        var given = (Environment.GetEnvironmentVariable("B24APP_SEED") ?? "").Split('-');
        return int.TryParse(given[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(given[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? [.. Enumerable.Range(first, Math.Max(1, last - first + 1))]
            : [.. daily];
    }
}

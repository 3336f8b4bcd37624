namespace B24App.Browser.Tests.Stage;

/// <summary>Waits for something outside of the browser, such as a task in the other portal.</summary>
public static class Condition
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    public static async Task Holds(string what, Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Longest, $"Not in {Longest.TotalSeconds} s: {what}");
            await Task.Delay(Glance, TimeProvider.System);
        }
    }

    public static Task Holds(string what, Func<bool> condition) => Holds(what, () => Task.FromResult(condition()));
}

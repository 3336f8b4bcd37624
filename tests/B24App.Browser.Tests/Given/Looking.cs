using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>A person who waits for news presses the same entry of the navigation again.</summary>
internal static class Looking
{
    private const float Glance = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task WaitForWhileLooking(this ILocator what, Walk walk)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await what.WaitForAsync(new LocatorWaitForOptions { Timeout = Glance });
                return;
            }
            catch (TimeoutException) when (TimeProvider.System.GetElapsedTime(start) < Longest)
            {
                await walk.LookAgain();
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{what} never came; there stands: {await walk.Main.InnerTextAsync()}");
            }
        }
    }
}

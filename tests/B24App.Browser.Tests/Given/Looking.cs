using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>A person who waits for news presses the same entry of the navigation again.</summary>
internal static class Looking
{
    private const int Longest = 30;

    public static async Task WaitForWhileLooking(this ILocator what, Walk walk)
    {
        for (var look = 0; look < Longest; look++)
        {
            if (await what.IsVisibleAsync())
            {
                return;
            }

            await walk.LookAgain();
        }

        await what.WaitForAsync();
    }
}

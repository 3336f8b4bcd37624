using System.Globalization;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>What two administrators press to get from two empty portals to a running exchange.</summary>
internal static class FirstRun
{
    /// <summary>The client's administrator offers a link for tasks of one group and gets the code to pass on.</summary>
    public static async Task<string> Invite(Walk walk, long group, string? name = null)
    {
        await walk.Click(walk.Posts("/links/draft"));
        await Step(walk, 1);
        await walk.Click(walk.Posts("?handler=next&to=2"));
        await Step(walk, 2);
        await walk.Click(walk.Main.Locator("#group-" + group.ToString(CultureInfo.InvariantCulture)));
        await walk.Click(walk.Main.Locator(".buttons").GetByRole(AriaRole.Button).Nth(1)); // straight to the launch
        await Step(walk, 5);
        if (name is not null)
        {
            await Walk.Type(walk.Main.Locator("#name"), name);
        }

        await walk.Click(walk.Posts("?handler=launch"));
        var code = walk.Main.Locator("#code");
        await walk.See(code);
        await walk.Settled();
        return (await code.InnerTextAsync()).Trim();
    }

    /// <summary>The partner's administrator takes it up.</summary>
    public static async Task Accept(Walk walk, string code, long group, long responsible)
    {
        await walk.Click(walk.Opens("/links/accept"));
        await walk.See(walk.Main.Locator("#code"));
        await Walk.Type(walk.Main.Locator("#code"), code);
        await walk.Click(walk.Posts("?handler=look"));
        await walk.See(walk.Main.Locator("#accept"));
        await walk.Settled();
        await walk.Choose(walk.Main.Locator("#target"), group.ToString(CultureInfo.InvariantCulture));
        await walk.Choose(walk.Main.Locator("#responsible"), responsible.ToString(CultureInfo.InvariantCulture));
        await walk.Click(walk.Posts("?handler=accept"));
        await walk.Main.Locator("#accept").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await walk.Settled();
    }

    /// <summary>The inviter comes back, sees who it was, and confirms.</summary>
    public static async Task Confirm(Walk walk)
    {
        await walk.Open();
        await walk.Click(walk.Opens("/links/"));
        await walk.Click(walk.Posts("?handler=confirm"));
        await walk.See(walk.Posts("?handler=pause"));
        await walk.Settled();
    }

    private static async Task Step(Walk walk, int step)
    {
        await walk.See(walk.Main.Locator($"form#wizard[hx-post*='/step/{step.ToString(CultureInfo.InvariantCulture)}']"));
        await walk.Settled();
    }
}

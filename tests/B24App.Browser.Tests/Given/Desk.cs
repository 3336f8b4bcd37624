using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Hosting;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>An employee at his own portal's tasks: the page of the emulated portal, in a window beside the application.</summary>
internal static class Desk
{
    public static long Files(this PortalHost host, long user, long group, string title, string text = "") => long.Parse(
        host.Call(user, "tasks.task.add", new JsonObject
        {
            ["fields"] = new JsonObject { ["TITLE"] = title, ["DESCRIPTION"] = text, ["GROUP_ID"] = group, ["RESPONSIBLE_ID"] = user },
        })!["task"]!["id"]!.ToString(),
        CultureInfo.InvariantCulture);

    /// <summary>Waits until a task stands in a group, and opens it.</summary>
    public static async Task<ILocator> Finds(this Walk walk, long user, long group, string title)
    {
        var page = await walk.Beside();
        await page.GotoAsync(FormattableString.Invariant($"{walk.Host.Url}/workgroups/group/{group}/tasks/?as={user}"));
        var task = page.GetByText(title, new PageGetByTextOptions { Exact = true }).First;
        await task.WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });
        await task.ClickAsync();
        await page.Locator(".composer textarea").WaitForAsync();
        return page.Locator(".lines");
    }

    /// <summary>Waits until the first task from elsewhere stands in a group, and opens it.</summary>
    public static async Task FindsOne(this Walk walk, long user, long group)
    {
        var page = await walk.Beside();
        await page.GotoAsync(FormattableString.Invariant($"{walk.Host.Url}/workgroups/group/{group}/tasks/?as={user}"));
        var task = page.GetByText("<script>").First;
        await task.WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });
        await task.ClickAsync();
        await page.Locator(".composer textarea").WaitForAsync();
    }

    /// <summary>Writes into the discussion that is open.</summary>
    public static async Task Says(this Walk walk, string text)
    {
        var page = await walk.Beside();
        await page.Locator(".composer textarea").FillAsync(text);
        await page.Locator(".composer button").ClickAsync();
        await page.Locator(".bubble", new PageLocatorOptions { HasText = text[..Math.Min(text.Length, 60)] }).First.WaitForAsync();
    }
}

using B24App.Browser.Tests.Stage;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Bridge;

/// <summary>The same scripted parent plays the portal to our bridge and to the official SDK 2.2.0: what they say and hear must be equal.</summary>
[Collection(InChromium.Name)]
public class BridgeTests(Chromium chromium)
{
    private const string Portal = "http://portal.example";
    private const string Ours = "http://ours.example/";
    private const string Theirs = "http://theirs.example/";

    [OfficialSdkFact]
    public async Task Our_bridge_says_what_the_official_SDK_says()
    {
        var ours = await Play(Ours);
        var theirs = await Play(Theirs);

        Assert.Equal(theirs.Said, ours.Said);
        Assert.Equal(theirs.Heard, ours.Heard);
        Assert.Equal(11, ours.Said.Length);
    }

    [BrowserFact]
    public async Task A_silent_parent_and_a_foreign_one_are_not_waited_for()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await Theatre(context);
        await page.GotoAsync($"{Portal}/silent?app={Uri.EscapeDataString(Ours)}");
        var frame = page.Frames.Single(frame => frame.Url.StartsWith(Ours, StringComparison.Ordinal));

        Assert.Null(await frame.EvaluateAsync<object?>("async () => (await import('/js/frame.js')).ask('setTitle', { title: 'x' }, 50)"));
    }

    private async Task<Talk> Play(string app)
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await Theatre(context);
        var watch = new Watch(page);
        await page.GotoAsync($"{Portal}/?app={Uri.EscapeDataString(app)}");
        await page.WaitForFunctionAsync("() => window.talk.heard !== null");
        watch.AssertSilent();
        return new Talk(await page.EvaluateAsync<string[]>("() => [...new Set(window.talk.said)].sort()"), await page.EvaluateAsync<string>("() => window.talk.heard"));
    }

    private static async Task<IPage> Theatre(IBrowserContext context)
    {
        await context.RouteAsync("**/*", route =>
        {
            var url = new Uri(route.Request.Url);
            return (url.GetLeftPart(UriPartial.Authority) + url.AbsolutePath) switch
            {
                Portal + "/" or Portal + "/silent" => Answer(route, Pages.Parent, "text/html"),
                Ours => Answer(route, Pages.Ours, "text/html"),
                Ours + "drive.js" => Answer(route, Pages.DriveOurs, "text/javascript"),
                Ours + "js/frame.js" => Answer(route, Pages.Frame, "text/javascript"),
                Theirs => Answer(route, Pages.Theirs, "text/html"),
                Theirs + "drive.js" => Answer(route, Pages.DriveTheirs, "text/javascript"),
                Theirs + "sdk.js" => Answer(route, OfficialSdkFactAttribute.Script, "text/javascript"),
                _ => route.AbortAsync(),
            };
        });
        return await context.NewPageAsync();
    }

    private static Task Answer(IRoute route, string body, string type) =>
        route.FulfillAsync(new RouteFulfillOptions { Body = body, ContentType = type + "; charset=utf-8" });

    private sealed record Talk(string[] Said, string Heard);
}

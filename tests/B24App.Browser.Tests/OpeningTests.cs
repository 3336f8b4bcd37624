using B24App.Browser.Tests.Stage;

namespace B24App.Browser.Tests;

[Collection(InChromium.Name)]
public class OpeningTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_app_installs_and_opens_where_cookies_and_storage_are_denied()
    {
        await using var playground = await Playground.Start();
        await using var visitor = await Visitor.Of(chromium, playground.North, Screen.Desk);

        await visitor.Install();

        Assert.True(playground.North.Portal.Apps[Playground.ClientId].IsInstalled);
        Assert.Equal(0, await visitor.App.Locator("[data-session]").CountAsync());
        var frame = await visitor.Inside();
        Assert.Equal("SecurityError", await frame.EvaluateAsync<string>("() => { try { return `open ${localStorage.length}`; } catch (denied) { return denied.name; } }"));
        await Scrollbars.AssertNone(visitor);
        visitor.Watch.AssertSilent();
    }
}

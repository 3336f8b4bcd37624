using B24App.Browser.Tests.Stage;
using Microsoft.Playwright;

namespace B24App.Browser.Tests;

[Collection(InChromium.Name)]
public class OpeningTests(Chromium chromium)
{
    private const string StorageInTheFrame = "() => { try { return `open ${localStorage.length}`; } catch (denied) { return denied.name; } }";

    [BrowserFact]
    public async Task The_app_installs_and_opens_where_cookies_and_storage_are_denied()
    {
        await using var playground = await Playground.Start();
        await using var visitor = await Visitor.Of(chromium, playground.North, Screen.Desk);

        await visitor.Install();

        Assert.True(playground.North.Portal.Apps[Playground.ClientId].IsInstalled);
        Assert.Equal("SecurityError", await (await visitor.Inside()).EvaluateAsync<string>(StorageInTheFrame));
        Assert.Equal(0, await visitor.App.Locator("[data-session]").CountAsync());
        Assert.Empty(await visitor.Page.Context.CookiesAsync([playground.Url]));
        await visitor.AssertGood();
    }

    [BrowserTheory]
    [InlineData("ru", "light")]
    [InlineData("en", "dark")]
    public async Task A_theme_is_chosen_once_and_stays(string language, string theme)
    {
        await using var playground = await Playground.Start(language);
        await using var visitor = await Visitor.Of(chromium, playground.North, Screen.Desk);
        await visitor.Install();

        await visitor.Prefers(theme == "light" ? "dark" : "light");
        await visitor.Prefers(theme);
        await visitor.App.Locator($"html.{theme}").WaitForAsync();
        await visitor.AssertGood();
        await visitor.Open();
        await visitor.Arrives("home");
        Assert.Equal(theme, await visitor.App.Locator("html").GetAttributeAsync("class"));
    }

    [BrowserFact]
    public async Task A_session_that_is_over_is_renewed_by_the_portal_and_the_press_is_not_lost()
    {
        await using var playground = await Playground.Start();
        await using var visitor = await Visitor.Of(chromium, playground.North, Screen.Desk);
        await visitor.Install();

        visitor.Watch.Expect(401);
        playground.Clock.Skip(TimeSpan.FromMinutes(61));
        await visitor.App.Locator(".nav-entry[data-screen=settings]").ClickAsync();

        await visitor.Arrives("settings");
        await Assertions.Expect(visitor.App.Locator("#notice")).ToBeHiddenAsync();
        await visitor.AssertGood();
    }

    [BrowserTheory]
    [InlineData("app")]
    [InlineData("install")]
    public async Task Outside_of_a_portal_the_page_says_where_to_open_it(string path)
    {
        await using var playground = await Playground.Start();
        await using var visitor = await Visitor.Of(chromium, playground.North, Screen.Desk);

        await visitor.Page.GotoAsync(playground.Url + path);

        await Assertions.Expect(visitor.Page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("button, a, form")).ToHaveCountAsync(0);
        visitor.Watch.AssertSilent();
    }

    [BrowserFact]
    public async Task Without_JavaScript_the_page_gives_one_instruction()
    {
        await using var playground = await Playground.Start();
        await using (var administrator = await Visitor.Of(chromium, playground.North, Screen.Desk))
        {
            await administrator.Install();
        }

        await using var context = await chromium.Browser.NewContextAsync(Screen.Desk.Options(scripts: false));
        await context.GrantPermissionsAsync(["local-network-access"]); // the page below comes from the test, so Chromium does not know it for a local one
        var page = await context.NewPageAsync();
        var watch = new Watch(page);
        await page.RouteAsync("**/plain", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = PlainPortal.Html(playground) }));
        await page.GotoAsync(playground.North.Url + "/plain");
        await page.ClickAsync("button");

        var app = page.FrameLocator("iframe");
        await Assertions.Expect(app.Locator("noscript p")).ToBeVisibleAsync();
        await Assertions.Expect(app.Locator("button:visible")).ToHaveCountAsync(0);
        watch.AssertSilent();
    }
}

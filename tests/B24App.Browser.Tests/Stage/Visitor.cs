using B24App.EmulatedPortal.Hosting;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Stage;

/// <summary>A person of a company with his browser: he sees his portal, and in its frame the app.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly PortalHost _portal;

    private Visitor(IBrowserContext context, IPage page, PortalHost portal)
    {
        (_context, Page, _portal) = (context, page, portal);
        Watch = new Watch(page);
    }

    public IPage Page { get; }

    public Watch Watch { get; }

    /// <summary>The app's page inside the portal's.</summary>
    public IFrameLocator App => Page.FrameLocator("iframe.app-frame >> nth=0");

    public static async Task<Visitor> Of(Chromium chromium, PortalHost portal, Screen screen)
    {
        var context = await chromium.Browser.NewContextAsync(screen.Options());
        context.SetDefaultTimeout(10_000);
        return new Visitor(context, await context.NewPageAsync(), portal);
    }

    /// <summary>Opens the app from the left menu of the portal, as this user.</summary>
    public async Task Open(long user = 1) => await Page.GotoAsync($"{_portal.Url}/marketplace/view/{Playground.ClientId}/?as={user}");

    /// <summary>Installs the app: opens it and waits until its main page stands.</summary>
    public async Task Install()
    {
        await Open();
        await Arrives("home");
    }

    /// <summary>The screen has come.</summary>
    public Task Arrives(string screen) => See($".screen[data-screen={screen}]");

    /// <summary>This has come; when it does not, the failure tells what stands there instead.</summary>
    public async Task See(string selector)
    {
        try
        {
            await App.Locator(selector).First.WaitForAsync();
        }
        catch (TimeoutException)
        {
            var page = await App.Locator("body").InnerTextAsync();
            Assert.Fail($"{selector} did not come. The browser complains: {Watch}. The page says: {page[..Math.Min(page.Length, 1500)]}");
        }
    }

    /// <summary>The document inside the frame.</summary>
    public async Task<IFrame> Inside() =>
        await (await Page.Locator("iframe.app-frame").First.ElementHandleAsync())!.ContentFrameAsync() ?? throw new InvalidOperationException("The frame is empty.");

    /// <summary>Chooses a theme in the settings and comes back.</summary>
    public async Task Prefers(string theme)
    {
        await App.Locator(".nav-entry[data-screen=settings]").ClickAsync();
        await Arrives("settings");
        if (await App.Locator("#settings-theme").InputValueAsync() != theme)
        {
            await App.Locator("#settings-theme").SelectOptionAsync(theme);
            await App.Locator($"html.{theme}").WaitForAsync();
        }

        await App.Locator(".nav-entry[data-screen=home]").ClickAsync();
        await Arrives("home");
    }

    /// <summary>Whatever stands now: no complaint of the browser, no scrollbar, no barrier for a screen reader.</summary>
    public async Task AssertGood()
    {
        await Scrollbars.AssertNone(this);
        await Axe.AssertClean(this);
        Watch.AssertSilent();
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

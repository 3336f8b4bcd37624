using B24App.EmulatedPortal.Hosting;
using B24App.Pages;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Given;

/// <summary>
/// One person at one portal, in a window of his own. Each click and each opened select is counted; waiting is for what must be seen,
/// never for time. Whatever the browser complains of, and every scrollbar that is not the portal's own, fails the walk at its end.
/// </summary>
internal sealed class Walk : IAsyncDisposable
{
    // True once the frame kept its place and height longer than the portal takes to fit it, counted anew for each question.
    private const string StandsStill = """
        question => {
          const { top, height } = [...document.querySelectorAll('iframe.app-frame')].at(-1).getBoundingClientRect();
          const seen = window.seenFrame ??= {};
          const now = `${question} ${top} ${height}`;
          if (seen.now !== now) {
            seen.now = now;
            seen.at = performance.now();
          }

          return performance.now() - seen.at > 250;
        }
        """;

    private readonly Stage _stage;
    private readonly IBrowserContext _context;
    private readonly Func<Task<IBrowserContext>> _newWindow;
    private readonly Complaints _complaints;
    private IBrowserContext? _besideWindow;
    private IPage? _beside;
    private int _stands;

    private Walk(Stage stage, PortalHost host, long user, Func<Task<IBrowserContext>> newWindow, IBrowserContext context, IPage page)
    {
        (_stage, Host, User, _newWindow, _context, Page) = (stage, host, user, newWindow, context, page);
        _complaints = new Complaints(page);
    }

    public PortalHost Host { get; }

    public long User { get; }

    /// <summary>The window: the emulated portal's page.</summary>
    public IPage Page { get; }

    /// <summary>The application in the portal's frame.</summary>
    public IFrameLocator App => Page.Locator("iframe.app-frame").Last.ContentFrame;

    /// <summary>The screen inside the application.</summary>
    public ILocator Main => App.Locator("#main");

    /// <summary>Clicks and opened selects so far.</summary>
    public int Clicks { get; private set; }

    public static async Task<Walk> Start(Chromium chromium, Stage stage, PortalHost host, long user, Sight look, bool withScripts = true)
    {
        async Task<IBrowserContext> Window()
        {
            var window = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
            {
                JavaScriptEnabled = withScripts,
                IgnoreHTTPSErrors = true, // the stage's certificate is its own
                ViewportSize = new ViewportSize { Width = look.Width, Height = 720 },
                Locale = look.Language == "ru" ? "ru-RU" : "en-US",
                TimezoneId = "Europe/Moscow",
                ReducedMotion = ReducedMotion.Reduce,
            });
            window.SetDefaultTimeout(15_000);
            return window;
        }

        var context = await Window();
        return new Walk(stage, host, user, Window, context, await context.NewPageAsync());
    }

    /// <summary>A complaint that contains these words belongs to the story.</summary>
    public void Expect(string words) => _complaints.Expected.Add(words);

    /// <summary>The person chose his theme at an earlier visit; what is open already opens anew.</summary>
    public async Task Prefers(string theme)
    {
        await _stage.Get<ViewerStore>().Choose((await _stage.Portal(Host)).Id, User, new Viewer(theme, ""));
        if (await Page.Locator("iframe.app-frame").CountAsync() > 0)
        {
            await Open();
            await See(Main.Locator("[data-screen=home]"));
            Assert.Equal(theme == "dark", await App.Locator("html.dark").CountAsync() == 1);
        }
    }

    /// <summary>Opens the application from the portal's address.</summary>
    public async Task Open()
    {
        await Page.GotoAsync(FormattableString.Invariant($"{Host.Url}/marketplace/view/{Stage.ClientId}/?as={User}"));
        await App.Locator("body").WaitForAsync();
    }

    /// <summary>Installs the application the way an administrator does: one press in the catalogue, and the portal goes on by itself.</summary>
    public async Task Install()
    {
        await Page.GotoAsync(FormattableString.Invariant($"{Host.Url}/marketplace/?as={User}"));
        await Click(Page.Locator(".app-card button.primary"));
        await Main.Locator("[data-screen=home]").WaitForAsync();
    }

    /// <summary>Opens the application in the card of a task: the row of the task's applications, in a slider of the portal.</summary>
    public Task OpenInTask(long group, long task) => OpenInCard(FormattableString.Invariant($"workgroups/group/{group}/tasks/task/view/{task}/"), "task");

    /// <summary>Opens the application in a card of the CRM.</summary>
    public Task OpenInCrm(string kind, long id) => OpenInCard(FormattableString.Invariant($"crm/{kind}/details/{id}/"), "carry");

    private async Task OpenInCard(string path, string screen)
    {
        // The portal delivers events to the application's address behind the door, so that is the one its widget is bound to as well.
        await Page.RouteAsync("**/_people/open", async route =>
        {
            var answer = await route.FetchAsync();
            var form = (await answer.TextAsync()).Replace(_stage.Behind, _stage.Url, StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = form });
        });
        await Page.GotoAsync(FormattableString.Invariant($"{Host.Url}/{path}?as={User}"));
        await Page.Locator($"button[data-action='app-{Stage.ClientId}']").ClickAsync();
        await See(Main.Locator($"[data-screen={screen}]"));
        await Settled();
    }

    public async Task Click(ILocator what)
    {
        Clicks++;
        await See(what);
        if (await Page.Locator("iframe.app-frame").CountAsync() > 0)
        {
            // New content gets its handlers some 20 ms after it is shown, and 100 ms later the portal fits the frame to it, which moves the
            // page under the pointer. No person is that fast, a test is.
            await App.Locator("body:not(:has(.htmx-added, .htmx-settling, .htmx-swapping))").WaitForAsync();
            await Still();
        }

        await what.ClickAsync();
    }

    /// <summary>Waits until the portal has fitted the frame to its content.</summary>
    public Task Still() => Page.WaitForFunctionAsync(StandsStill, ++_stands, new PageWaitForFunctionOptions { PollingInterval = 50 });

    /// <summary>Waits until something is seen inside the application; if it never is, the failure says what is seen instead.</summary>
    public async Task See(ILocator what)
    {
        try
        {
            await what.WaitForAsync();
        }
        catch (TimeoutException late)
        {
            var says = await Main.CountAsync() > 0 ? await Main.InnerTextAsync() : await Page.Locator("body").InnerTextAsync();
            throw new TimeoutException($"{late.Message}\nInstead the page says:\n{says}\n{_complaints}", late);
        }
    }

    /// <summary>Chooses a line of a select: one press.</summary>
    public async Task Choose(ILocator select, string value)
    {
        Clicks++;
        await select.SelectOptionAsync(value);
    }

    /// <summary>Typing is no click.</summary>
    public static Task Type(ILocator field, string text) => field.FillAsync(text);

    /// <summary>Goes to a screen of the navigation.</summary>
    public async Task GoTo(string screen)
    {
        await Click(App.Locator($".nav-entry[data-screen={screen}]"));
        await See(Main.Locator($"[data-screen={screen}]"));
        await Settled();
    }

    /// <summary>Presses the current entry of the navigation again; a look is no step of a story, so it is not counted.</summary>
    public async Task LookAgain()
    {
        await App.Locator(".nav-entry[aria-current=page]").ClickAsync();
        await Settled();
    }

    /// <summary>Waits until no request of the page is under way.</summary>
    public async Task Settled()
    {
        await App.Locator("body:not(:has(.htmx-request, [aria-busy=true]))").WaitForAsync();
        await Scrollbars.Gone(this);
    }

    /// <summary>The frame of the application, for scripts.</summary>
    public async Task<IFrame> Frame() =>
        await (await Page.Locator("iframe.app-frame").Last.ElementHandleAsync()).ContentFrameAsync() ?? throw new InvalidOperationException("The application stands in no frame.");

    /// <summary>Nothing was complained of.</summary>
    public void Demand() => _complaints.Demand();

    /// <summary>No complaint, no scrollbar, no word cut in two, no barrier to those who do not see.</summary>
    public async Task Check()
    {
        await Settled();
        Demand();
        await CutWords.Demand(this);
        await Accessible.Demand(this);
    }

    /// <summary>
    /// The same person in a second window, for his tasks; its clicks are not the application's. A window, not a tab: what lies behind another
    /// tab paints once a second, and presses get lost there.
    /// </summary>
    public async Task<IPage> Beside()
    {
        _besideWindow ??= await _newWindow();
        _beside ??= await _besideWindow.NewPageAsync();
        return _beside;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        if (_besideWindow is not null)
        {
            await _besideWindow.DisposeAsync();
        }

        GC.KeepAlive(_stage);
    }
}

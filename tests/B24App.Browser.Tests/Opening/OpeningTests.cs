using System.Collections.Concurrent;
using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Opening;

/// <summary>From the first press in the portal to the first screen, and what is shown where there is no portal around us.</summary>
[Collection(OnOneStage.Name)]
public class OpeningTests(Chromium chromium, InstalledStage installed)
{
    private const int MostRequests = 8;
    private const int MostBytes = 70 * 1024;

    // What a script meets that touches a storage.
    private const string Denied = """
        storage => {
          try {
            window[storage].setItem("a", "b");
            return 'stored';
          } catch (refusal) {
            return refusal.name;
          }
        }
        """;

    [BrowserFact]
    public async Task A_step_that_fails_says_so_and_goes_on_after_one_press()
    {
        await using var stage = await Stage.Russian();
        await using var walk = await Walk.Start(chromium, stage, stage.North, 1, Sight.RussianDesk);
        stage.North.Faults.Add(new Fault(FaultKind.Error) { Method = "placement.bind", Code = "ERROR_CORE", Description = "Could not bind", Status = 400 });

        await walk.Page.GotoAsync(FormattableString.Invariant($"{stage.North.Url}/marketplace/?as=1"));
        await walk.Click(walk.Page.Locator(".app-card button.primary"));
        var retry = walk.Main.Locator(".step-problem button");
        await walk.See(retry);
        await walk.Check();
        await walk.Page.SetViewportSizeAsync(Sight.Narrowest, 720);
        await walk.Check();
        await walk.Page.SetViewportSizeAsync(Sight.Wide, 720);
        stage.North.Faults.Clear();
        await walk.Click(retry);

        await walk.Main.Locator("[data-screen=home]").WaitForAsync();
        await walk.Check();
    }

    [BrowserFact]
    public async Task A_frame_has_neither_cookies_nor_storage_and_needs_none()
    {
        var cookies = new ConcurrentQueue<string>();
        await using var walk = await installed.Open(chromium, window =>
        {
            window.Page.Response += (_, answer) =>
            {
                if (answer.Url.StartsWith(installed.Stage.Url, StringComparison.Ordinal) && answer.Headers.ContainsKey("set-cookie"))
                {
                    cookies.Enqueue(answer.Url);
                }
            };
            return Task.CompletedTask;
        });
        var frame = await walk.Frame();

        foreach (var storage in new[] { "localStorage", "sessionStorage" })
        {
            Assert.Equal("SecurityError", await frame.EvaluateAsync<string>(Denied, storage));
        }

        Assert.Equal("", await frame.EvaluateAsync<string>("() => { document.cookie = 'a=b; Secure; SameSite=None'; return document.cookie; }"));

        // What a person does over several screens is kept, by the server: a draft, and a choice of his own.
        await walk.GoTo("links");
        await walk.Click(walk.Posts("/links/draft"));
        await walk.See(walk.Main.Locator("form#wizard"));
        await walk.Click(walk.Posts("?handler=next&to=2"));
        await walk.Click(walk.Main.Locator("#group-12"));
        await walk.Click(walk.Posts("?handler=next&to=3"));
        await walk.See(walk.Main.Locator("form#wizard[hx-post*='/step/3']"));
        await walk.GoTo("settings");
        await walk.Choose(walk.Main.Locator("select[name=theme]"), "dark");
        await walk.App.Locator("html.dark").WaitForAsync();
        await walk.Choose(walk.Main.Locator("select[name=theme]"), "light");
        await walk.App.Locator("html:not(.dark)").WaitForAsync();
        await walk.GoTo("links");
        await walk.Click(walk.Main.Locator("td.lead button").First);
        await walk.See(walk.Main.Locator("form#wizard"));
        await walk.Click(walk.Posts("?handler=next&to=2"));
        await Assertions.Expect(walk.Main.Locator("#group-12")).ToBeCheckedAsync();
        await walk.Check();
        Assert.Empty(cookies);
        await walk.Click(walk.Posts("?handler=discard"));
        await walk.Click(walk.App.Locator("dialog button:not([data-close])"));
        await walk.See(walk.Main.Locator("[data-screen=links]"));
        await walk.Check();
    }

    [BrowserFact]
    public async Task The_shell_and_its_first_screen_are_light()
    {
        var answers = new ConcurrentQueue<IResponse>();
        await using var walk = await installed.Open(chromium, window =>
        {
            window.Page.Response += (_, answer) =>
            {
                if (answer.Url.StartsWith(installed.Stage.Url, StringComparison.Ordinal))
                {
                    answers.Enqueue(answer);
                }
            };
            return Task.CompletedTask;
        });
        await walk.Settled();

        var sizes = await Task.WhenAll(answers.Select(async answer => (answer.Url, Bytes: (await answer.Request.SizesAsync()).ResponseBodySize)));
        Assert.InRange(sizes.Length, 1, MostRequests);
        Assert.True(sizes.Sum(size => size.Bytes) <= MostBytes, string.Join('\n', sizes));
    }

    [BrowserFact]
    public async Task A_session_that_ended_is_renewed_behind_the_persons_back()
    {
        await using var walk = await installed.Open(chromium);
        installed.Stage.Clock.Turn(TimeSpan.FromMinutes(61));

        await walk.GoTo("home");

        Assert.True(await walk.App.Locator("#notice").IsHiddenAsync());
        await walk.Check();
    }

    [BrowserTheory]
    [InlineData("ru", "Битрикс24")]
    [InlineData("en", "Bitrix24")]
    public async Task Outside_a_portal_a_plain_page_says_what_to_do(string language, string portal)
    {
        await using var walk = await Walk.Start(chromium, installed.Stage, installed.Stage.North, 1, new Sight(language, "light", Sight.Wide));

        await walk.Page.GotoAsync(installed.Stage.Url + "/app");

        await Assertions.Expect(walk.Page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(walk.Page.Locator("h1 + p")).ToContainTextAsync(portal);
    }
}

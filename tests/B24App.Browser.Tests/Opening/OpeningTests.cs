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
        stage.North.Faults.Clear();
        await walk.Click(retry);

        await walk.Main.Locator("[data-screen=home]").WaitForAsync();
        await walk.Check();
    }

    [BrowserFact]
    public async Task A_frame_has_neither_cookies_nor_storage_and_needs_none()
    {
        await using var walk = await installed.Open(chromium);

        var denied = await (await walk.Frame()).EvaluateAsync<string>("() => { try { localStorage.setItem('a', 'b'); return 'stored'; } catch (refusal) { return refusal.name; } }");

        Assert.Equal("SecurityError", denied);
        await walk.GoTo("settings");
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

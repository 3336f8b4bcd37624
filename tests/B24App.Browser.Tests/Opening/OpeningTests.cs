using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Opening;

/// <summary>From the first press in the portal to the first screen, and what is shown where there is no portal around us.</summary>
public class OpeningTests(Chromium chromium) : IClassFixture<Chromium>
{
    [BrowserTheory]
    [InlineData("ru", "light", Sight.Wide)]
    [InlineData("en", "dark", Sight.Narrow)]
    public async Task One_press_installs_the_app_and_leads_to_its_first_screen(string language, string theme, int width)
    {
        await using var stage = await Stage.In(language);
        await using var walk = await Walk.Start(chromium, stage, stage.North, 1, new Sight(language, theme, width));

        await walk.Install();

        Assert.Equal(1, walk.Clicks);
        await walk.Prefers(theme);
        await walk.Check();
    }

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
        await using var stage = await Stage.Russian();
        await using var walk = await Walk.Start(chromium, stage, stage.North, 1, Sight.RussianDesk);
        await walk.Install();

        var denied = await (await walk.Frame()).EvaluateAsync<string>("() => { try { localStorage.setItem('a', 'b'); return 'stored'; } catch (refusal) { return refusal.name; } }");

        Assert.Equal("SecurityError", denied);
        await walk.Check();
    }

    [BrowserFact]
    public async Task A_session_that_ended_is_renewed_behind_the_persons_back()
    {
        await using var stage = await Stage.Russian();
        await using var walk = await Walk.Start(chromium, stage, stage.North, 1, Sight.RussianDesk);
        await walk.Install();
        stage.Clock.Turn(TimeSpan.FromMinutes(61));

        await walk.GoTo("home");

        Assert.True(await walk.App.Locator("#notice").IsHiddenAsync());
        await walk.Check();
    }

    [BrowserFact]
    public async Task Outside_a_portal_a_plain_page_says_what_to_do()
    {
        await using var stage = await Stage.Russian();
        await using var walk = await Walk.Start(chromium, stage, stage.North, 1, Sight.RussianDesk);

        await walk.Page.GotoAsync(stage.Url + "/app");

        await Assertions.Expect(walk.Page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(walk.Page.Locator("h1 + p")).ToContainTextAsync("Битрикс24");
    }
}

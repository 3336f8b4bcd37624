using B24App.Browser.Tests.Given;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Opening;

/// <summary>A person without a mouse, and a person on a slow link.</summary>
[Collection(OnOneStage.Name)]
public class HandsTests(Chromium chromium, InstalledStage installed)
{
    private const string Focused = "() => { const e = document.activeElement; return `${e.tagName.toLowerCase()} ${(e.textContent || e.value || '').trim().slice(0, 40)}`; }";

    // Every place Tab stops at inside a screen, as its distance from the top and the left: order on the screen is order of the keys.
    private const string Where = "() => { const e = document.activeElement, b = e.getBoundingClientRect(); return e === document.body || !e.closest('#main') ? null : [Math.round(b.top + scrollY), Math.round(b.left)]; }";

    [BrowserFact]
    public async Task With_the_keyboard_alone_focus_follows_what_is_read()
    {
        await using var walk = await installed.Open(chromium);
        var frame = await walk.Frame();

        // A screen that was opened by a key is read from its heading on.
        await walk.App.Locator(".nav-entry[data-screen=links]").FocusAsync();
        await walk.Page.Keyboard.PressAsync("Enter");
        await walk.See(walk.Main.Locator("[data-screen=links]"));
        await walk.Settled();
        Assert.StartsWith("h1 ", await frame.EvaluateAsync<string>(Focused));

        // The wizard by keys alone: Tab goes down the page and never back up.
        await Downwards(walk, frame);
        await walk.Main.Locator("button[hx-post='/links/draft']").First.FocusAsync();
        await walk.Page.Keyboard.PressAsync("Enter");
        await walk.See(walk.Main.Locator("form#wizard"));
        await walk.Settled();
        Assert.StartsWith("h1 ", await frame.EvaluateAsync<string>(Focused));
        await Downwards(walk, frame);

        // A question stands on its safe answer, Esc gives the focus back to what asked.
        var discard = walk.Main.Locator("button[hx-post$='handler=discard']");
        await discard.FocusAsync();
        await walk.Page.Keyboard.PressAsync("Enter");
        await walk.App.Locator("dialog[open]").WaitForAsync();
        await Assertions.Expect(walk.App.Locator("dialog [data-close]")).ToBeFocusedAsync();
        await walk.Page.Keyboard.PressAsync("Escape");
        await walk.App.Locator("dialog[open]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await Assertions.Expect(discard).ToBeFocusedAsync();
        await walk.Check();
    }

    [BrowserFact]
    public async Task On_a_slow_link_the_page_says_that_it_works_and_lets_go()
    {
        await using var walk = await installed.Open(chromium, window => window.Page.Clock.InstallAsync());
        var answers = new TaskCompletionSource();
        await walk.Page.RouteAsync("**/journal", async route =>
        {
            await answers.Task;
            await route.AbortAsync("aborted");
        });

        // At once: what stands there fades and keeps its height. After ten seconds: a sentence and a way out.
        await walk.Click(walk.App.Locator(".nav-entry[data-screen=journal]"));
        await Assertions.Expect(walk.App.Locator("#main")).ToHaveAttributeAsync("aria-busy", "true");
        await Assertions.Expect(walk.App.Locator("#slow")).ToBeHiddenAsync();
        await walk.Page.Clock.FastForwardAsync(10_000);
        await Assertions.Expect(walk.App.Locator("#slow")).ToBeVisibleAsync();
        await walk.Click(walk.App.Locator("#slow button"));
        await Assertions.Expect(walk.App.Locator("#slow")).ToBeHiddenAsync();
        await Assertions.Expect(walk.App.Locator("#main")).Not.ToHaveAttributeAsync("aria-busy", "true");
        await walk.See(walk.Main.Locator("[data-screen=home]"));

        // Who presses on does not wait either: the newest wish is what comes.
        await walk.Click(walk.App.Locator(".nav-entry[data-screen=journal]"));
        await walk.GoTo("links");

        answers.SetResult();
        walk.Expect("net::ERR_ABORTED"); // the person himself let go
        await walk.Check();
    }

    private static async Task Downwards(Walk walk, IFrame frame)
    {
        var last = 0;
        for (var i = 0; i < 12; i++)
        {
            await walk.Page.Keyboard.PressAsync("Tab");
            if (await frame.EvaluateAsync<int[]?>(Where) is not { } place)
            {
                return;
            }

            Assert.True(place[0] >= last - RowHeight, $"Tab went from {last} up to {place[0]}: {await frame.EvaluateAsync<string>(Focused)}");
            last = place[0];
        }
    }

    private const int RowHeight = 60; // controls of one row may differ by this much
}

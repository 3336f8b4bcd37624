using B24App.Browser.Tests.Given;
using B24App.Pages;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Screens;

/// <summary>Screenshots of every page in every language and theme, of two invented companies in the middle of their work.</summary>
internal static class Album
{
    private const int Height = 720;

    private static readonly string[] Screens = ["home", "links", "journal", "undelivered", "matching", "settings"];

    /// <summary>Pages whose pictures go to the Market, in their order.</summary>
    private static readonly string[] Market = ["link", "journal", "home"];

    /// <summary>Draws them all.</summary>
    /// <param name="folder">Where they go; what stood there is removed.</param>
    /// <param name="widths">Widths of the window; the Market's is <see cref="Sight.Wide"/>. Other widths show the whole height.</param>
    /// <param name="output">Told of each folder.</param>
    public static async Task Draw(string folder, IReadOnlyList<int> widths, TextWriter output)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var chromium = new Chromium();
        await chromium.InitializeAsync();
        foreach (var language in new[] { "ru", "en" })
        {
            await using var stage = await Stage.In(language);
            await using var walk = await Walk.Start(chromium, stage, stage.North, 1, new Sight(language, "light", Sight.Wide));
            await using var partner = await Walk.Start(chromium, stage, stage.South, 1, new Sight(language, "light", Sight.Wide));
            await Companies.Work(stage, walk, partner, language);
            foreach (var theme in new[] { "light", "dark" })
            {
                await stage.Get<ViewerStore>().Choose((await stage.Portal(stage.North)).Id, 1, new Viewer(theme, ""));
                foreach (var width in widths)
                {
                    var place = Path.Combine(folder, language, width == Sight.Wide ? theme : FormattableString.Invariant($"{theme}-{width}"));
                    await walk.Page.SetViewportSizeAsync(width, Height);
                    await Draw(walk, place);
                    await output.WriteLineAsync(place);
                }

                if (theme == "light" && widths.Contains(Sight.Wide))
                {
                    var place = Path.Combine(folder, language, theme);
                    foreach (var (page, number) in Market.Select((page, i) => (page, i + 1)))
                    {
                        File.Copy(Path.Combine(place, page + ".png"), Path.Combine(folder, language, FormattableString.Invariant($"market-{number}.png")));
                    }
                }
            }
        }

        await chromium.DisposeAsync();
    }

    private static async Task Draw(Walk walk, string place)
    {
        await walk.Open();
        foreach (var screen in Screens)
        {
            await walk.GoTo(screen);
            await Shoot(walk, place, screen);
            switch (screen)
            {
                case "links":
                    await walk.Click(walk.Main.Locator("td.lead button").Last);
                    await walk.Posts("?handler=pause").WaitForAsync();
                    await Shoot(walk, place, "link");
                    await walk.Click(walk.Main.Locator("button[hx-get$='/unlink']"));
                    await walk.App.Locator("dialog[open]").WaitForAsync();
                    await Shoot(walk, place, "link-end");
                    await walk.Click(walk.App.Locator("dialog [data-close]"));
                    await walk.Click(walk.Main.Locator("button[hx-get$='/before']"));
                    await walk.Main.Locator("#since").WaitForAsync();
                    await Shoot(walk, place, "link-before");
                    await walk.GoTo("links");
                    await walk.Click(walk.Opens("/links/accept"));
                    await walk.Main.Locator("#code").WaitForAsync();
                    await Shoot(walk, place, "accept");
                    await Wizard(walk, place);
                    break;
                case "journal":
                    await walk.Click(walk.Main.Locator(".journal-line details summary").First);
                    await walk.Main.Locator(".story-steps").First.WaitForAsync();
                    await Shoot(walk, place, "journal-story");
                    await walk.Click(walk.Opens("/journal/why"));
                    await Walk.Type(walk.Main.Locator("#why-task"), "1");
                    await walk.Click(walk.Main.Locator("form button"));
                    await walk.Main.Locator("section[aria-live]").WaitForAsync();
                    await Shoot(walk, place, "journal-why");
                    break;
                case "undelivered":
                    await walk.Click(walk.Main.Locator("details summary").First);
                    await walk.Click(walk.Main.Locator("button[hx-get^='/undelivered/']").First);
                    await walk.Main.Locator("button.back").WaitForAsync();
                    await Shoot(walk, place, "undelivered-one");
                    break;
                case "settings":
                    await walk.Click(walk.Opens("/settings/calls"));
                    await walk.Main.Locator("button.back").WaitForAsync();
                    await Shoot(walk, place, "settings-calls");
                    break;
            }
        }
    }

    private static async Task Wizard(Walk walk, string place)
    {
        await walk.GoTo("links");
        await walk.Click(walk.Posts("/links/draft"));
        for (var step = 1; step <= 5; step++)
        {
            await walk.Main.Locator(FormattableString.Invariant($"form#wizard[hx-post*='/step/{step}']")).WaitForAsync();
            if (step == 2)
            {
                await walk.Click(walk.Main.Locator("#group-12"));
            }

            await Shoot(walk, place, FormattableString.Invariant($"wizard-{step}"));
            if (step < 5)
            {
                await walk.Click(walk.Posts(FormattableString.Invariant($"?handler=next&to={step + 1}")));
            }
        }

        await walk.Click(walk.Posts("?handler=discard"));
        await walk.Click(walk.App.Locator("dialog button:not([data-close])"));
        await walk.Main.Locator("#rows").WaitForAsync();
        await walk.App.Locator("#toast").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden }); // it would stand in the next pictures
    }

    private static async Task Shoot(Walk walk, string place, string name)
    {
        await walk.Settled();
        await walk.Still(); // the portal fits the frame to its content a moment later
        await walk.Page.EvaluateAsync("() => scrollTo(0, 0)");
        if (walk.Page.ViewportSize!.Width is var width && width != Sight.Wide)
        {
            // A frame of another site is painted as far as the window reaches, so the window grows to the whole page.
            await walk.Page.SetViewportSizeAsync(width, await walk.Page.EvaluateAsync<int>("() => Math.max(720, document.documentElement.scrollHeight)"));
        }

        await walk.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(place, name + ".png") });
        await walk.Page.SetViewportSizeAsync(width, Height);
    }
}

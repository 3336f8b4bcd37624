using B24App.Browser.Tests.Given;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Screens;

/// <summary>Screenshots of every page in every language and theme, of two invented companies: before they work together, in the middle of it, and at a new install.</summary>
internal static class Album
{
    private const int Height = 720;

    /// <summary>Pages whose pictures go to the Market, in their order.</summary>
    private static readonly string[] Market = ["wizard-2", "task", "undelivered-list"];

    /// <summary>Draws them all.</summary>
    /// <param name="folder">Where they go; what stood there is removed.</param>
    /// <param name="options">What of it; the Market's pictures are those of <see cref="Sight.Wide"/> in the light.</param>
    /// <param name="output">Told of each folder.</param>
    public static async Task Draw(string folder, AlbumOptions options, TextWriter output)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var chromium = new Chromium();
        await chromium.InitializeAsync();
        foreach (var language in options.Languages)
        {
            await using var stage = await Stage.In(language);
            await using var cast = await Cast.On(stage, chromium, language);
            await cast.Install();
            await Draw(cast, BeforeScenes.All, folder, options, output);
            await Companies.Work(cast);
            await Draw(cast, WorkScenes.All, folder, options, output);
            await Draw(cast, CardScenes.All, folder, options, output);
            await Draw(cast, AgainScenes.All, folder, options, output);
            var place = Path.Combine(folder, language, "light");
            foreach (var (page, number) in Market.Select((page, i) => (page, i + 1)).Where(each => File.Exists(Path.Combine(place, each.page + ".png"))))
            {
                File.Copy(Path.Combine(place, page + ".png"), Path.Combine(folder, language, FormattableString.Invariant($"market-{number}.png")));
            }
        }

        await chromium.DisposeAsync();
    }

    private static async Task Draw(Cast cast, IReadOnlyList<Scene> scenes, string folder, AlbumOptions options, TextWriter output)
    {
        foreach (var theme in options.Themes)
        {
            foreach (var width in options.Widths)
            {
                await cast.Prefer(theme); // opens the application anew: a round ends somewhere else
                var place = Path.Combine(folder, cast.Language, width == Sight.Wide ? theme : FormattableString.Invariant($"{theme}-{width}"));
                foreach (var scene in scenes.Where(scene => scene.Name.StartsWith(options.Only, StringComparison.Ordinal)))
                {
                    var walk = scene.Of(cast);
                    await walk.Page.SetViewportSizeAsync(width, Height);
                    await scene.Play(cast, walk);
                    await Shoot(walk, Path.Combine(place, scene.Name + ".png"));
                }

                await output.WriteLineAsync(place);
            }
        }
    }

    private static async Task Shoot(Walk walk, string file)
    {
        var isFramed = await walk.Page.Locator("iframe.app-frame").CountAsync() > 0;
        if (isFramed)
        {
            await walk.Settled();
            await walk.Still(); // the portal fits the frame to its content a moment later
        }

        await walk.Page.EvaluateAsync("() => scrollTo(0, 0)");
        var width = walk.Page.ViewportSize!.Width;
        if (width != Sight.Wide)
        {
            // A frame of another site is painted as far as the window reaches, so the window grows to the whole page.
            await walk.Page.SetViewportSizeAsync(width, await walk.Page.EvaluateAsync<int>("() => Math.max(720, document.documentElement.scrollHeight)"));
        }

        // Hiding the caret would put a style into the page, which its policy refuses with a complaint.
        await walk.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, Caret = ScreenshotCaret.Initial });
        await walk.Page.SetViewportSizeAsync(width, Height);
        if (isFramed && await walk.App.Locator("dialog[open] [data-close]").CountAsync() > 0)
        {
            await walk.Click(walk.App.Locator("dialog[open] [data-close]"));
        }

        walk.Demand();
    }
}

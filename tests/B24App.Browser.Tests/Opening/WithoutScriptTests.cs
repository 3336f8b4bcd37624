using System.Net;
using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Install;
using B24App.Pages;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Opening;

/// <summary>Scripts are switched off in the browser: what a portal opens says so in one sentence, and shows nothing that would never come alive.</summary>
[Collection(OnOneStage.Name)]
public class WithoutScriptTests(Chromium chromium, InstalledStage installed)
{
    [BrowserTheory]
    [InlineData("ru", "light", Sight.Wide)]
    [InlineData("en", "dark", Sight.Narrow)]
    public async Task Every_door_says_what_is_missing(string language, string theme, int width)
    {
        await using var stage = await Stage.In(language);
        await using var walk = await Walk.Start(chromium, stage, stage.North, 1, new Sight(language, theme, width), withScripts: false);
        var words = Texts.For(language);

        await Press(walk, stage.North.Install.Open(Stage.ClientId, 1));
        await Says(walk, words["App.noscript"]);

        stage.North.Install.Finish(Stage.ClientId);
        var form = stage.North.Install.Open(Stage.ClientId, 1);
        await Press(walk, form);
        await Says(walk, words["App.noscript"]);

        await Press(walk, form with { Url = form.Url.Replace("/app?", "/task?", StringComparison.Ordinal) });
        await Says(walk, words["App.noscript"]);
        walk.Demand();
    }

    [BrowserFact]
    public async Task Outside_a_portal_the_instruction_needs_no_script()
    {
        await using var walk = await Walk.Start(chromium, installed.Stage, installed.Stage.North, 1, Sight.RussianDesk, withScripts: false);
        foreach (var door in new[] { "/app", "/install", "/task" })
        {
            await walk.Page.GotoAsync(installed.Stage.Url + door);
            await Assertions.Expect(walk.Page.Locator("h1")).ToBeVisibleAsync();
            await Assertions.Expect(walk.Page.Locator("h1 + p")).ToContainTextAsync("Битрикс24");
        }
    }

    // The portal's own page opens an app by a script; with scripts off its form is pressed by hand. Not in a frame: Chromium's remote
    // control switches the scripts of another site's frame off only after it began to read it.
    private static async Task Press(Walk walk, FrameForm form)
    {
        var fields = string.Concat(form.Fields.Select(field => $"""<input type="hidden" name="{WebUtility.HtmlEncode(field.Key)}" value="{WebUtility.HtmlEncode(field.Value)}">"""));
        await walk.Page.GotoAsync(walk.Host.Url + "/marketplace/");
        await walk.Page.SetContentAsync($"""
            <form method="post" action="{WebUtility.HtmlEncode(form.Url)}">{fields}<button>Open</button></form>
            """);
        await walk.Page.Locator("button").ClickAsync();
    }

    // The sentence is all there is to see.
    private static async Task Says(Walk walk, string sentence)
    {
        var seen = walk.Page.Locator("noscript p");
        walk.Demand();
        await Assertions.Expect(seen).ToHaveTextAsync(sentence);
        await Assertions.Expect(seen).ToBeVisibleAsync();
        await Assertions.Expect(walk.Page.Locator("body")).ToHaveTextAsync(sentence, new LocatorAssertionsToHaveTextOptions { UseInnerText = true });
    }
}

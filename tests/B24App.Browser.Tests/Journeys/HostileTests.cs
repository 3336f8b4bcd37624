using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using B24App.Links;
using B24App.Portals;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Journeys;

/// <summary>Names, titles and texts come from people, also from another company's: none of them is code, and none breaks the page apart.</summary>
public class HostileTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const long ClientGroup = 12;
    private const long PartnerGroup = 40;

    private static readonly string Script = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">";
    private static readonly string Word = new('W', 10_000);
    private static readonly string Marks = "\u202Eevil\u2066 \u200F😀👩‍👩‍👧‍👦 {{7*7}} ${7*7} @(1+1)";

    [BrowserTheory]
    [InlineData("ru", "light", Sight.Wide)]
    [InlineData("en", "dark", 360)]
    public async Task Hostile_words_are_inert_on_every_screen(string language, string theme, int width)
    {
        var sight = new Sight(language, theme, width);
        await using var stage = await Stage.In(language);
        await using var north = await Walk.Start(chromium, stage, stage.North, 1, sight);
        await using var south = await Walk.Start(chromium, stage, stage.South, 1, sight);
        await north.Install();
        await south.Install();
        await north.Prefers(theme);
        stage.North.Portal.Users[5].Name = Script;
        await stage.Get<PortalStore>().Rename((await stage.Portal(stage.North)).Id, Script);
        await stage.Get<PortalStore>().Rename((await stage.Portal(stage.South)).Id, Marks + Word[..80]);
        stage.North.Files(5, ClientGroup, Script + Word); // what the preview of the wizard shows
        await FirstRun.Accept(south, await FirstRun.Invite(north, ClientGroup, Script + Marks + Word), PartnerGroup, 7);
        await FirstRun.Confirm(north);
        await north.Check();

        var task = stage.North.Files(5, ClientGroup, Script + Word, Marks + Script);
        await south.FindsOne(7, PartnerGroup);
        await south.Says(Word + Script);
        stage.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Description = Script + Word, Status = 403 });
        stage.North.Files(5, ClientGroup, Marks + Word);
        await north.GoTo("undelivered");
        await north.Main.Locator(".card-bad").WaitForWhileLooking(north);

        await Round.Of(north);
        await using var author = await Walk.Start(chromium, stage, stage.North, 5, sight);
        await author.OpenInTask(ClientGroup, task);
        await author.See(author.Main.Locator(".pill-good").First);
        await author.Check();

        foreach (var walk in new[] { north, author })
        {
            Assert.NotEqual("broken", await (await walk.Frame()).EvaluateAsync<string>("() => document.title"));
            Assert.Equal(0, await walk.Main.Locator("script, img[src='x']").CountAsync());
        }
    }
}

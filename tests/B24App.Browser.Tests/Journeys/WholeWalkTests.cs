using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using B24App.Pages;
using B24App.Portals;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Journeys;

/// <summary>At a desk, in Russian.</summary>
public class RussianWalkTests(Chromium chromium) : WholeWalk(chromium)
{
    [BrowserFact]
    public Task From_install_to_uninstall_with_hostile_words_on_every_screen() => Walked(Sight.RussianDesk);
}

/// <summary>On a phone's width, in English and in the dark: another pair of companies, so it is walked beside the other one.</summary>
public class EnglishWalkTests(Chromium chromium) : WholeWalk(chromium)
{
    [BrowserFact]
    public Task From_install_to_uninstall_with_hostile_words_on_every_screen() => Walked(Sight.EnglishPhone);
}

/// <summary>
/// The whole life of a link, from two empty portals to an uninstall, pressed in a browser. Names, titles and texts come from people, also from
/// another company's: here they are hostile from the first step on, and none of them is code or breaks a page apart.
/// </summary>
public abstract class WholeWalk(Chromium chromium) : IClassFixture<Chromium>
{
    private const long ClientGroup = 12;
    private const long PartnerGroup = 40;
    private const int MostClicks = 8;
    private const string Drum = "Replace the printer drum";

    protected async Task Walked(Sight sight)
    {
        await using var stage = await Stage.In(sight.Language);
        await using var north = await Walk.Start(chromium, stage, stage.North, 1, sight);
        await using var south = await Walk.Start(chromium, stage, stage.South, 1, sight);

        await FirstRunOf(stage, north, south, sight);
        var (drum, hostile) = await FirstTasks(stage, north, south);
        await Widget(stage, sight, drum, hostile);
        await DoorOfACard(north);
        await Refusal(stage, north, south, sight);
        await Pause(stage, north, south);
        await PartnerLeaves(stage, north, sight);
    }

    // One press installs the app; then at most eight clicks a side to a running link.
    private static async Task FirstRunOf(Stage stage, Walk north, Walk south, Sight sight)
    {
        stage.North.Portal.Users[5].Name = Hostile.Script;
        stage.North.Files(5, ClientGroup, Hostile.Script + Hostile.Word); // what the preview of the wizard shows
        await north.Install();
        Assert.Equal(1, north.Clicks);
        await north.Check();
        await south.Install();
        await north.Prefers(sight.Theme);
        await south.Prefers(sight.Theme);
        await stage.Get<PortalStore>().Rename((await stage.Portal(stage.North)).Id, Hostile.Script);
        await stage.Get<PortalStore>().Rename((await stage.Portal(stage.South)).Id, Hostile.Marks + Hostile.Word[..80]);

        var code = await FirstRun.Invite(north, ClientGroup, Hostile.Script + Hostile.Marks + Hostile.Word);
        await FirstRun.Accept(south, code, PartnerGroup, 7);
        await FirstRun.Confirm(north);
        Assert.InRange(north.Clicks, 1, MostClicks);
        Assert.InRange(south.Clicks, 1, MostClicks);
        await north.Check();
        await south.Check();
    }

    // A task is answered, and one whose words mean no good as well.
    private static async Task<(long Drum, long Hostile)> FirstTasks(Stage stage, Walk north, Walk south)
    {
        var drum = stage.North.Files(5, ClientGroup, Drum);
        await south.Finds(7, PartnerGroup, Drum);
        await south.Says("Today before three");
        await Assertions.Expect(await north.Finds(5, ClientGroup, Drum)).ToContainTextAsync("Today before three", new() { Timeout = 30_000 });

        var hostile = stage.North.Files(5, ClientGroup, Hostile.Script + Hostile.Word, Hostile.Marks + Hostile.Script);
        await south.FindsOne(7, PartnerGroup);
        await south.Says(Hostile.Word + Hostile.Script);
        return (drum, hostile);
    }

    // Who filed it sees in the task itself what became of it, stops it and lets it go on.
    private async Task Widget(Stage stage, Sight sight, long drum, long hostile)
    {
        await using var author = await Walk.Start(chromium, stage, stage.North, 5, sight);
        await author.Prefers(sight.Theme);
        await author.OpenInTask(ClientGroup, drum);
        await author.See(author.Main.Locator(".pill-good").First);
        await author.Check();
        await author.Click(author.Posts("?handler=pause"));
        await author.See(author.Posts("?handler=resume"));
        await author.Check();
        await author.Click(author.Posts("?handler=resume"));
        await author.See(author.Posts("?handler=pause"));
        await Asked(author, Texts.For(sight.Language));
        await author.Click(author.Opens("/task/card?handler=why"));
        await author.See(author.Main.Locator("section[aria-live]"));
        await author.Check();

        await author.OpenInTask(ClientGroup, hostile);
        await author.See(author.Main.Locator(".pill-good").First);
        await author.Check();
        await Hostile.IsInert(author);

        await author.OpenInCrm("contact", 1);
        await author.See(author.Main.Locator("section.card").First);
        await author.Check();
    }

    // A question says once more what was pressed, and its other answer leaves everything as it is.
    private static async Task Asked(Walk author, Texts words)
    {
        await author.Click(author.Main.Locator("button[hx-post*='?handler=stop&']"));
        await Assertions.Expect(author.App.Locator("dialog[open] button")).ToHaveTextAsync([words["App.no"], words["Task.stop"]]);
        await author.Check();
        await author.Click(author.App.Locator("dialog[open] [data-close]"));
        await author.See(author.Posts("?handler=pause"));
    }

    // The tab of a card says what is missing, and leads to the screen of the app that mends it.
    private static async Task DoorOfACard(Walk north)
    {
        await north.OpenInCrm("contact", 1);
        await north.Check();
        await north.Click(north.Main.Locator("#pair a[data-open]"));
        await north.See(north.App.Locator(".nav-entry[data-screen=links]"));
        await north.See(north.Main.Locator("[data-screen=links] h1"));
        await north.Check();
        await north.Page.Locator(".slider-close").Last.ClickAsync();
        await north.See(north.Main.Locator("#pair"));
        await north.Open();
        await north.See(north.Main.Locator("[data-screen=home]"));
    }

    // The target's rights break, every screen is looked at, the rights are mended, and what was refused is sent again.
    private static async Task Refusal(Stage stage, Walk north, Walk south, Sight sight)
    {
        await north.GoTo("undelivered");
        await north.Check(); // nothing stands there yet
        stage.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Description = Hostile.Script + Hostile.Word, Status = 403 });
        stage.North.Files(5, ClientGroup, "Order toner");
        await north.App.Locator(".nav-count").GetByText("1").Or(north.Main.Locator(".card-bad")).First.WaitForWhileLooking(north);
        await Assertions.Expect(north.App.Locator(".nav-count")).ToContainTextAsync("1");

        await north.Page.SetViewportSizeAsync(sight.Width == Sight.Narrow ? Sight.Narrowest : sight.Width, 720);
        await Round.Of(north);
        await Hostile.IsInert(north);
        await north.Page.SetViewportSizeAsync(sight.Width, 720);

        await north.GoTo("journal");
        var line = north.Main.Locator(".journal-line details").First;
        await north.Click(line.Locator("summary"));
        await line.Locator(".story-steps").WaitForAsync();
        await north.Check();

        await north.GoTo("undelivered");
        await north.Main.Locator(".card-bad").WaitForAsync();
        stage.South.Faults.Clear();
        await north.Click(north.Main.Locator("button[hx-post*='handler=replay&']").First);
        await north.Main.Locator(".card-bad").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await north.See(north.Main.Locator("h1"));
        await Assertions.Expect(north.App.Locator(".nav-count")).ToBeHiddenAsync();
        await south.Finds(7, PartnerGroup, "Order toner");
    }

    // A pause holds everything, a resume lets it go.
    private static async Task Pause(Stage stage, Walk north, Walk south)
    {
        await north.GoTo("links");
        await north.Click(north.Main.Locator("td.lead button"));
        await north.Click(north.Posts("?handler=pause"));
        await north.Posts("?handler=resume").WaitForAsync();
        stage.North.Files(5, ClientGroup, "Filed while paused");
        await north.Check();
        await north.Click(north.Posts("?handler=resume"));
        await south.Finds(7, PartnerGroup, "Filed while paused");
    }

    // The partner removes the app: the client is told what to do.
    private static async Task PartnerLeaves(Stage stage, Walk north, Sight sight)
    {
        stage.South.Install.Uninstall(Stage.ClientId, clean: false);
        await north.GoTo("home");
        var left = north.Main.Locator(".card-wait, .card-bad").First;
        await left.WaitForWhileLooking(north);
        await Assertions.Expect(left).ToContainTextAsync(Texts.For(sight.Language)["LinkStory.partnerLeft.advice"]);
        await north.Check();
    }
}

using B24App.Browser.Tests.Given;
using B24App.EmulatedPortal.Control;
using B24App.Pages;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Journeys;

/// <summary>At a desk, in Russian.</summary>
public class RussianWalkTests(Chromium chromium) : WholeWalk(chromium)
{
    [BrowserFact]
    public Task From_install_to_uninstall() => Walked(Sight.RussianDesk);
}

/// <summary>On a phone's width, in English and in the dark: another pair of companies, so it is walked beside the other one.</summary>
public class EnglishWalkTests(Chromium chromium) : WholeWalk(chromium)
{
    [BrowserFact]
    public Task From_install_to_uninstall() => Walked(Sight.EnglishPhone);
}

/// <summary>The whole life of a link, from two empty portals to an uninstall, pressed in a browser.</summary>
public abstract class WholeWalk(Chromium chromium) : IClassFixture<Chromium>
{
    private const long ClientGroup = 12;
    private const long PartnerGroup = 40;
    private const int MostClicks = 8;

    protected async Task Walked(Sight sight)
    {
        await using var stage = await Stage.In(sight.Language);
        await using var north = await Walk.Start(chromium, stage, stage.North, 1, sight);
        await using var south = await Walk.Start(chromium, stage, stage.South, 1, sight);

        // First run, at most eight clicks a side.
        await north.Install();
        await south.Install();
        await north.Prefers(sight.Theme);
        await south.Prefers(sight.Theme);
        var code = await FirstRun.Invite(north, ClientGroup);
        await FirstRun.Accept(south, code, PartnerGroup, 7);
        await FirstRun.Confirm(north);
        Assert.InRange(north.Clicks, 1, MostClicks);
        Assert.InRange(south.Clicks, 1, MostClicks);
        await north.Check();
        await south.Check();

        // The first task and the answer to it.
        var drum = stage.North.Files(5, ClientGroup, "Replace the printer drum");
        await south.Finds(7, PartnerGroup, "Replace the printer drum");
        await south.Says("Today before three");
        await Assertions.Expect(await north.Finds(5, ClientGroup, "Replace the printer drum")).ToContainTextAsync("Today before three", new() { Timeout = 30_000 });

        // Who filed it sees in the task itself what became of it, stops it and lets it go on.
        await using (var author = await Walk.Start(chromium, stage, stage.North, 5, sight))
        {
            await author.Prefers(sight.Theme);
            await author.OpenInTask(ClientGroup, drum);
            await author.See(author.Main.Locator(".pill-good").First);
            await author.Check();
            await author.Click(author.Posts("?handler=pause"));
            await author.See(author.Posts("?handler=resume"));
            await author.Check();
            await author.Click(author.Posts("?handler=resume"));
            await author.See(author.Posts("?handler=pause"));
            await author.Click(author.Opens("/task/card?handler=why"));
            await author.See(author.Main.Locator("section[aria-live]"));
            await author.Check();
        }

        await Round.Of(north);

        // What became of it.
        await north.GoTo("journal");
        var line = north.Main.Locator(".journal-line details").First;
        await north.Click(line.Locator("summary"));
        await line.Locator(".story-steps").WaitForAsync();
        await north.Check();

        // The target's rights break, are mended, and what was refused is sent again.
        stage.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403 });
        stage.North.Files(5, ClientGroup, "Order toner");
        await north.App.Locator(".nav-count").GetByText("1").Or(north.Main.Locator(".journal-line .pill-bad")).First.WaitForWhileLooking(north);
        await north.GoTo("undelivered");
        await north.Main.Locator(".card-bad").WaitForAsync();
        await north.Check();
        await Assertions.Expect(north.App.Locator(".nav-count")).ToContainTextAsync("1");
        stage.South.Faults.Clear();
        await north.Click(north.Main.Locator("button[hx-post*='handler=replay&']").First);
        await north.Main.Locator(".card-bad").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await north.See(north.Main.Locator("h1"));
        await Assertions.Expect(north.App.Locator(".nav-count")).ToBeHiddenAsync();
        await south.Finds(7, PartnerGroup, "Order toner");

        // A pause holds everything, a resume lets it go.
        await north.GoTo("links");
        await north.Check();
        await north.Click(north.Main.Locator("td.lead button"));
        await north.Click(north.Posts("?handler=pause"));
        await north.Posts("?handler=resume").WaitForAsync();
        stage.North.Files(5, ClientGroup, "Filed while paused");
        await north.Check();
        await north.Click(north.Posts("?handler=resume"));
        await south.Finds(7, PartnerGroup, "Filed while paused");

        // The partner leaves: the client is told.
        stage.South.Install.Uninstall(Stage.ClientId, clean: false);
        await north.GoTo("home");
        var left = north.Main.Locator(".card-wait, .card-bad").First;
        await left.WaitForWhileLooking(north);
        await Assertions.Expect(left).ToContainTextAsync(Texts.For(sight.Language)["LinkStory.partnerLeft.advice"]);
        await north.Check();
    }
}

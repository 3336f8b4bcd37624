using B24App.Browser.Tests.Stage;
using B24App.EmulatedPortal.Control;

namespace B24App.Browser.Tests;

/// <summary>The whole way of two companies: from an empty portal to a running exchange, into trouble, out of it, and to the end.</summary>
[Collection(InChromium.Name)]
public class FirstRunTests(Chromium chromium)
{
    private const int MostClicks = 8;
    private const long Client = 12;
    private const long Partner = 40;
    private static readonly Fault NoRight = new(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403 };

    [BrowserTheory]
    [InlineData("ru", "light", 1280)]
    [InlineData("en", "dark", 390)]
    public async Task Two_companies_walk_from_install_to_uninstall(string language, string theme, int width)
    {
        await using var playground = await Playground.Start(language);
        var screen = width == Screen.Desk.Width ? Screen.Desk : Screen.Pocket;
        await using var north = await Visitor.Of(chromium, playground.North, screen);
        await using var south = await Visitor.Of(chromium, playground.South, screen);
        await north.Install();
        await south.Install();
        await north.Prefers(theme);
        await south.Prefers(theme);
        var (here, there) = (new Walk(north), new Walk(south));

        await FirstRun(north, south, here, there);
        await FirstTask(playground, here);
        await Trouble(playground, here, there);
        await PauseAndResume(playground, here);
        await Uninstall(playground, north, there);
        Assert.Equal(language, await north.App.Locator("html").GetAttributeAsync("lang"));
    }

    private static async Task FirstRun(Visitor north, Visitor south, Walk here, Walk there)
    {
        await here.Good();
        await here.Click("button[hx-post='/links/draft']");
        await here.See("#kind-WeFile:checked");
        await here.Good();
        await here.Click("button[hx-post$='to=2'].button");
        await here.Click($"#group-{Client}");
        await here.See(".preview, #panel .empty");
        await here.Good();
        await here.Click("button[hx-post$='to=5'].button");
        await here.Write("#name", "Поддержка");
        await here.Good();
        await here.Click("button[hx-post$='handler=launch']");
        var code = await here.Read("#code");
        await here.Click("[data-copy=code]");
        await here.Good();

        await there.Good();
        await there.Click("button[hx-get='/links/accept']");
        await there.Write("#code", code);
        await there.Good();
        await there.Click("form button[type=submit]");
        await there.See("#accept");
        await there.Choose("#target", $"{Partner}");
        await there.Good();
        await there.Click("#accept button[type=submit]");
        await there.SeeNone("#accept");
        await there.Good();

        await north.Open();
        await north.Arrives("home");
        await here.Click(".card-wait button");
        await here.See("form[hx-post$='handler=confirm']");
        await here.Good();
        await here.Click("form[hx-post$='handler=confirm'] button");
        await here.See(".pill-good");
        await here.Good();
        Assert.InRange(here.Clicks, 1, MostClicks);
        Assert.InRange(there.Clicks, 1, MostClicks);
    }

    private static async Task FirstTask(Playground playground, Walk here)
    {
        var task = playground.North.Files(5, Client, "Не печатает принтер <b>в бухгалтерии</b>", "Пишет «Замените барабан».");
        var mirror = 0L;
        await Condition.Holds("the first task is mirrored", () => (mirror = playground.South.Find(Partner, "Не печатает принтер <b>в бухгалтерии</b>")) > 0);
        playground.South.Says(1, mirror, "Барабан привезём сегодня до трёх.");
        await Condition.Holds("the comment came back", () => playground.North.Heard(5, task, "Барабан привезём сегодня до трёх."));

        await here.GoUntil("journal", ".journal-line");
        await here.Good();
        await here.Click(".journal-line summary");
        await here.See(".story-steps");
        await here.Good();
    }

    private static async Task Trouble(Playground playground, Walk here, Walk there)
    {
        playground.South.Faults.Add(NoRight);
        playground.North.Files(5, Client, "Закончилась бумага");
        await there.GoUntil("undelivered", ".card-bad");
        await there.Good();
        await there.Click(".card-bad summary");
        await there.See(".card-bad table");
        await there.Good();
        await here.GoUntil("undelivered", ".card-bad");
        await here.Good();

        playground.South.Faults.Clear();
        await there.Click(".card-bad button[hx-post*='handler=replay']");
        await Condition.Holds("the refused task arrived", () => playground.South.Find(Partner, "Закончилась бумага") > 0);
        await there.GoUntil("undelivered", ".state:not(.state-trouble)");
        await there.Good();
    }

    private static async Task PauseAndResume(Playground playground, Walk here)
    {
        await here.Go("links");
        await here.Good();
        await here.Click("td.lead button");
        await here.See("button[hx-post$='handler=pause']");
        await here.Good();
        await here.Click("button[hx-post$='handler=pause']");
        await here.See("button[hx-post$='handler=resume']");
        playground.North.Files(5, Client, "Сломался замок");
        await here.Good();
        await here.Click("button[hx-post$='handler=resume']");
        await Condition.Holds("what waited has crossed", () => playground.South.Find(Partner, "Сломался замок") > 0);
        await here.Good();
    }

    private static async Task Uninstall(Playground playground, Visitor north, Walk there)
    {
        playground.North.Install.Uninstall(Playground.ClientId, clean: false);
        await there.GoUntil("home", ".card-wait");
        await there.Good();
        north.Watch.AssertSilent();
    }
}

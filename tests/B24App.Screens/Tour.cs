using B24App.Browser.Tests.Stage;
using B24App.EmulatedPortal.Control;
using B24App.Links;
using Microsoft.Playwright;
using Screen = B24App.Browser.Tests.Stage.Screen;

namespace B24App.Screens;

/// <summary>One language: two companies at work with invented tasks, and the way through the screens.</summary>
internal sealed class Tour(Playground playground, Chromium chromium, string folder, string language)
{
    private static readonly Screen Market = new(1280, 720);
    private static readonly Fault NoRight = new(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403 };
    private static readonly string[] OfTheMarket = ["home", "link", "journal"];

    /// <summary>Installs, links and lets people work.</summary>
    public async Task Prepare()
    {
        foreach (var host in playground.Box.Portals)
        {
            await using var visitor = await Visitor.Of(chromium, host, Market);
            await visitor.Install();
        }

        await Agree();
        var works = Works.In(language);
        foreach (var work in works.Take(works.Count - 1))
        {
            var task = playground.North.Files(5, 12, work.Title, work.Text);
            var mirror = 0L;
            await Condition.Holds(work.Title, () => (mirror = playground.South.Find(40, work.Title)) > 0);
            playground.South.Says(7, mirror, work.Answer);
            await Condition.Holds(work.Answer, () => playground.North.Heard(5, task, work.Answer));
        }

        playground.South.Faults.Add(NoRight);
        playground.North.Files(5, 12, works[^1].Title, works[^1].Text);
        var north = (await playground.Known(playground.North)).Id;
        await Condition.Holds("a refused task", async () => (await playground.Get<DeadLetters.DeadLetterBox>().Groups(north)).Count > 0);
        playground.South.Faults.Clear();
    }

    /// <summary>Takes the pictures in one theme.</summary>
    public async Task Take(string theme)
    {
        await using var visitor = await Visitor.Of(chromium, playground.North, Market);
        await visitor.Open();
        await visitor.Arrives("home");
        await visitor.Prefers(theme);
        await Shoot(visitor, theme, "home");
        foreach (var screen in new[] { "links", "journal", "undelivered", "matching", "settings" })
        {
            await visitor.App.Locator($".nav-entry[data-screen={screen}]").ClickAsync();
            await visitor.Arrives(screen);
            await Shoot(visitor, theme, screen);
        }

        await visitor.App.Locator(".nav-entry[data-screen=links]").ClickAsync();
        await visitor.App.Locator("td.lead button").First.ClickAsync();
        await visitor.See("[data-print]");
        await Shoot(visitor, theme, "link");

        await visitor.App.Locator(".nav-entry[data-screen=links]").ClickAsync();
        await visitor.App.Locator("button[hx-post='/links/draft']").ClickAsync();
        for (var step = 1; step <= 5; step++)
        {
            await visitor.See($"#wizard[hx-post*='/step/{step}?']");
            if (step == 2)
            {
                await visitor.App.Locator("#group-13").CheckAsync();
            }

            await Shoot(visitor, theme, $"wizard-{step}");
            if (step < 5)
            {
                await visitor.App.Locator($"button.button[hx-post$='to={step + 1}']").First.ClickAsync();
            }
        }
    }

    private async Task Shoot(Visitor visitor, string theme, string screen)
    {
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Scrollbars.AssertNone(visitor);
        var file = Path.Combine(folder, $"{language}-{theme}-{screen}.png");
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file });
        if (theme == "light" && Array.IndexOf(OfTheMarket, screen) is >= 0 and var number)
        {
            File.Copy(file, Path.Combine(folder, $"market-{language}-{number + 1}.png"), overwrite: true);
        }
    }

    private async Task Agree()
    {
        var (north, south) = (await playground.Known(playground.North), await playground.Known(playground.South));
        var (ours, theirs) = Presets.Pair(
            Presets.Support,
            new HalfChoices { Filter = new TaskFilter { Groups = [12] }, TargetGroup = 12, PublishedGroupTitle = "Техподдержка", InternalPrefix = "//" },
            new HalfChoices { TargetGroup = 40, PublishedGroupTitle = "Заявки клиентов", DefaultResponsible = 7, InternalPrefix = "//" });
        var invitations = playground.Get<Invitations>();
        var invited = await invitations.Create(language == "ru" ? "Поддержка офиса" : "Office support", ours, By(north.Id), Consent.None);
        await invitations.Accept(invited.Code, theirs, By(south.Id), Consent.None);
        await invitations.Confirm(invited.Link, By(north.Id), Consent.None);
        playground.Get<WorkSignal>().Wake();
    }

    private Admin By(Store.PortalId portal) => new(portal, 1, playground.Clock.GetUtcNow());
}

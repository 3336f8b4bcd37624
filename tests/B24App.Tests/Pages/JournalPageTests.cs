using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Portals;
using B24App.Tests.Journeys;

namespace B24App.Tests.Pages;

/// <summary>The journal and "why was this not sent": every state, in both languages.</summary>
public class JournalPageTests
{
    [Theory]
    [InlineData("ru", "Задача передана партнёру", "Остаётся у вас", "Сбросить фильтр", "Получено")]
    [InlineData("en", "Task sent to the partner", "Stays with you", "Reset the filter", "Received")]
    public async Task Lines_tell_what_happened_filters_narrow_and_an_opened_line_tells_its_steps(string language, string sent, string stays, string reset, string received)
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        world.North.Files(5, 13, "Private matter");
        await world.AllIsQuiet();
        var a = await Desktop.Open(world, world.North, language: language);

        var (_, page) = await a.Get("journal");
        Sound.Is(page);
        Assert.Contains(sent, page.Body!.TextContent);
        Assert.Contains(stays, page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector($"a[data-path$='/task/view/{task}/']"));
        Assert.NotNull(page.QuerySelector($"a[href^='{world.South.Url.TrimEnd('/')}'][target=_blank][rel='noopener noreferrer']"));

        var (_, narrowed) = await a.Get($"journal?handler=lines&days=0&task={task}&result=Done");
        Assert.DoesNotContain(stays, narrowed.Body!.TextContent);
        var (_, none) = await a.Get("journal?handler=lines&text=nothing-like-this");
        Assert.Contains(reset, none.QuerySelector("button[hx-get='/journal']")!.TextContent);
        var (_, noNumber) = await a.Get("journal?handler=lines&task=abc");
        Assert.NotNull(noNumber.QuerySelector("button[hx-get='/journal']"));

        var story = page.QuerySelectorAll("details[hx-get]").First(details => details.ParentElement!.TextContent.Contains(sent)).GetAttribute("hx-get")!;
        var (status, steps) = await a.Get(story.TrimStart('/'));
        Assert.Equal(200, status);
        Assert.Contains(received, steps.Body!.TextContent);
        Assert.Contains("tasks.task.add", steps.Body!.TextContent);
        var (_, screen) = await a.Get(story.TrimStart('/').Split('?')[0]);
        Sound.Is(screen);
        Assert.Contains(sent, screen.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("ru", "Обмена ещё не было")]
    [InlineData("en", "Nothing was exchanged yet")]
    public async Task An_empty_journal_says_what_will_appear(string language, string empty)
    {
        await using var world = await World.Start(Card.New);
        var (status, page) = await (await Desktop.Open(world, world.North, language: language)).Get("journal");

        Assert.Equal(200, status);
        Assert.Contains(empty, page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector("button[hx-get='/links']"));
        Sound.Is(page);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap()
    {
        await using var world = await World.TwoLinkedPortals();
        for (var i = 0; i < 60; i++)
        {
            world.North.Files(5, 13, $"Private matter {i}");
        }

        await world.AllIsQuiet();
        var a = await Desktop.Open(world, world.North);
        var (_, first) = await a.Get("journal");
        var (_, second) = await a.Get(first.QuerySelector(".journal-more button")!.GetAttribute("hx-get")!.TrimStart('/'));

        Assert.Equal(50, first.QuerySelectorAll(".journal-line").Length);
        var links = first.QuerySelectorAll("details").Concat(second.QuerySelectorAll("details")).Select(line => line.GetAttribute("hx-get")).ToList();
        Assert.Equal(links.Distinct().Count(), links.Count);
        Assert.True(second.QuerySelectorAll(".journal-line").Length >= 10);
    }

    [Theory]
    [InlineData("ru", "Группа задачи не подключена", "только из цифр")]
    [InlineData("en", "group is not", "digits only")]
    public async Task Why_was_it_not_sent_is_answered_with_the_plan_made_now(string language, string reason, string wrong)
    {
        await using var world = await World.TwoLinkedPortals();
        var outside = world.North.Files(5, 13, "Private matter");
        world.North.Events.Clear();
        var a = await Desktop.Open(world, world.North, language: language);

        var (_, question) = await a.Get("journal/why");
        Sound.Is(question);
        var (_, answer) = await a.Get($"journal/why?task={outside}");
        Sound.Is(answer);
        Assert.Contains(reason, answer.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        var (_, nonsense) = await a.Get("journal/why?task=%3Cimg%20src%3Dx%3E");
        Sound.Is(nonsense);
        Assert.Contains(wrong, nonsense.Body!.TextContent);
    }

    [Fact]
    public async Task A_partner_that_is_down_leaves_every_page_open_with_the_moment_of_its_data()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        await world.Get<PortalStore>().Wait((await world.Portal(1)).Id, WaitReason.Closed);
        world.South.Faults.Add(new Fault(FaultKind.Error) { Code = "INTERNAL_SERVER_ERROR", Status = 500 });
        var a = await Desktop.Open(world, world.North);

        foreach (var path in new[] { "journal", "undelivered", "matching", "settings", "settings/calls" })
        {
            var (status, page) = await a.Get(path);
            Assert.Equal(200, status);
            Sound.Is(page);
        }

        Assert.Contains("данные на", (await a.Get("undelivered")).Page.QuerySelector(".stamp")!.TextContent);
        Assert.Contains("данные на", (await a.Get("journal")).Page.QuerySelector(".stamp")!.TextContent);
    }
}

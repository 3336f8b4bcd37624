using B24App.EmulatedPortal.Control;
using B24App.Tests.Journeys;

namespace B24App.Tests.Pages;

/// <summary>What was refused: its cause, what mends it, retry and drop, and the seats people took away.</summary>
public class UndeliveredPageTests
{
    [Theory]
    [InlineData("ru", "не может ставить задачи в эту группу", "Открыть группу", "Всё доставлено")]
    [InlineData("en", "group", "Open the group", "Everything is delivered")]
    public async Task A_cause_has_its_fix_and_one_press_sends_again(string language, string cause, string fix, string empty)
    {
        await using var world = await World.TwoLinkedPortals();
        var a = await Desktop.Open(world, world.South, language: language);
        Assert.Contains(empty, (await a.Get("undelivered")).Page.Body!.TextContent);
        await Refuse(world);

        var (_, page) = await a.Get("undelivered");
        Sound.Is(page);
        Assert.Contains(cause, page.Body!.TextContent);
        Assert.Equal("/workgroups/group/40/", page.QuerySelectorAll("a[data-path]").Single(link => link.TextContent.Contains(fix)).GetAttribute("data-path"));
        Assert.Contains("2", (await a.Get("nav/undelivered")).Page.Body!.TextContent);
        var letters = page.QuerySelector("details[hx-get]")!.GetAttribute("hx-get")!.TrimStart('/');
        Sound.Is((await a.Get(letters)).Page);
        Assert.Equal(2, (await a.Get(letters)).Page.QuerySelectorAll("tbody tr").Length);

        world.South.Faults.Clear();
        var replay = page.QuerySelector(".card button[hx-post*='handler=replay']")!.GetAttribute("hx-post")!.TrimStart('/');
        Assert.Equal(200, (await a.Post(replay)).Status);
        await world.AllIsQuiet();
        Assert.Equal(2, world.South.TasksIn(40).Count);
        Assert.Contains(empty, (await a.Get("undelivered")).Page.Body!.TextContent);
        Assert.Equal(200, (await a.Post(replay)).Status);
    }

    [Fact]
    public async Task A_drop_wants_a_reason_and_the_partner_reads_who_mends_it()
    {
        await using var world = await World.TwoLinkedPortals();
        await Refuse(world);
        var a = await Desktop.Open(world, world.North);
        var (_, page) = await a.Get("undelivered");
        Assert.Contains("исправляет администратор партнёра", page.Body!.TextContent);
        Assert.Empty(page.QuerySelectorAll("a[data-path^='/workgroups']"));

        var dialog = (await a.Get(page.QuerySelector("button[hx-get*='handler=drop']")!.GetAttribute("hx-get")!.TrimStart('/'))).Page;
        Sound.Is(dialog);
        Assert.Contains("2 изменения", dialog.QuerySelector("h2")!.TextContent);
        var drop = dialog.QuerySelector("form")!.GetAttribute("hx-post")!.TrimStart('/');
        Assert.Equal(422, (await a.Post(drop, ("why", " "))).Status);
        Assert.Equal(200, (await a.Post(drop, ("why", "<b>не нужно</b>"))).Status);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
        Assert.Contains("<b>не нужно</b>", (await a.Get("journal?result=News")).Page.Body!.TextContent);
    }

    [Fact]
    public async Task Home_leads_to_what_is_undelivered_only_those_who_may_sort_it_out()
    {
        await using var world = await World.TwoLinkedPortals();
        await Refuse(world);
        var manager = (await (await Desktop.Open(world, world.North)).Get("home")).Page;
        Assert.NotNull(manager.QuerySelector(".card-bad button[hx-get='/undelivered']"));

        var employee = (await (await Desktop.Open(world, world.North, user: 5)).Get("home")).Page;
        Assert.Null(employee.QuerySelector("button[hx-get='/undelivered']"));
        Assert.Contains("администратор портала или его заместитель", employee.QuerySelector(".card-bad")!.ParentElement!.TextContent);
    }

    [Fact]
    public async Task One_letter_tells_its_story_and_is_nobody_elses()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        await world.Link(0, 12, 1, 40, "support");
        await Refuse(world);
        var id = await world.Scalar("SELECT min(id) FROM outbox WHERE state = 'parked'");
        var a = await Desktop.Open(world, world.North);
        var stranger = await Desktop.Open(world, world.Hosts[2]);

        Sound.Is((await a.Get($"undelivered/{id}")).Page);
        Assert.Contains("ACCESS_DENIED", (await a.Get($"undelivered/{id}")).Page.Body!.TextContent);
        Assert.Equal(404, (await stranger.Get($"undelivered/{id}")).Status);
        foreach (var (status, page) in new[]
                 {
                     await stranger.Get($"undelivered?handler=drop&one={id}"), await stranger.Post($"undelivered?handler=replay&one={id}"),
                     await stranger.Post($"undelivered?handler=drop&one={id}", ("why", "mine")),
                 })
        {
            Assert.Equal(200, status); // as if it were delivered: nothing of it is told
            Assert.Empty(page.QuerySelectorAll(".card-bad"));
        }

        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
    }

    [Fact]
    public async Task A_press_after_everything_healed_says_that_nothing_is_left()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        await world.Link(0, 12, 1, 40, "support");
        await Refuse(world);
        var a = await Desktop.Open(world, world.North);
        var (_, page) = await a.Get("undelivered");
        var press = page.QuerySelector("button[hx-post*='handler=replay&link']")!.GetAttribute("hx-post")!.TrimStart('/');
        var drop = page.QuerySelector("button[hx-get*='handler=drop']")!.GetAttribute("hx-get")!.TrimStart('/');
        Assert.Equal(200, (await a.Post(press)).Status);
        await world.AllIsQuiet();

        foreach (var (status, again) in new[] { await a.Post(press), await a.Get(drop), await a.Post(drop, ("why", "not needed")) })
        {
            Assert.Equal(200, status);
            Assert.Contains(B24App.Pages.Texts.For("ru")["Undelivered.empty"], again.Body!.TextContent);
        }

        Assert.Equal(B24App.Pages.Texts.For("ru")["Undelivered.nothingLeft"], a.Toast);
    }

    [Fact]
    public async Task Rule26_a_person_lets_the_relay_account_into_the_chat_again()
    {
        await using var pair = await Pair.Filed("support");
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        pair.North.PutsOut(5, pair.Task, 1);
        pair.North.Says(5, pair.Task, "without the app");
        await pair.Quiet();
        var a = await Desktop.Open(pair.World, pair.North);
        var (_, page) = await a.Get("undelivered");
        Sound.Is(page);

        Assert.NotEmpty((await a.Post("undelivered?handler=seat&task=999")).Page.QuerySelectorAll("button[hx-post*='handler=seat&task']"));
        Assert.Equal(200, (await a.Post(page.QuerySelector("button[hx-post*='handler=seat&task']")!.GetAttribute("hx-post")!.TrimStart('/'))).Status);
        await pair.Quiet();
        Assert.Contains(pair.South.Comments(pair.Mirror), text => text.EndsWith("without the app", StringComparison.Ordinal));
        Assert.Empty((await a.Get("undelivered")).Page.QuerySelectorAll("button[hx-post*='handler=seat']"));
    }

    private static async Task Refuse(World world)
    {
        world.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Status = 403, Times = 2 });
        world.North.Files(5, 12, "First");
        world.North.Files(5, 12, "Second");
        await world.AllIsQuiet();
    }
}

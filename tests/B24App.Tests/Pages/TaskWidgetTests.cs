using B24App.Configuration;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;
using B24App.Tests.Portals;

namespace B24App.Tests.Pages;

/// <summary>The widget in a task card: for everybody who can read that task with his own token, and nobody else (RULES 38).</summary>
public class TaskWidgetTests
{
    [Theory]
    [InlineData("ru", "Передаётся партнёру", "Приостановить", "Последние события")]
    [InlineData("en", "Goes to the partner", "Pause for this task", "Last events")]
    public async Task An_employee_sees_what_became_of_his_task_and_may_stop_it(string language, string goes, string pause, string events)
    {
        await using var pair = await Pair.Filed();
        var a = await Desktop.OpenTask(pair.World, pair.North, pair.Task, user: 5, language);

        var (status, card) = await a.Get("task/card");
        Assert.Equal(200, status);
        Sound.Is(card);
        foreach (var text in new[] { goes, pause, events })
        {
            Assert.Contains(text, card.Body!.TextContent);
        }

        Assert.NotNull(card.QuerySelector($"a[href*='/task/view/{pair.Mirror}/'][target=_blank]"));
        Assert.Equal(200, (await a.Post("task/card?handler=pause")).Status);
        pair.EditsAtNorth(("TITLE", "Changed while stopped"));
        await pair.Quiet();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        var (_, resumed) = await a.Post("task/card?handler=resume");
        Sound.Is(resumed);
        await pair.Quiet();
        Assert.Equal("Changed while stopped", pair.AtSouth.Text("title"));
        Assert.Equal(200, (await a.Post("task/card?handler=send")).Status);
    }

    [Fact]
    public async Task A_task_that_is_not_mirrored_says_why()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 13, "Private matter");
        await world.AllIsQuiet();
        var a = await Desktop.OpenTask(world, world.North, task, user: 5);

        Sound.Is((await a.Get("task/card")).Page);
        var (_, why) = await a.Get("task/card?handler=why");
        Sound.Is(why);
        Assert.Contains("не подключена к обмену", why.Body!.TextContent);
    }

    [Fact]
    public async Task Rule38_a_task_his_own_token_cannot_read_shows_nothing_and_a_page_without_a_task_neither()
    {
        await using var pair = await Pair.Filed();
        var foreign = pair.North.Files(1, 0, "Nobody else's business");
        foreach (var a in new[]
        {
            await Desktop.OpenTask(pair.World, pair.North, 999, user: 5),
            await Desktop.OpenTask(pair.World, pair.North, foreign, user: 8),
            await Desktop.Open(pair.World, pair.North, user: 5),
        })
        {
            var (status, card) = await a.Get("task/card");
            Assert.Equal(403, status);
            Assert.Contains("недоступна", card.Body!.TextContent);
            Assert.Equal(403, (await a.Post("task/card?handler=pause")).Status);
            Assert.Equal(403, (await a.Get("task/card?handler=why")).Status);
        }

        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM task_pause"));
    }

    [Fact]
    public async Task A_step_of_the_installation_that_fails_says_what_to_do_and_is_retried()
    {
        await using var rig = await Rig.Start();
        rig.North.Faults.Add(new Fault(FaultKind.Error) { Method = "placement.bind", Code = "ERROR_PLACEMENT_NOT_FOUND", Status = 400 });
        var a = await Desktop.Open(rig, rig.North);
        await rig.Turn();

        var (_, steps) = await a.Get("install/steps");
        Sound.Is(steps);
        Assert.Equal(4, steps.QuerySelectorAll(".step").Length);
        var failed = steps.QuerySelector(".step-failed")!;
        Assert.Contains("Места встраивания", failed.TextContent);
        Assert.Contains("не хватает права", failed.TextContent);
        Assert.Contains("ждёт", steps.QuerySelector(".step-waits")!.TextContent); // "ready" is not said of what is not
        Assert.NotNull(failed.QuerySelector("button[hx-post='/install/steps?handler=retry']"));

        rig.North.Faults.Clear();
        await a.Post("install/steps?handler=retry");
        await rig.Turn();
        Assert.Equal("ready", (await a.Get("install/steps")).Page.QuerySelector("[data-install]")!.GetAttribute("data-install"));
    }

    [Fact]
    public async Task Widgets_of_the_manifest_are_bound_once_with_titles_in_both_languages()
    {
        await using var world = await World.Start(Card.New);
        await world.Opens(world.North, 1);

        var wanted = world.Get<AppManifest>().Placements;
        Assert.Equal(wanted.Count, world.North.Requests.Lines.Count(line => line.Method == "placement.bind"));
        Assert.Equal(["CRM_COMPANY_DETAIL_TAB", "CRM_CONTACT_DETAIL_TAB", "CRM_DEAL_DETAIL_TAB", "CRM_LEAD_DETAIL_TAB", "REST_APP_URI", "TASK_VIEW_TAB"], wanted.Select(placement => placement.Code).Order());
        Assert.All(wanted, placement => Assert.Equal(["en", "ru"], placement.Title.Keys.Order()));
    }
}

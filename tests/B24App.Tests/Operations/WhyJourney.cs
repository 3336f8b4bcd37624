using B24App.Drift;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Store;
using B24App.Tests.Journeys;
using B24App.Why;

namespace B24App.Tests.Operations;

/// <summary>"Why?" for any task, and the comparison of both sides.</summary>
public sealed class WhyJourney
{
    [Fact]
    public async Task A_mirrored_task_is_told_from_event_to_receipt_to_each_portal_alone()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        var mirror = world.South.TasksIn(40)[0].Id();
        var answer = await Why(world, 0, task);
        Assert.True(answer.IsMirrored);
        Assert.Equal("event", answer.Steps[0].Station);
        foreach (var station in new[] { "verdict", "intent", "receipt" })
        {
            Assert.Contains(answer.Steps, step => step.Station == station);
        }

        Assert.All(answer.Steps, step => Assert.StartsWith($"t{task}", step.Item, StringComparison.Ordinal));
        var plan = Assert.Single(answer.Now);
        Assert.Equal(("rest", Reason.AlreadyEqual), (plan.Verdict, plan.Reason));
        Assert.All((await Why(world, 1, mirror)).Steps, step => Assert.StartsWith($"t{mirror}", step.Item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_nobody_looked_at_is_planned_now_without_a_write()
    {
        await using var world = await World.TwoLinkedPortals();
        var inside = world.North.Files(5, 12, "Its event is lost");
        var outside = world.North.Files(5, 13, "Private matter");
        world.North.Events.Clear();
        var plan = Assert.Single((await Why(world, 0, inside)).Now);
        Assert.Equal(("create", (Reason?)null), (plan.Verdict, plan.Reason));
        var stays = Assert.Single((await Why(world, 0, outside)).Now);
        Assert.Equal(("stays", Reason.GroupNotLinked), (stays.Verdict, stays.Reason));
        Assert.NotEmpty(stays.Sentence(Language.En));
        Assert.Equal(Reason.Unreadable, Assert.Single((await Why(world, 0, 999_999)).Now).Reason);
        Assert.Equal(0, await world.Scalar("SELECT (SELECT count(*) FROM mapping) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM skip)"));
        Assert.Empty(world.South.TasksIn(40));
    }

    [Fact]
    public async Task Drift_is_found_field_by_field_and_repaired_only_on_consent()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        world.North.Files(5, 12, "Same on both sides");
        await world.AllIsQuiet();
        world.North.Edits(5, task, People.Fields(("TITLE", "Changed behind our back"), ("PRIORITY", "2")));
        world.North.Events.Clear();
        var report = world.Get<DriftReport>();
        var link = new LinkId(1);
        var before = world.Requests();
        var run = (await report.Compare(link, CancellationToken.None))!;
        Assert.Equal((2, 1, 0), (run.Compared, run.Different, run.Unreadable));
        Assert.Equal(2, world.Requests() - before);
        var north = (await world.Portal(0)).Id;
        Assert.Equal(["Priority", "Title"], (await report.Of(north)).Select(row => row.Field));
        Assert.All(await report.Of(north), row => Assert.Equal($"t{task}", row.Item));
        await world.AllIsQuiet();
        Assert.DoesNotContain(world.South.TasksIn(40), mirror => mirror.Text("title") == "Changed behind our back");

        var admin = await world.Admin(1);
        Assert.Equal(LinkAnswer.Done, (await report.Repair(link, admin)).Answer);
        await world.AllIsQuiet();
        Assert.Contains(world.South.TasksIn(40), mirror => mirror.Text("title") == "Changed behind our back");
        Assert.Equal(0, (await report.Compare(link, CancellationToken.None))!.Different);
    }

    [Fact]
    public async Task Links_are_compared_by_themselves_once_a_week()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        Assert.Null(await world.Get<DriftReport>().Last(new LinkId(1)));
        world.Clock.Turn(TimeSpan.FromDays(8));
        await world.AllIsQuiet();
        Assert.Equal(1, (await world.Get<DriftReport>().Last(new LinkId(1)))!.Compared);
    }

    private static async Task<WhyAnswer> Why(World world, int portal, long task) =>
        (await world.Get<WhyReader>().Of((await world.Portal(portal)).Id, task, CancellationToken.None))!;
}

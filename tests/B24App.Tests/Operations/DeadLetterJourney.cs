using B24App.Balance;
using B24App.DeadLetters;
using B24App.EmulatedPortal.Control;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Tests.Journeys;

namespace B24App.Tests.Operations;

/// <summary>What a portal refused for good: seen with its cause and story, replayed without doubling, healed when the cause is mended.</summary>
public sealed class DeadLetterJourney
{
    private static readonly Fault NoRight = new(FaultKind.Error) { Code = "ACCESS_DENIED", Description = "Access denied", Status = 403 };

    [Fact]
    public async Task A_refused_task_is_shown_with_its_cause_and_replayed_once()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(NoRight with { Method = "tasks.task.add" });
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        Assert.Empty(world.South.TasksIn(40));

        var north = (await world.Portal(0)).Id;
        var box = world.Get<DeadLetterBox>();
        var group = Assert.Single(await box.Groups(north));
        Assert.Equal((Reason.GroupRefused, 1, false), (group.Cause, group.Count, group.RefusedHere));
        Assert.NotEmpty(group.Sentence(Language.Ru));
        var letter = Assert.Single(await box.Of(new DeadLetterPick(north)));
        Assert.Equal($"t{task}", letter.Item);
        Assert.True(Assert.Single(await box.Of(new DeadLetterPick((await world.Portal(1)).Id))).RefusedHere);
        var story = (await box.Story(north, letter.Id))!;
        Assert.Contains(story.Journal, row => row.Station == "intent");
        Assert.Contains(story.Journal, row => row.Reason == nameof(Reason.GroupRefused));
        Assert.Contains(story.Attempts, attempt => attempt.State == "parked" && attempt.Outcome.Contains("ACCESS_DENIED", StringComparison.Ordinal));

        var replayed = await box.Replay(new DeadLetterPick(north), await world.Admin(0));
        Assert.Equal((LinkAnswer.Done, 1), (replayed.Answer, replayed.Count));
        Assert.Equal(0, (await box.Replay(new DeadLetterPick(north), await world.Admin(0))).Count);
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));
        Assert.Empty(await box.Groups(north));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at <> 0 AND length(body) > 0"));
        Assert.Equal(0, await world.Get<BalanceBook>().Off());
    }

    [Fact]
    public async Task A_refused_comment_is_met_again_and_stands_once()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        world.North.Says(5, task, "before");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.South.Faults.Add(new Fault(FaultKind.Error) { Method = "im.v2.Chat.Message.send", Code = "PARAMS_ERROR", Status = 400 });
        world.South.Faults.Add(new Fault(FaultKind.Error) { Method = "im.message.add", Code = "PARAMS_ERROR", Status = 400 });
        world.North.Says(5, task, "refused at first");
        await world.AllIsQuiet();
        world.South.Faults.Clear();
        world.North.Says(5, task, "after");
        await world.AllIsQuiet();
        Assert.Equal(2, world.South.Comments(mirror).Count);

        var north = (await world.Portal(0)).Id;
        var box = world.Get<DeadLetterBox>();
        Assert.Equal(1, (await box.Replay(new DeadLetterPick(north) { Cause = Reason.WriteRefused }, await world.Admin(0))).Count);
        await world.AllIsQuiet();
        Assert.Equal(3, world.South.Comments(mirror).Count);
        Assert.Single(world.South.Comments(mirror), text => text.EndsWith("refused at first", StringComparison.Ordinal));
        Assert.Equal(0, await world.Get<BalanceBook>().Off());
    }

    [Fact]
    public async Task A_mended_cause_heals_by_itself_at_the_next_hint_and_after_a_day_without_one()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(NoRight with { Method = "tasks.task.add", Times = 3 });
        var hinted = world.North.Files(5, 12, "First");
        await world.AllIsQuiet();
        world.North.Files(5, 12, "Second");
        await world.AllIsQuiet();
        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));

        // Too soon: hints of one moment do not repeat a refused call.
        world.North.Edits(5, hinted, People.Fields(("TITLE", "First, again")));
        await world.AllIsQuiet();
        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
        world.South.Faults.Clear();

        world.Clock.Turn(TimeSpan.FromMinutes(11));
        world.North.Edits(5, hinted, People.Fields(("TITLE", "First, once more")));
        await world.AllIsQuiet();
        Assert.Equal("First, once more", Assert.Single(world.South.TasksIn(40)).Text("title"));

        world.Clock.Turn(TimeSpan.FromDays(1));
        await world.AllIsQuiet();
        Assert.Equal(["First, once more", "Second"], world.South.TasksIn(40).Select(mirror => mirror.Text("title")).Order(StringComparer.Ordinal));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
        Assert.Equal(0, await world.Get<BalanceBook>().Off());
    }

    [Fact]
    public async Task A_refused_field_is_planned_from_what_both_sides_show_not_sent_from_the_old_body()
    {
        await using var world = await World.TwoLinkedPortals();
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        world.South.Faults.Add(NoRight with { Method = "tasks.task.update", Times = 2 }); // looked at again once, then it is meant
        world.North.Edits(5, task, People.Fields(("TITLE", "Old wish")));
        await world.AllIsQuiet();
        world.North.Events.Clear();
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
        world.North.Edits(5, task, People.Fields(("TITLE", "New wish")));
        world.North.Events.Clear(); // the hint of the second edit is lost

        Assert.Equal(1, (await world.Get<DeadLetterBox>().Replay(new DeadLetterPick((await world.Portal(1)).Id), await world.Admin(1))).Count);
        await world.AllIsQuiet();
        Assert.Equal("New wish", Assert.Single(world.South.TasksIn(40)).Text("title"));
    }

    [Fact]
    public async Task A_dropped_letter_loses_its_texts_and_says_why_and_rights_must_be_fresh()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(NoRight with { Method = "tasks.task.add" });
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        var admin = await world.Admin(0);
        world.Clock.Turn(TimeSpan.FromMinutes(6));
        var pick = new DeadLetterPick(admin.Portal);
        var box = world.Get<DeadLetterBox>();
        Assert.Equal(LinkAnswer.AskRightsAgain, (await box.Replay(pick, admin)).Answer);
        Assert.Equal(LinkAnswer.NotFound, (await box.Replay(new DeadLetterPick((await world.Portal(1)).Id), await world.Admin(0))).Answer);
        Assert.True(await world.Scalar("SELECT length(body) FROM outbox WHERE state = 'parked'") > 0);

        Assert.Equal(1, (await box.Drop(pick, "filed by mistake", await world.Admin(0))).Count);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE length(body) > 0"));
        Assert.Contains(await world.Journal(0), row => row.Detail.Contains("filed by mistake", StringComparison.Ordinal));
        Assert.DoesNotContain(await world.Journal(1), row => row.Detail.Contains("filed by mistake", StringComparison.Ordinal));
    }
}

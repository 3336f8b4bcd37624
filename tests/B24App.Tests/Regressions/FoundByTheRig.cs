using B24App.Apply;
using B24App.EmulatedPortal.Control;
using B24App.Record;
using B24App.Store;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>What the rig turned red, each as the shortest story that shows it.</summary>
public sealed class FoundByTheRig
{
    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.Cut)]
    public async Task Rule26_a_seat_whose_taking_is_in_doubt_is_tried_again(FaultKind fault)
    {
        await using var pair = await Pair.Filed("support");
        pair.North.Faults.Add(new Fault(fault) { Method = "tasks.task.update" });
        pair.North.Says(5, pair.Task, "first contact");
        await pair.Quiet();
        Assert.Single(pair.South.Comments(pair.Mirror));
    }

    [Fact]
    public async Task Rule26_a_chat_that_refuses_while_the_seat_is_being_taken_is_read_afterwards()
    {
        await using var pair = await Pair.Filed("support");
        pair.North.Says(5, pair.Task, "first contact");
        pair.North.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.update", Code = "OPERATION_TIME_LIMIT", Status = 429 });
        await pair.Soon();
        pair.North.Says(5, pair.Task, "second");
        await pair.Quiet();
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);
    }

    [Fact]
    public async Task An_item_that_falls_due_while_the_engine_turns_is_not_forgotten()
    {
        await using var world = await World.TwoLinkedPortals();
        var north = (await world.Portal(0)).Id;
        var before = world.Clock.GetUtcNow();
        world.Clock.Turn(TimeSpan.FromSeconds(1));
        await world.Get<Database>().Write(connection =>
            world.Get<DirtyStore>().Mark(connection, new Hint(north, DirtyKind.Task, 999, Hint.Anything), "event", notBefore: world.Clock.GetUtcNow()));

        // A turn that began before asks afterwards for what comes next: the item is next, although it is due already.
        Assert.NotNull(await world.Get<DirtyStore>().NextDue(before));
    }

    [Fact]
    public async Task Rule14_a_lane_that_went_on_since_it_was_read_is_not_sent_again()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Files(5, 12, "Replace the printer drum");
        await world.Deliver();
        var south = await world.Portal(1);
        world.South.Faults.Add(Fault.Throttle(1) with { Method = "tasks.task.add" });
        await world.Now();
        world.Clock.Turn(TimeSpan.FromMinutes(5));
        var lane = await world.Get<OutboxStore>().Due(10, _ => south.Member);
        await world.Get<Sender>().Work(lane);
        await world.Get<Sender>().Work(lane); // what a slow reader still holds in his hands
        Assert.Single(world.South.TasksIn(40));
    }

    [Fact]
    public async Task Rule15_what_people_say_in_a_mirror_that_is_not_confirmed_yet_crosses_too()
    {
        await using var world = await World.TwoLinkedPortals();
        world.South.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "tasks.task.add" });
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet(TimeSpan.FromSeconds(10));
        world.South.Says(7, Assert.Single(world.South.TasksIn(40)).Id(), "on my way");
        await world.AllIsQuiet(TimeSpan.FromSeconds(10));
        await world.AllIsQuiet();
        Assert.Single(world.North.Comments(task));
    }

    [Fact]
    public async Task Rule20_a_status_step_that_came_too_late_is_planned_anew()
    {
        await using var pair = await Pair.Filed("partners");
        pair.South.Faults.Add(Fault.Throttle(1) with { Method = "tasks.task.start" });
        pair.North.Does(5, pair.Task, "start");
        await pair.World.AllIsQuiet(TimeSpan.FromMilliseconds(100));
        pair.South.Does(7, pair.Mirror, "start");
        await pair.Quiet();
        Assert.Equal(("3", "3"), pair.Status);
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
    }

    [Fact]
    public async Task Rule16_a_comment_in_doubt_in_a_chat_without_our_seat_is_said_after_the_seat_is_taken()
    {
        await using var pair = await Pair.Filed("partners");
        pair.South.Says(7, pair.Mirror, "first contact");
        pair.North.Faults.Add(new Fault(FaultKind.Cut) { Method = "im.message.add" });
        await pair.Quiet();
        Assert.Single(pair.North.Comments(pair.Task));
    }
}

using B24App.Apply;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Portals;
using B24App.Record;
using B24App.Store;
using B24App.Tests.Journeys;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

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

    // A person deferred a mirror whose creation was in doubt. The engine had the mirror's row from a list read a moment ago; meanwhile another
    // look forgot the row, and the settled creation asked for a look anew. The look that began from the old list forgot that one too.
    [Fact]
    public async Task A_look_that_began_from_an_old_list_does_not_forget_a_newer_hint()
    {
        await using var world = await World.TwoLinkedPortals();
        var (dirty, database) = (world.Get<DirtyStore>(), world.Get<Database>());
        var hint = new Hint((await world.Portal(0)).Id, DirtyKind.Task, 999, Hint.Anything);
        await database.Write(connection => dirty.Mark(connection, hint, "event"));
        var old = Assert.Single(await dirty.Due(10));
        await database.Write(connection => dirty.Done(connection, old));
        Assert.Null(await dirty.StillDue(old));

        await database.Write(connection => dirty.Mark(connection, hint, "read back"));
        await database.Write(connection => dirty.Done(connection, old));
        Assert.True(await dirty.IsDirty(hint.Portal, hint.Kind, hint.Task));
    }

    // A refresh was denied; while that was being written down, an administrator's visit brought a fresh pair. The portal stopped for good, with tokens that lived.
    [Fact]
    public async Task Rule25_a_denial_that_is_written_down_after_a_fresh_pair_came_stops_no_portal()
    {
        await using var world = await World.TwoLinkedPortals();
        var portal = await world.Portal(0);
        var buried = await world.Get<PairStore>().Bury(portal.Id, portal.RelayUser, "Expired", world.Clock.GetUtcNow());
        world.Clock.Turn(TimeSpan.FromSeconds(1));
        await world.Opens(world.North, portal.RelayUser);
        await world.Get<PortalStore>().Wait(portal.Id, WaitReason.RelayLost);
        Assert.Equal((true, PortalState.Active), (buried, (await world.Portal(0)).State));

        await world.Get<PairStore>().Bury(portal.Id, portal.RelayUser, "Expired", world.Clock.GetUtcNow());
        await world.Get<PortalStore>().Wait(portal.Id, WaitReason.RelayLost);
        Assert.Equal(PortalState.Waiting, (await world.Portal(0)).State);
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

    [Theory]
    [InlineData(FaultKind.AnswerLost, Card.New)]
    [InlineData(FaultKind.ErrorAfterWrite, Card.New)]
    [InlineData(FaultKind.AnswerLost, Card.Old)]
    public async Task Rule15_a_deletion_whose_answer_was_lost_is_not_a_dead_letter(FaultKind fault, Card south)
    {
        await using var pair = await Pair.Filed("partners", south: south);
        var said = pair.North.Says(5, pair.Task, "wrong task");
        pair.North.Says(5, pair.Task, "the right one");
        await pair.Quiet();
        pair.South.Faults.Add(new Fault(fault) { Method = south == Card.New ? "im.message.delete" : "task.commentitem.delete" });
        pair.North.Unsays(5, pair.Task, said);
        await pair.LookAtTalks();
        Assert.Single(pair.South.Comments(pair.Mirror));
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE state = 'parked'"));
        Assert.Empty(pair.NotesAtSouth);
    }

    [Fact]
    public async Task A_commit_that_fails_does_not_end_the_saving_of_budgets_nor_the_app()
    {
        await using var world = await World.TwoLinkedPortals();
        var store = world.Get<Database>();
        using var saver = new GateSaver(world.Get<Gates>(), world.Clock, new AppOptions { DataFolder = world.Folder, PublicUrl = new Uri("http://127.0.0.1/") }, NullLogger<GateSaver>.Instance);
        await store.Write(connection => { connection.Execute("CREATE TRIGGER full BEFORE UPDATE OF gate ON portal BEGIN SELECT RAISE(FAIL, 'disk full'); END; UPDATE run SET stopped = 0"); });
        await saver.StartAsync(CancellationToken.None);
        for (var i = 0; i < 20; i++)
        {
            world.Clock.Turn(TimeSpan.FromSeconds(1));
            await store.Write(_ => { });
        }

        Assert.False(saver.ExecuteTask!.IsCompleted);
        await store.Write(connection => { connection.Execute("DROP TRIGGER full"); });
        await saver.StopAsync(CancellationToken.None);
        Assert.Equal(1, await world.Scalar("SELECT stopped FROM run"));
    }

    [Fact]
    public async Task Rule21_a_changed_comment_that_waits_while_the_partner_gives_no_access_crosses_afterwards()
    {
        await using var pair = await Pair.Filed("partners");
        var (first, second, third) = (pair.North.Says(5, pair.Task, "one"), pair.North.Says(5, pair.Task, "two"), pair.North.Says(5, pair.Task, "three"));
        pair.North.Says(5, pair.Task, "four");
        await pair.Quiet();
        World.Revoke(pair.South, 1);
        pair.North.Rewrites(5, pair.Task, first, "one, mended");
        pair.North.Unsays(5, pair.Task, second);
        pair.North.Rewrites(5, pair.Task, third, "// three, between us");
        await pair.LookAtTalks();
        await pair.World.Opens(pair.South, 1);
        await pair.LookAtTalks();
        Assert.Equal(["one, mended", "four"], pair.South.Comments(pair.Mirror).Select(text => text.Split('\n')[^1]));
    }

    [Fact]
    public async Task A_subscription_that_is_paid_again_is_noticed_although_its_event_was_lost()
    {
        await using var pair = await Pair.Filed("partners");
        pair.South.Install.EndSubscription("app.b24app");
        pair.North.Says(5, pair.Task, "first");
        await pair.Quiet();
        pair.World.EventsAreLost();
        pair.South.Install.EndSubscription("app.b24app", ended: false);
        pair.World.Clock.Turn(TimeSpan.FromHours(2));
        await pair.Quiet();
        Assert.Single(pair.South.Comments(pair.Mirror));
    }

    [Theory]
    [InlineData(EmulatedPortal.Kernel.Card.New)]
    [InlineData(EmulatedPortal.Kernel.Card.Old)]
    public async Task Rule21_a_note_that_waits_when_its_link_stops_is_told_once_when_it_runs_again(EmulatedPortal.Kernel.Card card)
    {
        await using var pair = await Pair.Filed("partners", card, card);
        pair.South.Says(7, pair.Mirror, "on my way");
        await pair.Quiet();
        pair.South.Faults.Add(Fault.Throttle(1) with { Lasts = TimeSpan.FromMinutes(4) });
        pair.North.Deletes(5, pair.Task);
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(2));
        Assert.Empty(pair.NotesAtSouth);

        await PauseJourney.Pause(pair, global::B24App.Plan.Side.A);
        await pair.Quiet();
        Assert.Empty(pair.NotesAtSouth);
        await PauseJourney.Resume(pair, global::B24App.Plan.Side.A);
        await pair.Quiet();
        Assert.Contains("удалил эту задачу", Assert.Single(pair.NotesAtSouth), StringComparison.Ordinal);
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
    }
}

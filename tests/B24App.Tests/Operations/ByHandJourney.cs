using B24App.ByHand;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;
using B24App.Tests.Journeys;
using B24App.Tests.Pages;
using B24App.Why;

namespace B24App.Tests.Operations;

/// <summary>One task is sent from its card, and one is taken out of the exchange: whatever the filter says, once, and only by who may.</summary>
public sealed class ByHandJourney
{
    public static TheoryData<Card, Card> Cards => new() { { Card.New, Card.New }, { Card.Old, Card.Old }, { Card.Old, Card.New } };

    [Theory, MemberData(nameof(Cards))]
    public async Task A_task_outside_the_filter_crosses_by_hand_and_stays_in_exchange(Card north, Card south)
    {
        await using var world = await World.Start(north, south);
        var link = await world.Link(0, 12, 1, 40);
        var task = world.North.Files(5, 13, "Private matter");
        world.North.Says(5, task, "said before");
        world.North.Says(5, task, "// only for us");
        await world.AllIsQuiet();
        Assert.Empty(world.South.TasksIn(40));

        var (hand, portal) = (world.Get<SendByHand>(), (await world.Portal(0)).Id);
        var offer = Assert.Single((await hand.Offers(portal, task))!);
        Assert.Equal((null, Reason.GroupNotLinked, true), (offer.WhyNot, offer.Outside, offer.IsOpen));
        Assert.Equal((HandAnswer.NeedsManager, Reason.GroupNotLinked), await hand.Send(portal, task, link, false, 5, mayManage: false));
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        Assert.Equal(HandAnswer.Done, (await hand.Send(portal, task, link, false, 1, mayManage: true)).Answer);
        Assert.Equal(HandAnswer.Already, (await hand.Send(portal, task, link, true, 1, mayManage: true)).Answer);
        await world.AllIsQuiet();
        Assert.Equal(HandAnswer.Already, (await hand.Send(portal, task, link, true, 1, mayManage: true)).Answer);

        var mirror = Assert.Single(world.South.TasksIn(40));
        Assert.Equal("Private matter", mirror.Text("title"));
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Says(5, task, "said after");
        world.North.Edits(5, task, People.Fields(("TITLE", "No longer private")));
        await world.AllIsQuiet();
        await world.Sweep();
        Assert.Equal("No longer private", Assert.Single(world.South.TasksIn(40)).Text("title"));
        Assert.EndsWith("said after", Assert.Single(world.South.Comments(mirror.Id())), StringComparison.Ordinal);
        Assert.Equal(Reason.AlreadyEqual, Assert.Single((await world.Get<WhyReader>().Of(portal, task, CancellationToken.None))!.Now).Reason);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0 OR state = 'parked'"));
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule08_what_was_said_before_comes_along_as_one_message_when_asked_for(Card north, Card south)
    {
        await using var world = await World.Start(north, south);
        var task = world.North.Files(5, 12, "Older than the link");
        foreach (var text in new[] { "first", "// only for us", "second" })
        {
            world.North.Says(5, task, text);
        }

        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(3));
        var link = await world.Link(0, 12, 1, 40);
        var portal = (await world.Portal(0)).Id;
        Assert.Equal(HandAnswer.Done, (await world.Get<SendByHand>().Send(portal, task, link, true, 5, mayManage: false)).Answer); // the filter takes it: only its age kept it here
        await world.AllIsQuiet();

        var digest = Assert.Single(world.South.Talk(Assert.Single(world.South.TasksIn(40)).Id()));
        Assert.Contains("first", digest, StringComparison.Ordinal);
        Assert.Contains("second", digest, StringComparison.Ordinal);
        Assert.DoesNotContain("only for us", digest, StringComparison.Ordinal);
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Says(5, task, "third");
        world.North.Says(5, task, "fourth");
        await world.AllIsQuiet();
        Assert.Equal(2, world.South.Comments(Assert.Single(world.South.TasksIn(40)).Id()).Count); // live ones are no digest
    }

    [Fact]
    public async Task What_the_contract_does_not_let_out_does_not_leave_by_hand_either()
    {
        await using var world = await World.Start(Card.New, Card.New);
        var link = await world.Link(0, 12, 1, 40, "support"); // tasks leave the North only
        var south = (await world.Portal(1)).Id;
        var task = world.South.Files(7, 40, "Theirs");
        await world.AllIsQuiet();
        Assert.Empty((await world.Get<SendByHand>().Offers(south, task))!);
        Assert.Equal((HandAnswer.Refused, Reason.OneWay), await world.Get<SendByHand>().Send(south, task, link, false, 1, mayManage: true));

        var filed = world.North.Files(5, 12, "Ours");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40), found => found.Text("title") == "Ours").Id();
        Assert.Equal(HandAnswer.Already, (await world.Get<SendByHand>().Send(south, mirror, link, false, 1, mayManage: true)).Answer);
        await world.Get<Pausing>().Pause(link, Side.A, await world.Admin(0));
        var waiting = world.North.Files(5, 13, "While paused");
        Assert.Equal((HandAnswer.Refused, Reason.LinkPaused), await world.Get<SendByHand>().Send((await world.Portal(0)).Id, waiting, link, false, 1, mayManage: true));
        Assert.NotEqual(0, filed);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM sent_by_hand"));
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task A_task_that_was_stopped_stays_and_comes_back_to_the_same_mirror(Card north, Card south)
    {
        await using var pair = await Pair.Filed(north: north, south: south);
        var (a, b) = ((await pair.World.Portal(0)).Id, (await pair.World.Portal(1)).Id);
        var link = (await pair.World.Get<LinkBook>().All()).Single().Id;
        var stop = pair.World.Get<StopByHand>();
        pair.North.Says(5, pair.Task, "not yet on its way");
        pair.EditsAtNorth(("TITLE", "Neither is this"));
        Assert.Equal(HandAnswer.Done, await stop.Stop(a, pair.Task, link, 5));
        Assert.Equal(HandAnswer.Already, await stop.Stop(a, pair.Task, link, 5));
        Assert.Equal(HandAnswer.Already, await stop.Stop(b, pair.Mirror, link, 1));
        await pair.Quiet();
        Assert.Single(pair.NotesAtSouth, note => note.Contains("прекращена", StringComparison.Ordinal));

        pair.EditsAtNorth(("TITLE", "Changed while stopped"));
        pair.South.Says(7, pair.Mirror, "said while stopped");
        pair.North.Moves(5, pair.Task, 13);
        await pair.Quiet();
        pair.North.Moves(5, pair.Task, 12); // it comes back into the group later
        await pair.Quiet();
        await pair.World.Sweep();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        Assert.DoesNotContain(pair.South.Comments(pair.Mirror), text => text.Contains("on its way", StringComparison.Ordinal));
        Assert.Single(pair.South.TasksIn(40));
        Assert.Equal(Reason.StoppedByHand, Assert.Single((await pair.World.Get<WhyReader>().Of(a, pair.Task, CancellationToken.None))!.Now).Reason);

        Assert.Equal(HandAnswer.Already, await stop.Restart(b, pair.Mirror, link, 1)); // who ended it begins it again
        pair.World.Clock.Turn(TimeSpan.FromMinutes(1));
        Assert.Equal(HandAnswer.Done, await stop.Restart(a, pair.Task, link, 5));
        Assert.Equal(HandAnswer.Already, await stop.Restart(a, pair.Task, link, 5));
        pair.World.Clock.Turn(TimeSpan.FromMinutes(1));
        pair.North.Says(5, pair.Task, "from now on");
        await pair.Quiet();
        Assert.Equal("Changed while stopped", pair.AtSouth.Text("title"));
        Assert.EndsWith("from now on", Assert.Single(pair.South.Comments(pair.Mirror), text => text.Contains("now on", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(pair.North.Comments(pair.Task), text => text.Contains("said while stopped", StringComparison.Ordinal));
        Assert.Single(pair.South.TasksIn(40));
        await pair.IsSettled();
    }

    [Fact]
    public async Task A_call_in_doubt_does_not_leave_after_the_end_and_the_end_survives_a_restart()
    {
        await using var pair = await Pair.Filed();
        var a = (await pair.World.Portal(0)).Id;
        var link = (await pair.World.Get<LinkBook>().All()).Single().Id;
        pair.South.Faults.Add(new EmulatedPortal.Control.Fault(EmulatedPortal.Control.FaultKind.Cut) { Method = "im.message.add" });
        pair.North.Says(5, pair.Task, "answer lost before it was written");
        await pair.World.Now();
        Assert.Equal(HandAnswer.Done, await pair.World.Get<StopByHand>().Stop(a, pair.Task, link, 5));
        pair.South.Faults.Clear();
        await pair.World.Restart();
        await pair.Quiet();
        Assert.DoesNotContain(pair.South.Comments(pair.Mirror), text => text.Contains("answer lost", StringComparison.Ordinal));
        Assert.Equal(0, await pair.World.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
        Assert.Equal(1, await pair.World.Scalar("SELECT count(*) FROM mapping WHERE kind = 'task' AND state = 'over' AND reason = 'StoppedByHand'"));
    }

    [Theory]
    [InlineData("ru", "Отправить партнёру", "Прекратить по этой задаче", "Передавать снова", "прекращено партнёром")]
    [InlineData("en", "Send to a partner", "End for this task", "Mirror again", "ended by the partner")]
    public async Task The_widget_sends_ends_and_begins_again(string language, string send, string stop, string again, string theirs)
    {
        await using var world = await World.Start(Card.New, Card.New);
        var link = (await world.Link(0, 12, 1, 40)).Value;
        var task = world.North.Files(5, 13, "Private matter");
        await world.AllIsQuiet();
        var employee = await Desktop.OpenTask(world, world.North, task, user: 5, language);
        Assert.Contains(send, (await employee.Get("task/card")).Page.Body!.TextContent);
        var (_, offered) = await employee.Get("task/card?handler=offer");
        Sound.Is(offered);
        Assert.Null(offered.QuerySelector("form[hx-post*='handler=hand']")!.QuerySelector("button")); // the filter is the administrator's word
        Assert.Equal(403, (await employee.Post($"task/card?handler=hand&link={link}")).Status);

        var administrator = await Desktop.OpenTask(world, world.North, task, user: 1, language);
        (_, offered) = await administrator.Get("task/card?handler=offer");
        Sound.Is(offered);
        Assert.NotNull(offered.QuerySelector($"form[hx-post='/task/card?handler=hand&link={link}'] button"));
        Assert.Equal(200, (await administrator.Post($"task/card?handler=hand&link={link}", ("comments", "true"))).Status);
        Assert.NotNull(administrator.Toast);
        Assert.Equal(200, (await administrator.Post($"task/card?handler=hand&link={link}")).Status);
        Assert.Null(administrator.Toast);
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();

        var (_, card) = await employee.Get("task/card");
        Sound.Is(card);
        Assert.Contains(stop, card.Body!.TextContent);
        (_, card) = await employee.Post($"task/card?handler=stop&link={link}");
        Sound.Is(card);
        Assert.Contains(again, card.Body!.TextContent);
        await world.AllIsQuiet();
        var there = await Desktop.OpenTask(world, world.South, mirror, user: 1, language);
        var (_, told) = await there.Get("task/card");
        Assert.Contains(theirs, told.Body!.TextContent);
        Assert.DoesNotContain(again, told.Body.TextContent);
        Assert.Equal(200, (await employee.Post($"task/card?handler=again&link={link}")).Status);
        Assert.NotNull(employee.Toast);
    }
}

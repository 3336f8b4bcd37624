using B24App.Backfill;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;
using B24App.Tests.Journeys;
using B24App.Tests.Parts;

namespace B24App.Tests.Backfill;

/// <summary>RULES 8, 33: what existed before a link comes over on request, after a preview, once.</summary>
public sealed class BackfillJourney
{
    [Theory]
    [InlineData(Card.New, Card.New)]
    [InlineData(Card.Old, Card.Old)]
    [InlineData(Card.Old, Card.New)]
    public async Task What_existed_before_comes_over_once_with_its_comments_as_one_digest(Card north, Card south)
    {
        await using var past = await Past.With(tasks: 7, comments: 3, north, south);
        var run = await past.Preview();
        Assert.Equal((RunState.Ready, ""), (await past.State(run), (await past.World.Get<BackfillStore>().Find(run))!.Reason));
        Assert.Equal(7, await past.Count(run, ItemState.Waits));
        Assert.Empty(past.Mirrors);

        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal(RunState.Done, await past.State(run));
        Assert.Equal(7, await past.Count(run, ItemState.Done));
        past.AllCameOnce(comments: 3);
        Assert.All(past.Mirrors, mirror => Assert.Single(past.World.South.Talk(mirror.Id)));
        Assert.All(past.Tasks, task => Assert.False(B24App.Plan.Text.Frame.IsIn(past.World.North.Task(task).Text("description"))));
        await past.IsSettled();
        await past.World.Sweep();
        Assert.Equal(7, past.Mirrors.Count);
        await past.IsSettled();
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task Hours_and_results_come_with_their_tasks_and_count_for_no_fuse(Card card)
    {
        const int Records = 40;
        await using var past = await Past.With(tasks: 18, comments: 1, card, card);
        foreach (var task in past.Tasks)
        {
            Enumerable.Range(0, Records).ToList().ForEach(i => past.World.North.Works(5, task, 60 * (i + 1), $"part {i}"));
            past.World.North.Concludes(5, task, $"Result of {task}");
        }

        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal((RunState.Done, 18), (await past.State(run), await past.Count(run, ItemState.Done)));
        Assert.All(past.Mirrors, mirror => Assert.Equal(Records, past.World.South.Hours(mirror.Id).Count));
        Assert.All(past.Mirrors, mirror => Assert.Single(past.World.South.Results(mirror.Id)));

        // Over seven hundred calls in ten minutes, and people are not held up by them (RULES 7).
        past.World.North.Edits(5, past.Tasks[3], People.Fields(("TITLE", "Edited at once")));
        past.World.South.Says(7, past.Mirrors[0].Id, "Said at once");
        await past.World.AllIsQuiet(TimeSpan.FromMinutes(1));
        Assert.Contains(past.Mirrors, mirror => mirror.Title == "Edited at once");
        Assert.Contains(past.Tasks.SelectMany(past.World.North.Talk), line => line.Contains("Said at once", StringComparison.Ordinal));
        Assert.Equal(LinkState.Active, (await past.World.Get<LinkBook>().Find(past.Link))!.State);
        await past.World.Sweep();
        await past.World.Sweep();
        Assert.All(past.Mirrors, mirror => Assert.Equal(Records, past.World.South.Hours(mirror.Id).Count));
        await past.IsSettled();
    }

    [Fact]
    public async Task The_preview_says_why_a_task_stays_and_writes_nothing()
    {
        await using var past = await Past.With(tasks: 4, comments: 0);
        past.World.North.Does(5, past.Tasks[0], "complete");
        past.World.North.Files(5, 12, "New task");
        await past.World.AllIsQuiet();
        var before = past.Mirrors.Count;
        var run = await past.Preview(Past.Everything with { OpenOnly = true });
        Assert.Equal(1, await past.Count(run, ItemState.Stays, Reason.TaskFinished));
        Assert.Equal(1, await past.Count(run, ItemState.Stays, Reason.AlreadyMirrored));
        Assert.Equal(3, await past.Count(run, ItemState.Waits));
        Assert.Equal(before, past.Mirrors.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    public async Task Ended_twice_in_the_middle_it_goes_on_where_it_stood(int first, int second)
    {
        await using var past = await Past.With(tasks: 30, comments: 2);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.Rounds(first);
        await past.World.Restart();
        await past.Rounds(second);
        await past.World.Restart();
        await past.World.AllIsQuiet();
        Assert.Equal((RunState.Done, 30), (await past.State(run), await past.Count(run, ItemState.Done)));
        past.AllCameOnce(comments: 2);
        Assert.DoesNotContain(past.World.Hosts.SelectMany(host => host.Requests.Lines), line => line.Status is 429 or 503);
        await past.IsSettled();
    }

    [Fact]
    public async Task A_live_task_crosses_at_once_while_a_run_is_under_way()
    {
        await using var past = await Past.With(tasks: 30, comments: 1);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.Get<BackfillWork>().Turn(CancellationToken.None); // thirty tasks wait for their look
        past.World.North.Files(5, 12, "Urgent");
        past.World.South.Files(7, 40, "Urgent too");
        await past.World.Now();
        Assert.Contains(past.Mirrors, mirror => mirror.Title == "Urgent");
        Assert.Contains(past.World.North.TasksIn(12), task => task.Text("title") == "Urgent too");
        await past.World.AllIsQuiet();
        Assert.Equal(30, await past.Count(run, ItemState.Done));
        Assert.Equal(0, await past.World.Scalar("SELECT count(*) FROM outbox o JOIN mapping m ON m.id = o.mapping_id JOIN mapping_side s ON s.mapping_id = m.id WHERE o.run_id <> 0 AND s.item NOT IN (SELECT 't' || task FROM backfill_item) AND o.kind = 'createtask' AND s.side = m.origin"));
    }

    [Fact]
    public async Task Paused_it_begins_nothing_new_and_cancelled_it_leaves_what_crossed()
    {
        await using var past = await Past.With(tasks: 5, comments: 0);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.Does((acts, by) => acts.Pause(run, by));
        await past.World.AllIsQuiet();
        Assert.Empty(past.Mirrors);
        await past.Does((acts, by) => acts.Resume(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal(5, past.Mirrors.Count);
        Assert.Equal(LinkAnswer.WrongState, await past.World.Get<BackfillActs>().Cancel(run, await past.World.Admin(0)));
    }

    [Fact]
    public async Task It_stops_when_the_contract_changes_and_belongs_to_its_own_portal()
    {
        await using var past = await Past.With(tasks: 3, comments: 0);
        var run = await past.Preview();
        Assert.Equal(LinkAnswer.NotFound, await past.World.Get<BackfillActs>().Start(run, await past.World.Admin(1)));
        var half = (await past.World.Get<LinkBook>().Find(past.Link))!.Contract.A;
        await past.World.Get<Halves>().Edit(past.Link, Side.A, half with { SendsComments = false }, (await past.World.Get<LinkBook>().Find(past.Link))!.Contract.Number, await past.World.Admin(0), Consent.None);
        await past.World.AllIsQuiet();
        Assert.Equal(LinkAnswer.Stale, await past.World.Get<BackfillActs>().Start(run, await past.World.Admin(0)));
        Assert.Empty(past.Mirrors);
    }

    [Fact]
    public async Task Without_comments_nothing_said_before_crosses_later_either()
    {
        await using var past = await Past.With(tasks: 2, comments: 2);
        var run = await past.Preview(Past.Everything with { WithComments = false });
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        past.World.Clock.Turn(TimeSpan.FromMinutes(1));
        past.World.North.Says(5, past.Tasks[0], "From today");
        await past.World.AllIsQuiet();
        var talk = string.Join('\n', past.World.South.Talk(past.Mirrors.Single(mirror => mirror.Title == "Old task 0").Id));
        Assert.Contains("From today", talk, StringComparison.Ordinal);
        Assert.DoesNotContain("Old comment", talk, StringComparison.Ordinal);

        // A second run brings what the first left: the comments, into the mirrors that stand, also where nobody has spoken since.
        var second = await past.Preview();
        Assert.Equal(2, await past.Count(second, ItemState.Waits));
        await past.Does((acts, by) => acts.Start(second, by));
        await past.World.AllIsQuiet();
        talk = string.Join('\n', past.World.South.Talk(past.Mirrors.Single(mirror => mirror.Title == "Old task 0").Id));
        Assert.Equal((1, 1, 1), (Times(talk, "Old comment 0.0"), Times(talk, "Old comment 0.1"), Times(talk, "From today")));
        talk = string.Join('\n', past.World.South.Talk(past.Mirrors.Single(mirror => mirror.Title == "Old task 1").Id));
        Assert.Equal((1, 1), (Times(talk, "Old comment 1.0"), Times(talk, "Old comment 1.1")));
        Assert.Equal(2, past.Mirrors.Count);
        Assert.Equal(0, await past.Count(await past.Preview(), ItemState.Waits));
    }

    [Fact]
    public async Task Given_to_the_relay_account_nobody_else_is_told()
    {
        await using var past = await Past.With(tasks: 2, comments: 0);
        var run = await past.Preview();
        Assert.Equal((1, 2), ((await past.World.Get<BackfillStore>().Told(run)).People, (await past.World.Get<BackfillStore>().Told(run)).Tasks));
        var quiet = await past.Preview(Past.Everything with { ToRelay = true });
        Assert.Equal(0, (await past.World.Get<BackfillStore>().Told(quiet)).Tasks);
        await past.Does((acts, by) => acts.Start(quiet, by));
        await past.World.AllIsQuiet();
        Assert.All(past.Mirrors, mirror => Assert.Equal(1, mirror.ResponsibleId));
        await past.IsSettled();
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task What_failed_is_repeated_and_crosses_once(Card card)
    {
        await using var past = await Past.With(tasks: 4, comments: 1, card, card);
        var run = await past.Preview();
        past.World.South.Faults.Add(new Fault(FaultKind.Error) { Method = "tasks.task.add", Code = "ACCESS_DENIED", Status = 403, Times = 2 });
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal((2, 2), (await past.Count(run, ItemState.Done), await past.Count(run, ItemState.Failed)));
        Assert.Equal(2, past.Mirrors.Count);
        await past.Does((acts, by) => acts.Repeat(run, by));
        await past.World.AllIsQuiet();
        Assert.Equal((4, 0), (await past.Count(run, ItemState.Done), await past.Count(run, ItemState.Failed)));
        past.AllCameOnce(comments: 1);
        await past.Does((acts, by) => acts.Repeat(run, by)); // nothing is left to repeat
        await past.World.AllIsQuiet();
        Assert.Equal(RunState.Done, await past.State(run));
        past.AllCameOnce(comments: 1);
        await past.IsSettled();
    }

    [Fact]
    public async Task Cancelled_in_the_middle_what_crossed_stays_whole_and_the_rest_never_leaves()
    {
        await using var past = await Past.With(tasks: 250, comments: 0);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.Rounds(2);
        await past.Does((acts, by) => acts.Cancel(run, by));
        await past.World.Restart();
        await past.World.AllIsQuiet();
        var crossed = await past.Count(run, ItemState.Done);
        Assert.Equal(RunState.Cancelled, await past.State(run));
        Assert.InRange(crossed, 1, 249);
        Assert.Equal((crossed, 250 - crossed), (past.Mirrors.Count, await past.Count(run, ItemState.Waits)));
        await past.World.Sweep();
        Assert.Equal(crossed, past.Mirrors.Count);

        // Another run brings the rest, and nothing twice.
        var second = await past.Preview();
        Assert.Equal(250 - crossed, await past.Count(second, ItemState.Waits));
        await past.Does((acts, by) => acts.Start(second, by));
        await past.World.AllIsQuiet();
        past.AllCameOnce(comments: 0);
        await past.IsSettled();
    }

    [Fact]
    public async Task Rule38_half_of_a_day_is_for_a_run_and_it_goes_on_tomorrow()
    {
        await using var past = await Past.With(tasks: 12, comments: 0);
        await past.World.Get<LinkBook>().SetLimits(past.Link, LinkLimits.Default with { ItemsOfDay = 10 });
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        for (var second = 0; second < 30; second++)
        {
            await past.World.AllIsQuiet(TimeSpan.Zero);
            past.World.Clock.Turn(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((RunState.Running, nameof(Reason.DailyCap)), (await past.State(run), (await past.World.Get<BackfillStore>().Find(run))!.Reason));
        var today = past.Mirrors.Count;
        past.World.North.Files(5, 12, "Urgent"); // the run had taken all that was open at once; live work is told of the cap itself
        for (var day = 0; day < 4 && await past.State(run) == RunState.Running; day++)
        {
            past.World.Clock.Turn(TimeSpan.FromHours(24));
            await past.World.Opens(past.World.North, 1); // tokens live
            await past.World.Opens(past.World.South, 1);
            for (var second = 0; second < 30; second++)
            {
                await past.World.AllIsQuiet(TimeSpan.Zero);
                past.World.Clock.Turn(TimeSpan.FromSeconds(1));
            }
        }

        Assert.InRange(today, 1, 12);
        Assert.Equal(RunState.Done, await past.State(run));
        Assert.Equal(12, past.Mirrors.Count(mirror => mirror.Title.StartsWith("Old", StringComparison.Ordinal)));
    }

    private static int Times(string text, string part) => text.Split(part).Length - 1;
}

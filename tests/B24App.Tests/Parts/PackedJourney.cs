using System.Globalization;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Tests.Files;
using B24App.Tests.Journeys;

namespace B24App.Tests.Parts;

/// <summary>RULES 29: many small writes at once share requests, in many tasks and in one, on both cards.</summary>
public class PackedJourney
{
    public static TheoryData<Card, Card> Cards => CommentJourney.Cards;

    private static async Task<(World World, List<long> Tasks)> Filed(Card north, Card south, int count)
    {
        var world = await World.TwoLinkedPortals(north, south, "partners");
        await world.Get<LinkBook>().SetLimits((await world.Get<LinkBook>().All())[0].Id, new LinkLimits { WritesOfLink = 10_000 }); // the fuse is no part of the question
        var tasks = Enumerable.Range(0, count).Select(i => world.North.Files(5, 12, $"Task {i}")).ToList();
        await world.AllIsQuiet();
        await world.Sweep(TimeSpan.FromMinutes(11));
        await world.Sweep();
        return (world, tasks);
    }

    private static async Task<long> Cost(World world, Action act)
    {
        await world.Sweep();
        var before = world.Requests();
        await world.Sweep();
        var plain = world.Requests() - before;
        before = world.Requests();
        act();
        await world.Sweep();
        await world.Sweep();
        return world.Requests() - before - (2 * plain);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_fifty_results_in_fifty_tasks_share_requests(Card north, Card south)
    {
        var (world, tasks) = await Filed(north, south, 50);
        await using var _ = world;
        var cost = await Cost(world, () => tasks.ForEach(task => world.North.Concludes(5, task, $"Result {task}")));

        Assert.All(world.South.TasksIn(40), mirror => Assert.Single(world.South.Results(mirror.Id())));
        Assert.InRange(cost, 2, 40); // which of them share a request depends on the moment; on the old card a result is a comment, which is written and pinned
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_fifty_records_of_time_in_one_task_share_requests(Card north, Card south)
    {
        var (world, tasks) = await Filed(north, south, 1);
        await using var _ = world;
        var cost = await Cost(world, () => Enumerable.Range(1, 50).ToList().ForEach(i => world.North.Works(5, tasks[0], 60 * i, $"part {i}")));

        Assert.Equal(50, world.South.Hours(world.South.TasksIn(40)[0].Id()).Count);
        Assert.InRange(cost, 2, 6);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_fifty_lines_of_one_checklist_share_requests_and_keep_their_order(Card north, Card south)
    {
        var (world, tasks) = await Filed(north, south, 1);
        await using var _ = world;
        var list = world.North.Adds(5, tasks[0], 0, "Visit");
        await world.Sweep();
        var cost = await Cost(world, () => Enumerable.Range(1, 49).ToList().ForEach(i => world.North.Adds(5, tasks[0], list, $"line {i.ToString("00", CultureInfo.InvariantCulture)}")));

        Assert.Equal(world.North.Tree(tasks[0]), world.South.Tree(world.South.TasksIn(40)[0].Id()));
        Assert.InRange(cost, 2, 10);
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost, Card.New)]
    [InlineData(FaultKind.CutBatch, Card.New)]
    [InlineData(FaultKind.Error, Card.New)]
    [InlineData(FaultKind.ErrorAfterWrite, Card.New)]
    [InlineData(FaultKind.TokenExpired, Card.New)]
    [InlineData(FaultKind.AnswerLost, Card.Old)]
    [InlineData(FaultKind.CutBatch, Card.Old)]
    public async Task Rule15_results_that_left_together_arrive_once_whatever_breaks(FaultKind kind, Card south)
    {
        var (world, tasks) = await Filed(Card.New, south, 6);
        await using var _ = world;
        world.South.Faults.Add(new Fault(kind) { Method = south == Card.New ? "tasks.task.result.add" : "tasks.task.result.addFromComment", After = 3 });

        tasks.ForEach(task => world.North.Concludes(5, task, $"Result {task}"));
        await world.Sweep();
        await world.AllIsQuiet(TimeSpan.FromMinutes(30));
        await world.Sweep();

        Assert.All(world.South.TasksIn(40), mirror => Assert.Single(world.South.Results(mirror.Id())));
        Assert.All(tasks, task => Assert.Single(world.North.Results(task)));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.CutBatch)]
    public async Task Rule15_records_and_lines_that_left_together_arrive_once_whatever_breaks(FaultKind kind)
    {
        var (world, tasks) = await Filed(Card.New, Card.New, 1);
        await using var _ = world;
        foreach (var method in new[] { "task.elapseditem.add", "task.checklistitem.add" })
        {
            world.South.Faults.Add(new Fault(kind) { Method = method, After = 2 });
        }

        var list = world.North.Adds(5, tasks[0], 0, "Visit");
        for (var i = 1; i <= 6; i++)
        {
            world.North.Works(5, tasks[0], 60 * i, $"part {i}");
            world.North.Adds(5, tasks[0], list, $"line {i}");
        }

        await world.Sweep();
        await world.AllIsQuiet(TimeSpan.FromMinutes(30));
        await world.Sweep();

        var mirror = world.South.TasksIn(40)[0].Id();
        Assert.Equal(6, world.South.Hours(mirror).Count);
        Assert.Equal(world.North.Tree(tasks[0]), world.South.Tree(mirror));
    }
}

using System.Text.RegularExpressions;
using B24App.Backfill;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using B24App.Tests.Journeys;

namespace B24App.Tests.Backfill;

/// <summary>Two portals where people worked long before they were linked: tasks in group 12 of the North, each with comments.</summary>
internal sealed class Past : IAsyncDisposable
{
    private Past(World world, LinkId link, IReadOnlyList<long> tasks)
    {
        World = world;
        Link = link;
        Tasks = tasks;
    }

    public World World { get; }

    public LinkId Link { get; }

    public IReadOnlyList<long> Tasks { get; }

    public static async Task<Past> With(int tasks, int comments, Card north = Card.New, Card south = Card.New)
    {
        var world = await World.Start(north, south);
        var filed = new List<long>();
        for (var i = 0; i < tasks; i++)
        {
            var task = world.North.Files(5, 12, $"Old task {i}");
            for (var j = 0; j < comments; j++)
            {
                world.North.Says(5, task, $"Old comment {i}.{j}");
            }

            filed.Add(task);
        }

        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(10));
        return new Past(world, await world.Link(0, 12, 1, 40), filed);
    }

    public static RunOptions Everything { get; } = new(null, true, false, false);

    public async Task<long> Preview(RunOptions? options = null, RunKind kind = RunKind.Backfill)
    {
        var (answer, run) = await World.Get<BackfillActs>().Preview(Link, Side.A, kind, options ?? Everything, await World.Admin(0));
        Assert.Equal(LinkAnswer.Done, answer);
        await World.AllIsQuiet();
        return run;
    }

    public async Task Does(Func<BackfillActs, Admin, Task<LinkAnswer>> act, int portal = 0)
    {
        Assert.Equal(LinkAnswer.Done, await act(World.Get<BackfillActs>(), await World.Admin(portal)));
    }

    public async Task<RunState> State(long run) => (await World.Get<BackfillStore>().Find(run))!.State;

    public async Task<int> Count(long run, ItemState state, Reason? why = null) => (await World.Get<BackfillStore>().Counts(run))
        .Where(count => count.State == state && (why is null || count.Reason == why.ToString())).Sum(count => count.Tasks);

    /// <summary>Mirrors at the South, whatever page of a list they would be on.</summary>
    public IReadOnlyList<PortalTask> Mirrors => [.. World.South.Portal.State<TaskBoard>().Tasks.Values.Where(task => task.GroupId == 40).OrderBy(task => task.Id)];

    /// <summary>Every old task stands at the South once, with every comment of it once.</summary>
    public void AllCameOnce(int comments)
    {
        Assert.Equal(Tasks.Count, Mirrors.Count);
        Assert.Equal(Tasks.Count, Mirrors.Select(mirror => mirror.Title).Distinct().Count());
        foreach (var mirror in Mirrors)
        {
            var i = mirror.Title["Old task ".Length..];
            var talk = string.Join('\n', World.South.Talk(mirror.Id));
            for (var j = 0; j < comments; j++)
            {
                Assert.True(Regex.Count(talk, $@"Old comment {i}\.{j}\b") == 1, $"{i}.{j} in: {talk}");
            }
        }
    }

    /// <summary>A few rounds of all that works, and no more.</summary>
    public async Task Rounds(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await World.Get<BackfillWork>().Turn(CancellationToken.None);
            await World.Get<Stations.Engine>().Turn(CancellationToken.None); // what it began is cut off by the end of the process
            await World.Deliver();
            World.Clock.Turn(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Nothing costs a request any more and no call is open.</summary>
    public async Task IsSettled()
    {
        var requests = World.Requests();
        await World.AllIsQuiet();
        Assert.Equal(requests, World.Requests());
        Assert.Equal(0, await World.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0"));
        Assert.Equal(0, await World.Scalar("SELECT count(*) FROM dirty"));
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

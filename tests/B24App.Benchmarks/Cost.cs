using System.Globalization;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;
using B24App.Links;
using B24App.Tests.Journeys;

namespace B24App.Benchmarks;

/// <summary>One number that is promised.</summary>
/// <param name="What">What was counted.</param>
/// <param name="Promised">The target as it is written in the rules, or "-".</param>
/// <param name="Measured">What it was.</param>
/// <param name="Holds">Whether the promise is kept.</param>
internal sealed record Figure(string What, string Promised, string Measured, bool Holds);

/// <summary>RULES 29 by the portals' own counters: HTTP requests of both portals together. The clock is turned by hand, so every run counts the same.</summary>
internal static class Cost
{
    private const int Singly = 10;
    private static readonly TimeSpan UntilItStands = TimeSpan.FromSeconds(20);

    public static async IAsyncEnumerable<Figure> Run()
    {
        yield return await Each("a new task, until it stands at the partner", 2, UntilItStands, static (world, i) => world.North.Files(5, 12, $"Task {i}"));
        yield return await Each("a new task, with the reference to the partner's task written back", null, null, static (world, i) => world.North.Files(5, 12, $"Task {i}"));
        yield return await Each("an edit of a title", 3, UntilItStands, static (world, i) => world.North.Edits(5, First(world), People.Fields(("TITLE", $"Title {i}"))), withEcho: 1);
        yield return await Each("a comment", 2, UntilItStands, static (world, i) => world.North.Says(5, First(world), $"Comment {i}"));
        yield return await Each("an answer of the partner", 2, UntilItStands, static (world, i) => world.South.Says(7, Mirror(world), $"Answer {i}"));
        yield return await Each("a change of what does not cross", 1, UntilItStands, static (world, i) => world.North.Edits(5, First(world), People.Fields(("ACCOMPLICES", new System.Text.Json.Nodes.JsonArray(i % 2 == 0 ? 8 : 3)))));
        foreach (var size in new[] { 50, 500 })
        {
            yield return await Backlog(size, "new tasks", static (world, tasks, size) => Enumerable.Range(0, size).ToList().ForEach(i => world.North.Files(5, 12, $"Task {i}")), prepared: false, UntilItStands);
            yield return await Backlog(size, "comments, one in each task", static (world, tasks, _) => tasks.ForEach(task => world.North.Says(5, task, "second")), prepared: true, null);
            yield return await Backlog(size, "edits, one in each task", static (world, tasks, _) => tasks.ForEach(task => world.North.Edits(5, task, People.Fields(("TITLE", "Second title")))), prepared: true, null);
        }

        yield return await Idle();
    }

    private static async Task<Figure> Each(string what, int? promised, TimeSpan? within, Action<World, int> act, int withEcho = 0)
    {
        await using var world = await World.TwoLinkedPortals(preset: "partners");
        await Prepare(world, 1);
        var requests = 0L;
        for (var i = 0; i < Singly; i++)
        {
            var before = world.Requests();
            act(world, i);
            await world.AllIsQuiet(within);
            requests += world.Requests() - before;
            await world.AllIsQuiet();
            world.Clock.Turn(TimeSpan.FromMinutes(1));
        }

        var cost = requests / (double)Singly;
        var limit = promised + withEcho;
        return new Figure(what, promised is null ? "-" : withEcho == 0 ? $"{promised}" : $"{promised} and {withEcho} look at the echo", Text(cost), limit is null || cost <= limit);
    }

    private static async Task<Figure> Backlog(int size, string what, Action<World, List<long>, int> act, bool prepared, TimeSpan? within)
    {
        await using var world = await World.Start(Card.New, Card.New);
        var link = await world.Link(0, 12, 1, 40);
        await world.Get<LinkBook>().SetLimits(link, new LinkLimits { WritesOfLink = 100 * size }); // the fuse is no part of the question
        var tasks = prepared ? await Prepare(world, size) : [];
        var before = world.Requests();
        act(world, tasks, size);
        await world.AllIsQuiet(within);
        var cost = (world.Requests() - before) / (double)size;
        var mirrors = world.South.Portal.State<TaskBoard>().Tasks.Values.Where(task => task.GroupId == 40).ToList(); // a list over REST has pages
        var arrived = mirrors.Count(mirror => !prepared || mirror.Title.StartsWith("Second", StringComparison.Ordinal) || world.South.Comments(mirror.Id).Count == 2);
        return new Figure($"{size} {what}, at once", "0.10 each", $"{Text(cost)} each", cost <= 0.10 && arrived == size);
    }

    private static async Task<Figure> Idle()
    {
        await using var world = await World.TwoLinkedPortals(preset: "partners");
        await world.AllIsQuiet();
        const int Hours = 6;
        var before = world.Requests();
        for (var minute = 0; minute < Hours * 60; minute++)
        {
            world.Clock.Turn(TimeSpan.FromMinutes(1));
            foreach (var work in world.Get<IEnumerable<IWork>>())
            {
                await work.Turn(CancellationToken.None); // the sweep among them
            }

            await world.Now();
        }

        var cost = (world.Requests() - before) / (double)(Hours * world.Hosts.Count);
        return new Figure("an hour in which nobody does anything, per portal with exchange in the last days", "-", Text(cost), true);
    }

    // Mirrored, referenced, and with both discussions in contact once, so that only the act itself is counted.
    private static async Task<List<long>> Prepare(World world, int size)
    {
        var tasks = Enumerable.Range(0, size).Select(i => world.North.Files(5, 12, $"Task {i}")).ToList();
        await world.AllIsQuiet();
        tasks.ForEach(task => world.North.Says(5, task, "first contact"));
        await world.AllIsQuiet();
        if (size == 1)
        {
            world.South.Says(7, Mirror(world), "first answer");
            await world.AllIsQuiet();
        }

        world.Clock.Turn(TimeSpan.FromMinutes(11));
        return tasks;
    }

    private static long First(World world) => world.North.TasksIn(12)[0].Id();

    private static long Mirror(World world) => world.South.TasksIn(40)[0].Id();

    private static string Text(double cost) => cost.ToString("0.00", CultureInfo.InvariantCulture);
}

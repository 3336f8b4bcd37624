using System.Globalization;
using System.Text.Json.Nodes;
using B24App.Links;
using B24App.Tests.Files;
using B24App.Tests.Journeys;
using B24App.Tests.Parts;

namespace B24App.Benchmarks;

/// <summary>
/// What hours, results, checklists and files cost, by the portals' own counters. No event tells of hours and results, so the same sweeps without
/// them are taken off; what a sweep costs by itself is a figure of its own.
/// </summary>
internal static class Parts
{
    private const int Many = 50;

    public static async IAsyncEnumerable<Figure> Run()
    {
        yield return await Singly("a record of time, found by the sweep", swept: true, static (world, task, i) => world.North.Works(5, task, 60 * (i + 1), $"part {i}"));
        yield return await Singly("a result, found by the sweep", swept: true, static (world, task, i) => world.North.Concludes(5, task, $"Result {i}"));
        yield return await Singly("a line of a checklist", swept: false, static (world, task, i) => Adds(world, task, $"Line {i}"));
        yield return await Singly("a file of a task, up and down included", swept: false, static (world, task, i) => world.North.Attaches(5, task, world.North.Puts(5, $"{i}.txt", FilePeople.Bytes(1_000, i))));
        yield return await AtOnce("records of time, one in each task", swept: true, static (world, task, i) => world.North.Works(5, task, 60 * (i + 1), $"part {i}"));
        yield return await AtOnce("results, one in each task", swept: true, static (world, task, i) => world.North.Concludes(5, task, $"Result {i}"));
        yield return await AtOnce("lines of checklists, one in each task", swept: false, static (world, task, i) => Adds(world, task, $"Line {i}"));
        yield return await AtOnce("files, one in each task, up and down included", swept: false, static (world, task, i) => world.North.Attaches(5, task, world.North.Puts(5, $"{i}.txt", FilePeople.Bytes(1_000, i))));
    }

    private static void Adds(World world, long task, string title) => world.North.Call(5, "task.checklistitem.add", new JsonArray(task, People.Fields(("TITLE", title), ("PARENT_ID", 0))));

    private static async Task<Figure> Singly(string what, bool swept, Action<World, long, int> act)
    {
        await using var world = await World.TwoLinkedPortals(preset: "partners");
        var task = (await Prepare(world, 1))[0];
        act(world, task, 0); // the first of its kind opens what later ones find open
        await Settle(world, swept);
        const int Times = 5;
        var (cost, plain) = (0L, 0L);
        for (var i = 1; i <= Times; i++)
        {
            plain += await Cost(world, swept, () => { });
            cost += await Cost(world, swept, () => act(world, task, i));
        }

        return new Figure(what, "-", Text((cost - plain) / (double)Times), true);
    }

    private static async Task<Figure> AtOnce(string what, bool swept, Action<World, long, int> act)
    {
        await using var world = await World.TwoLinkedPortals(preset: "partners");
        await world.Get<LinkBook>().SetLimits((await world.Get<LinkBook>().All())[0].Id, new LinkLimits { WritesOfLink = 10_000 }); // the fuse is no part of the question
        var tasks = await Prepare(world, Many);
        await Settle(world, swept);
        var plain = await Cost(world, swept, () => { });
        var cost = await Cost(world, swept, () => Enumerable.Range(0, Many).ToList().ForEach(i => act(world, tasks[i], i)));
        return new Figure($"{Many} {what}, at once", "-", $"{Text((cost - plain) / (double)Many)} each", true);
    }

    private static async Task<long> Cost(World world, bool swept, Action act)
    {
        var before = world.Requests();
        act();
        await Settle(world, swept);
        return world.Requests() - before;
    }

    private static async Task Settle(World world, bool swept)
    {
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        if (swept)
        {
            await world.SweepNow();
            await world.AllIsQuiet();
        }
    }

    private static async Task<List<long>> Prepare(World world, int size)
    {
        var tasks = Enumerable.Range(0, size).Select(i => world.North.Files(5, 12, $"Task {i}")).ToList();
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(11));
        await world.SweepNow();
        await world.AllIsQuiet();
        return tasks;
    }

    private static string Text(double cost) => cost.ToString("0.00", CultureInfo.InvariantCulture);
}

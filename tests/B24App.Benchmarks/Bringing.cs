using System.Globalization;
using B24App.Backfill;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;
using B24App.Plan;
using B24App.Tests.Journeys;

namespace B24App.Benchmarks;

/// <summary>
/// Years of tasks brought over with the process ended twice on the way, while people go on filing tasks: what it costs, that each came
/// once, and how long live work waits. Time is the portals' own, turned by hand.
/// </summary>
internal static class Bringing
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    public static async IAsyncEnumerable<Figure> Run(int tasks, int comments, Card card)
    {
        await using var world = await World.Start(card, card);
        for (var i = 0; i < tasks; i++)
        {
            var task = world.North.Files(5, 12, $"Old task {i}");
            for (var j = 0; j < comments / tasks; j++)
            {
                world.North.Says(5, task, $"Old comment {i}.{j};");
            }
        }

        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(10));
        var link = await world.Link(0, 12, 1, 40);
        var acts = world.Get<BackfillActs>();
        var before = world.Requests();
        var (_, run) = await acts.Preview(link, Side.A, RunKind.Backfill, new RunOptions(null, true, false, false), await world.Admin(0));
        await world.AllIsQuiet();
        var previewed = world.Requests() - before;
        await acts.Start(run, await world.Admin(0));

        var waits = new List<TimeSpan>();
        var urgent = new Dictionary<string, DateTimeOffset>();
        var (live, began) = (0, world.Clock.GetUtcNow());
        for (var second = 0; (await world.Get<BackfillStore>().Find(run))!.State == RunState.Running; second++)
        {
            if (second % 5 == 0)
            {
                var name = $"Urgent {live++}";
                urgent[name] = world.Clock.GetUtcNow();
                world.North.Files(5, 12, name);
            }

            await world.AllIsQuiet(TimeSpan.Zero);
            foreach (var title in Mirrors(world).Select(mirror => mirror.Title).Where(urgent.ContainsKey).ToList())
            {
                urgent.Remove(title, out var filed);
                waits.Add(world.Clock.GetUtcNow() - filed);
            }

            world.Clock.Turn(Step);
            var done = await world.Scalar("SELECT count(*) FROM backfill_item WHERE state = 'done'");
            if (done > 0 && ((done >= tasks / 3 && world.Restarts == 0) || (done >= tasks * 2 / 3 && world.Restarts == 1)))
            {
                await world.Restart();
            }
        }

        var took = world.Clock.GetUtcNow() - began;
        await world.AllIsQuiet();
        var requests = world.Requests() - before;
        var old = Mirrors(world).Where(mirror => mirror.Title.StartsWith("Old", StringComparison.Ordinal)).ToList();
        var said = old.Sum(mirror => string.Join('\n', world.South.Talk(mirror.Id)).Split("Old comment ").Length - 1);
        var refused = world.Hosts.Sum(host => host.Requests.TooMany);
        waits.Sort();
        var cost = (requests - (4.0 * live)) / tasks;
        yield return new Figure($"{tasks} old tasks with {comments} comments on {card} cards, two restarts: requests of both portals for each task", "0.10", Text(cost), cost <= 0.10);
        yield return new Figure("of them for the preview", "-", Text(previewed / (double)tasks), true);
        yield return new Figure("tasks and comments that arrived, each once", $"{tasks}, {comments / tasks * tasks}", $"{old.Count}, {said}", old.Count == tasks && said == comments / tasks * tasks && old.DistinctBy(mirror => mirror.Title).Count() == tasks);
        yield return new Figure("refusals for too many requests", "0", refused.ToString(CultureInfo.InvariantCulture), refused == 0);
        yield return new Figure("how long the run took, by the portals' clock", "-", took.ToString("g", CultureInfo.InvariantCulture), true);
        yield return new Figure($"{waits.Count} live tasks meanwhile: 95 of 100 stand at the partner within", "5 s", Seconds(waits[waits.Count * 95 / 100]), waits[waits.Count * 95 / 100] <= TimeSpan.FromSeconds(5));
    }

    private static IEnumerable<PortalTask> Mirrors(World world) => world.South.Portal.State<TaskBoard>().Tasks.Values.Where(task => task.GroupId == 40);

    private static string Text(double cost) => cost.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}

using B24App.EmulatedPortal.Hosting;
using B24App.Links;
using B24App.Plan;

namespace B24App.Tests.Journeys;

/// <summary>Gone, hidden, and most of it at once (RULES 22-24), with every event lost.</summary>
public sealed class CensusJourney
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Rule22_a_task_deleted_without_an_event_is_marked_within_a_day_and_never_made_again()
    {
        await using var world = await World.TwoLinkedPortals();
        var (tasks, mirrors) = await Mirrored(world, 3);
        world.EventsAreLost();
        world.North.Does(1, tasks[1], "delete");
        await world.Sweep(Day);

        Assert.Equal(3, world.South.TasksIn(40).Count);
        Assert.Equal([false, true, false], mirrors.Select(mirror => world.South.Talk(mirror).Any(Notes.IsNote)));
        await world.Sweep(Day);
        Assert.Single(world.South.Talk(mirrors[1]), Notes.IsNote);
        Assert.Equal(2, world.North.TasksIn(12).Count);
    }

    [Fact]
    public async Task Rule24_for_a_relay_account_that_is_no_administrator_any_more_nothing_vanishes()
    {
        await using var world = await World.TwoLinkedPortals();
        var (_, mirrors) = await Mirrored(world, 3);
        world.EventsAreLost();
        Hide(world.North, true);
        await world.Sweep(Day);
        Assert.DoesNotContain(mirrors, mirror => world.South.Talk(mirror).Any(Notes.IsNote));

        Hide(world.North, false);
        await world.Sweep(Day);
        Assert.DoesNotContain(mirrors, mirror => world.South.Talk(mirror).Any(Notes.IsNote));
    }

    [Fact]
    public async Task Rule24_most_tasks_vanishing_at_once_holds_the_link_until_an_administrator_answers()
    {
        await using var world = await World.TwoLinkedPortals();
        var (tasks, mirrors) = await Mirrored(world, 12);
        world.EventsAreLost();
        foreach (var task in tasks.Take(11))
        {
            world.North.Does(1, task, "delete");
        }

        await world.Sweep(Day);
        var link = Assert.Single(await world.Get<LinkBook>().All());
        Assert.Equal(LinkState.Held, link.State);
        Assert.Equal(nameof(Reason.MassDisappearance), (await world.Get<LinkBook>().Details(link.Id))!.Held);
        Assert.DoesNotContain(mirrors, mirror => world.South.Talk(mirror).Any(Notes.IsNote));

        await world.Get<Pausing>().Release(link.Id, Side.A, await world.Admin(0));
        await world.AllIsQuiet();
        await world.Sweep(Day);
        Assert.Equal(11, mirrors.Count(mirror => world.South.Talk(mirror).Any(Notes.IsNote)));
        Assert.Equal(LinkState.Active, (await world.Get<LinkBook>().Find(link.Id))!.State);
    }

    private static async Task<(List<long> Tasks, List<long> Mirrors)> Mirrored(World world, int count)
    {
        var tasks = Enumerable.Range(1, count).Select(i => world.North.Files(5, 12, $"Task {i}")).ToList();
        await world.AllIsQuiet();
        await world.Sweep();
        return (tasks, [.. world.South.TasksIn(40).OrderBy(task => int.Parse(task.Text("title").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).Select(task => task.Id())]);
    }

    private static void Hide(PortalHost host, bool hidden)
    {
        lock (host.Portal.Gate)
        {
            host.Portal.Users[1].IsAdmin = !hidden;
        }
    }
}

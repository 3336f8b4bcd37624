using System.Text.Json;

namespace B24App.Tests.Journeys;

/// <summary>What the sweep costs (RULES 29, 30), by the portals' own counters.</summary>
public sealed class SweepCost
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Rule30_an_hour_of_an_active_portal_costs_at_most_two_requests_a_sweep()
    {
        await using var world = await World.TwoLinkedPortals();
        for (var i = 0; i < 20; i++)
        {
            world.North.Says(5, world.North.Files(5, 12, $"Task {i}"), "how is it?");
        }

        await world.AllIsQuiet();
        await world.Sweep();
        await world.Sweep();
        Assert.Equal(20, world.South.TasksIn(40).Count);

        var before = (North: world.Requests(0), South: world.Requests(1));
        for (var sweep = 0; sweep < 12; sweep++)
        {
            await world.Sweep(Period);
        }

        Assert.Equal((24, 24), ((int)(world.Requests(0) - before.North), (int)(world.Requests(1) - before.South)));
    }

    [Fact]
    public async Task Rule30_an_active_portal_without_mirrors_costs_one_request_a_sweep_and_its_tasks_none()
    {
        await using var world = await World.TwoLinkedPortals();
        await world.Sweep();
        world.EventsAreLost();
        var before = world.Requests(0);
        for (var i = 0; i < 30; i++)
        {
            world.North.Files(5, 13, $"Private matter {i}");
        }

        for (var sweep = 0; sweep < 12; sweep++)
        {
            await world.Sweep(Period);
        }

        Assert.Equal(12 + 1, world.Requests(0) - before); // one to clear the offline queue of the thirty
    }

    [Fact]
    public async Task Rule30_an_idle_portal_is_swept_four_times_a_day_until_an_event_wakes_it()
    {
        await using var world = await World.TwoLinkedPortals();
        await world.Sweep();
        await world.Sweep(TimeSpan.FromDays(8));
        await world.Sweep(TimeSpan.FromHours(6) + TimeSpan.FromSeconds(1));
        var before = world.Requests(1);
        for (var minutes = 0; minutes < 24 * 60; minutes += 30)
        {
            await world.Sweep(TimeSpan.FromMinutes(30));
        }

        Assert.InRange(world.Requests(1) - before, 3, 5); // four sweeps and a count

        world.South.Files(7, 40, "Something else");
        await world.AllIsQuiet();
        before = world.Requests(1);
        await world.Sweep(Period);
        await world.Sweep(Period);
        Assert.Equal(2 + 1, world.Requests(1) - before); // one to clear the offline queue
    }

    [Fact]
    public async Task The_sweep_only_reads()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        await world.Sweep();
        var before = world.North.Requests.Lines.Count;
        await world.Sweep(TimeSpan.FromDays(2));
        var methods = world.North.Requests.Lines.Skip(before).Select(line => line.Method).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(methods.TrueForAll(Reads), JsonSerializer.Serialize(methods));
    }

    // Clearing what was stored here from the queue of events changes nothing a person sees.
    private static bool Reads(string method) => method is "batch" or "server.time" or "profile" or "event.offline.clear" || method.EndsWith(".get", StringComparison.Ordinal) || method.EndsWith(".list", StringComparison.Ordinal) || method.EndsWith(".getlist", StringComparison.Ordinal);
}

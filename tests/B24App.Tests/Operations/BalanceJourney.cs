using System.Globalization;
using B24App.Balance;
using B24App.EmulatedPortal.Control;
using B24App.Tests.Journeys;

namespace B24App.Tests.Operations;

/// <summary>Every look ends the day in exactly one of applied, nothing to do, skipped, waiting, parked.</summary>
public sealed class BalanceJourney
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    public async Task Every_day_of_a_random_story_sums_to_zero(int seed)
    {
        await using var world = await World.TwoLinkedPortals();
        var chance = new Random(seed);
        List<long> tasks = [];
        var from = world.Clock.GetUtcNow();
        for (var step = 0; step < 60; step++)
        {
            switch (chance.Next(9))
            {
                case 0 or 1:
                    tasks.Add(world.North.Files(5, chance.Next(3) == 0 ? 13 : 12, $"Task {step}"));
                    break;
                case 2 or 3 when tasks.Count > 0:
                    world.North.Edits(5, Any(), People.Fields(("TITLE", $"Title {step}")));
                    break;
                case 4 when tasks.Count > 0:
                    world.North.Says(5, Any(), chance.Next(4) == 0 ? "// inside" : $"comment {step}");
                    break;
                case 5 when world.South.TasksIn(40) is { Count: > 0 } mirrors:
                    world.South.Says(7, mirrors[chance.Next(mirrors.Count)].Id(), $"answer {step}");
                    break;
                case 6:
                    var (code, status) = chance.Next(2) == 0 ? ("ACCESS_DENIED", 403) : ("INTERNAL_SERVER_ERROR", 500);
                    world.South.Faults.Add(new Fault(FaultKind.Error) { Method = chance.Next(2) == 0 ? "tasks.task.add" : "tasks.task.update", Code = code, Status = status });
                    break;
                case 7:
                    await world.Now();
                    world.Clock.Turn(TimeSpan.FromHours(chance.Next(1, 30)));
                    break;
                default:
                    await world.AllIsQuiet(TimeSpan.FromMinutes(chance.Next(1, 5)));
                    break;
            }
        }

        await Sums(world, from);
        await world.AllIsQuiet();
        await Sums(world, from);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM look WHERE ended_day = 0 AND waits_for = 'intents' AND NOT EXISTS (SELECT 1 FROM outbox WHERE look_id = look.id AND settled_at = 0)"));

        long Any() => tasks[chance.Next(tasks.Count)];
    }

    [Fact]
    public async Task A_look_that_waits_is_carried_over_and_ends_on_its_own_day()
    {
        await using var world = await World.TwoLinkedPortals();
        var first = await Today(world);
        world.South.Faults.Add(Fault.Throttle(1000));
        world.North.Files(5, 12, "Replace the printer drum");
        await world.Now();
        var (waiting, day) = (await Today(world), world.Clock.GetUtcNow());
        Assert.Equal((1, 1), (waiting.Opened - first.Opened, waiting.Waiting));

        world.Clock.Turn(TimeSpan.FromDays(1));
        world.South.Faults.Clear();
        await world.AllIsQuiet();
        var days = await world.Get<BalanceBook>().Of((await world.Portal(0)).Id, day, world.Clock.GetUtcNow());
        Assert.Equal(1, days[0].Waiting);
        Assert.Equal(1, days[1].CarriedIn);
        Assert.True(days[1].Applied >= 1);
        Assert.Equal(0, days[1].Waiting);
        Assert.All(days, each => Assert.Equal(0, each.Sum));
    }

    [Fact]
    public async Task Skips_are_counted_by_reason()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Files(5, 13, "Private matter");
        await world.AllIsQuiet();
        Assert.Equal(1, (await Today(world)).Skipped["GroupNotLinked"]);
    }

    private static async Task<BalanceDay> Today(World world) => (await world.Get<BalanceBook>().Today((await world.Portal(0)).Id)).SingleOrDefault(day => day.Link.Value == 1)
        ?? new BalanceDay(new Store.LinkId(1), world.Clock.GetUtcNow(), 0, 0, 0, 0, System.Collections.Immutable.ImmutableSortedDictionary<string, long>.Empty, System.Collections.Immutable.ImmutableSortedDictionary<string, long>.Empty, 0);

    private static async Task Sums(World world, DateTimeOffset from)
    {
        Assert.Equal(0, await world.Get<BalanceBook>().Off());
        foreach (var portal in new[] { 0, 1 })
        {
            foreach (var day in await world.Get<BalanceBook>().Of((await world.Portal(portal)).Id, from, world.Clock.GetUtcNow()))
            {
                Assert.True(day.Sum == 0, string.Create(CultureInfo.InvariantCulture, $"portal {portal}: {day}"));
            }
        }
    }
}

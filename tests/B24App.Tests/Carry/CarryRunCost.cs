using System.Globalization;
using B24App.Backfill;
using B24App.Carry;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Carry;

/// <summary>What a run over years of calls and letters costs, as the portal counts it, all reads included. The full size is measured by the benchmarks; the shares are the same.</summary>
public sealed class CarryRunCost
{
    private const int Contacts = 150;
    private const int Each = 7;

    // Fifty commands share a request. Binding is one command, a new owner three; a call that stands nowhere else is read in lists of fifty, each card in two lists.
    [Theory]
    [InlineData(false, 0.06)]
    [InlineData(true, 0.1)]
    public async Task A_call_of_before_costs_less_than_a_tenth_of_a_request(bool outlives, double most)
    {
        await using var world = await World.Start(Card.New);
        world.EventsAreLost();
        var portal = (await world.Portal(0)).Id;
        var rule = await world.Get<CarryRules>().Add(portal, "Правило", CarryWorld.ContactRule with { Outlives = outlives }, 1);
        var expected = new Dictionary<long, List<long>>();
        var shared = new List<long>();
        for (var i = 0; i < Contacts; i++)
        {
            var company = i % 5 < 3 ? world.North.Company($"Компания {i}") : 0;
            var contact = world.North.Contact($"Контакт {i}", company);
            var calls = Enumerable.Range(0, Each).Select(n => world.North.Calls(3, contact, isLetter: n % 3 == 0)).ToList();
            if (company != 0)
            {
                expected[company] = calls;
            }

            // One of a hundred stands in a deal too.
            if (company != 0 && i % 15 == 0)
            {
                var deal = world.North.Deal();
                world.North.Binds(calls[0], 2, deal);
                shared.Add(calls[0]);
            }
        }

        await world.AllIsQuiet();
        world.North.Events.Faults = new EventFaults();
        world.Clock.Turn(TimeSpan.FromDays(10));
        var (before, line) = (world.Requests(), world.North.Requests.Lines.Count);
        var (_, run) = await world.Get<CarryRuns>().Preview(portal, rule, 1);
        await Ends(world, run, RunState.Ready);
        var previewed = world.Requests() - before;
        var carried = (await world.Get<CarryRuns>().Counts((await world.Get<CarryRuns>().Find(portal, run))!)).Carried;
        await world.Get<CarryRuns>().Start(portal, run);
        await Ends(world, run, RunState.Done);

        Assert.All(expected, pair => Assert.Equal(pair.Value, world.North.Shown(4, pair.Key)));
        Assert.All(expected, pair => Assert.All(world.North.Entries(4, pair.Key), entry => Assert.Equal(outlives ? 4 : 3, entry.Owner.TypeId)));
        Assert.All(shared, call => Assert.Equal(3, world.North.Cards(call).Count));
        var cost = (world.Requests() - before) / (double)carried;
        Assert.True(cost <= most, $"{Text(cost)}, of them for the preview {Text(previewed / (double)carried)} ({carried} entries)\n{Asked(world.North, line)}");
    }

    private static async Task Ends(World world, long run, RunState state)
    {
        var portal = (await world.Portal(0)).Id;
        for (var i = 0; i < 50 && (await world.Get<CarryRuns>().Find(portal, run))!.State != state; i++)
        {
            await world.AllIsQuiet();
        }

        Assert.Equal(state, (await world.Get<CarryRuns>().Find(portal, run))!.State);
    }

    private static string Text(double cost) => cost.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Asked(PortalHost host, int from)
    {
        var requests = new List<(string Method, List<string> Inside)>();
        foreach (var line in host.Requests.Lines.Skip(from))
        {
            if (line.InBatch)
            {
                requests[^1].Inside.Add(line.Method);
            }
            else
            {
                requests.Add((line.Method, []));
            }
        }

        return string.Join('\n', requests.Select(request => $"  {request.Method} " + string.Join(", ", request.Inside.GroupBy(method => method).Select(group => $"{group.Count()} {group.Key}"))));
    }
}

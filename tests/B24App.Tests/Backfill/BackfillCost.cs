using System.Globalization;
using B24App.Backfill;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Backfill;

/// <summary>What a run over what existed before costs, as the portals count it. The full size is measured by the benchmarks; the shares are the same.</summary>
public sealed class BackfillCost
{
    private const int Tasks = 100;

    // Fifty commands share a request. A task on an old card takes three (made, read, told), on a new one a fourth for the seat in its chat; the rest is looks in lists of fifty.
    [Theory]
    [InlineData(Card.Old, 0.085)]
    [InlineData(Card.New, 0.105)]
    public async Task A_task_with_ten_comments_costs_less_than_a_tenth_of_a_request(Card card, double most)
    {
        await using var past = await Past.With(Tasks, comments: 10, card, card);
        var run = await past.Preview();
        var before = past.World.Requests();
        var lines = past.World.Hosts.Select(host => host.Requests.Lines.Count).ToList();
        await past.Does((acts, by) => acts.Start(run, by));
        await past.World.AllIsQuiet();

        Assert.Equal((RunState.Done, Tasks), (await past.State(run), await past.Count(run, ItemState.Done)));
        past.AllCameOnce(comments: 10);
        var cost = (past.World.Requests() - before) / (double)Tasks;
        Assert.True(cost <= most, cost.ToString("0.000", CultureInfo.InvariantCulture) + "\n" + string.Join('\n', past.World.Hosts.Zip(lines, Asked)));
    }

    [Fact]
    public async Task What_people_say_between_the_look_and_the_reading_comes_too()
    {
        await using var past = await Past.With(tasks: 6, comments: 2, Card.Old, Card.Old);
        var run = await past.Preview();
        await past.Does((acts, by) => acts.Start(run, by));
        for (var round = 0; round < 50 && past.Mirrors.Count == 0; round++)
        {
            await past.Rounds(1);
        }

        for (var i = 0; i < 6; i++)
        {
            past.World.North.Says(5, past.Tasks[i], $"Old comment {i}.2");
        }

        await past.World.AllIsQuiet();
        past.AllCameOnce(comments: 3);
        await past.IsSettled();
    }

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

        return host.Portal.Name + "\n" + string.Join('\n', requests.Select(request =>
            "  " + request.Method + " " + string.Join(", ", request.Inside.GroupBy(method => method).Select(group => $"{group.Count()} {group.Key}"))));
    }
}

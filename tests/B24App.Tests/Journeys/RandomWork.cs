using System.Globalization;
using System.Security.Cryptography;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using Xunit.Abstractions;
using Half = B24App.Links.Half;

namespace B24App.Tests.Journeys;

/// <summary>
/// Two and three portals full of people who do whatever comes to mind while networks, events and clocks misbehave; afterwards the
/// portals' own books must show that nothing was lost, doubled or leaked. The everyday run takes fixed seeds, so that a red run means a
/// change and not chance; <c>B24APP_SEED=n</c> runs one seed, <c>B24APP_SEED=fresh</c> a new one, which is printed.
/// </summary>
public sealed class RandomWork(ITestOutputHelper output)
{
    private const int Actions = 70;

    private static readonly int[] Fixed = [1, 2, 3, 4, 5, 6, 9, 895398];

    public static TheoryData<int> Seeds
    {
        get
        {
            var seeds = new TheoryData<int>();
            foreach (var seed in Environment.GetEnvironmentVariable("B24APP_SEED") switch
            {
                null or "" => Fixed,
                "fresh" => [RandomNumberGenerator.GetInt32(1_000_000)],
                var given => [int.Parse(given, CultureInfo.InvariantCulture)],
            })
            {
                seeds.Add(seed);
            }

            return seeds;
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public async Task Nothing_is_lost_doubled_or_leaked(int seed)
    {
        output.WriteLine($"B24APP_SEED={seed}");
        var chance = new Random(seed);
        var shape = (Shape)(seed % 3);
        await using var world = await World.Start([.. Enumerable.Range(0, shape == Shape.Pair ? 2 : 3).Select(_ => chance.Next(2) == 0 ? Card.Old : Card.New)]);
        await Link(world, shape);

        var crowd = new Crowd(world, chance, tasksMove: shape != Shape.ForwardingChain, hasParts: shape == Shape.Pair);
        var audit = new Audit(world, crowd, portal => Partners(shape, portal));
        IReadOnlyList<string> findings;
        try
        {
            for (var i = 0; i < Actions; i++)
            {
                await crowd.Act();
            }

            await crowd.CalmDown();
            findings = await audit.Findings();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            findings = [failure.ToString()];
        }

        Assert.True(findings.Count == 0, $"B24APP_SEED={seed} ({shape})\n{string.Join('\n', findings)}\n\n{string.Join('\n', crowd.Lines)}");
    }

    private enum Shape
    {
        Pair,
        Chain,
        ForwardingChain,
    }

    private static async Task Link(World world, Shape shape)
    {
        await Link(world, 0, 1, shape);
        if (shape != Shape.Pair)
        {
            await Link(world, 1, 2, shape);
        }
    }

    private static async Task Link(World world, int a, int b, Shape shape)
    {
        Half Half(Half half) => shape == Shape.ForwardingChain ? half with { SendsPartnersMirrors = true } : half;
        var link = await world.Link(a, Crowd.LinkedGroup(a), b, Crowd.LinkedGroup(b), changeA: Half, changeB: Half);
        await world.Get<LinkBook>().SetLimits(link, new LinkLimits { WritesOfItem = 10_000, WritesOfLink = 100_000 });
    }

    // A task belongs to the first link that matches it, so what the middle files goes to the North only.
    private static IReadOnlyList<int> Partners(Shape shape, int portal) => (shape, portal) switch
    {
        (Shape.ForwardingChain, 0) => [1, 2],
        (Shape.ForwardingChain, 2) => [0, 1],
        (_, 1) => [0],
        _ => [1],
    };
}

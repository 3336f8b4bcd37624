using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.Tests.Journeys;

/// <summary>Story A2: people of both companies talk in their own portals.</summary>
public sealed class CommentJourney
{
    public static TheoryData<Card, Card> Cards => new() { { Card.Old, Card.New }, { Card.New, Card.New }, { Card.New, Card.Old }, { Card.Old, Card.Old } };

    [Theory, MemberData(nameof(Cards))]
    public async Task Ten_comments_a_side_arrive_once_in_order_with_author_and_company(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();

        List<string> fromNorth = [], fromSouth = [];
        for (var i = 0; i < 10; i++)
        {
            var asks = i is 3 or 6 ? "ok" : i == 5 ? "[USER=3]Дмитрий Лебедев[/USER], look" : $"question {i}";
            world.North.Says(5, task, asks);
            fromNorth.Add(i == 5 ? "Дмитрий Лебедев, look" : asks);
            if (i == 4)
            {
                world.North.Says(5, task, "// this stays inside");
                world.North.Does(5, task, "start");
            }

            if (i % 2 == 0)
            {
                await world.Now();
            }

            world.South.Says(7, mirror, $"answer {i}");
            fromSouth.Add($"answer {i}");
            world.Clock.Turn(TimeSpan.FromSeconds(1));
        }

        await world.AllIsQuiet();
        Verify(world, task, mirror, fromNorth, fromSouth);

        await world.Restart();
        await world.AllIsQuiet();
        Verify(world, task, mirror, fromNorth, fromSouth);
    }

    private static void Verify(World world, long task, long mirror, List<string> fromNorth, List<string> fromSouth)
    {
        Assert.Equal(fromNorth, Arrived(world.South, mirror, "Пётр Орлов (Север)"));
        Assert.Equal(fromSouth, Arrived(world.North, task, "Ольга Кузнецова (Юг)"));
        Assert.DoesNotContain(world.South.Talk(mirror), text => text.Contains("stays inside", StringComparison.Ordinal));
        Assert.Equal(10 + 10, world.South.Comments(mirror).Count);
        Assert.Equal(10 + 10 + 1, world.North.Comments(task).Count);
    }

    private static IReadOnlyList<string> Arrived(PortalHost host, long task, string byline) =>
        [.. host.Comments(task).Where(text => text.Contains(byline, StringComparison.Ordinal)).Select(text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..])];

    [Theory, MemberData(nameof(Cards))]
    public async Task Rule29_a_comment_costs_two_requests(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        world.North.Says(5, task, "first contact");
        await world.AllIsQuiet();

        var before = world.Requests();
        world.North.Says(5, task, "second");
        await world.AllIsQuiet();
        Assert.Equal(2, world.Requests() - before);
    }
}

using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Journeys;

namespace B24App.Tests.Regressions;

/// <summary>
/// A discussion under two links was read once for each. With the portal's bucket full, the first reading took the one free request
/// each time and the second never got any: both waited for ever.
/// </summary>
public sealed class OneReadingServesEveryLink
{
    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task A_word_that_goes_two_ways_is_read_once(Card middle)
    {
        await using var world = await World.Start(Card.Old, middle, Card.Old);
        await world.Link(0, 12, 1, 40);
        await world.Link(1, 40, 2, 12, changeA: half => half with { SendsPartnersMirrors = true });
        world.North.Files(5, 12, "Both ways");
        await world.AllIsQuiet();
        var task = Assert.Single(world.South.TasksIn(40)).Id();
        world.South.Says(7, task, "first contact");
        await world.AllIsQuiet();

        var before = world.Requests(1);
        world.South.Says(7, task, "a word");
        await world.AllIsQuiet();

        Assert.Equal(1, world.Requests(1) - before);
        Assert.Contains(world.North.Comments(world.North.TasksIn(12)[0].Id()), text => text.EndsWith("\na word", StringComparison.Ordinal));
        Assert.Contains(world.Hosts[2].Comments(world.Hosts[2].TasksIn(12)[0].Id()), text => text.EndsWith("\na word", StringComparison.Ordinal));
    }
}

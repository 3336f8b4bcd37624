using B24App.EmulatedPortal.Kernel;
using B24App.Tests.Operations;

namespace B24App.Tests.Journeys;

/// <summary>A link begins: what was filed before stays, as the page says, and what is filed after crosses, whatever our clock shows.</summary>
public sealed class BeginningJourney
{
    [Theory]
    [InlineData(0)]
    [InlineData(240)]
    [InlineData(90)]
    public async Task Rule8_what_was_filed_half_a_minute_before_the_link_stays_and_what_comes_after_crosses(int ahead)
    {
        await using var world = await World.Start(options => options with { Clock = new SkewedClock(options.Clock) { Skew = TimeSpan.FromSeconds(ahead) } }, Card.New, Card.New);
        var before = world.North.Files(5, 12, "Before");
        world.Clock.Turn(TimeSpan.FromSeconds(30));
        await world.Link(0, 12, 1, 40, "support");
        world.North.Edits(5, before, People.Fields(("DESCRIPTION", "Touched after")));
        world.North.Files(5, 12, "After");
        await world.AllIsQuiet();

        Assert.Equal("After", Assert.Single(world.South.TasksIn(40)).Text("title"));
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM skip WHERE reason = 'BeforeEntering'"));
    }

    [Fact]
    public async Task Rule8_a_clock_that_was_set_back_after_the_link_began_keeps_no_new_task_out()
    {
        SkewedClock? clock = null;
        await using var world = await World.Start(options => options with { Clock = clock = new SkewedClock(options.Clock) }, Card.New, Card.New);
        await world.Link(0, 12, 1, 40, "support");
        clock!.Skew = TimeSpan.FromHours(-3);
        world.North.Files(5, 12, "In the past");
        await world.Now();
        clock.Skew = TimeSpan.Zero;
        await world.AllIsQuiet();

        Assert.Equal("In the past", Assert.Single(world.South.TasksIn(40)).Text("title"));
    }
}

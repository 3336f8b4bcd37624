using System.Data;
using B24App.Bitrix24.Calls;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Look;
using B24App.Portals;
using B24App.Stations;
using B24App.Sweep;
using Portal = B24App.Portals.Portal;

namespace B24App.Tests.Journeys;

/// <summary>Every online event is lost: the sweep finds what happened, and both sides are equal within its period (RULES 30).</summary>
public sealed class SweepJourney
{
    public static TheoryData<Card, Card> Cards => new() { { Card.Old, Card.New }, { Card.New, Card.New }, { Card.New, Card.Old }, { Card.Old, Card.Old } };

    [Theory, MemberData(nameof(Cards))]
    public async Task Tasks_edits_and_comments_cross_without_any_event(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        world.EventsAreLost();
        var task = world.North.Files(5, 12, "Replace the printer drum", People.Fields(("DESCRIPTION", "It squeaks")));
        world.North.Files(5, 13, "Private matter");
        await world.Sweep();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();

        world.North.Edits(5, task, People.Fields(("TITLE", "Replace the drum today")));
        world.South.Does(7, mirror, "start");
        world.North.Says(5, task, "when?");
        world.South.Says(7, mirror, "tomorrow");
        await world.Sweep();

        Assert.Equal("Replace the drum today", world.South.Task(mirror).Text("title"));
        Assert.Equal("3", world.North.Task(task).Text("status"));
        Assert.Contains(world.South.Comments(mirror), text => text.EndsWith("when?", StringComparison.Ordinal));
        Assert.Contains(world.North.Comments(task), text => text.EndsWith("tomorrow", StringComparison.Ordinal));
        Assert.Equal(2, world.South.Comments(mirror).Count);
        Assert.Equal(2, world.North.Comments(task).Count(text => !text.Contains("view/", StringComparison.Ordinal)));

        await world.Sweep();
        await world.Sweep();
        Assert.Single(world.South.TasksIn(40));
        Assert.Equal(2, world.South.Comments(mirror).Count);
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Edited_and_deleted_comments_are_found_on_both_cards(Card north, Card south)
    {
        await using var world = await World.TwoLinkedPortals(north, south);
        var task = world.North.Files(1, 12, "Replace the printer drum"); // the old card lets only administrators edit comments by REST
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        var first = world.North.Says(1, task, "first");
        var second = world.North.Says(1, task, "second");
        world.North.Says(1, task, "third");
        await world.AllIsQuiet();
        Assert.Equal(3, world.South.Comments(mirror).Count);

        world.EventsAreLost();
        world.Clock.Turn(TimeSpan.FromMinutes(1));
        world.North.Rewords(1, task, first, "first, better");
        world.North.TakesBack(1, task, second);
        await world.Sweep();

        var there = world.South.Comments(mirror);
        Assert.Contains(there, text => text.EndsWith("first, better", StringComparison.Ordinal));
        Assert.DoesNotContain(there, text => text.EndsWith("\nsecond", StringComparison.Ordinal));
        Assert.Contains(there, text => text.EndsWith("third", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task What_happened_while_the_app_was_down_is_found(Card card)
    {
        await using var world = await World.TwoLinkedPortals(card, card);
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        await world.Sweep();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        var later = 0L;
        await world.WhileDown(() =>
        {
            world.North.Edits(5, task, People.Fields(("PRIORITY", "2")));
            world.South.Says(7, mirror, "on my way");
            later = world.North.Files(5, 12, "A second one");
            world.Clock.Turn(TimeSpan.FromHours(3));
        });
        await world.Sweep();

        Assert.Equal("2", world.South.Task(mirror).Text("priority"));
        Assert.Contains(world.North.Comments(task), text => text.EndsWith("on my way", StringComparison.Ordinal));
        Assert.Equal(2, world.South.TasksIn(40).Count);
        Assert.True(later > 0);
    }

    [Fact]
    public async Task Rule8_what_was_said_before_a_task_entered_stays_when_only_the_sweep_sees_it()
    {
        await using var world = await World.TwoLinkedPortals();
        world.EventsAreLost();
        var task = world.North.Files(5, 13, "Internal at first");
        world.North.Says(5, task, "between us");
        await world.Sweep();
        Assert.Empty(world.South.TasksIn(40));

        world.North.Edits(5, task, People.Fields(("GROUP_ID", "12")));
        await world.Sweep();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.North.Says(5, task, "for you");
        await world.Sweep();
        Assert.EndsWith("for you", Assert.Single(world.South.Comments(mirror)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_comment_in_a_discussion_that_was_silent_for_weeks_is_found_by_its_date_of_activity(bool filtersByActivity)
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Portal.Switches = world.North.Portal.Switches with { ActivityDateFilter = filtersByActivity, RestOfflineExtended = false, MessengerEvents = false };
        var task = world.North.Files(5, 12, "Replace the printer drum");
        await world.AllIsQuiet();
        await world.Sweep();
        await world.Sweep(TimeSpan.FromDays(20));
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();

        world.EventsAreLost();
        world.North.Says(5, task, "still squeaking");
        await world.Sweep(TimeSpan.FromHours(6) + TimeSpan.FromSeconds(1));
        Assert.EndsWith("still squeaking", Assert.Single(world.South.Comments(mirror)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_changes_in_one_second_are_passed_over_several_turns()
    {
        await using var world = await World.TwoLinkedPortals();
        await world.Sweep();
        world.EventsAreLost();
        for (var i = 0; i < 1_100; i++)
        {
            world.North.Files(5, 13, $"Private matter {i}");
        }

        world.North.Files(5, 12, "Replace the printer drum");
        world.Clock.Turn(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await world.Get<SweepWork>().Turn(CancellationToken.None);
        Assert.True(await world.Scalar("SELECT count(*) FROM sweep WHERE walk <> ''") > 0);
        await world.Restart();
        await world.SweepNow();
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM sweep WHERE walk <> ''"));
    }

    [Fact]
    public async Task The_checkpoint_stays_where_it_is_when_what_was_found_cannot_be_stored()
    {
        await using var world = await World.TwoLinkedPortals();
        await world.Sweep();
        world.EventsAreLost();
        world.North.Files(5, 12, "Replace the printer drum");
        world.Clock.Turn(TimeSpan.FromMinutes(6));
        var before = await world.Scalar("SELECT sum(read_to) FROM sweep");
        var broken = new PortalSweep(
            world.Get<TaskStores>(), world.Get<PortalLines>(), world.Get<SweepStore>(), world.Get<TalkWindows>(), world.Get<SeenDates>(), [new FullDisk()]);
        await Assert.ThrowsAsync<IOException>(async () => await broken.Run(await world.Portal(0), await world.Get<LinkBook>().All(), CancellationToken.None));
        Assert.Equal(before, await world.Scalar("SELECT sum(read_to) FROM sweep"));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM dirty"));

        await world.Sweep();
        Assert.Single(world.South.TasksIn(40));
        Assert.True(before < await world.Scalar("SELECT sum(read_to) FROM sweep"));
    }

    private sealed class FullDisk : ISweepRider
    {
        public Task<IReadOnlyList<Command>> Questions(Portal portal) => Task.FromResult<IReadOnlyList<Command>>([]);

        public IReadOnlyList<Command> Store(IDbConnection connection, Portal portal, IReadOnlyList<Outcome> outcomes) => throw new IOException("No space left on device.");

        public Task Confirmed(Portal portal, IReadOnlyList<Outcome> outcomes) => Task.CompletedTask;
    }
}

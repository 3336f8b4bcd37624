using System.Globalization;
using B24App.EmulatedPortal.Kernel;
using Half = B24App.Links.Half;

namespace B24App.Tests.Journeys;

/// <summary>Portals linked in a chain, in a ring, twice, and with themselves (RULES 6): no copy too many, no word beyond its contract.</summary>
public sealed class Topologies
{
    private const int North = 0, South = 1, West = 2, East = 3;

    [Theory]
    [InlineData(Card.New, Card.New, Card.New)]
    [InlineData(Card.Old, Card.New, Card.Old)]
    public async Task Rule6_in_a_chain_nothing_crosses_a_second_link(Card north, Card south, Card west)
    {
        await using var world = await World.Start(north, south, west);
        await world.Link(North, 12, South, 40);
        await world.Link(South, 40, West, 12);

        var task = world.North.Files(5, 12, "From the North");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.North.Says(5, task, "a word of the North");
        await world.AllIsQuiet();
        world.South.Says(7, mirror, "a word of the South");
        await world.AllIsQuiet();

        // What must arrive arrives, over the very link that must not carry the rest.
        var own = world.Hosts[West].Files(5, 12, "From the West");
        await world.AllIsQuiet();
        world.Hosts[West].Says(5, own, "a word of the West");
        await world.AllIsQuiet();

        Assert.Equal(["From the North", "From the West"], Titles(world, South, 40));
        Assert.Equal(["From the North"], Titles(world, North, 12));
        Assert.Equal(["From the West"], Titles(world, West, 12));
        Assert.Equal(["a word of the North", "a word of the South"], Words(world, South, mirror));
        Assert.Equal(["a word of the North", "a word of the South"], Words(world, North, task));
        Assert.Equal(["a word of the West"], Words(world, South, world.South.TasksIn(40)[1].Id()));
        await StandsStill(world);
    }

    [Fact]
    public async Task Rule6_what_partners_sent_crosses_a_second_link_that_allows_it_and_only_that_way()
    {
        await using var world = await World.Start(Card.New, Card.New, Card.New);
        await world.Link(North, 12, South, 40);
        await world.Link(South, 40, West, 12, changeA: Forwards);

        var task = world.North.Files(5, 12, "From the North");
        await world.AllIsQuiet();
        var middle = Assert.Single(world.South.TasksIn(40)).Id();
        var far = Assert.Single(world.Hosts[West].TasksIn(12)).Id();
        world.North.Says(5, task, "a word of the North");
        await world.AllIsQuiet();
        world.South.Says(7, middle, "a word of the South");
        await world.AllIsQuiet();
        world.Hosts[West].Says(1, far, "a word of the West");
        await world.AllIsQuiet();
        world.North.Says(5, task, "the last word");
        await world.AllIsQuiet();

        // The South's half of the first link does not forward, so the West's word ends in the South.
        Assert.Equal(["a word of the North", "a word of the South", "the last word"], Words(world, North, task));
        Assert.Equal(["a word of the North", "a word of the South", "a word of the West", "the last word"], Words(world, South, middle));
        Assert.Equal(["a word of the North", "a word of the South", "a word of the West", "the last word"], Words(world, West, far));
        await StandsStill(world);
    }

    [Fact]
    public async Task Rule6_a_task_travels_three_hops_and_no_fourth()
    {
        await using var world = await World.Start(Card.New, Card.New, Card.New, Card.New);
        await world.Link(North, 12, South, 40, changeA: Forwards, changeB: Forwards);
        await world.Link(South, 40, West, 12, changeA: Forwards, changeB: Forwards);
        await world.Link(West, 12, East, 12, changeA: Forwards, changeB: Forwards);
        await world.Link(East, 12, East, 13, changeA: Forwards, changeB: Forwards);

        var task = world.North.Files(5, 12, "Far away");
        var near = world.Hosts[East].Files(5, 12, "At home");
        await world.AllIsQuiet();
        world.North.Says(5, task, "a long way");
        await world.AllIsQuiet();

        Assert.Single(Titles(world, South, 40), "Far away");
        Assert.Single(Titles(world, West, 12), "Far away");
        var last = Assert.Single(world.Hosts[East].TasksIn(12), shown => shown.Text("title") == "Far away");
        Assert.Equal(["a long way"], Words(world, East, last.Id()));
        Assert.DoesNotContain("Far away", Titles(world, East, 13));

        // The East's own task leaves by the first link that matches; the other one has no hop left.
        Assert.Single(Titles(world, West, 12), "At home");
        Assert.True(world.Hosts[East].Shows(near));
        await StandsStill(world);
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task Rule6_in_a_ring_each_portal_holds_a_task_and_each_word_once(Card card)
    {
        await using var world = await World.Start(card, Card.New, card);
        await world.Link(North, 12, South, 40, changeA: Forwards, changeB: Forwards);
        await world.Link(South, 40, West, 12, changeA: Forwards, changeB: Forwards);
        await world.Link(West, 12, North, 12, changeA: Forwards, changeB: Forwards);

        var task = world.North.Files(5, 12, "Around");
        await world.AllIsQuiet();
        var south = Assert.Single(world.South.TasksIn(40)).Id();
        var west = Assert.Single(world.Hosts[West].TasksIn(12)).Id();
        Assert.Single(world.North.TasksIn(12));

        world.North.Says(5, task, "from the North");
        await world.AllIsQuiet();
        world.Hosts[West].Says(1, west, "from the West");
        await world.AllIsQuiet();
        world.South.Says(7, south, "from the South");
        world.South.Edits(1, south, People.Fields(("TITLE", "Around again")));
        await world.AllIsQuiet();

        foreach (var (portal, shown) in new[] { (North, task), (South, south), (West, west) })
        {
            Assert.Equal(["from the North", "from the West", "from the South"], Words(world, portal, shown));
            Assert.Equal("Around again", world.Hosts[portal].Task(shown).Text("title"));
        }

        await StandsStill(world);
    }

    [Fact]
    public async Task Rule6_a_task_under_two_links_belongs_to_the_first_and_the_second_says_so()
    {
        await using var world = await World.Start(Card.New, Card.New, Card.New);
        await world.Link(South, 40, North, 12);
        var second = await world.Link(South, 40, West, 12);

        var task = world.South.Files(7, 40, "For the North");
        await world.AllIsQuiet();
        world.South.Says(7, task, "for the North");
        await world.AllIsQuiet();
        world.Hosts[West].Files(5, 12, "From the West");
        await world.AllIsQuiet();

        var mirror = Assert.Single(world.North.TasksIn(12));
        Assert.Equal("For the North", mirror.Text("title"));
        Assert.Equal(["for the North"], Words(world, North, mirror.Id()));
        Assert.Equal(["From the West"], Titles(world, West, 12));
        Assert.Equal(["For the North", "From the West"], Titles(world, South, 40));
        Assert.Contains(await world.Journal(South), row => row.Item == Item(task) && row.Link == second && row.Reason == "AlreadyInAnotherLink");
        await StandsStill(world);
    }

    // Found by the rig, seed 95: the North deleted its mirror, and when the link resumed after an outage the task was looked at again.
    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task Rule6_a_task_whose_mirror_the_partner_deleted_is_not_handed_to_the_next_partner(Card card)
    {
        await using var world = await World.Start(card, card, card);
        await world.Link(South, 40, North, 12);
        var second = await world.Link(South, 40, West, 12);
        var task = world.South.Files(7, 40, "For the North");
        await world.AllIsQuiet();
        world.North.Deletes(1, Assert.Single(world.North.TasksIn(12)).Id());
        await world.AllIsQuiet();

        world.South.Edits(7, task, People.Fields(("TITLE", "For the North, still")));
        world.South.Says(7, task, "anybody there?");
        await world.AllIsQuiet();

        Assert.Equal(["For the North, still"], Titles(world, South, 40));
        Assert.Empty(world.North.TasksIn(12));
        Assert.Empty(world.Hosts[West].TasksIn(12));
        Assert.Contains(await world.Journal(South), row => row.Item == Item(task) && row.Link == second && row.Reason == "WentByAnotherLink");
        await StandsStill(world);
    }

    [Fact]
    public async Task Rule6_two_links_between_the_same_portals_make_one_mirror()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await world.Link(North, 12, South, 40, changeA: Forwards, changeB: Forwards);
        await world.Link(North, 12, South, 40, changeA: Forwards, changeB: Forwards);

        var task = world.North.Files(5, 12, "Once");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        world.North.Says(5, task, "there");
        world.South.Says(7, mirror, "back");
        world.South.Edits(1, mirror, People.Fields(("TITLE", "Once only")));
        await world.AllIsQuiet();

        Assert.Equal(["Once only"], Titles(world, North, 12));
        Assert.Equal(["Once only"], Titles(world, South, 40));
        Assert.Equal(["back", "there"], Words(world, North, task).Order(StringComparer.Ordinal));
        Assert.Equal(["back", "there"], Words(world, South, mirror).Order(StringComparer.Ordinal));
        await StandsStill(world);
    }

    [Theory]
    [InlineData(Card.New)]
    [InlineData(Card.Old)]
    public async Task Rule6_two_groups_of_one_portal_mirror_each_other(Card card)
    {
        await using var world = await World.Start(card);
        await world.Link(North, 12, North, 13);
        var before = Titles(world, North, 13);

        var task = world.North.Files(5, 12, "Next door");
        var back = world.North.Files(8, 13, "From next door");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.North.TasksIn(13), shown => shown.Text("title") == "Next door").Id();
        Assert.NotEqual(task, mirror);
        world.North.Says(5, task, "one");
        await world.AllIsQuiet();
        world.North.Says(1, mirror, "two");
        await world.AllIsQuiet();
        world.North.Edits(1, mirror, People.Fields(("TITLE", "Next door, first floor")));
        await world.AllIsQuiet();

        Assert.Equal([.. before, "From next door", "Next door, first floor"], Titles(world, North, 13));
        Assert.Equal(["From next door", "Next door, first floor"], Titles(world, North, 12).Order(StringComparer.Ordinal));
        Assert.Equal(["one", "two"], Words(world, North, task));
        Assert.Equal(["one", "two"], Words(world, North, mirror));
        Assert.True(world.North.Shows(back));
        await StandsStill(world);
    }

    private static Half Forwards(Half half) => half with { SendsPartnersMirrors = true };

    private static string Item(long task) => "t" + task.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Titles(World world, int portal, long group) => [.. world.Hosts[portal].TasksIn(group).Select(task => task.Text("title"))];

    // What was said, without the bylines in front of it: the last line of each comment.
    private static IReadOnlyList<string> Words(World world, int portal, long task) =>
        [.. world.Hosts[portal].Comments(task).Select(text => text[(text.LastIndexOf('\n') + 1)..])];

    private static async Task StandsStill(World world)
    {
        world.Clock.Turn(TimeSpan.FromMinutes(1)); // the daily reading of people is due soon after a link began
        await world.AllIsQuiet();
        var before = world.Requests();
        var seen = world.Hosts.ToDictionary(host => host, host => host.Requests.Lines.Count);
        world.Clock.Turn(TimeSpan.FromMinutes(10));
        await world.AllIsQuiet();
        var late = world.Hosts.SelectMany(host => host.Requests.Lines.Skip(seen[host]).Select(line => $"{host.Portal.Name}: {line.Method} {line.Params}"));
        Assert.True(before == world.Requests(), string.Join('\n', late));
    }
}

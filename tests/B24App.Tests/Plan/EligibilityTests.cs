using B24App.Links;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Store;
using Half = B24App.Links.Half;

namespace B24App.Tests.Plan;

/// <summary>RULES 5-8: which link takes a task that is not mirrored yet, and why the others do not.</summary>
public class EligibilityTests
{
    private static readonly SeenTask Task = new() { Id = 1, Group = 12, Responsible = 5, Tags = ["vip"] };

    public static TheoryData<string, SeenTask, WayOut, int, Link?, Reason?> Table() => new()
    {
        { "it stands in the group", Task, Way(), 0, null, null },
        { "another group", Task with { Group = 13 }, Way(), 0, null, Reason.GroupNotLinked },
        { "no group at all", Task with { Group = 0 }, Way(), 0, null, Reason.GroupNotLinked },
        { "no wanted tag", Task with { Tags = ["x"] }, Way(filter: new TaskFilter { Groups = [12], Tags = ["vip"] }), 0, null, Reason.TagNotInContract },
        { "the wanted tag, in other case", Task with { Tags = ["VIP"] }, Way(filter: new TaskFilter { Groups = [12], Tags = ["vip"] }), 0, null, null },
        { "another responsible", Task with { Responsible = 8 }, Way(filter: new TaskFilter { Groups = [12], Responsibles = [5] }), 0, null, Reason.ResponsibleNotInContract },
        { "a filter that lets nothing out", Task, Way(filter: TaskFilter.Nothing), 0, null, Reason.GroupNotLinked },
        { "tasks do not leave from this side", Task, Way(from: Side.B), 0, null, Reason.OneWay },
        { "the link does not run", Task, Way(state: LinkState.Paused), 0, null, Reason.LinkPaused },
        { "the family is there already", Task, Way() with { FamilyThere = true }, 0, null, Reason.FamilyAlreadyHere },
        { "it came by this very link", Task, Way(), 1, Way().Link, Reason.OurEcho },
        { "it came from a partner", Task, Way(), 1, Way(id: 2).Link, Reason.CameFromPartner },
        { "it came from a partner, and the link wants that too", Task, Way(chains: true), 1, Way(id: 2).Link, null },
        { "the chain is too long", Task, Way(chains: true), Half.LargestHops, Way(id: 2).Link, Reason.TooManyHops },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_way_out_is_open_or_says_why_not(string why, SeenTask task, WayOut way, int hops, Link? cameBy, Reason? expected)
    {
        Assert.NotEmpty(why);
        Assert.Equal(expected, Eligibility.WhyNot(task, way, hops, cameBy));
    }

    [Theory]
    [InlineData("it is mirrored", false, false, false, true)]
    [InlineData("it is mirrored, and a person sends it elsewhere too", false, false, true, true)]
    [InlineData("the partner deleted his mirror", true, false, false, true)]
    [InlineData("the partner deleted his mirror, and a person sends it elsewhere", true, false, true, false)]
    [InlineData("a person ended it", true, true, false, true)]
    [InlineData("a person ended it, and one sends it elsewhere", true, true, true, true)]
    public void What_was_mirrored_once_goes_to_no_other_partner_by_itself(string why, bool isOver, bool byAPerson, bool byHand, bool holds)
    {
        Assert.NotEmpty(why);
        Assert.Equal(holds, Eligibility.Holds(isOver, byAPerson, byHand));
    }

    [Fact]
    public void The_first_link_that_matches_takes_it_and_each_other_has_its_reason()
    {
        var leaving = Assert.IsType<Leaving.By>(Eligibility.Choose(Task, [Way(id: 2), Way(id: 3)]));
        Assert.Equal(2, leaving.Way.Link.Id.Value);
        Assert.Equal([(3L, Reason.AlreadyInAnotherLink)], leaving.NotBy.Select(pair => (pair.Link.Id.Value, pair.Why)));
        Assert.Equal([Reason.LinkPaused], Assert.IsType<Leaving.Stays>(Eligibility.Choose(Task, [Way(state: LinkState.Paused)])).Why.Select(pair => pair.Why));
    }

    [Fact]
    public void Rule06_a_task_waits_for_the_first_link_that_matches_and_goes_out_by_no_other()
    {
        var stays = Assert.IsType<Leaving.Stays>(Eligibility.Choose(Task, [Way(id: 1, state: LinkState.Waiting), Way(id: 2)]));
        Assert.Equal([(1L, Reason.LinkPaused), (2L, Reason.AlreadyInAnotherLink)], stays.Why.Select(pair => (pair.Link.Id.Value, pair.Why)));
    }

    private static WayOut Way(long id = 1, Side from = Side.A, TaskFilter? filter = null, LinkState state = LinkState.Active, bool chains = false)
    {
        var (a, b) = Presets.Pair(Presets.Support, new HalfChoices { Filter = filter ?? new TaskFilter { Groups = [12] }, TargetGroup = 12 }, new HalfChoices { TargetGroup = 40 });
        return new WayOut(
            new Link(new LinkId(id), "link", new PortalId(1), new PortalId(2), state, new Contract(1, a with { SendsPartnersMirrors = chains }, b), DateTimeOffset.UnixEpoch),
            from, FamilyThere: false);
    }
}

using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;

namespace B24App.Tests.Journeys;

/// <summary>RULES 5, 21: a link that is paused, resumed or narrowed.</summary>
public sealed class PauseJourney
{
    public static TheoryData<Card> BothCards => StatusJourney.BothCards;

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule21_what_happens_during_a_pause_crosses_once_after_it(Card card)
    {
        await using var pair = await Pair.Filed("partners", card, card);
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        await Pause(pair, Side.A);

        pair.EditsAtNorth(("TITLE", "Renamed during the pause"));
        pair.South.Does(7, pair.Mirror, "start");
        pair.North.Says(5, pair.Task, "question");
        pair.South.Says(7, pair.Mirror, "answer");
        pair.North.Files(5, 12, "Filed during the pause");
        await pair.Quiet();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        Assert.Single(pair.South.TasksIn(40));
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);

        await Resume(pair, Side.A);
        await pair.Quiet();
        Assert.Equal("Renamed during the pause", pair.AtSouth.Text("title"));
        Assert.Equal(("3", "3"), pair.Status);
        Assert.Equal(3, pair.South.Comments(pair.Mirror).Count);
        Assert.Equal(3, pair.North.Comments(pair.Task).Count);
        Assert.Equal(2, pair.South.TasksIn(40).Count);
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule21_who_paused_resumes_and_the_other_cannot()
    {
        await using var pair = await Pair.Filed("partners");
        await Pause(pair, Side.A);
        var link = await Link(pair);
        Assert.NotEqual(LinkAnswer.Done, (await pair.World.Get<Pausing>().Resume(link.Id, Side.B, await pair.World.Admin(1))).Answer);
        Assert.False((await Link(pair)).Runs);
        await Resume(pair, Side.A);
        Assert.True((await Link(pair)).Runs);
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule21_calls_that_waited_when_the_link_paused_are_planned_anew_and_cross_once(Card card)
    {
        await using var pair = await Pair.Filed("partners", card, card);
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));

        // The portal is overloaded: what is written down does not leave before the pause.
        pair.South.Faults.Add(Fault.Throttle(3));
        pair.North.Says(5, pair.Task, "waits");
        pair.EditsAtNorth(("TITLE", "Waits"));
        await pair.World.Now();
        await Pause(pair, Side.B);
        pair.South.Faults.Clear();
        await pair.Quiet();
        Assert.Equal("Replace the printer drum", pair.AtSouth.Text("title"));
        Assert.Single(pair.South.Comments(pair.Mirror));

        pair.EditsAtNorth(("TITLE", "Later words"));
        await Resume(pair, Side.B);
        await pair.Quiet();
        Assert.Equal("Later words", pair.AtSouth.Text("title"));
        Assert.Equal(2, pair.South.Comments(pair.Mirror).Count);
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule21_more_than_ten_waiting_comments_cross_as_one_message(Card card)
    {
        await using var pair = await Pair.Filed("support", card, card);
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        await Pause(pair, Side.B);
        for (var i = 0; i < 12; i++)
        {
            pair.North.Says(5, pair.Task, $"line {i}");
        }

        await pair.Quiet();
        await Resume(pair, Side.B);
        await pair.Quiet();
        var digest = Assert.Single(pair.South.Talk(pair.Mirror), text => text.Contains("line 0", StringComparison.Ordinal));
        for (var i = 0; i < 12; i++)
        {
            Assert.Contains($"line {i}", digest, StringComparison.Ordinal);
        }

        Assert.Equal(2, pair.South.Talk(pair.Mirror).Count(text => text.Contains("Орлов", StringComparison.Ordinal)));
        await pair.IsSettled();

        // An edit of one of them cannot change the message of all: it is told.
        var edited = Spoken.Of(pair.North.Portal, pair.Task).First(line => line.Text == "line 3").Id;
        pair.North.Rewrites(5, pair.Task, edited, "line three");
        await pair.LookAtTalks();
        Assert.Contains(pair.NotesAtSouth, note => note.Contains("line three", StringComparison.Ordinal));
        await pair.IsSettled();
    }

    [Fact]
    public async Task Rule05_a_contract_that_narrows_before_a_call_leaves_stops_it()
    {
        await using var pair = await Pair.Filed("partners");
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        pair.South.Faults.Add(Fault.Throttle(3));
        pair.EditsAtNorth(("TITLE", "Second title"), ("PRIORITY", "2"));
        await pair.World.Now();
        var link = await Link(pair);
        var half = link.Contract.B with { TakesFields = link.Contract.B.TakesFields.Remove(Field.Priority) };
        Assert.Equal(LinkAnswer.Done, await pair.World.Get<Halves>().Edit(link.Id, Side.B, half, link.Contract.Number, await pair.World.Admin(1), Consent.None));
        pair.South.Faults.Clear();
        await pair.Quiet();
        Assert.Equal("Second title", pair.AtSouth.Text("title"));
        Assert.Equal("1", pair.AtSouth.Text("priority"));
        await pair.IsSettled();
    }

    [Theory, MemberData(nameof(BothCards))]
    public async Task Rule05_comments_that_may_no_longer_leave_stay_even_when_they_were_written_down(Card card)
    {
        await using var pair = await Pair.Filed("partners", card, card);
        pair.North.Says(5, pair.Task, "before");
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        pair.South.Faults.Add(Fault.Throttle(3));
        pair.North.Says(5, pair.Task, "written down");
        await pair.World.Now();
        var link = await Link(pair);
        var half = link.Contract.A with { SendsComments = false };
        Assert.Equal(LinkAnswer.Done, await pair.World.Get<Halves>().Edit(link.Id, Side.A, half, link.Contract.Number, await pair.World.Admin(0), Consent.None));
        pair.South.Faults.Clear();
        await pair.Quiet();
        Assert.Single(pair.South.Comments(pair.Mirror));
        pair.South.Says(7, pair.Mirror, "answers still cross");
        await pair.Quiet();
        Assert.Equal(3, pair.North.Comments(pair.Task).Count);
        await pair.IsSettled();
    }

    private static async Task<Link> Link(Pair pair) => (await pair.World.Get<LinkBook>().All())[0];

    internal static async Task Pause(Pair pair, Side side) =>
        Assert.Equal(LinkAnswer.Done, await pair.World.Get<Pausing>().Pause((await Link(pair)).Id, side, await pair.World.Admin(side == Side.A ? 0 : 1)));

    internal static async Task Resume(Pair pair, Side side) =>
        Assert.Equal(LinkAnswer.Done, (await pair.World.Get<Pausing>().Resume((await Link(pair)).Id, side, await pair.World.Admin(side == Side.A ? 0 : 1))).Answer);
}

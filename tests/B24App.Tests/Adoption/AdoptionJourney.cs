using System.Text.Json.Nodes;
using B24App.Adoption;
using B24App.Backfill;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using B24App.Tests.Files;
using B24App.Tests.Journeys;
using B24App.Tests.Pages;
using B24App.Tests.Parts;

namespace B24App.Tests.Adoption;

/// <summary>Pairs made by hand before the link are found, adopted when both sides agree, and never doubled.</summary>
public sealed class AdoptionJourney
{
    public static TheoryData<Card, Card> Cards => new() { { Card.New, Card.New }, { Card.Old, Card.Old }, { Card.Old, Card.New } };

    [Theory, MemberData(nameof(Cards))]
    public async Task A_pair_kept_by_hand_is_adopted_and_nothing_is_created_or_said_twice(Card north, Card south)
    {
        await using var world = await World.Start(north, south);
        var (task, copy) = Copied(world, "Replace the drum");
        world.North.Says(5, task, "first");
        world.North.Says(5, task, "second");
        world.South.Says(7, copy, "Пётр (Север): first");
        world.South.Says(7, copy, "Пётр (Север): second");
        world.South.Says(7, copy, "our own word");
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(5));
        var link = await world.Link(0, 12, 1, 40);
        var pair = Assert.Single(await Search(world, link));
        Assert.Equal((task, copy, Side.A), (pair.Pair.A, pair.Pair.B, pair.Pair.Origin));
        Assert.InRange(pair.Pair.Score, 80, 100);

        // One yes is not enough; a second press of the same side changes nothing.
        var acts = world.Get<AdoptionActs>();
        Assert.Equal(LinkAnswer.Done, await acts.Agree(link, Side.A, [pair.Id], 0, false, await world.Admin(0)));
        Assert.Equal(LinkAnswer.NothingToDo, await acts.Agree(link, Side.A, [pair.Id], 0, false, await world.Admin(0)));
        await world.AllIsQuiet();
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM mapping"));
        Assert.Equal(LinkAnswer.Done, await acts.Agree(link, Side.B, [], 80, false, await world.Admin(1)));
        await world.AllIsQuiet();
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'task' AND state = 'live'"));
        Assert.Equal(2, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'comment'"));

        // A run over everything finds nothing of it to bring, and what is said from now on crosses once.
        world.Clock.Turn(TimeSpan.FromMinutes(2));
        world.North.Says(5, task, "third");
        world.South.Edits(1, copy, People.Fields(("TITLE", "Replace the drum today")));
        await world.AllIsQuiet();
        var (_, run) = await world.Get<BackfillActs>().Preview(link, Side.A, RunKind.Backfill, new RunOptions(null, true, false, false), await world.Admin(0));
        await world.AllIsQuiet();
        await world.Get<BackfillActs>().Start(run, await world.Admin(0));
        await world.AllIsQuiet();
        await world.Sweep();
        Assert.Single(world.South.TasksIn(40));
        Assert.Single(world.North.TasksIn(12));
        Assert.Equal("Replace the drum today", world.North.Task(task).Text("title"));
        foreach (var word in new[] { "first", "second", "third" })
        {
            Assert.Single(world.South.Comments(copy), text => text.Contains(word, StringComparison.Ordinal));
            Assert.Single(world.North.Comments(task), text => text.Contains(word, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(world.North.Comments(task), text => text.Contains("our own word", StringComparison.Ordinal)); // older than the pair (RULES 8)
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM outbox WHERE settled_at = 0 OR state = 'parked'"));
    }

    [Fact]
    public async Task What_differs_stays_until_somebody_changes_it_or_follows_the_rules_when_asked()
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        var (kept, copyOfKept) = Copied(world, "Kept as they are");
        var (made, copyOfMade) = Copied(world, "Made equal");
        foreach (var (one, other) in new[] { (kept, copyOfKept), (made, copyOfMade) })
        {
            world.North.Edits(5, one, People.Fields(("PRIORITY", 2), ("TAGS", new JsonArray("north"))));
            world.South.Edits(1, other, People.Fields(("PRIORITY", 0), ("TAGS", new JsonArray("south"))));
        }

        await world.AllIsQuiet();
        var link = await world.Link(0, 12, 1, 40);
        var pairs = await Search(world, link);
        Assert.Equal(2, pairs.Count);
        await Agree(world, link, pairs.Single(pair => pair.Pair.A == kept).Id, align: false);
        await Agree(world, link, pairs.Single(pair => pair.Pair.A == made).Id, align: true);
        await world.AllIsQuiet();
        Assert.Equal(("2", "0"), (world.North.Task(kept).Text("priority"), world.South.Task(copyOfKept).Text("priority")));
        Assert.Equal(("2", "2"), (world.North.Task(made).Text("priority"), world.South.Task(copyOfMade).Text("priority")));
        Assert.Equal(["north", "south"], world.South.Task(copyOfMade).Tags());
        Assert.Equal(["north", "south"], world.North.Task(made).Tags());
        world.North.Edits(5, kept, People.Fields(("PRIORITY", 1)));
        await world.AllIsQuiet();
        Assert.Equal("1", world.South.Task(copyOfKept).Text("priority"));
        Assert.Equal(2, world.South.TasksIn(40).Count);
    }

    [Fact]
    public async Task Files_that_stand_on_both_sides_are_one_and_the_others_are_put_together()
    {
        await using var world = await World.Start(Card.New, Card.New);
        var (task, copy) = Copied(world, "With files");
        var bytes = FilePeople.Bytes(2_000, 1);
        world.North.Attaches(5, task, world.North.Puts(5, "plan.pdf", bytes));
        world.South.Attaches(7, copy, world.South.Puts(7, "plan.pdf", bytes));
        world.South.Attaches(7, copy, world.South.Puts(7, "extra.pdf", FilePeople.Bytes(500, 2)));
        await world.AllIsQuiet();
        var link = await world.Link(0, 12, 1, 40);
        await Agree(world, link, Assert.Single(await Search(world, link)).Id, align: false);
        await world.AllIsQuiet();
        world.North.Attaches(5, task, world.North.Puts(5, "later.pdf", FilePeople.Bytes(700, 3)));
        await world.AllIsQuiet();
        string[] names = ["extra.pdf", "later.pdf", "plan.pdf"];
        Assert.Equal(names, world.North.FilesOf(task).Select(file => file.Split(' ')[0]));
        Assert.Equal(names, world.South.FilesOf(copy).Select(file => file.Split(' ')[0]));
        Assert.Equal((1, 1), (world.North.Uploads(), world.South.Uploads())); // plan.pdf went nowhere
    }

    [Fact]
    public async Task Hours_and_results_that_stood_on_both_sides_are_not_exchanged_again()
    {
        await using var world = await World.Start(Card.New, Card.New);
        var (task, copy) = Copied(world, "With hours");
        world.North.Works(5, task, 3600, "Replaced the drum");
        world.South.Works(7, copy, 3600, "replaced the drum ");
        world.North.Works(5, task, 600, "told them");
        world.South.Works(7, copy, 900, "drove there");
        world.North.Concludes(5, task, "It prints again");
        world.South.Concludes(7, copy, "It prints again");
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(5));
        var link = await world.Link(0, 12, 1, 40);
        await Agree(world, link, Assert.Single(await Search(world, link)).Id, align: true);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromMinutes(2));
        await world.Sweep();
        await world.Sweep();
        Assert.Equal(["3600 Replaced the drum", "600 told them"], world.North.Hours(task));
        Assert.Equal(["3600 replaced the drum ", "900 drove there"], world.South.Hours(copy));
        Assert.Equal((1, 1), (world.North.Results(task).Count, world.South.Results(copy).Count));

        // What is entered or corrected from now on crosses.
        world.North.Works(5, task, 120, "looked again");
        world.North.Corrects(task, world.North.Entries(task)[0].Id, 7200, "Replaced the drum");
        await world.AllIsQuiet();
        await world.Sweep();
        await world.Sweep();
        Assert.Equal(3, world.South.Hours(copy).Count);
        Assert.Contains(world.South.Hours(copy), line => line.StartsWith("7200 ", StringComparison.Ordinal));
        Assert.Contains(world.South.Hours(copy), line => line.EndsWith(": looked again", StringComparison.Ordinal));
        Assert.Equal(3, world.North.Hours(task).Count);
    }

    [Fact]
    public async Task Pairs_of_a_link_that_ended_are_known_by_the_mark_it_planted()
    {
        await using var world = await World.Start(Card.New, Card.New);
        var old = await world.Link(0, 12, 1, 40);
        var task = world.North.Files(5, 12, "Mirrored once");
        await world.AllIsQuiet();
        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        Assert.Equal(LinkAnswer.Done, await world.Get<Unlinking>().End(old, Side.A, EndingPolicy.Keep, await world.Admin(0)));
        await world.AllIsQuiet();
        world.South.Edits(1, mirror, People.Fields(("TITLE", "Renamed since")));
        await world.AllIsQuiet();
        var link = await world.Link(0, 12, 1, 40);
        var pair = Assert.Single(await Search(world, link));
        Assert.Equal((task, mirror, 100), (pair.Pair.A, pair.Pair.B, pair.Pair.Score));
        Assert.Contains(Signal.Family, pair.Pair.Signals);
        await Agree(world, link, pair.Id, align: false);
        await world.AllIsQuiet();
        world.North.Edits(5, task, People.Fields(("TITLE", "Renamed together")));
        await world.AllIsQuiet();
        Assert.Equal("Renamed together", Assert.Single(world.South.TasksIn(40)).Text("title"));
    }

    [Fact]
    public async Task Rule05_only_what_the_contract_reaches_is_read_and_a_no_stays_a_no()
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        world.North.Files(5, 13, "Private at both");
        world.South.Files(7, 0, "Private at both");
        var (task, copy) = Copied(world, "Within the contract");
        await world.AllIsQuiet();
        var link = await world.Link(0, 12, 1, 40);
        var pair = Assert.Single(await Search(world, link));
        Assert.Equal((task, copy), (pair.Pair.A, pair.Pair.B));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM adoption_task")); // what was read to compare is not kept
        var acts = world.Get<AdoptionActs>();
        Assert.Equal(LinkAnswer.NotFound, await acts.Agree(link, Side.A, [pair.Id], 0, false, await world.Admin(1)));
        Assert.Equal(LinkAnswer.Done, await acts.Refuse(link, Side.B, pair.Id, await world.Admin(1)));
        Assert.Equal(LinkAnswer.NothingToDo, await acts.Agree(link, Side.A, [pair.Id], 0, false, await world.Admin(0)));
        Assert.Empty(await Search(world, link));
    }

    [Fact]
    public async Task Ended_in_the_middle_it_goes_on_and_a_task_that_was_mirrored_meanwhile_is_left_alone()
    {
        await using var world = await World.Start(Card.New, Card.New);
        var copies = Enumerable.Range(0, 5).Select(i => Copied(world, $"Pair number {i}")).ToList();
        await world.AllIsQuiet();
        var link = await world.Link(0, 12, 1, 40);
        await world.Get<AdoptionActs>().Search(link, Side.A, await world.Admin(0));
        await world.Get<BackfillWork>().Turn(CancellationToken.None);
        await world.Restart();
        await world.AllIsQuiet();
        var pairs = await Pairs(world, link);
        Assert.Equal(5, pairs.Count);
        world.North.Edits(5, copies[0].Task, People.Fields(("TITLE", "Crossed by itself")));
        Assert.Equal(B24App.ByHand.HandAnswer.Done, (await world.Get<B24App.ByHand.SendByHand>().Send((await world.Portal(0)).Id, copies[0].Task, link, false, 1, true)).Answer);
        await world.AllIsQuiet();
        foreach (var pair in pairs)
        {
            await Agree(world, link, pair.Id, align: false);
        }

        await world.Get<BackfillWork>().Turn(CancellationToken.None);
        await world.Restart();
        await world.AllIsQuiet();
        var after = await Pairs(world, link);
        Assert.Equal(4, after.Count(pair => pair.State == AdoptionState.Adopted));
        Assert.Equal(nameof(Reason.AlreadyMirrored), Assert.Single(after, pair => pair.State == AdoptionState.Failed).Reason);
        Assert.Equal(5, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'task'"));
        Assert.Equal(6, world.South.TasksIn(40).Count);
    }

    [Theory]
    [InlineData("ru", "Балл", "ждёт партнёра")]
    [InlineData("en", "Score", "waits for the partner")]
    public async Task The_page_shows_scores_and_takes_the_word_of_each_side(string language, string score, string waits)
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        var (_, copy) = Copied(world, "Тайна Севера");
        world.South.Edits(1, copy, People.Fields(("TITLE", "Secret of the South")));
        await world.AllIsQuiet();
        var link = (await world.Link(0, 12, 1, 40)).Value;
        var (a, b) = (await Desktop.Open(world, world.North, language: language), await Desktop.Open(world, world.South, language: language));
        Sound.Is((await a.Get($"links/{link}/pairs")).Page);
        Assert.Equal(200, (await a.Post($"links/{link}/pairs?handler=search")).Status);
        await world.AllIsQuiet();
        var (_, page) = await a.Get($"links/{link}/pairs");
        Sound.Is(page);
        Assert.Contains(score, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Тайна Севера", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret of the South", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Тайна Севера", (await b.Get($"links/{link}/pairs")).Page.Body!.TextContent, StringComparison.Ordinal);
        (_, page) = await a.Post(page.QuerySelector("#pairs-list button")!.GetAttribute("hx-post")!.TrimStart('/'));
        Assert.Contains(waits, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, (await b.Post($"links/{link}/pairs?handler=all", ("least", "65"))).Status);
        await world.AllIsQuiet();
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'task'"));
        Sound.Is((await b.Get($"links/{link}/pairs")).Page);
        Assert.Equal(403, (await (await Desktop.Open(world, world.North, user: 5)).Get($"links/{link}/pairs")).Status);
    }

    // Somebody copied a task by hand into the partner's portal, with the address of the first in its text.
    private static (long Task, long Copy) Copied(World world, string title)
    {
        var task = world.North.Files(5, 12, title);
        var address = $"{world.North.Url}/company/personal/user/5/tasks/task/view/{task}/";
        return (task, world.South.Files(7, 40, title, People.Fields(("DESCRIPTION", "Copied from " + address))));
    }

    private static async Task<IReadOnlyList<PairRow>> Search(World world, LinkId link)
    {
        Assert.Equal(LinkAnswer.Done, await world.Get<AdoptionActs>().Search(link, Side.A, await world.Admin(0)));
        await world.AllIsQuiet();
        return await Pairs(world, link);
    }

    private static async Task<IReadOnlyList<PairRow>> Pairs(World world, LinkId link) => await world.Get<AdoptionStore>().Page(link, Side.A, world.North.Portal.MemberId, 0, 100);

    private static async Task Agree(World world, LinkId link, long pair, bool align)
    {
        Assert.Equal(LinkAnswer.Done, await world.Get<AdoptionActs>().Agree(link, Side.A, [pair], 0, align, await world.Admin(0)));
        Assert.Equal(LinkAnswer.Done, await world.Get<AdoptionActs>().Agree(link, Side.B, [pair], 0, false, await world.Admin(1)));
    }
}

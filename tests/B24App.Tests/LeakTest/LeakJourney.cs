using B24App.Backfill;
using B24App.EmulatedPortal.Kernel;
using B24App.LeakTest;
using B24App.Links;
using B24App.Plan;
using B24App.Store;
using B24App.Tests.Files;
using B24App.Tests.Journeys;
using B24App.Tests.Pages;
using B24App.Tests.Parts;

namespace B24App.Tests.LeakTest;

/// <summary>Before the switch is turned, the page lists each message and file that would leave; then exactly that leaves.</summary>
public sealed class LeakJourney
{
    private static readonly string[] Reads = ["get", "list", "getlist", "history", "messages", "fields", "profile", "current", "batch", "user"];

    public static TheoryData<Card, Card> Cards => new() { { Card.New, Card.New }, { Card.Old, Card.Old }, { Card.Old, Card.New } };

    [Theory, MemberData(nameof(Cards))]
    public async Task The_list_equals_what_really_leaves(Card north, Card south)
    {
        await using var world = await World.Start(north, south);
        await Years(world);
        var link = await world.Link(0, 12, 1, 40, changeA: half => half with { LargestFile = 1 });
        var (requests, lines) = await Test(world, link);
        Assert.DoesNotContain(requests, IsWrite);
        Assert.Empty(world.South.TasksIn(40));

        var leaves = lines.Where(line => line.Verdict == LeakVerdict.Leaves).ToList();
        Assert.Equal(4, leaves.Count(line => line.Kind == LeakKind.Task));
        Assert.Equal(4, leaves.Count(line => line.Kind == LeakKind.Message));
        Assert.Equal(2, leaves.Count(line => line.Kind == LeakKind.File));
        Assert.Equal(
            [nameof(Reason.FileForbidden), nameof(Reason.FileTooLarge), nameof(Reason.InternalComment)],
            lines.Where(line => line.Verdict == LeakVerdict.Stays && line.Kind == LeakKind.File).Select(line => line.Why).Order());
        Assert.Contains(lines, line => line is { Verdict: LeakVerdict.Stays, Kind: LeakKind.Message, Why: nameof(Reason.InternalComment), Text: "// only for us" });

        var acts = world.Get<BackfillActs>();
        var (_, run) = await acts.Preview(link, Side.A, RunKind.Backfill, new RunOptions(null, true, false, false), await world.Admin(0));
        await world.AllIsQuiet();
        Assert.Equal(LinkAnswer.Done, await acts.Start(run, await world.Admin(0)));
        await world.AllIsQuiet();

        var mirrors = world.South.TasksIn(40);
        Assert.Equal(leaves.Where(line => line.Kind == LeakKind.Task).Select(line => line.Text).Order(), mirrors.Select(mirror => mirror.Text("title")).Order());
        var said = string.Join('\n', mirrors.SelectMany(mirror => world.South.Talk(mirror.Id())));
        foreach (var line in lines.Where(line => line.Kind == LeakKind.Message))
        {
            Assert.True(said.Contains(line.Text, StringComparison.Ordinal) == (line.Verdict == LeakVerdict.Leaves), $"{line.Verdict} {line.Text}");
        }

        var files = mirrors.SelectMany(mirror => world.South.FilesOf(mirror.Id()).Concat(world.South.FilesSaid(mirror.Id()))).Select(file => file.Split(' ')[0]).Order();
        Assert.Equal(leaves.Where(line => line.Kind == LeakKind.File).Select(line => line.Text).Order(), files);

        // Later: everything that left is named as such, and nothing new would leave.
        var (_, later) = await Test(world, link);
        Assert.DoesNotContain(later, line => line.Verdict is LeakVerdict.Leaves or LeakVerdict.Unread);
        Assert.Equal(leaves.Select(line => line.Item).Order(), later.Where(line => line.Verdict == LeakVerdict.Left).Select(line => line.Item).Order());
    }

    [Theory, MemberData(nameof(Cards))]
    public async Task Hours_results_and_their_files_are_listed_as_they_leave(Card north, Card south)
    {
        await using var world = await World.Start(north, south);
        var task = world.North.Files(5, 12, "With a result");
        var proof = world.North.Puts(5, "proof.png", FilePeople.Bytes(2_000, 1));
        var said = world.North.SaysWith(5, task, "it prints", proof);
        var inside = world.North.SaysWith(5, task, "// ours alone", world.North.Puts(5, "bill.png", FilePeople.Bytes(2_000, 2)));
        if (north == Card.Old)
        {
            world.North.Pins(5, said);
            world.North.Pins(5, inside);
        }
        else
        {
            world.North.ConcludesFrom(5, task, said);
            world.North.ConcludesFrom(5, task, inside);
            world.North.ConcludesWith(5, task, "it scans", world.North.Puts(5, "scan.png", FilePeople.Bytes(3_000, 3)));
        }

        world.North.Works(5, task, 600, "drum");
        world.North.Works(5, task, 1200, "// three tries");
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(10));
        var link = await world.Link(0, 12, 1, 40);
        var (requests, lines) = await Test(world, link);
        Assert.DoesNotContain(requests, IsWrite);
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM met_person"));

        string[] leaving = north == Card.Old ? ["it prints"] : ["it prints", "it scans"];
        Assert.Equal(leaving, lines.Where(line => line is { Kind: LeakKind.Result, Verdict: LeakVerdict.Leaves }).Select(line => line.Text).Order());
        Assert.Equal([nameof(Reason.InternalComment)], lines.Where(line => line is { Kind: LeakKind.Result, Verdict: LeakVerdict.Stays }).Select(line => line.Why));
        Assert.Equal(["0:10 drum", "0:20"], lines.Where(line => line is { Kind: LeakKind.Time, Verdict: LeakVerdict.Leaves }).Select(line => line.Text).Order());
        Assert.Equal(["proof.png"], lines.Where(line => line is { Kind: LeakKind.File, Verdict: LeakVerdict.Leaves }).Select(line => line.Text));
        string[] staying = north == Card.Old ? [nameof(Reason.InternalComment)] : [LeakWhy.FilesOfResult, nameof(Reason.InternalComment)];
        Assert.Equal(staying, lines.Where(line => line is { Kind: LeakKind.File, Verdict: LeakVerdict.Stays }).Select(line => line.Why).Order());

        var acts = world.Get<BackfillActs>();
        var (_, run) = await acts.Preview(link, Side.A, RunKind.Backfill, new RunOptions(null, true, false, false), await world.Admin(0));
        await world.AllIsQuiet();
        Assert.Equal(LinkAnswer.Done, await acts.Start(run, await world.Admin(0)));
        await world.AllIsQuiet();
        await world.Sweep(TimeSpan.FromHours(25));
        await world.Sweep();

        var mirror = Assert.Single(world.South.TasksIn(40)).Id();
        Assert.Equal(leaving, world.South.Results(mirror).Select(text => text.Split('\n')[^1]).Order());
        Assert.Equal(["1200", "600"], world.South.Hours(mirror).Select(hours => hours.Split(' ')[0]).Order());
        Assert.Equal(["drum"], world.South.Hours(mirror).Where(hours => hours.Contains(':', StringComparison.Ordinal)).Select(hours => hours.Split(": ")[1]));
        Assert.Equal(["proof.png"], world.South.FilesSaid(mirror).Concat(world.South.FilesOf(mirror)).Select(file => file.Split(' ')[0]));
        Assert.DoesNotContain(world.South.Talk(mirror), text => text.Contains("ours alone", StringComparison.Ordinal));

        var (_, later) = await Test(world, link);
        Assert.DoesNotContain(later, line => line.Verdict is LeakVerdict.Leaves or LeakVerdict.Unread);
        Assert.Equal(
            lines.Where(line => line.Verdict == LeakVerdict.Leaves).Select(line => line.Item).Order(),
            later.Where(line => line.Verdict == LeakVerdict.Left).Select(line => line.Item).Order());
    }

    [Theory]
    [InlineData("ru", "парных карточек")]
    [InlineData("en", "paired CRM cards")]
    public async Task Where_timelines_cross_the_page_says_that_it_reads_tasks_only(string language, string sentence)
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        var tasks = (await world.Link(0, 12, 1, 40)).Value;
        var page = (await (await Desktop.Open(world, world.North, language: language)).Get($"links/{tasks}/leaks")).Page;
        Assert.DoesNotContain(sentence, page.Body!.TextContent, StringComparison.Ordinal);

        var cards = (await world.Link(0, 13, 1, 40, changeA: half => half with { SendsFields = half.SendsFields.Add(Field.Calls) }, changeB: half => half with { TakesFields = half.TakesFields.Add(Field.Calls) })).Value;
        page = (await (await Desktop.Open(world, world.North, language: language)).Get($"links/{cards}/leaks")).Page;
        Assert.Contains(sentence, page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anybody_has_accepted_it_shows_the_most_that_could_leave()
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        await Years(world);
        var half = Presets.Half(Presets.Partners, Side.A, new HalfChoices { Filter = new TaskFilter { Groups = [12] }, TargetGroup = 12, PublishedGroupTitle = "group", InternalPrefix = "//" });
        var link = (await world.Get<Invitations>().Create("Nobody yet", half, await world.Admin(0), Consent.None)).Link;
        var (requests, lines) = await Test(world, link);
        Assert.DoesNotContain(requests, IsWrite);
        Assert.Equal(4, lines.Count(line => line is { Verdict: LeakVerdict.Leaves, Kind: LeakKind.Task }));
        Assert.Equal(3, lines.Count(line => line is { Verdict: LeakVerdict.Leaves, Kind: LeakKind.File })); // 20 MB is the half's own border
    }

    [Fact]
    public async Task A_chat_that_is_closed_to_us_stays_closed_and_is_named()
    {
        await using var world = await World.Start(Card.New, Card.New);
        await Years(world);
        var link = await world.Link(0, 12, 1, 40);
        var stranger = world.North.Files(5, 12, "We have no seat there");
        world.North.Says(5, stranger, "closed");
        var (_, lines) = await Test(world, link, seats: false);
        Assert.Contains(lines, line => line is { Verdict: LeakVerdict.Unread, Why: nameof(Reason.NotInChat) });
    }

    [Fact]
    public async Task Only_the_days_asked_for_are_read_and_the_test_goes_when_it_is_thrown_away()
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        await Years(world);
        world.Clock.Turn(TimeSpan.FromDays(9));
        world.North.Files(5, 12, "Of this week");
        var link = await world.Link(0, 12, 1, 40);
        var (_, lines) = await Test(world, link, days: 7);
        Assert.Equal(["Of this week"], lines.Where(line => line.Kind == LeakKind.Task).Select(line => line.Text));
        var run = (await world.Get<BackfillStore>().Of(link, (await world.Portal(0)).Id, RunKind.LeakTest))[0].Id;
        Assert.Equal(LinkAnswer.NotFound, await world.Get<BackfillActs>().Discard(run, await world.Admin(1)));
        Assert.Equal(LinkAnswer.Done, await world.Get<BackfillActs>().Discard(run, await world.Admin(0)));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM leak_item"));
    }

    [Fact]
    public async Task Ended_in_the_middle_it_goes_on_and_texts_lie_sealed()
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        await Years(world);
        var link = await world.Link(0, 12, 1, 40);
        var (_, run) = await world.Get<BackfillActs>().Preview(link, Side.A, RunKind.LeakTest, new RunOptions(null, true, false, false), await world.Admin(0));
        await world.Get<BackfillWork>().Turn(CancellationToken.None);
        await world.Restart();
        await world.AllIsQuiet();
        Assert.Equal(RunState.Ready, (await world.Get<BackfillStore>().Find(run))!.State);
        Assert.Equal(4, (await Lines(world, run)).Count(line => line.Kind == LeakKind.Task));
        Assert.Equal(0, await world.Scalar("SELECT count(*) FROM leak_item WHERE instr(CAST(said AS TEXT), 'first words') > 0"));
        Assert.Contains(await Lines(world, run), line => line.Text == "first words");
    }

    [Theory]
    [InlineData("ru", "ушло бы", "Внутренний комментарий")]
    [InlineData("en", "would leave", "internal comment")]
    public async Task The_page_shows_it_to_administrators_with_texts_and_to_no_other_company(string language, string leaves, string stays)
    {
        await using var world = await World.Start(Card.Old, Card.Old);
        await Years(world);
        for (var i = 0; i < 60; i++)
        {
            world.North.Files(5, 12, $"One of many {i}");
        }

        await world.AllIsQuiet();
        var link = (await world.Link(0, 12, 1, 40)).Value;
        var a = await Desktop.Open(world, world.North, language: language);
        var (_, empty) = await a.Get($"links/{link}/leaks");
        Sound.Is(empty);
        Assert.Equal(200, (await a.Post($"links/{link}/leaks?handler=test", ("days", "0"))).Status);
        await world.AllIsQuiet();
        var (status, page) = await a.Get($"links/{link}/leaks");
        Assert.Equal(200, status);
        Sound.Is(page);
        Assert.Contains(leaves, page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.All(page.QuerySelectorAll("form select option[value='']"), any => Assert.Equal(B24App.Pages.Texts.For(language)["Leaks.any"], any.TextContent));
        Assert.Equal(50, page.QuerySelectorAll("#leaks-list > li:not(.journal-more)").Length);
        var (_, more) = await a.Get(page.QuerySelector("#leaks-list .journal-more button")!.GetAttribute("hx-get")!.TrimStart('/'));
        Assert.NotEmpty(more.QuerySelectorAll("li"));
        var (_, held) = await a.Get($"links/{link}/leaks?handler=lines&verdict=Stays&kind=Message&after=0");
        Assert.Contains("only for us", held.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(stays, held.Body.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("first words", (await (await Desktop.Open(world, world.South)).Get($"links/{link}/leaks")).Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(403, (await (await Desktop.Open(world, world.North, user: 5)).Get($"links/{link}/leaks")).Status);
    }

    private static async Task Years(World world)
    {
        var first = world.North.Files(5, 12, "With words");
        world.North.Says(5, first, "first words");
        world.North.Says(5, first, "// only for us");
        var picture = world.North.Puts(5, "picture.png", FilePeople.Bytes(2_000, 1));
        world.North.SaysWith(5, first, "see the picture", picture);
        world.North.SaysWith(5, first, "// and this stays", world.North.Puts(5, "secret.png", FilePeople.Bytes(2_000, 2)));
        var second = world.North.Files(5, 12, "With files");
        world.North.Attaches(5, second, world.North.Puts(5, "plan.pdf", FilePeople.Bytes(3_000, 3)));
        world.North.Attaches(5, second, world.North.Puts(5, "setup.exe", FilePeople.Bytes(1_000, 4)));
        world.North.Attaches(5, second, world.North.Puts(5, "film.mp4", FilePeople.Bytes(1_500_000, 5)));
        world.North.Says(5, second, "third");
        var third = world.North.Files(5, 12, "Quiet");
        var fourth = world.North.Files(5, 12, "One word");
        world.North.Says(5, fourth, "fourth");
        world.North.Files(5, 13, "Another group");
        Assert.NotEqual(third, fourth);
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromDays(10));
    }

    // On the new card the test reads only where the relay account sits already; here it is asked into the chats by a person.
    private static async Task<(IReadOnlyList<string> Requests, IReadOnlyList<LeakLine> Lines)> Test(World world, LinkId link, int days = 0, bool seats = true)
    {
        if (seats)
        {
            foreach (var task in world.North.TasksIn(12).Where(task => world.North.Chat(task.Id()) > 0))
            {
                world.North.Edits(5, task.Id(), People.Fields(("AUDITORS", new System.Text.Json.Nodes.JsonArray(1))));
            }

            await world.AllIsQuiet();
        }

        var before = world.Hosts.Select(host => host.Requests.Lines.Count).ToList();
        var (answer, run) = await world.Get<BackfillActs>().Preview(
            link, Side.A, RunKind.LeakTest, new RunOptions(days == 0 ? null : world.Clock.GetUtcNow().AddDays(-days), true, false, false), await world.Admin(0));
        Assert.Equal(LinkAnswer.Done, answer);
        await world.AllIsQuiet();
        Assert.Equal(RunState.Ready, (await world.Get<BackfillStore>().Find(run))!.State);
        return ([.. world.Hosts.SelectMany((host, i) => host.Requests.Lines.Skip(before[i])).Select(line => line.Method)], await Lines(world, run));
    }

    private static async Task<IReadOnlyList<LeakLine>> Lines(World world, long run) =>
        await world.Get<LeakStore>().Page(run, world.North.Portal.MemberId, null, null, 0, 1_000);

    private static bool IsWrite(string method) => !Reads.Contains(method.Split('.')[^1], StringComparer.OrdinalIgnoreCase);
}

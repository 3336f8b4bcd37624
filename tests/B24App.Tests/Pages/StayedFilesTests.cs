using B24App.EmulatedPortal.Control;
using B24App.Tests.Files;
using B24App.Tests.Journeys;

namespace B24App.Tests.Pages;

/// <summary>Files that stay behind are listed where everything undelivered is, each with its reason and what can be done.</summary>
public sealed class StayedFilesTests
{
    private const string Hostile = "<img src=x onerror=alert(1)> отчёт.png";

    [Theory]
    [InlineData("ru", "не удалось прочитать", "Программы не передаются")]
    [InlineData("en", "could not be read", "Programs do not cross")]
    public async Task Each_file_says_why_and_one_press_tries_it_again(string language, string unreadable, string program)
    {
        await using var pair = await Pair.Filed();
        pair.North.Faults.Add(new Fault(FaultKind.Junk) { Method = "download", Times = 100 });
        var bytes = FilePeople.Bytes(100, 1);
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, Hostile, bytes));
        pair.North.SaysWith(5, pair.Task, "here", pair.North.Puts(5, "run.exe", FilePeople.Bytes(100, 2)));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        pair.North.Faults.Clear();
        var a = await Desktop.Open(pair.World, pair.North, language: language);

        var (_, page) = await a.Get("undelivered");

        Sound.Is(page);
        var lines = page.QuerySelectorAll("#files li");
        Assert.Equal(2, lines.Length);
        Assert.Contains(lines, line => line.TextContent.Contains(unreadable) && line.TextContent.Contains("отчёт.png") && line.QuerySelector("button[hx-post*='handler=file']") is not null);
        Assert.Contains(lines, line => line.TextContent.Contains(program) && line.QuerySelector("button[hx-post]") is null && line.QuerySelector("button[hx-get*='dropFile']") is not null);
        Assert.Empty((await (await Desktop.Open(pair.World, pair.South, language: language)).Get("undelivered")).Page.QuerySelectorAll("#files"));

        var link = (await pair.World.Get<B24App.Links.LinkBook>().All())[0].Id;
        Assert.NotNull((await a.Get($"links/{link}")).Page.QuerySelector("button[hx-get='/undelivered']"));
        var retry = page.QuerySelector("#files button[hx-post*='handler=file']")!.GetAttribute("hx-post")!.TrimStart('/');
        var stranger = await Desktop.Open(pair.World, pair.South, language: language);
        await stranger.Post(retry);
        Assert.Equal(2, (await a.Get("undelivered")).Page.QuerySelectorAll("#files li").Length);

        Assert.Equal(200, (await a.Post(retry)).Status);
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        await pair.Quiet();
        Assert.Single(pair.South.FilesOf(pair.Mirror));
        Assert.Single((await a.Get("undelivered")).Page.QuerySelectorAll("#files li"));
        Assert.Equal(200, (await a.Post(retry)).Status); // a press that came too late
        Assert.Equal(200, (await a.Post("undelivered?handler=file")).Status);
    }

    [Fact]
    public async Task A_file_that_need_not_go_leaves_the_list_with_a_reason_in_the_journal()
    {
        await using var pair = await Pair.Filed();
        pair.North.SaysWith(5, pair.Task, "here", pair.North.Puts(5, "run.exe", FilePeople.Bytes(100, 1)));
        pair.North.SaysWith(5, pair.Task, "and here", pair.North.Puts(5, "two.exe", FilePeople.Bytes(100, 2)), pair.North.Puts(5, "three.exe", FilePeople.Bytes(100, 3)));
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        var a = await Desktop.Open(pair.World, pair.North);
        var (_, page) = await a.Get("undelivered");
        Assert.Equal(3, page.QuerySelectorAll("#files li").Length);
        var one = page.QuerySelectorAll("#files li button").Single(button => button.TextContent.Contains("run.exe")).GetAttribute("hx-get")!.TrimStart('/');

        var (_, dialog) = await a.Get(one);
        Sound.Is(dialog);
        Assert.Contains("1 файл", dialog.QuerySelector("h2")!.TextContent);
        var drop = dialog.QuerySelector("form")!.GetAttribute("hx-post")!.TrimStart('/');
        Assert.Equal(422, (await a.Post(drop, ("why", " "))).Status);
        var stranger = await Desktop.Open(pair.World, pair.South);
        await stranger.Post(drop, ("why", "mine"));
        Assert.Empty((await stranger.Get(one)).Page.QuerySelectorAll("dialog"));
        Assert.Equal(3, (await a.Get("undelivered")).Page.QuerySelectorAll("#files li").Length);

        Assert.Equal(200, (await a.Post(drop, ("why", "<b>не нужен</b>"))).Status);
        var left = (await a.Get("undelivered")).Page.QuerySelectorAll("#files li");
        Assert.Equal(2, left.Length);
        Assert.DoesNotContain(left, line => line.TextContent.Contains("run.exe"));
        Assert.Contains("Файл снят с отправки: <b>не нужен</b>", (await a.Get("journal?result=News")).Page.Body!.TextContent);
        Assert.Equal(200, (await a.Post(drop, ("why", "again"))).Status); // a press that came too late

        // Dropped is for good: neither a retry of all, nor another edit of its comment, sends it.
        Assert.Equal(200, (await a.Post("undelivered?handler=file")).Status);
        await pair.World.AllIsQuiet(TimeSpan.FromMinutes(30));
        Assert.Empty(pair.South.FilesOf(pair.Mirror));
        Assert.Equal(2, (await a.Get("undelivered")).Page.QuerySelectorAll("#files li").Length);
        Assert.Equal(200, (await a.Post("undelivered?handler=dropFile", ("why", "all of them"))).Status);
        Assert.Empty((await a.Get("undelivered")).Page.QuerySelectorAll("#files"));
    }

    [Fact]
    public async Task A_file_above_the_limit_leads_to_the_limit_and_goes_after_it_was_raised()
    {
        await using var pair = await Pair.Filed("partners", changeA: half => half with { LargestFile = 1 });
        var bytes = FilePeople.Bytes(1_500_000, 1);
        pair.North.Attaches(5, pair.Task, pair.North.Puts(5, "big.png", bytes));
        await pair.Quiet();
        var a = await Desktop.Open(pair.World, pair.North);
        var (_, page) = await a.Get("undelivered");
        Assert.Contains("1,4 МБ", page.QuerySelector("#files li")!.TextContent);

        var (_, rules) = await a.Post(page.QuerySelector("#files button[hx-post*='draft']")!.GetAttribute("hx-post")!.TrimStart('/'));
        Assert.NotNull(rules.QuerySelector("#largest"));
        (_, rules) = await a.Fill(rules, "#wizard", FirstLinkTests.Here(rules) + "?handler=next&to=5", ("LargestFile", "20"));
        Assert.Equal(200, (await a.Post(FirstLinkTests.Here(rules) + "?handler=launch", ("version", rules.QuerySelector("#version")!.GetAttribute("value")!))).Status);
        var b = await Desktop.Open(pair.World, pair.South);
        var link = (await pair.World.Get<B24App.Links.LinkBook>().All())[0].Id;
        var (_, asked) = await b.Get($"links/{link}");
        Assert.Contains("файлы до 20 МБ", asked.Body!.TextContent);
        await b.Post($"links/{link}?handler=agree", ("proposal", asked.QuerySelector("input[name=proposal]")!.GetAttribute("value")!));

        await a.Post("undelivered?handler=file");
        await pair.Quiet();
        pair.World.Clock.Turn(TimeSpan.FromSeconds(5));
        await pair.Quiet();
        Assert.Equal([FilePeople.Line("big.png", bytes)], pair.South.FilesOf(pair.Mirror));
        Assert.Contains("Всё доставлено", (await a.Get("undelivered")).Page.Body!.TextContent);
    }
}

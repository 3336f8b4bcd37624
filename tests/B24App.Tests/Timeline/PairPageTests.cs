using B24App.Backfill;
using B24App.Pages;
using B24App.Pages.Carry;
using B24App.Pages.CrmTab;
using B24App.Plan;
using B24App.Tests.Carry;
using B24App.Tests.Journeys;
using B24App.Tests.Pages;

namespace B24App.Tests.Timeline;

/// <summary>Two administrators pair their cards from the tabs of these cards.</summary>
public sealed class PairPageTests
{
    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Two_administrators_pair_their_deals(string language)
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        var link = await world.Link(0, 12, 1, 40, changeA: TimelineWorld.All, changeB: TimelineWorld.All);
        var (north, south) = (world.North.Deal("Сделка"), world.South.Deal("Сделка"));
        var say = new PairWords(Texts.For(language));
        var here = await Desktop.OpenCrm(world, world.North, "DEAL", north, 1, language);
        var (status, page) = await here.Get("crm/pair");
        Assert.Equal(200, status);
        Assert.Contains(say.With("offer.to", "Юг"), page.Body!.TextContent, StringComparison.Ordinal);
        (status, page) = await here.Post($"crm/pair?handler=offer&link={link.Value}");
        Assert.Equal(200, status);
        Assert.Contains(say.With("offered", "Юг", north), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(422, (await here.Post($"crm/pair?handler=offer&link={link.Value}")).Status);

        var there = await Desktop.OpenCrm(world, world.South, "DEAL", south, 1, language);
        (_, page) = await there.Get("crm/pair");
        Assert.Contains(say.With("offer", "Север", north), page.Body!.TextContent, StringComparison.Ordinal);
        var accept = page.QuerySelectorAll("form").Single(form => form.GetAttribute("hx-post")!.Contains("handler=accept", StringComparison.Ordinal)).GetAttribute("hx-post")![1..];
        (status, page) = await there.Post(accept);
        Assert.Equal(200, status);
        Assert.Contains(say.With("paired", "Север", north), page.Body!.TextContent, StringComparison.Ordinal);
        Sound.Is(page);

        (_, page) = await here.Get("crm/pair");
        Assert.Contains(say.With("paired", "Юг", south), page.Body!.TextContent, StringComparison.Ordinal);
        var end = page.QuerySelectorAll("form").Single(form => form.GetAttribute("hx-post")!.Contains("handler=end", StringComparison.Ordinal)).GetAttribute("hx-post")![1..];
        Assert.Equal(200, (await here.Post(end)).Status);
        (_, page) = await there.Get("crm/pair");
        Assert.DoesNotContain(say.With("paired", "Север", north), page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Where_nothing_of_cards_crosses_a_manager_is_led_to_what_mends_it(string language)
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        var deal = world.North.Deal("Сделка");
        var say = new PairWords(Texts.For(language));
        var manager = await Desktop.OpenCrm(world, world.North, "DEAL", deal, 1, language);
        var employee = await Desktop.OpenCrm(world, world.North, "DEAL", deal, 5, language);

        var (_, page) = await manager.Get("crm/pair");
        Assert.Contains($"{say["none.links"]} {say["none.links.manager"]}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("links", ""), Door(page));

        var link = await world.Link(0, 12, 1, 40);
        (_, page) = await manager.Get("crm/pair");
        Assert.Contains($"{say["none"]} {say["none.manager"]}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("links", $"{link.Value}"), Door(page));
        Sound.Is(page);

        (_, page) = await employee.Get("crm/pair");
        Assert.Contains($"{say["none"]} {say["none.others"]}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(Door(page).Screen);

        // Somebody else's card of the same link: he reads that it stands alone, and who pairs it.
        await using var paired = await TimelineWorld.Paired();
        var other = await Desktop.OpenCrm(paired.World, paired.World.North, "DEAL", paired.World.North.Deal("Другая"), 5, language);
        (_, page) = await other.Get("crm/pair");
        Assert.Contains(say["unpaired"], page.Body!.TextContent, StringComparison.Ordinal);
    }

    private static (string? Screen, string? Id) Door(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelector("a[data-open]") is { } door ? (door.GetAttribute("data-open"), door.GetAttribute("data-id")) : default;

    [Fact]
    public async Task Rule38_an_employee_sees_the_pair_and_changes_nothing()
    {
        await using var pair = await TimelineWorld.Paired();
        var tab = await Desktop.OpenCrm(pair.World, pair.World.North, "DEAL", pair.North, 5);
        var (status, page) = await tab.Get("crm/pair");
        Assert.Equal(200, status);
        Assert.Empty(page.QuerySelectorAll("form"));
        var id = await pair.World.Scalar("SELECT id FROM mapping WHERE kind = 'card'");
        Assert.Equal(403, (await tab.Post($"crm/pair?handler=end&pair={id}")).Status);
        Assert.Equal(403, (await (await Desktop.Open(pair.World, pair.World.North)).Get("crm/pair")).Status);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task A_manager_counts_what_is_older_than_the_pair_and_sends_it(string language)
    {
        await using var past = await HistoryJourney.Given(calls: 2, remarks: 1, letters: 0);
        var (world, texts) = (past.World, Texts.For(language));
        var (say, kinds) = (new PairWords(texts), new CarryWords(texts));
        var tab = await Desktop.OpenCrm(world, world.North, "DEAL", past.North, 1, language);
        var (status, page) = await tab.Get("crm/pair");
        Assert.Equal(200, status);
        Assert.Contains(say["history.advice"], page.Body!.TextContent, StringComparison.Ordinal);
        (status, page) = await tab.Post($"crm/pair?handler=preview&pair={past.Pair.Value}");
        Assert.Equal(200, status);
        Assert.Contains(say["history.state.Dry"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("[hx-trigger]"), part => part.GetAttribute("hx-trigger") == "every 2s");
        await world.AllIsQuiet();

        (status, page) = await tab.Get($"crm/pair?handler=history&pair={past.Pair.Value}");
        Assert.Equal(200, status);
        Assert.Contains([kinds["kind.Call"], "2", say["history.item.Waits"]], page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray()));
        Assert.Equal(say["history.state.Ready"], page.QuerySelector(".pill")!.TextContent);
        Assert.Contains(say["history.back"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("[hx-trigger]"), part => part.GetAttribute("hx-trigger") == "every 2s");
        Assert.Equal(200, (await tab.Post($"crm/pair?handler=start&pair={past.Pair.Value}")).Status);
        await world.AllIsQuiet();
        (_, page) = await tab.Get("crm/pair");
        Assert.Contains(say["history.state.Done"], page.Body!.TextContent, StringComparison.Ordinal);
        Sound.Is(page);
        Assert.Equal((2, 1), (world.South.Entries(2, past.South).Count, world.South.Remarks(2, past.South).Count));

        Assert.Equal(422, (await tab.Post($"crm/pair?handler=start&pair={past.Pair.Value}")).Status);
        Assert.Equal(404, (await tab.Post("crm/pair?handler=preview&pair=999")).Status);
        var employee = await Desktop.OpenCrm(world, world.North, "DEAL", past.North, 5, language);
        Assert.Equal(403, (await employee.Post($"crm/pair?handler=preview&pair={past.Pair.Value}")).Status);
        Assert.Equal(404, (await employee.Get($"crm/pair?handler=history&pair={past.Pair.Value}")).Status);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Managers_of_both_sides_decide_about_a_copy_from_the_tabs_of_their_cards(string language)
    {
        await using var past = await CopyJourney.Copied();
        var (world, say) = (past.World, new CopyWords(Texts.For(language)));
        var (here, there) = (await Desktop.OpenCrm(world, world.North, "DEAL", past.North, 1, language), await Desktop.OpenCrm(world, world.South, "DEAL", past.South, 1, language));
        var copy = await world.Scalar("SELECT id FROM history_copy");
        var (status, page) = await here.Get("crm/pair");
        Assert.Equal(200, status);
        Assert.Contains(say.With("title", "1"), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("запись 0", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(say["signal.Text"], page.Body!.TextContent, StringComparison.Ordinal);
        Sound.Is(page);

        (status, page) = await here.Post($"crm/pair?handler=same&pair={past.Pair.Value}&copy={copy}");
        Assert.Equal(200, status);
        Assert.Contains(say["waitsThere"], page.Body!.TextContent, StringComparison.Ordinal);
        (_, page) = await there.Get("crm/pair");
        Assert.Contains(say["waitsHere"], page.Body!.TextContent, StringComparison.Ordinal);
        (status, page) = await there.Post($"crm/pair?handler=same&pair={past.Pair.Value}&copy={copy}");
        Assert.Equal(200, status);
        Assert.DoesNotContain(say["advice"], page.Body!.TextContent, StringComparison.Ordinal);
        await world.AllIsQuiet();
        Assert.Equal(1, await world.Scalar("SELECT count(*) FROM mapping WHERE kind = 'entry' AND state = 'live'"));
        Assert.Equal(("запись 0", 1), (Assert.Single(world.South.Remarks(2, past.South)), world.North.Remarks(2, past.North).Count));

        Assert.Equal(404, (await here.Post($"crm/pair?handler=other&pair=999&copy={copy}")).Status);
        var employee = await Desktop.OpenCrm(world, world.North, "DEAL", past.North, 5, language);
        Assert.Equal(403, (await employee.Post($"crm/pair?handler=other&pair={past.Pair.Value}&copy={copy}")).Status);
    }

    [Fact]
    public void Both_languages_say_everything_of_copies() => Assert.All(CopyWords.All, pair =>
    {
        Assert.NotEmpty(pair.Value.Ru);
        Assert.DoesNotMatch("[а-яА-Я]", pair.Value.En);
        Assert.Equal(pair.Value.Ru.Contains("{0}", StringComparison.Ordinal), pair.Value.En.Contains("{0}", StringComparison.Ordinal));
    });

    [Fact]
    public void Every_signal_of_a_copy_has_words() => Assert.All(Enum.GetNames<B24App.Adoption.EntrySignal>(), signal => Assert.Contains($"signal.{signal}", CopyWords.All.Keys));

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Both_sides_have_a_button_that_takes_it_back(string language)
    {
        await using var past = await HistoryJourney.Given(calls: 2, remarks: 1, letters: 0);
        var (world, texts, at) = (past.World, Texts.For(language), $"pair={past.Pair.Value}");
        var (say, kinds) = (new PairWords(texts), new CarryWords(texts));
        var here = await Desktop.OpenCrm(world, world.North, "DEAL", past.North, 1, language);
        var there = await Desktop.OpenCrm(world, world.South, "DEAL", past.South, 1, language);
        Assert.Equal(404, (await there.Post($"crm/pair?handler=undoTheirs&{at}")).Status);
        await past.Previewed();
        Assert.Empty((await here.Get("crm/pair")).Page.QuerySelectorAll("[id$=-undo]"));
        Assert.DoesNotContain(say["theirs"], (await there.Get("crm/pair")).Page.Body!.TextContent, StringComparison.Ordinal);
        await past.Does((acts, run, by) => acts.Start(run, by));
        await world.AllIsQuiet();

        // The sender's button: the partner has not agreed to removals, so all stays and is named.
        var (status, page) = await here.Get("crm/pair");
        Assert.Equal(say["history.undo.ask"], page.QuerySelector($"#history-{past.Pair.Value}-undo")!.GetAttribute("hx-confirm"));
        Sound.Is(page);
        (status, page) = await here.Post($"crm/pair?handler=undo&{at}");
        Assert.Equal(200, status);
        Assert.Contains(say["history.state.Undoing"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("[hx-trigger]"), part => part.GetAttribute("hx-trigger") == "every 2s");
        await world.AllIsQuiet();
        (_, page) = await here.Get($"crm/pair?handler=history&{at}");
        Assert.Contains(say["history.state.Undone"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains([kinds["kind.Call"], "2", say["history.item.Marked"]], page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => (cell.QuerySelector("span") ?? cell).TextContent.Trim()).ToArray()));
        Assert.Contains(texts.Reason(Reason.RemovalNotAgreed), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(say["history.stayed"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("[id$=-undo]"));
        Assert.Equal(3, world.South.Entries(2, past.South).Count + world.South.Remarks(2, past.South).Count);

        // The partner's button, in his own card.
        (status, page) = await there.Get("crm/pair");
        Assert.Contains(say.With("theirs.count", "3"), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(say["theirs.ask"], page.QuerySelector($"#theirs-{past.Pair.Value}-undo")!.GetAttribute("hx-confirm"));
        Sound.Is(page);
        var employee = await Desktop.OpenCrm(world, world.South, "DEAL", past.South, 7, language);
        Assert.DoesNotContain(say["theirs"], (await employee.Get("crm/pair")).Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(403, (await employee.Post($"crm/pair?handler=undoTheirs&{at}")).Status);
        Assert.Equal(404, (await employee.Get($"crm/pair?handler=theirs&{at}")).Status);
        (status, page) = await there.Post($"crm/pair?handler=undoTheirs&{at}");
        Assert.Equal(200, status);
        Assert.Contains(say["history.state.Undoing"], page.Body!.TextContent, StringComparison.Ordinal);
        await world.AllIsQuiet();
        (_, page) = await there.Get($"crm/pair?handler=theirs&{at}");
        Assert.Contains(say["history.state.Undone"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(say.With("theirs.count", "0"), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("[id$=-undo]"));
        Assert.Equal(0, world.South.Entries(2, past.South).Count + world.South.Remarks(2, past.South).Count);
        Assert.Equal(422, (await there.Post($"crm/pair?handler=undoTheirs&{at}")).Status);
    }

    [Fact]
    public void Every_state_of_a_run_and_of_its_entries_has_words() => Assert.All(
        Enum.GetValues<RunState>().Select(state => $"history.state.{state}").Concat(Enum.GetValues<ItemState>().Where(state => state != ItemState.Talking).Select(state => $"history.item.{state}")),
        word => Assert.Contains(word, PairWords.All.Keys));

    [Fact]
    public void Both_languages_say_everything() => Assert.All(PairWords.All, pair =>
    {
        Assert.NotEmpty(pair.Value.Ru);
        Assert.DoesNotMatch("[а-яА-Я]", pair.Value.En);
        Assert.Equal(pair.Value.Ru.Contains("{0}", StringComparison.Ordinal), pair.Value.En.Contains("{0}", StringComparison.Ordinal));
    });
}

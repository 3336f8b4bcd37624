using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using B24App.Tests.Portals;

namespace B24App.Tests.Pages;

/// <summary>Every state of the list and of one link, and what a stranger sees of them.</summary>
public class LinkPageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>\u202E\"'😀";

    [Theory]
    [InlineData("ru", "Связей пока нет", "Обеим компаниям нужен тариф")]
    [InlineData("en", "No links yet", "Both companies need a Bitrix24 plan")]
    public async Task An_empty_portal_says_what_will_appear_and_what_both_need(string language, string empty, string needs)
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North, language: language);

        var (_, links) = await a.Get("links");
        var (_, home) = await a.Get("home");

        Assert.Contains(empty, links.Body!.TextContent);
        Assert.Contains(needs, home.Body!.TextContent);
        Assert.NotNull(home.QuerySelector("button[hx-post='/links/draft']"));
        Sound.Is(links);
        Sound.Is(home);
    }

    [Fact]
    public async Task An_employee_reads_but_has_no_button_and_every_act_names_the_right()
    {
        await using var rig = await Rig.Start();
        var (link, _, _) = await Linked(rig);
        var employee = await Desktop.Open(rig, rig.North, user: 5);

        var (_, links) = await employee.Get("links");
        var (_, details) = await employee.Get($"links/{link}");
        Assert.Empty(links.QuerySelectorAll("button[hx-post]"));
        Assert.Empty(details.QuerySelectorAll("button[hx-post], form"));
        Assert.Empty(details.QuerySelectorAll(".lines")); // other people's tasks are not told to everybody
        foreach (var path in new[] { "links/draft", $"links/{link}?handler=pause", $"links/{link}/unlink", "links/accept?handler=look", $"links?handler=pause&Ids={link}" })
        {
            var (status, page) = await employee.Post(path, ("policy", "Keep"));
            Assert.Equal(403, status);
            Assert.Contains("администратор", page.Body!.TextContent);
        }

        Assert.Equal(LinkState.Active, (await rig.Get<LinkBook>().Find(link))!.State);
    }

    [Fact]
    public async Task A_deputy_may_what_an_administrator_may()
    {
        await using var rig = await Rig.Start();
        var (link, north, _) = await Linked(rig);
        await rig.Get<Deputies>().Grant(north.Id, 5, "Пётр", 1);
        var deputy = await Desktop.Open(rig, rig.North, user: 5);

        Assert.Equal(200, (await deputy.Post($"links/{link}?handler=pause")).Status);
        Assert.Equal(LinkState.Paused, (await rig.Get<LinkBook>().Find(link))!.State);

        await rig.Get<Deputies>().Revoke(north.Id, 5);
        Assert.Equal(403, (await deputy.Post($"links/{link}?handler=resume")).Status);
    }

    [Fact]
    public async Task Rule38_ids_of_another_tenant_answer_as_if_they_did_not_exist()
    {
        await using var rig = await Rig.Start();
        var north = await rig.Install(rig.North);
        await rig.Install(rig.South);
        var owner = await Desktop.Open(rig, rig.North);
        var stranger = await Desktop.Open(rig, rig.South);
        await owner.Post("links/draft");
        var invited = await rig.Get<Invitations>().Create("чужая", Presets.Half(Presets.Support, Side.A, new HalfChoices { Filter = new TaskFilter { Groups = [12] } }), By(rig, north), Consent.None);
        var draft = Assert.Single(await rig.Get<B24App.Links.Drafts.DraftStore>().Of(north.Id)).Id;

        string[] reads = [$"links/{invited.Link}", $"links/{invited.Link}/unlink", $"links/draft/{draft}/step/1", $"links/draft/{draft}/panel/2", $"links/draft/{draft}/panel/5?handler=try"];
        string[] acts =
        [
            .. new[] { "pause", "resume", "release", "confirm", "withdraw", "agree", "refuse", "takeBack", "renew", "compare", "repair" }.Select(act => $"links/{invited.Link}?handler={act}"),
            $"links/{invited.Link}/unlink", $"links/draft?link={invited.Link}",
            .. new[] { "next", "save", "group", "launch", "discard" }.Select(act => $"links/draft/{draft}/step/1?handler={act}"),
        ];
        foreach (var path in reads)
        {
            await SameAsNothing(path, stranger.Get);
        }

        foreach (var path in acts)
        {
            await SameAsNothing(path, other => stranger.Post(other, ("policy", "Keep"), ("version", "1")));
        }

        Assert.Equal(LinkState.Pending, (await rig.Get<LinkBook>().Find(invited.Link))!.State);
        Assert.NotEmpty(await rig.Get<B24App.Links.Drafts.DraftStore>().Of(north.Id));

        async Task SameAsNothing(string path, Func<string, Task<(int Status, AngleSharp.Html.Dom.IHtmlDocument Page)>> ask)
        {
            var (status, page) = await ask(path);
            var (missing, nothing) = await ask(path.Replace($"/{invited.Link}", "/999999", StringComparison.Ordinal).Replace($"={invited.Link}", "=999999", StringComparison.Ordinal).Replace($"draft/{draft}/", "draft/999999/", StringComparison.Ordinal));
            Assert.Equal((404, 404), (status, missing));
            Assert.Equal(nothing.QuerySelector(".state-title")!.TextContent, page.QuerySelector(".state-title")!.TextContent);
            Assert.DoesNotContain("чужая", page.Body!.TextContent);
        }
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_state_of_a_link_is_told_and_hostile_names_are_inert(string language)
    {
        await using var rig = await Rig.Start();
        var (link, north, south) = await Linked(rig, Hostile);
        await rig.Portals.Rename(south.Id, Hostile);
        var book = rig.Get<LinkBook>();
        var a = await Desktop.Open(rig, rig.North, language: language);
        var told = new HashSet<string>();

        await Look("running", 200);
        await a.Post($"links/{link}?handler=pause");
        await Look("paused");
        await a.Post($"links/{link}?handler=resume");
        await book.Hold(link, nameof(Reason.FuseOfLink));
        await Look("held");
        await a.Post($"links/{link}?handler=release");
        await book.SetWaiting(south.Id, "Uninstalled");
        await Look("partner left");
        Assert.NotNull((await a.Get($"links/{link}")).Page.QuerySelector(".stamp time"));
        await book.ClearWaiting(south.Id);
        await rig.Get<Pausing>().Pause(link, Side.B, By(rig, south));
        await Look("paused by partner");
        await rig.Get<Pausing>().Resume(link, Side.B, By(rig, south));
        await book.SetWaiting(north.Id, nameof(WaitReason.RelayLost));
        await Look("waits here");
        await book.ClearWaiting(north.Id);

        async Task Look(string state, int status = 200)
        {
            rig.North.Requests.Reset();
            var (answer, page) = await a.Get($"links/{link}");
            var (_, list) = await a.Get("links");
            var (_, home) = await a.Get("home");
            Assert.Equal(status, answer);
            Assert.Contains(Hostile, page.QuerySelector("h1")!.TextContent);
            Sound.Is(page);
            Sound.Is(list);
            Sound.Is(home);
            if (state != "running")
            {
                Assert.True(told.Add(page.QuerySelector(".status-line")!.TextContent), state);
            }
        }
    }

    [Fact]
    public async Task The_page_opens_while_the_portal_is_down()
    {
        await using var rig = await Rig.Start();
        var (link, north, _) = await Linked(rig);
        await rig.Portals.Wait(north.Id, WaitReason.Closed);
        var a = await Desktop.Open(rig, rig.North, user: 5);

        Assert.Equal(200, (await a.Get($"links/{link}")).Status);
        var (_, home) = await a.Get("home");
        Assert.Contains("Портал не пускает приложение", home.Body!.TextContent);
        Assert.NotNull(home.QuerySelector(".stamp time"));
    }

    [Fact]
    public async Task The_last_lines_look_again_by_themselves_and_say_only_what_is_new()
    {
        await using var rig = await Rig.Start();
        var (link, _, south) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North);
        var (_, page) = await a.Get($"links/{link}");
        var again = page.QuerySelector("[data-poll]")!.GetAttribute("hx-get")!.TrimStart('/');

        Assert.Equal(204, (await a.Get(again)).Status);
        await rig.Get<Pausing>().Pause(link, Side.B, By(rig, south));
        var (status, lines) = await a.Get(again);
        Assert.Equal(200, status);
        Sound.Is(lines);
        Assert.All(lines.QuerySelectorAll("ol > li"), line => Assert.NotNull(line.QuerySelector(".pill"))); // each says how it ended
        Assert.StartsWith(B24App.Pages.Texts.For("ru")["Journal.news.link.paused"], lines.QuerySelector("ol > li .row > span")!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(again, lines.QuerySelector("[data-poll]")!.GetAttribute("hx-get")!.TrimStart('/'));
        Assert.Equal(204, (await (await Desktop.Open(rig, rig.North, user: 5)).Get(again)).Status); // other people's tasks are not told to everybody
    }

    [Fact]
    public async Task The_list_is_searched_filtered_paused_and_copied()
    {
        await using var rig = await Rig.Start();
        var (link, north, _) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North);

        Assert.NotNull((await a.Get("links?State=Runs")).Page.QuerySelector($"#mark-{link}"));
        var (_, none) = await a.Get("links?Text=" + Uri.EscapeDataString("нет такой"));
        Assert.Null(none.QuerySelector($"#mark-{link}"));
        Assert.NotNull(none.QuerySelector("button[hx-get='/links']"));

        await a.Post("links?handler=pause", ("Ids", link.ToString()));
        Assert.Equal(LinkState.Paused, (await rig.Get<LinkBook>().Find(link))!.State);
        Assert.NotNull((await a.Get("links?State=Paused")).Page.QuerySelector($"#mark-{link}"));
        await a.Post($"links?handler=resume&Ids={link}");
        await a.Post($"links?handler=copy&Ids={link}");
        Assert.Contains("копия", (await a.Get("links?State=Draft")).Page.Body!.TextContent);
        Assert.Single(await rig.Get<B24App.Links.Drafts.DraftStore>().Of(north.Id));
    }

    [Fact]
    public async Task Unlinking_names_the_effect_in_numbers_and_ends_the_link()
    {
        await using var rig = await Rig.Start();
        var (link, _, _) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North);

        var (_, dialog) = await a.Get($"links/{link}/unlink");
        Sound.Is(dialog);
        Assert.Contains("Общих задач ещё нет", dialog.Body!.TextContent);
        Assert.True(dialog.QuerySelector("button[data-close]")!.HasAttribute("data-first"));
        var (_, list) = await a.Post($"links/{link}/unlink", ("policy", "Mark"));

        Assert.Null(list.QuerySelector($"#mark-{link}"));
        Assert.Equal(200, (await a.Get("links?said=unlinked")).Status);
        Assert.Equal(200, (await a.Get("links?said=nonsense")).Status);
        Assert.Equal(LinkState.Ended, (await rig.Get<LinkBook>().Find(link))!.State);
    }

    [Fact]
    public async Task Rule5_rules_that_widen_wait_for_the_partner_who_reads_only_what_is_published()
    {
        await using var rig = await Rig.Start();
        var (link, _, _) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North);
        var b = await Desktop.Open(rig, rig.South);

        var (_, edit) = await a.Post($"links/draft?link={link}");
        var here = FirstLinkTests.Here(edit);
        (_, edit) = await a.Fill(edit, "#wizard", here + "?handler=next&to=5", ("Groups", "12"), ("Groups", "13"), ("Scope", "some"));
        var (status, after) = await a.Fill(edit, "#wizard", here.Replace("step/2", "step/5", StringComparison.Ordinal) + "?handler=launch");
        Assert.Equal(200, status);
        Assert.NotNull(after.QuerySelector("button[hx-post*='takeBack']"));

        var (_, partners) = await b.Get($"links/{link}");
        Assert.Contains("предлагает передавать больше", partners.Body!.TextContent);
        Assert.DoesNotContain("Техподдержка", partners.Body.TextContent);
        var number = partners.QuerySelector("input[name=proposal]")!.GetAttribute("value")!;
        Assert.Equal(409, (await b.Post($"links/{link}?handler=agree", ("proposal", "77"))).Status);
        Assert.Equal(200, (await b.Post($"links/{link}?handler=agree", ("proposal", number))).Status);
        Assert.Equal<long>([12, 13], (await rig.Get<LinkBook>().Find(link))!.Contract.A.Filter.Groups);
    }

    [Theory]
    [InlineData("""{"screen":"links"}""", "/links")]
    [InlineData("""{"screen":"links","id":"7"}""", "/links/7")]
    [InlineData("""{"screen":"links","id":"7/../home"}""", "/links")]
    [InlineData("""{"screen":"nowhere"}""", "/home")]
    [InlineData("not json", "/home")]
    [InlineData("[]", "/home")]
    public async Task A_deep_link_opens_its_screen(string options, string expected)
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);

        Assert.Equal(expected, (await Desktop.Open(rig, rig.North, options: options)).Shell.QuerySelector("#main")!.GetAttribute("hx-get"));
    }

    internal static async Task<(LinkId Link, Portal North, Portal South)> Linked(Rig rig, string name = "Поддержка")
    {
        var (north, south) = (await rig.Install(rig.North), await rig.Install(rig.South));
        var (a, b) = Presets.Pair(
            Presets.Support,
            new HalfChoices { Filter = new TaskFilter { Groups = [12] }, TargetGroup = 12, PublishedGroupTitle = "Север" },
            new HalfChoices { TargetGroup = 40, PublishedGroupTitle = "Заявки клиентов", DefaultResponsible = 7 });
        var invited = await rig.Get<Invitations>().Create(name, a, By(rig, north), Consent.None);
        await rig.Get<Invitations>().Accept(invited.Code, b, By(rig, south), Consent.None);
        await rig.Get<Invitations>().Confirm(invited.Link, By(rig, north), Consent.None);
        return (invited.Link, north, south);
    }

    private static Admin By(Rig rig, Portal portal) => new(portal.Id, 1, rig.Clock.GetUtcNow());
}

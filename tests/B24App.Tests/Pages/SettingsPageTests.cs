using AngleSharp.Html.Dom;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Matching;
using B24App.Notices;
using B24App.Plan;
using B24App.Portals;
using B24App.Tests.Journeys;

namespace B24App.Tests.Pages;

/// <summary>Settings: what each role may see and change, and that nothing of another portal can be reached.</summary>
public class SettingsPageTests
{
    [Theory]
    [InlineData("ru", "Служебн", "Заместителей нет")]
    [InlineData("en", "relay account", "There are none")]
    public async Task An_administrator_sees_access_partners_roles_notices_and_retention(string language, string relay, string none)
    {
        await using var world = await World.TwoLinkedPortals();
        await world.Get<PortalStore>().Rename((await world.Portal(1)).Id, "<img src=x onerror=alert(1)>");
        var (status, page) = await (await Desktop.Open(world, world.North, language: language)).Get("settings");

        Assert.Equal(200, status);
        Sound.Is(page);
        Assert.Contains(relay, page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(none, page.Body!.TextContent);
        Assert.Contains("<img src=x onerror=alert(1)>", page.Body!.TextContent);
    }

    [Fact]
    public async Task Roles_are_given_by_administrators_only_and_a_deputy_manages_the_rest()
    {
        await using var world = await World.TwoLinkedPortals();
        var north = (await world.Portal(0)).Id;
        await world.Get<PeopleReader>().Refresh(north, CancellationToken.None);
        var employee = await Desktop.Open(world, world.North, user: 5);
        foreach (var path in new[] { "journal", "journal/why", "undelivered", "matching", "settings/calls" })
        {
            var (status, page) = await employee.Get(path);
            Assert.Equal(403, status);
            Assert.Contains("администратор", page.Body!.TextContent);
        }

        var (own, mine) = await employee.Get("settings");
        Assert.Equal(200, own);
        Sound.Is(mine);
        Assert.Single(mine.QuerySelectorAll("form"));
        Assert.Equal(403, (await employee.Post("settings?handler=keep", ("journal", "30"), ("events", "7"), ("rest", "3"))).Status);

        var administrator = await Desktop.Open(world, world.North);
        Assert.Equal(404, (await administrator.Post("settings?handler=grant", ("user", "4040"))).Status);
        Assert.Equal(200, (await administrator.Post("settings?handler=grant", ("user", "5"))).Status);
        Assert.Equal(200, (await employee.Get("journal")).Status);
        Assert.Equal(200, (await employee.Post("settings?handler=keep", ("journal", "30"), ("events", "7"), ("rest", "3"))).Status);
        Assert.Equal(30, (await world.Get<PortalSettings>().Of(north)).JournalDays);
        Assert.Equal(403, (await employee.Post("settings?handler=grant", ("user", "3"))).Status);
        Assert.Equal(403, (await employee.Post("settings?handler=relay")).Status);

        Assert.Equal(200, (await administrator.Post("settings?handler=revoke", ("user", "5"))).Status);
        Assert.Equal(403, (await employee.Get("journal")).Status);
    }

    [Fact]
    public async Task Before_the_first_link_an_administrator_lets_the_app_read_whom_he_could_appoint()
    {
        await using var world = await World.Start(Card.New);
        var administrator = await Desktop.Open(world, world.North);
        var (_, page) = await administrator.Get("settings");
        Assert.Null(page.QuerySelector("#settings-deputy"));
        Assert.Contains(B24App.Pages.Texts.For("ru")["Settings.deputies.nobody"], page.Body!.TextContent, StringComparison.Ordinal);

        (_, page) = await administrator.Post("settings?handler=people");

        Sound.Is(page);
        Assert.NotEmpty(page.QuerySelectorAll("#settings-deputy option"));
        Assert.DoesNotContain(B24App.Pages.Texts.For("ru")["Settings.deputies.nobody"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(403, (await (await Desktop.Open(world, world.North, user: 5)).Post("settings?handler=people")).Status);
    }

    [Fact]
    public async Task What_is_out_of_range_is_said_and_kept_in_the_form_and_notices_can_be_muted()
    {
        await using var world = await World.Start(Card.New);
        var north = (await world.Portal(0)).Id;
        var a = await Desktop.Open(world, world.North);

        var (status, page) = await a.Post("settings?handler=keep", ("journal", "5"), ("events", "7"), ("rest", "2"));
        Assert.Equal(422, status);
        Assert.Equal("5", page.GetElementById("keep-journal")!.GetAttribute("value"));
        Assert.Contains("от 30 до 1095", page.QuerySelector("[role=alert]")!.TextContent.Replace("\u00a0", "", StringComparison.Ordinal));
        Assert.Equal(365, (await world.Get<PortalSettings>().Of(north)).JournalDays);

        Assert.Equal(200, (await a.Post("settings?handler=notices", ("told", "relay"), ("told", "held"))).Status);
        Assert.Contains("refused", (await world.Get<PortalSettings>().Of(north)).Muted);
        Assert.DoesNotContain("held", (await world.Get<PortalSettings>().Of(north)).Muted);
        Assert.Equal(204, (await a.Post("settings?handler=viewer", ("theme", "dark"), ("language", "en"))).Status);
        Assert.Contains("Settings", (await a.Get("settings")).Page.QuerySelector("h1")!.TextContent);
    }

    // Two administrators at once: each form says upon what it was filled in, so nobody takes back unseen what the other saved.
    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task A_late_save_is_answered_with_the_difference_and_either_stays_by_one_press(string language)
    {
        await using var world = await World.Start(Card.New);
        var north = (await world.Portal(0)).Id;
        var a = await Desktop.Open(world, world.North, language: language);
        var words = B24App.Pages.Texts.For(language);
        var (_, seen) = await a.Get("settings");
        Assert.Equal("none", seen.QuerySelector("form[hx-post$='handler=notices'] input[name=seen]")!.GetAttribute("value"));
        Assert.Equal(200, (await a.Fill(seen, "form[hx-post$='handler=name']", "settings?handler=name", ("name", "Север-1"))).Status);
        Assert.Equal(200, (await a.Fill(seen, "form[hx-post$='handler=keep']", "settings?handler=keep", ("journal", "90"))).Status);
        Assert.Equal(200, (await a.Post("settings?handler=notices", [("seen", "none"), .. Cause.Kinds.Where(kind => kind != Cause.Held).Select(kind => ("told", kind))])).Status);

        // The same page, still open with what it showed at first.
        var (status, late) = await a.Fill(seen, "form[hx-post$='handler=name']", "settings?handler=name", ("name", "Север-2"));
        Assert.Equal((409, "Север-1"), (status, (await world.Portal(0)).Name));
        Assert.Equal([words["Settings.name"], "Север-1", "Север-2"], Rows(late));
        Sound.Is(late);
        Assert.Equal(200, (await Mine(a, late)).Status);
        Assert.Equal("Север-2", (await world.Portal(0)).Name);

        (status, late) = await a.Fill(seen, "form[hx-post$='handler=keep']", "settings?handler=keep", ("journal", "120"));
        Assert.Equal((409, 90), (status, (await world.Get<PortalSettings>().Of(north)).JournalDays));
        Assert.Equal([words["Settings.keep.journal"], "90", "120"], Rows(late));
        Assert.Equal(200, (await Mine(a, late)).Status);
        Assert.Equal(120, (await world.Get<PortalSettings>().Of(north)).JournalDays);

        (status, late) = await a.Post("settings?handler=notices", ("seen", "none"), ("told", Cause.Held));
        Assert.Equal(409, status);
        Assert.Equal([Cause.Held], (await world.Get<PortalSettings>().Of(north)).Muted);
        Assert.Equal(Cause.Kinds.Count * 3, Rows(late).Count); // what the other muted is wanted here, and the other way round
        Assert.Equal(200, (await Mine(a, late)).Status);
        Assert.DoesNotContain(Cause.Held, (await world.Get<PortalSettings>().Of(north)).Muted);

        // The same choice twice is no difference.
        Assert.Equal(200, (await a.Fill(seen, "form[hx-post$='handler=keep']", "settings?handler=keep", ("journal", "120"))).Status);
    }

    private static List<string> Rows(IHtmlDocument page) => [.. page.QuerySelectorAll("[role=alert] td").Select(cell => cell.TextContent)];

    private static Task<(int Status, IHtmlDocument Page)> Mine(Desktop person, IHtmlDocument late) => person.Fill(late, "#mine", late.QuerySelector("#mine")!.GetAttribute("hx-post")!.TrimStart('/'));

    [Fact]
    public async Task An_invitation_gets_a_new_code_shown_once_and_is_withdrawn_by_its_maker_only()
    {
        await using var world = await World.Start(Card.New, Card.New);
        var half = Presets.Half(Presets.Support, Side.A, new HalfChoices { Filter = new TaskFilter { Groups = [12] }, PublishedGroupTitle = "Техподдержка" });
        var made = await world.Get<Invitations>().Create("Новый партнёр", half, await world.Admin(0), Consent.None);
        var a = await Desktop.Open(world, world.North);
        var stranger = await Desktop.Open(world, world.South);

        var (_, page) = await a.Post($"settings?handler=renew&link={made.Link}");
        Sound.Is(page);
        Assert.Equal(35, page.GetElementById("settings-code")!.TextContent.Length);
        Assert.Null((await a.Get("settings")).Page.GetElementById("settings-code"));
        Assert.Equal(404, (await stranger.Post($"settings?handler=renew&link={made.Link}")).Status);
        Assert.Equal(404, (await stranger.Post($"settings?handler=withdraw&link={made.Link}")).Status);
        Assert.Equal(200, (await a.Post($"settings?handler=withdraw&link={made.Link}")).Status);
        Assert.Empty(await world.Get<Invitations>().Made((await world.Portal(0)).Id));
    }

    [Fact]
    public async Task Rule36_the_log_of_calls_shows_methods_of_this_portal_and_no_text()
    {
        await using var world = await World.TwoLinkedPortals();
        world.North.Files(5, 12, "Secret title");
        await world.AllIsQuiet();
        var a = await Desktop.Open(world, world.South);

        var (_, page) = await a.Get("settings/calls?method=tasks.task.add");
        Sound.Is(page);
        Assert.Contains("tasks.task.add", page.QuerySelector("tbody")!.TextContent);
        Assert.DoesNotContain("Secret", page.Body!.TextContent);
        Assert.DoesNotContain("tasks.task.add", (await (await Desktop.Open(world, world.North)).Get("settings/calls")).Page.QuerySelector("tbody")!.TextContent);
        Assert.NotNull((await a.Get("settings/calls?handler=rows&method=nothing")).Page.QuerySelector("button[hx-get='/settings/calls']"));
    }
}

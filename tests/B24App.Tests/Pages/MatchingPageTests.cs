using AngleSharp.Html.Dom;
using B24App.EmulatedPortal.Kernel;
using B24App.Links;
using B24App.Matching;
using B24App.Plan;
using B24App.Store;
using B24App.Tests.Journeys;

namespace B24App.Tests.Pages;

/// <summary>Who is who: only people whose names crossed, chosen or confirmed by this side, and nothing of anybody else's link.</summary>
public class MatchingPageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>‮\"'😀";

    [Theory]
    [InlineData("ru", "Сопоставлять пока некого")]
    [InlineData("en", "There is nobody to match yet")]
    public async Task Without_links_it_says_what_will_appear(string language, string empty)
    {
        await using var world = await World.Start(Card.New);
        var (status, page) = await (await Desktop.Open(world, world.North, language: language)).Get("matching");

        Assert.Equal(200, status);
        Assert.Contains(empty, page.Body!.TextContent);
        Sound.Is(page);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task A_met_person_is_matched_by_hand_and_a_hostile_name_is_inert(string language)
    {
        await using var world = await World.Start(Card.New, Card.New, Card.New);
        var link = await world.Link(0, 12, 1, 40);
        await world.Get<PeopleReader>().Refresh((await world.Portal(0)).Id, CancellationToken.None);
        await world.Get<UserMatches>().Met(link, Side.B, 99, Hostile);
        var a = await Desktop.Open(world, world.North, language: language);

        var (_, page) = await a.Get($"matching/{link}");
        Sound.Is(page);
        Assert.Contains(Hostile, page.QuerySelector("tbody td")!.TextContent);
        Assert.Single(page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr")); // the partner's other people are nobody's business (RULES 5)
        var choose = page.QuerySelector("button[hx-get*='handler=choose']")!.GetAttribute("hx-get")!.TrimStart('/');
        var dialog = (await a.Get(choose)).Page;
        Sound.Is(dialog);

        var set = dialog.QuerySelector("form")!.GetAttribute("hx-post")!.TrimStart('/');
        Assert.Equal(404, (await a.Post(set, ("local", "4040"))).Status);
        Assert.Equal(200, (await a.Post(set, ("local", "5"))).Status);
        Assert.Equal(5, Assert.Single(await world.Get<UserMatches>().Seen(link, Side.A)).LocalUser);

        Assert.Equal(200, (await a.Post($"matching/{link}?handler=default", ("user", "5"), ("was", "0"))).Status);
        Assert.Equal(5, (await world.Get<LinkBook>().Find(link))!.Contract.A.DefaultResponsible);
        await ALateChoiceIsShownBesideTheOther(world, a, link, dialog, language);

        var stranger = await Desktop.Open(world, world.Hosts[2]);
        Assert.Equal(404, (await stranger.Get($"matching/{link}")).Status);
        Assert.Equal(404, (await stranger.Get(choose)).Status);
        Assert.Equal(404, (await stranger.Post(set, ("local", "1"))).Status);
        Assert.Equal(404, (await stranger.Post($"matching/{link}?handler=default", ("user", "0"), ("was", "5"))).Status);
        Assert.Equal(404, (await stranger.Post($"matching/{link}?handler=refresh")).Status);
    }

    // Both forms stood open while somebody else saved another choice: neither is lost, and either can be kept by one press.
    private static async Task ALateChoiceIsShownBesideTheOther(World world, Desktop a, LinkId link, IHtmlDocument dialog, string language)
    {
        var words = B24App.Pages.Texts.For(language);
        var (status, late) = await a.Post($"matching/{link}?handler=default", ("user", "1"), ("was", "0"));
        Assert.Equal(409, status);
        Sound.Is(late);
        Assert.Equal([words["Matching.default.label"], .. await Names(world, 5, 1)], late.QuerySelectorAll("[role=alert] td").Select(cell => cell.TextContent));
        Assert.Equal(5, (await world.Get<LinkBook>().Find(link))!.Contract.A.DefaultResponsible);
        Assert.Equal(200, (await a.Fill(late, "#mine", late.QuerySelector("#mine")!.GetAttribute("hx-post")!.TrimStart('/'))).Status);
        Assert.Equal(1, (await world.Get<LinkBook>().Find(link))!.Contract.A.DefaultResponsible);

        var set = dialog.QuerySelector("dialog form")!.GetAttribute("hx-post")!.TrimStart('/');
        (status, late) = await a.Fill(dialog, "dialog form", set, ("local", "0"));
        Assert.Equal(409, status);
        Assert.Equal([Hostile, .. await Names(world, 5), words["Matching.who.nobody"]], late.QuerySelectorAll("[role=alert] td").Select(cell => cell.TextContent));
        Assert.Equal(5, Assert.Single(await world.Get<UserMatches>().Seen(link, Side.A)).LocalUser);
        Assert.Equal(200, (await a.Fill(late, "#mine", late.QuerySelector("#mine")!.GetAttribute("hx-post")!.TrimStart('/'))).Status);
        Assert.Null(Assert.Single(await world.Get<UserMatches>().Seen(link, Side.A)).LocalUser);
    }

    private static async Task<IReadOnlyList<string>> Names(World world, params long[] users)
    {
        var people = (await world.Get<PeopleDirectory>().Active((await world.Portal(0)).Id)).ToDictionary(person => person.Id, person => person.Name);
        return [.. users.Select(user => people[user])];
    }
}

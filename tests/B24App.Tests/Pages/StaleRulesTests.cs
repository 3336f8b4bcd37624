using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using B24App.Links;
using B24App.Plan;
using B24App.Portals;
using B24App.Store;
using B24App.Tests.Portals;

namespace B24App.Tests.Pages;

/// <summary>Two people change one agreement: who saves late reads the difference and chooses; nobody overwrites what he has not seen.</summary>
public sealed class StaleRulesTests
{
    [Theory]
    [InlineData("ru", "Условия связи изменились", "Взять сохранённое")]
    [InlineData("en", "The rules of the link changed", "Take what is saved")]
    public async Task A_colleagues_contract_is_shown_beside_mine_and_theirs_can_be_taken(string language, string title, string button)
    {
        await using var rig = await Rig.Start();
        var (link, north, _) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North, language: language);
        var late = await Edited(a, link, ("InternalPrefix", "##"));
        await Colleague(rig, link, north, half => half with { OnPartnerDelete = DeletePolicy.Keep });

        var (status, page) = await Launch(a, late);

        Assert.Equal(409, status);
        Sound.Is(page);
        Assert.Contains(title, page.QuerySelector("[role=alert] h2")!.TextContent);
        var row = Assert.Single(page.QuerySelectorAll("[role=alert] tbody tr")); // my prefix was nobody else's affair
        Assert.Contains(B24App.Pages.Texts.For(language)["DeletePolicy.Keep"], row.TextContent);
        var take = page.QuerySelectorAll("[role=alert] button").First(found => found.TextContent.Contains(button)).GetAttribute("hx-post")!.TrimStart('/');
        var (taken, after) = await a.Post(take);
        Assert.Equal(200, taken);
        Assert.Equal(200, (await Launch(a, after)).Status);
        var half = (await rig.Get<LinkBook>().Find(link))!.Contract.A;
        Assert.Equal(("##", DeletePolicy.Keep), (half.InternalPrefix, half.OnPartnerDelete));
    }

    [Fact]
    public async Task Mine_is_saved_over_a_colleagues_contract_only_after_it_was_read()
    {
        await using var rig = await Rig.Start();
        var (link, north, _) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North);
        var late = await Edited(a, link, ("OnPartnerDelete", nameof(DeletePolicy.RemoveMirror)));
        await Colleague(rig, link, north, half => half with { OnPartnerDelete = DeletePolicy.Keep });
        var mine = Mine((await Launch(a, late)).Page);

        // The colleague is faster once more: what he did meanwhile has not been read.
        await Colleague(rig, link, north, half => half with { InternalPrefix = "!!" });
        var (again, page) = await a.Post(mine);
        Assert.Equal(409, again);
        Assert.Equal(2, page.QuerySelectorAll("[role=alert] tbody tr").Length);

        Assert.Equal(200, (await a.Post(Mine(page))).Status);
        var half = (await rig.Get<LinkBook>().Find(link))!.Contract.A;
        Assert.Equal(("", DeletePolicy.RemoveMirror), (half.InternalPrefix, half.OnPartnerDelete));
        Assert.Equal(404, (await a.Post(Mine(page))).Status); // the draft came to its end
    }

    [Theory]
    [InlineData("ru", "Партнёр больше не передаёт комментарии", "изменил партнёр")]
    [InlineData("en", "The partner no longer sends comments", "the partner changed")]
    public async Task What_the_partner_changed_is_said_and_mine_can_still_be_saved(string language, string said, string who)
    {
        await using var rig = await Rig.Start();
        var (link, _, south) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North, language: language);
        var late = await Edited(a, link, ("InternalPrefix", "##"));
        await Colleague(rig, link, south, half => half with { SendsComments = false });

        var (status, page) = await Launch(a, late);

        Assert.Equal(409, status);
        Sound.Is(page);
        Assert.Contains(said, page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Contains(who, page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("[role=alert] tbody tr"));
        Assert.Equal(200, (await a.Post(Mine(page))).Status);
        Assert.Equal("##", (await rig.Get<LinkBook>().Find(link))!.Contract.A.InternalPrefix);
    }

    [Fact]
    public async Task A_draft_two_people_fill_in_shows_the_difference_and_either_stays()
    {
        await using var rig = await Rig.Start();
        var (link, _, _) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North);
        var b = await Desktop.Open(rig, rig.North);
        var opened = (await a.Post($"links/draft?link={link}&step=3")).Page;
        Assert.Equal(FirstLinkTests.Here(opened), FirstLinkTests.Here((await b.Post($"links/draft?link={link}&step=3")).Page)); // one edit, two people
        await b.Fill(opened, "#wizard", FirstLinkTests.Here(opened) + "?handler=save", ("InternalPrefix", "theirs"));

        var (status, page) = await a.Fill(opened, "#wizard", FirstLinkTests.Here(opened) + "?handler=save", ("InternalPrefix", "<b>mine"));

        Assert.Equal(409, status);
        Sound.Is(page);
        Assert.Equal(["theirs", "<b>mine"], page.QuerySelectorAll("[role=alert] tbody tr td").Skip(1).Select(cell => cell.TextContent));
        Assert.Equal("theirs", page.QuerySelector<IHtmlInputElement>("#wizard #prefix")!.Value);
        var (saved, after) = await a.Fill(page, "#mine", page.QuerySelector("#mine")!.GetAttribute("hx-post")!.TrimStart('/'));
        Assert.Equal(200, saved);
        Assert.Equal("<b>mine", after.QuerySelector<IHtmlInputElement>("#wizard #prefix")!.Value);
        Assert.Empty(after.QuerySelectorAll("[role=alert]"));
    }

    [Fact]
    public async Task The_largest_file_is_chosen_in_the_rules_and_read_in_the_contract()
    {
        await using var rig = await Rig.Start();
        var (link, _, _) = await Linked(rig);
        var a = await Desktop.Open(rig, rig.North);
        var (_, fields) = await a.Post($"links/draft?link={link}&step=4");
        Assert.Equal("20", fields.QuerySelector<IHtmlSelectElement>("#largest")!.Value);
        foreach (var (said, kept) in new[] { ("9000", FileLimits.Largest), ("0", 1), ("lots", 1), ("5", 5) })
        {
            (_, fields) = await a.Fill(fields, "#wizard", FirstLinkTests.Here(fields) + "?handler=next&to=4", ("LargestFile", said));
            Assert.Equal(kept.ToString(System.Globalization.CultureInfo.InvariantCulture), fields.QuerySelector<IHtmlSelectElement>("#largest")!.Value);
        }

        (_, fields) = await a.Fill(fields, "#wizard", FirstLinkTests.Here(fields) + "?handler=next&to=5");
        Assert.Equal(200, (await Launch(a, fields)).Status);

        Assert.Equal(5, (await rig.Get<LinkBook>().Find(link))!.Contract.A.LargestFile);
        Assert.Contains("Файлы больше 5 МБ", (await a.Get($"links/{link}")).Page.Body!.TextContent);
    }

    private static async Task<IHtmlDocument> Edited(Desktop person, LinkId link, params (string Name, string Value)[] changes)
    {
        var (_, page) = await person.Post($"links/draft?link={link}&step=3");
        return (await person.Fill(page, "#wizard", FirstLinkTests.Here(page) + "?handler=next&to=5", changes)).Page;
    }

    private static Task<(int Status, IHtmlDocument Page)> Launch(Desktop person, IHtmlDocument page) =>
        person.Post(FirstLinkTests.Here(page)[..^1] + "5?handler=launch", ("version", page.QuerySelector<IHtmlInputElement>("#version")!.Value));

    private static string Mine(IHtmlDocument page) => page.QuerySelector("[role=alert] button[hx-post*='handler=mine']")!.GetAttribute("hx-post")!.TrimStart('/');

    private static async Task Colleague(Rig rig, LinkId link, Portal portal, Func<B24App.Links.Half, B24App.Links.Half> change)
    {
        var now = (await rig.Get<LinkBook>().Find(link))!;
        var side = now.A == portal.Id ? Side.A : Side.B;
        var by = new Admin(portal.Id, 3, rig.Clock.GetUtcNow());
        Assert.Equal(LinkAnswer.Done, await rig.Get<Halves>().Edit(link, side, change(now.Contract.Of(side)), now.Contract.Number, by, Consent.None));
    }

    private static Task<(LinkId Link, Portal North, Portal South)> Linked(Rig rig) => LinkPageTests.Linked(rig);
}

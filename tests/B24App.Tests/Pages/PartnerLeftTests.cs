using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Hosting;
using B24App.Links;
using B24App.Tests.Journeys;

namespace B24App.Tests.Pages;

/// <summary>The partner removes the app or ends the link: the first screen, the list, the link and the portal's own channel say so and what to do.</summary>
public sealed class PartnerLeftTests
{
    [Theory]
    [InlineData("ru", "отключил приложение", "1 изменение ждёт", "пусть снова установит приложение")]
    [InlineData("en", "removed the app", "1 change waits", "let them install the app again")]
    public async Task A_partner_who_keeps_his_data_is_waited_for(string language, string sentence, string waits, string advice)
    {
        await using var pair = await Pair.Filed();
        await pair.World.Uninstall(pair.South, clean: false);
        pair.EditsAtNorth(("TITLE", "Replace two drums"));
        await pair.Quiet();
        var a = await Desktop.Open(pair.World, pair.North, language: language);
        var link = (await pair.World.Get<LinkBook>().All())[0].Id;

        foreach (var path in new[] { "home", $"links/{link}" })
        {
            var (_, page) = await a.Get(path);
            Sound.Is(page);
            var card = page.QuerySelector(".card-wait, .card-bad")!.TextContent;
            Assert.Contains(sentence, card);
            Assert.Contains("Юг", card);
            Assert.Contains(waits, card);
            Assert.Contains(advice, card);
        }

        Assert.NotNull((await a.Get("links")).Page.QuerySelector($"#mark-{link}"));
        await Later(pair.World);
        Assert.Equal(language == "ru", Assert.Single(Notices(pair.North)).Text.Contains("удалил приложение. Попросите его установить"));

        await pair.World.Install(pair.South);
        var b = await Desktop.Open(pair.World, pair.South);
        await b.Post("home?handler=continue");
        await Later(pair.World);
        Assert.Equal(language == "ru", Notices(pair.North)[^1].Text.Contains("снова на связи"));
        Assert.Equal("Replace two drums", pair.AtSouth.Text("title"));
        Assert.Empty((await a.Get("home")).Page.QuerySelectorAll(".card-wait, .card-bad"));
    }

    [Theory]
    [InlineData("ru", "удалил приложение вместе с данными", "создайте новую связь")]
    [InlineData("en", "removed the app with all its data", "make a new link")]
    public async Task A_partner_who_took_his_data_along_is_told_as_the_end(string language, string sentence, string advice)
    {
        await using var pair = await Pair.Filed();
        var link = (await pair.World.Get<LinkBook>().All())[0].Id;
        await pair.World.Uninstall(pair.South, clean: true);
        var a = await Desktop.Open(pair.World, pair.North, language: language);

        foreach (var path in new[] { "home", $"links/{link}" })
        {
            var (status, page) = await a.Get(path);
            Assert.Equal(200, status);
            Sound.Is(page);
            var card = page.QuerySelector(".card-wait, .card-bad")!.TextContent;
            Assert.Contains(sentence, card);
            Assert.Contains(advice, card);
        }

        Assert.NotNull((await a.Get("links")).Page.QuerySelector($"#mark-{link}"));
        Assert.Equal("Replace the printer drum", pair.AtNorth.Text("title"));
        await Later(pair.World);
        Assert.Equal(language == "ru", Assert.Single(Notices(pair.North)).Text.Contains("вместе с данными"));

        // Two weeks later it is no news any more, and nobody is told that it "is over".
        pair.World.Clock.Turn(LinkDetails.EndIsNews);
        await Later(pair.World);
        Assert.Empty((await a.Get("home")).Page.QuerySelectorAll(".card-wait"));
        Assert.Null((await a.Get("links")).Page.QuerySelector($"#mark-{link}"));
        Assert.Single(Notices(pair.North));
    }

    [Fact]
    public async Task A_link_that_the_partner_ended_is_told_and_to_who_ended_it_it_is_no_news()
    {
        await using var pair = await Pair.Filed();
        var link = (await pair.World.Get<LinkBook>().All())[0].Id;
        var b = await Desktop.Open(pair.World, pair.South);
        await b.Post($"links/{link}/unlink", ("policy", "Keep"));
        await Later(pair.World);

        var a = await Desktop.Open(pair.World, pair.North);
        Assert.Contains("«Юг» разорвал связь", (await a.Get("home")).Page.QuerySelector(".card-wait")!.TextContent);
        Assert.Contains("разорвал связь", (await a.Get($"links/{link}")).Page.QuerySelector(".status-line")!.TextContent);
        Assert.Empty((await b.Get("home")).Page.QuerySelectorAll(".card-wait"));
        Assert.Contains("разорвал связь", Assert.Single(Notices(pair.North)).Text);
        Assert.Empty(Notices(pair.South));
    }

    private static async Task Later(World world)
    {
        await world.AllIsQuiet();
        world.Clock.Turn(TimeSpan.FromSeconds(16));
        await world.AllIsQuiet();
    }

    private static IReadOnlyList<PortalNotice> Notices(PortalHost host)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<ChatBoard>().Notices];
        }
    }
}

using B24App.Pages;
using B24App.Pages.CrmTab;
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

    [Fact]
    public void Both_languages_say_everything() => Assert.All(PairWords.All, pair =>
    {
        Assert.NotEmpty(pair.Value.Ru);
        Assert.DoesNotMatch("[а-яА-Я]", pair.Value.En);
        Assert.Equal(pair.Value.Ru.Contains("{0}", StringComparison.Ordinal), pair.Value.En.Contains("{0}", StringComparison.Ordinal));
    });
}

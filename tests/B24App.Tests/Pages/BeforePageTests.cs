using B24App.Links;
using B24App.Tests.Journeys;

namespace B24App.Tests.Pages;

/// <summary>What existed before a link: the page looks again by itself while something moves, and stops when nothing does.</summary>
public sealed class BeforePageTests
{
    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task The_page_follows_a_run_from_preview_to_taking_back(string language)
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New, EmulatedPortal.Kernel.Card.New);
        world.North.Files(5, 12, "<b>older</b> than the link");
        var link = await world.Link(0, 12, 1, 40);
        var a = await Desktop.Open(world, world.North, language: language);
        var here = $"links/{link}/before";

        var (_, preview) = await a.Post($"{here}?handler=preview", ("comments", "true"), ("open", "true"));
        Sound.Is(preview);
        Assert.Equal("every 2s", preview.QuerySelector("[data-poll]")!.GetAttribute("hx-trigger"));
        Assert.Equal(200, (await a.Get($"{here}?handler=run")).Status);

        await world.AllIsQuiet();
        var (over, ready) = await a.Get($"{here}?handler=run");
        Assert.Equal(286, over);
        Sound.Is(ready);
        Assert.Empty(ready.QuerySelectorAll("[data-poll][hx-trigger]"));
        Assert.NotNull(ready.QuerySelector("button[hx-post$='handler=start']"));

        Assert.NotNull((await a.Post($"{here}?handler=start")).Page.QuerySelector("[data-poll][hx-trigger]"));
        await world.AllIsQuiet();
        Assert.Single(world.South.TasksIn(40));
        var done = (await a.Get(here)).Page;
        Sound.Is(done);
        Assert.NotNull(done.QuerySelector("button[hx-post$='handler=undo']"));
        Assert.Equal(LinkState.Active, (await world.Get<LinkBook>().Find(link))!.State);
    }
}

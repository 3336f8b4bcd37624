using AngleSharp.Dom;
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
        await world.AllIsQuiet(); // nobody links anything yet
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
        Asks(done.QuerySelector("button[hx-post$='handler=undo']"), "Before.undoAsk", "Before.undoAsk.kept");
        Assert.False(done.QuerySelector("button[hx-post$='handler=repeat']")!.HasAttribute("hx-confirm"));
        Asks((await (await Desktop.Open(world, world.South, language: language)).Get(here)).Page.QuerySelector("button[hx-post$='handler=undoTheirs']"), "Before.theirs.ask", "Before.theirs.ask.here");
        Assert.Equal(LinkState.Active, (await world.Get<LinkBook>().Find(link))!.State);

        // Taking back asks first: it names the link and says how many copies would go.
        void Asks(IElement? button, string question, string effect)
        {
            var words = B24App.Pages.Texts.For(language);
            Assert.Equal($"{words.Say(question, preview.QuerySelector("button.back")!.TextContent)} {words.Count(effect, 1)}", button!.GetAttribute("hx-confirm"));
        }
    }
}

using B24App.Carry;
using B24App.Pages.Carry;
using B24App.Plan.Carry;
using B24App.Tests.Journeys;
using B24App.Tests.Pages;

namespace B24App.Tests.Carry;

/// <summary>A rule is made, looked at on real records, switched on and run over the past from its page; the card tells what it did.</summary>
public sealed class CarryPagesTests
{
    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task An_administrator_makes_a_rule_and_brings_the_past_over(string language)
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New);
        var company = world.North.Company();
        var contact = world.North.Contact("Иван", company);
        var call = world.North.Calls(3, contact);
        await world.AllIsQuiet();
        var person = await Desktop.Open(world, world.North, language: language);
        var say = new CarryWords(B24App.Pages.Texts.For(language));

        var (status, page) = await person.Post("carry?handler=new&kind=contact");
        Assert.Equal(200, status);
        var rule = Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id));
        Assert.False(rule.IsOn);
        var here = $"carry/{rule.Id}";

        var (_, sample) = await person.Get($"{here}?handler=sample");
        Assert.Contains(say.Act(CarryAct.Bind, new CrmKey(4, company)), sample.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(world.North.Shown(4, company));

        (status, page) = await person.Fill(page, "#rule-form", $"{here}?handler=save", ("name", "Наши клиенты"), ("kinds", "Call"));
        Assert.Equal((200, say["saved"]), (status, person.Toast));
        Assert.Equal("Наши клиенты", page.QuerySelector("h1")!.TextContent);
        Sound.Is(page);
        (status, page) = await person.Fill(page, "#rule-form", $"{here}?handler=save", ("target", "3"));
        Assert.Equal(422, status);
        Assert.Contains(say["flaw.SameType"], page.Body!.TextContent, StringComparison.Ordinal);

        await person.Post($"{here}?handler=switch", ("on", "true"));
        await person.Post($"{here}?handler=preview");
        await world.AllIsQuiet();
        (_, page) = await person.Get(here);
        Assert.NotNull(page.QuerySelector("#past-start"));
        await person.Post($"{here}?handler=start");
        await world.AllIsQuiet();
        (_, page) = await person.Get(here);
        Assert.Contains(say["state.Done"], page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(say.Entry($"a{call}"), page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal([call], world.North.Shown(4, company));

        var tab = await Desktop.OpenCrm(world, world.North, "COMPANY", company, 5, language);
        (status, page) = await tab.Get("crm/card");
        Assert.Equal(200, status);
        Assert.Contains("Наши клиенты", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(say.Entry($"a{call}"), page.Body.TextContent, StringComparison.Ordinal);
        Sound.Is(page);

        await person.Post($"{here}?handler=undo");
        await world.AllIsQuiet();
        Assert.Empty(world.North.Shown(4, company));
        await person.Post($"{here}?handler=remove");
        Assert.Empty(await world.Get<CarryRules>().All((await world.Portal(0)).Id));
    }

    [Fact]
    public async Task Rule38_a_card_that_the_visitor_may_not_read_tells_him_nothing()
    {
        var (world, _) = await CarryWorld.With(CarryWorld.ContactRule);
        await using var ended = world;
        var company = world.North.Call(1, "crm.company.add", new System.Text.Json.Nodes.JsonObject { ["fields"] = new System.Text.Json.Nodes.JsonObject { ["TITLE"] = "Тайна", ["OPENED"] = "N" } })!.GetValue<long>();
        var tab = await Desktop.OpenCrm(world, world.North, "COMPANY", company, 5);
        Assert.Equal(403, (await tab.Get("crm/card")).Status);
        Assert.Equal(403, (await (await Desktop.Open(world, world.North)).Get("crm/card")).Status);
    }

    [Fact]
    public void Both_languages_say_everything() => Assert.All(CarryWords.All, pair =>
    {
        Assert.NotEmpty(pair.Value.Ru);
        Assert.DoesNotMatch("[а-яА-Я]", pair.Value.En);
        Assert.Equal(pair.Value.Ru.Contains("{0}", StringComparison.Ordinal), pair.Value.En.Contains("{0}", StringComparison.Ordinal));
        Assert.DoesNotContain('!', pair.Value.Ru + pair.Value.En);
    });
}

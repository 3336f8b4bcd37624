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
        Assert.Equal(say.With("run.undo.ask", "3"), page.QuerySelector("#past-undo")!.GetAttribute("hx-confirm")); // taking back asks first, in numbers: with what stood in the portal before
        Assert.False(page.QuerySelector("#past-preview")!.HasAttribute("hx-confirm"));

        var tab = await Desktop.OpenCrm(world, world.North, "COMPANY", company, 5, language);
        (status, page) = await tab.Get("crm/card");
        Assert.Equal(200, status);
        Assert.Null(page.QuerySelector("#nav-count")); // a tab has no navigation whose number could be set
        Assert.Contains("Наши клиенты", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(say.Entry($"a{call}"), page.Body.TextContent, StringComparison.Ordinal);
        Sound.Is(page);

        await person.Post($"{here}?handler=undo");
        await world.AllIsQuiet();
        Assert.Empty(world.North.Shown(4, company));
        await person.Post($"{here}?handler=remove");
        Assert.Empty(await world.Get<CarryRules>().All((await world.Portal(0)).Id));
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task A_rule_that_a_colleague_changed_meanwhile_is_not_overwritten_unseen(string language)
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New);
        var person = await Desktop.Open(world, world.North, language: language);
        var say = new CarryWords(B24App.Pages.Texts.For(language));
        var (_, page) = await person.Post("carry?handler=new&kind=contact");
        var rules = world.Get<CarryRules>();
        var rule = Assert.Single(await rules.All((await world.Portal(0)).Id));
        var here = $"carry/{rule.Id}";
        Assert.Equal(200, (await person.Fill(page, "#rule-form", $"{here}?handler=save", ("manner", "Copy"))).Status);

        var (status, late) = await person.Fill(page, "#rule-form", $"{here}?handler=save", ("manner", "Move"), ("name", "<b>Наши</b>"));
        Assert.Equal(409, status);
        Sound.Is(late);
        Assert.Equal([say["name"], rule.Name, "<b>Наши</b>", say["manner"], say["manner.Copy"], say["manner.Move"]], late.QuerySelectorAll("[role=alert] td").Select(cell => cell.TextContent));
        Assert.Equal((rule.Name, Manner.Copy), (await rules.Find(rule.Portal, rule.Id)) is { } kept ? (kept.Name, kept.Rule.Manner) : default);

        Assert.Equal(200, (await person.Fill(late, "#mine", late.QuerySelector("#mine")!.GetAttribute("hx-post")!.TrimStart('/'))).Status);
        Assert.Equal(("<b>Наши</b>", Manner.Move), (await rules.Find(rule.Portal, rule.Id)) is { } mine ? (mine.Name, mine.Rule.Manner) : default);
        Assert.Equal(404, (await person.Fill(late, "#mine", $"carry/{rule.Id + 1}?handler=save")).Status);
    }

    [Fact]
    public async Task A_card_without_a_rule_leads_a_manager_to_the_rules_and_tells_an_employee_who_makes_them()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New);
        var company = world.North.Company();
        var say = new CarryWords(B24App.Pages.Texts.For("ru"));
        var (_, page) = await (await Desktop.OpenCrm(world, world.North, "COMPANY", company, 1)).Get("crm/card");
        var door = page.QuerySelector("a[data-open]")!;
        Assert.Equal(("carry", say["card.none.open"]), (door.GetAttribute("data-open"), door.TextContent));
        Assert.StartsWith($"{world.North.Url}/marketplace/view/", door.GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("/?params[screen]=carry", door.GetAttribute("href"), StringComparison.Ordinal);

        (_, page) = await (await Desktop.OpenCrm(world, world.North, "COMPANY", company, 5)).Get("crm/card");
        Assert.Null(page.QuerySelector("a[data-open]"));
        Assert.Contains(say["card.none.advice"], page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_are_chosen_by_the_words_of_the_portal()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New);
        world.North.Field("contact", "FIRED", label: "Уволен");
        world.North.Field("company", "CURATOR", "crm", "Куратор <b>", "CONTACT");
        world.North.Field("company", "OWN_LEAD", "crm", "Наш лид", "LEAD");
        var person = await Desktop.Open(world, world.North);
        var (_, page) = await person.Post("carry?handler=new&kind=contact");
        var here = $"carry/{Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).Id}";

        Assert.Equal("Основная компания", page.QuerySelector("#rule-field option[selected]")!.TextContent);
        Assert.Equal(["Source:companyId", "Source:companyIds", "Target:contactIds", "Target:UF_CRM_CURATOR"], Values(page, "#rule-field option"));
        Assert.Equal("Куратор <b>", page.QuerySelector("#rule-field option[value='Target:UF_CRM_CURATOR']")!.TextContent);
        Assert.Equal(["", "UF_CRM_FIRED"], Values(page, "#rule-mark option"));
        Assert.Null(page.QuerySelector("#rule-value"));
        Assert.NotNull(page.QuerySelector("#rule-former"));

        // Another type has other fields; nothing is saved by looking.
        var (_, other) = await person.Get($"{here}?handler=form&name=A&source=1&target=4&field=Source:companyIds&manner=Bind&markField=UF_CRM_FIRED&markValue=1");
        Assert.Equal(["", "Source:companyId", "Target:leadId", "Target:UF_CRM_OWN_LEAD"], Values(other, "#rule-field option"));
        Assert.Equal([""], Values(other, "#rule-mark option"));
        Assert.Null(other.QuerySelector("#rule-former"));
        Assert.Equal("companyId", Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).Rule.Tie.Field);

        // The value of a mark is chosen too.
        (_, other) = await person.Get($"{here}?handler=form&name=A&source=3&target=4&field=Target:UF_CRM_CURATOR&manner=Bind&markField=UF_CRM_FIRED");
        Assert.Equal(["1", "0"], Values(other, "#rule-value option"));
        var (status, _) = await person.Fill(other, "#rule-form", $"{here}?handler=save", ("markValue", "1"));
        Assert.Equal(200, status);
        var rule = Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).Rule;
        Assert.Equal(("UF_CRM_CURATOR", TieSide.Target, new Mark("UF_CRM_FIRED", "1")), (rule.Tie.Field, rule.Tie.On, rule.Conditions.Mark));
    }

    [Fact]
    public async Task A_rule_for_dismissed_contacts_asks_which_field_marks_them_before_it_can_be_switched_on()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New);
        world.North.Field("contact", "LEFT_US", label: "Уволен");
        var person = await Desktop.Open(world, world.North);
        var (_, page) = await person.Post("carry?handler=new&kind=former");
        var id = Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).Id;
        var say = new CarryWords(B24App.Pages.Texts.For("ru"));

        Assert.Equal(["", "UF_CRM_LEFT_US"], Values(page, "#rule-mark option"));
        Assert.Equal(say["field.none"], page.QuerySelector("#rule-mark option")!.TextContent);
        Assert.Null(page.QuerySelector("#rule-value"));
        Assert.DoesNotContain("UF_", page.Body!.TextContent, StringComparison.Ordinal);

        var (status, refused) = await person.Post($"carry/{id}?handler=switch", ("on", "true"));
        Assert.Equal(422, status);
        Assert.Contains(say["flaw.NoMark"], refused.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).IsOn);

        Assert.Equal(200, (await person.Fill(page, "#rule-form", $"carry/{id}?handler=save", ("markField", "UF_CRM_LEFT_US"), ("markValue", "1"))).Status);
        Assert.Equal(200, (await person.Post($"carry/{id}?handler=switch", ("on", "true"))).Status);
        Assert.True(Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).IsOn);
    }

    [Fact]
    public async Task While_the_portal_lists_no_fields_their_names_can_be_written()
    {
        await using var world = await World.Start(EmulatedPortal.Kernel.Card.New);
        world.North.Faults.Add(new EmulatedPortal.Control.Fault(EmulatedPortal.Control.FaultKind.Error) { Method = "crm.item.fields", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403, Times = int.MaxValue });
        var person = await Desktop.Open(world, world.North);
        var (_, page) = await person.Post("carry?handler=new&kind=lead");
        var here = $"carry/{Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).Id}";

        Assert.Equal("leadId", page.QuerySelector("input#rule-field[type=text]")!.GetAttribute("value"));
        Assert.Equal(200, (await person.Fill(page, "#rule-form", $"{here}?handler=save", ("field", "UF_CRM_LEAD"))).Status);
        var tie = Assert.Single(await world.Get<CarryRules>().All((await world.Portal(0)).Id)).Rule.Tie;
        Assert.Equal(("UF_CRM_LEAD", TieSide.Target), (tie.Field, tie.On));
    }

    private static IEnumerable<string?> Values(AngleSharp.Dom.IParentNode page, string options) => page.QuerySelectorAll(options).Select(option => option.GetAttribute("value"));

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

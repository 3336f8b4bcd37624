using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using B24App.EmulatedPortal.Control;
using B24App.Links;
using B24App.Links.Drafts;
using B24App.Tests.Portals;

namespace B24App.Tests.Pages;

/// <summary>From two empty portals to a running link, by the pages alone.</summary>
public class FirstLinkTests
{
    [Theory]
    [InlineData("ru", "Приглашение готово", "Осталось, чтобы партнёр подтвердил")]
    [InlineData("en", "The invitation is ready", "The partner has to confirm")]
    public async Task Invite_accept_and_confirm_by_the_pages_alone(string language, string ready, string accepted)
    {
        await using var rig = await Rig.Start();
        var north = await rig.Install(rig.North);
        await rig.Install(rig.South);
        var a = await Desktop.Open(rig, rig.North, language: language);
        var b = await Desktop.Open(rig, rig.South, language: language);

        // The inviter: new, next, a group, straight to the launch, launch.
        var (_, wizard) = await a.Post("links/draft");
        Sound.Is(wizard);
        wizard = await Next(a, wizard, 2);
        var filter = wizard;
        Assert.NotNull(wizard.QuerySelector("input[name=Groups][value='12']"));
        wizard = await Next(a, wizard, 5, ("Groups", "12"), ("Scope", "some"));
        Sound.Is(filter);
        Sound.Is(wizard);
        var (status, made) = await a.Fill(wizard, "#wizard", Here(wizard) + "?handler=launch");
        Assert.Equal(200, status);
        Assert.Contains(ready, made.Body!.TextContent);
        Sound.Is(made);
        var code = made.QuerySelector("#code")!.TextContent;

        // The partner: the code, a group, accept.
        var (_, looked) = await b.Post("links/accept?handler=look", ("Code", code));
        Assert.Contains(north.Name, looked.Body!.TextContent);
        Assert.DoesNotContain("Техподдержка", looked.Body.TextContent);
        Sound.Is(looked);
        var (refused, again) = await b.Fill(looked, "#accept", "links/accept?handler=accept");
        Assert.Equal(422, refused);
        Assert.NotNull(again.QuerySelector("#finding-NoTarget[role=alert]"));
        await TheGroupIsMendedAndLookedAtAgain(rig, b, looked, language);
        var (_, joined) = await b.Fill(looked, "#accept", "links/accept?handler=accept", ("TargetGroup", "40"));
        Assert.Contains(accepted, joined.Body!.TextContent);
        Sound.Is(joined);

        // The inviter confirms who it was.
        var link = Assert.Single(await rig.Get<LinkBook>().Of(north.Id));
        var (_, home) = await a.Get("home");
        Assert.NotNull(home.QuerySelector($"button[hx-get='/links/{link.Id}']"));
        var (_, running) = await a.Post($"links/{link.Id}?handler=confirm");
        Sound.Is(running);
        Assert.Equal(LinkState.Active, (await rig.Get<LinkBook>().Find(link.Id))!.State);
        Assert.Equal<long>([12], (await rig.Get<LinkBook>().Find(link.Id))!.Contract.A.Filter.Groups);
        Assert.Equal(40, (await rig.Get<LinkBook>().Find(link.Id))!.Contract.B.TargetGroup);
    }

    // The sentence names the button that looks again, so there is one; it accepts nothing.
    private static async Task TheGroupIsMendedAndLookedAtAgain(Rig rig, Desktop b, IHtmlDocument looked, string language)
    {
        rig.South.Faults.Add(new Fault(FaultKind.Error) { Method = "sonet_group.feature.access", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403, Times = int.MaxValue });
        var words = B24App.Pages.Texts.For(language);
        var (status, refused) = await b.Fill(looked, "#accept", "links/accept?handler=accept", ("TargetGroup", "40"));
        Assert.Equal(422, status);
        var finding = refused.QuerySelector("#finding-TargetRefused")!;
        Assert.Equal("/workgroups/group/40/", finding.QuerySelector("a")!.GetAttribute("data-path"));
        var again = finding.QuerySelector("button[hx-post='/links/accept?handler=check']")!;
        Assert.Contains(words["Wizard.again"], again.TextContent);
        Assert.Contains(words["Wizard.again"], finding.QuerySelector("p")!.TextContent);
        Assert.Equal(422, (await b.Fill(refused, "#accept", "links/accept?handler=check")).Status);

        rig.South.Faults.Clear();
        var (mended, page) = await b.Fill(refused, "#accept", "links/accept?handler=check");
        Assert.Equal((200, words["Accept.checked"]), (mended, b.Toast));
        Assert.Null(page.QuerySelector("[role=alert]"));
        Assert.NotNull(page.QuerySelector("#accept"));
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task What_cannot_work_is_refused_before_the_launch_with_the_sentence_and_the_buttons_that_mend_it(string language)
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North, language: language);
        var words = B24App.Pages.Texts.For(language);
        var field = rig.North.Call(1, "task.item.userfield.add", new JsonArray(new JsonObject
        {
            ["USER_TYPE_ID"] = "string",
            ["FIELD_NAME"] = "INVENTORY",
            ["MANDATORY"] = "Y",
            ["EDIT_FORM_LABEL"] = "Номер <b>",
            ["LIST_COLUMN_LABEL"] = "Номер <b>",
        }))!.GetValue<long>();
        rig.North.Faults.Add(new Fault(FaultKind.Error) { Method = "sonet_group.feature.access", Code = "ACCESS_DENIED", Description = "Access denied", Status = 403, Times = int.MaxValue });
        var (_, wizard) = await a.Post("links/draft");
        wizard = await Next(a, wizard, 2, ("Kind", nameof(DraftKind.TheyFile)));
        wizard = await Next(a, wizard, 3);

        var (status, stuck) = await a.Fill(wizard, "#wizard", Here(wizard) + "?handler=next&to=5", ("TargetGroup", "12"));
        Assert.Equal(422, status);
        Assert.EndsWith("step/3", Here(stuck));
        Sound.Is(stuck);
        Assert.Contains(words.Say("DraftTrouble.TargetRefused", "Техподдержка", portal.Name), stuck.QuerySelector("#finding-TargetRefused")!.TextContent);
        Assert.Equal("/workgroups/group/12/", stuck.QuerySelector("#finding-TargetRefused a")!.GetAttribute("data-path"));
        Assert.Contains(words.Say("DraftTrouble.MandatoryField", "Номер <b>", portal.Name), stuck.QuerySelector("#finding-MandatoryField")!.TextContent);
        var again = stuck.QuerySelector("#finding-MandatoryField button[hx-post]")!.GetAttribute("hx-post")!.TrimStart('/');

        // Nothing of it is launched, by whatever address.
        Assert.Equal(422, (await a.Fill(stuck, "#wizard", Here(stuck).Replace("step/3", "step/5", StringComparison.Ordinal) + "?handler=launch")).Status);
        Assert.Empty(await rig.Get<LinkBook>().Of(portal.Id));

        // Both are mended in the portal; the same button finds nothing in the way any more.
        rig.North.Faults.Clear();
        rig.North.Call(1, "task.item.userfield.update", new JsonArray(field, new JsonObject { ["MANDATORY"] = "N" }));
        var (_, fresh) = await a.Get(Here(stuck));
        var (mended, page) = await a.Fill(fresh, "#wizard", again);
        Assert.Equal(200, mended);
        Assert.Empty(page.QuerySelectorAll(".note-bad"));
        Assert.EndsWith("step/5", Here(await Next(a, page, 5)));
    }

    [Fact]
    public async Task A_scope_that_the_portal_did_not_grant_is_said_at_the_first_step_and_that_of_the_CRM_only_where_cards_cross()
    {
        await using var rig = await Rig.Start(scopes: ["task", "im", "sonet_group", "user_basic", "placement"]);
        await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North);
        var (_, wizard) = await a.Post("links/draft");

        var (status, stuck) = await a.Fill(wizard, "#wizard", Here(wizard) + "?handler=next&to=2");
        Assert.Equal(422, status);
        Assert.EndsWith("step/1", Here(stuck));
        Assert.Contains("«disk»", stuck.QuerySelector("#finding-MissingScope")!.TextContent);
        Assert.DoesNotContain("«crm»", stuck.Body!.TextContent);
        Assert.Contains(B24App.Pages.Texts.For("ru")["Wizard.again"], stuck.QuerySelector("#finding-MissingScope button")!.TextContent);

        var facts = rig.Get<DraftFactsReader>();
        var portal = (await rig.Portals.Find(rig.North.Portal.MemberId))!;
        var half = Presets.Half(Presets.Support, B24App.Plan.Side.A, new HalfChoices());
        Assert.Equal(["disk"], facts.Known(portal, half).MissingScopes.ToArray());
        Assert.Equal(["crm", "disk"], facts.Known(portal, half with { TakesFields = half.TakesFields.Add(B24App.Plan.Timeline.EntryCrossing.Fields.First()) }).MissingScopes.Order());
    }

    [Fact]
    public async Task A_step_ahead_opens_only_when_those_before_are_in_order()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North);
        var (_, wizard) = await a.Post("links/draft");

        var (status, stuck) = await a.Fill(wizard, "#wizard", Here(wizard) + "?handler=next&to=5");

        Assert.Equal(422, status);
        Assert.NotNull(stuck.QuerySelector("#finding-NoGroup[role=alert]"));
        Assert.Equal("finding-NoGroup", stuck.QuerySelector("fieldset[aria-describedby]")!.GetAttribute("aria-describedby"));
        Assert.EndsWith("step/2", Here(stuck));
    }

    [Fact]
    public async Task A_stale_save_is_answered_with_the_difference_and_changes_nothing()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North);
        var (_, wizard) = await a.Post("links/draft");
        var (_, second) = await a.Get(Here(wizard).Replace("step/1", "step/2", StringComparison.Ordinal));

        var (saved, _) = await a.Fill(second, "#wizard", Here(second) + "?handler=save", ("Groups", "12"), ("Scope", "some"));
        var (stale, page) = await a.Fill(second, "#wizard", Here(second) + "?handler=save", ("Scope", "some"), ("Tags", "склад"));

        Assert.Equal(200, saved);
        Assert.Equal(409, stale);
        Assert.Contains("склад", page.QuerySelector("[role=alert] table")!.TextContent);
        Sound.Is(page);
        var draft = Assert.Single(await rig.Get<DraftStore>().Of(portal.Id));
        Assert.Equal<long>([12], draft.Body.Half.Filter.Groups);
        Assert.Empty(draft.Body.Half.Filter.Tags);
    }

    [Fact]
    public async Task The_panel_counts_and_shows_the_last_task_in_both_forms_and_the_dry_run_asks_the_planner()
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North);
        Files(rig, 12, "<img src=x onerror=alert(1)>", "[b]жирно[/b]");
        Files(rig, 12, "Другое", "текст");
        var (_, wizard) = await a.Post("links/draft");
        wizard = await Next(a, wizard, 2);
        wizard = await Next(a, wizard, 5, ("Groups", "12"), ("Scope", "some"));

        var (_, panel) = await a.Get(Panel(wizard, 5));
        Assert.Equal("2", panel.QuerySelector(".count")!.TextContent);
        Assert.Equal(2, panel.QuerySelectorAll(".specimen").Length);
        Assert.Contains("B24App", panel.QuerySelectorAll(".specimen")[1].TextContent);
        Sound.Is(panel);

        var (_, tried) = await a.Get(Panel(wizard, 5) + "?handler=try");
        Assert.Equal(2, tried.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("<img src=x onerror=alert(1)>", tried.Body!.TextContent);
        Assert.Contains("создать", tried.Body.TextContent);
        Sound.Is(tried);
    }

    [Fact]
    public async Task Rule37_a_whole_portal_is_asked_twice_with_its_count()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North);
        Files(rig, 12, "Одна", "");
        var (_, wizard) = await a.Post("links/draft");
        wizard = await Next(a, wizard, 2);

        var (_, panel) = await a.Fill(wizard, "#wizard", Here(wizard) + "?handler=save", ("Scope", "all"));
        Assert.Contains("Уйдут все задачи портала", panel.Body!.TextContent);
        var version = panel.QuerySelector("#version")!.GetAttribute("value")!;
        var (refused, _) = await a.Post(Here(wizard) + "?handler=next&to=5", ("version", version), ("Scope", "all"));
        Assert.Equal(422, refused);

        var (_, fresh) = await a.Get(Here(wizard));
        await a.Fill(fresh, "#wizard", Here(wizard) + "?handler=next&to=2", ("WholePortal", "1"));
        var (_, last) = await a.Get(Here(wizard).Replace("step/2", "step/5", StringComparison.Ordinal));
        Assert.Empty(last.QuerySelectorAll(".note-bad"));
        Assert.Equal(1, Assert.Single(await rig.Get<DraftStore>().Of(portal.Id)).Body.WholePortal);
    }

    [Fact]
    public async Task The_wizard_makes_the_open_group_and_chooses_it()
    {
        await using var rig = await Rig.Start();
        var portal = await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North);
        var (_, wizard) = await a.Post("links/draft");
        wizard = await Next(a, wizard, 2);

        var (status, page) = await a.Fill(wizard, "#wizard", Here(wizard) + "?handler=group");

        Assert.Equal(200, status);
        var group = Assert.Single(Assert.Single(await rig.Get<DraftStore>().Of(portal.Id)).Body.Half.Filter.Groups);
        Assert.NotNull(page.QuerySelector($"input[name=Groups][value='{group}'][checked]"));
    }

    [Theory]
    [InlineData("ru", "Такого кода нет")]
    [InlineData("en", "There is no such code")]
    public async Task A_wrong_code_is_one_sentence_beside_the_field(string language, string sentence)
    {
        await using var rig = await Rig.Start();
        await rig.Install(rig.North);
        var a = await Desktop.Open(rig, rig.North, language: language);
        var (_, empty) = await a.Get("links/accept");
        Sound.Is(empty);

        var (status, page) = await a.Post("links/accept?handler=look", ("Code", "<b>нет</b>"));

        Assert.Equal(422, status);
        Assert.Contains(sentence, page.QuerySelector("#code-problem")!.TextContent);
        Assert.Equal("true", page.QuerySelector("#code")!.GetAttribute("aria-invalid"));
        Sound.Is(page);
    }

    internal static string Here(IHtmlDocument wizard) => wizard.QuerySelector("#wizard")!.GetAttribute("hx-post")!.Split('?')[0].TrimStart('/');

    private static string Panel(IHtmlDocument wizard, int step) => Here(wizard).Split("/step/")[0] + "/panel/" + step;

    private static async Task<IHtmlDocument> Next(Desktop desktop, IHtmlDocument page, int to, params (string Name, string Value)[] changes)
    {
        var (status, next) = await desktop.Fill(page, "#wizard", $"{Here(page)}?handler=next&to={to}", changes);
        Assert.Equal(200, status);
        return next;
    }

    private static void Files(Rig rig, long group, string title, string text) => rig.North.Call(5, "tasks.task.add", new System.Text.Json.Nodes.JsonObject
    {
        ["fields"] = new System.Text.Json.Nodes.JsonObject { ["TITLE"] = title, ["DESCRIPTION"] = text, ["GROUP_ID"] = group, ["RESPONSIBLE_ID"] = 5 },
    });
}

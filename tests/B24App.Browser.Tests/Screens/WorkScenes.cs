using B24App.Browser.Tests.Given;
using Microsoft.Playwright;

namespace B24App.Browser.Tests.Screens;

/// <summary>Two companies in the middle of their work.</summary>
internal static class WorkScenes
{
    private const long ClientGroup = 12;

    public static IReadOnlyList<Scene> All { get; } =
    [
        Scene.Client("home", walk => walk.GoTo("home")),
        Scene.Client("links", walk => walk.GoTo("links")),
        new("link", cast => cast.Client, OpenLink),
        Scene.Client("link-end", async walk =>
        {
            await walk.Click(walk.Main.Locator("button[hx-get$='/unlink']"));
            await walk.App.Locator("dialog[open]").WaitForAsync();
        }),
        Scene.Client("link-before", async walk =>
        {
            await walk.Click(walk.Main.Locator("button[hx-get$='/before']"));
            await walk.See(walk.Main.Locator("#run-start"));
        }),
        OfLink("link-leaks", "leaks", "#leaks-list .pill"),
        OfLink("link-pairs", "pairs", "#pairs-list .pill"),
        new("link-edit", cast => cast.Client, async (cast, walk) =>
        {
            await OpenLink(cast, walk);
            await walk.Click(walk.Posts(FormattableString.Invariant($"/links/draft?link={cast.Link}")));
            await walk.See(walk.Main.Locator("form#wizard"));
        }),
        Scene.Client("wizard-1", async walk =>
        {
            await walk.GoTo("links");
            await walk.Click(walk.Posts("/links/draft"));
            await Step(walk, 1);
        }),
        Scene.Client("wizard-2", async walk =>
        {
            await Next(walk, 2);
            await walk.Click(walk.Main.Locator("#group-12"));
            await walk.See(walk.Main.Locator(".specimen").First);
        }),
        Scene.Client("wizard-3", walk => Next(walk, 3)),
        Scene.Client("wizard-4", walk => Next(walk, 4)),
        Scene.Client("wizard-5", walk => Next(walk, 5)),
        Scene.Client("wizard-try", async walk =>
        {
            await walk.Click(walk.Main.Locator("button[hx-get*='handler=try']"));
            await walk.See(walk.Main.Locator("#panel table"));
        }),
        new("link-waits", cast => cast.Client, async (cast, walk) =>
        {
            await walk.Click(walk.Posts("?handler=discard"));
            await walk.Click(walk.App.Locator("dialog button:not([data-close])"));
            await walk.See(walk.Main.Locator("#rows"));
            await walk.App.Locator("#toast").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden }); // it would stand in the next pictures
            await walk.Click(walk.Main.Locator("td.lead button", new LocatorLocatorOptions { HasText = cast.Waiting }));
            await walk.See(walk.Posts("?handler=renew"));
        }),
        Scene.Client("journal", walk => walk.GoTo("journal")),
        Scene.Client("journal-story", async walk =>
        {
            await walk.Click(walk.Main.Locator(".journal-line details summary").First);
            await walk.See(walk.Main.Locator(".story-steps").First);
        }),
        Scene.Client("journal-why", async walk =>
        {
            await walk.Click(walk.Opens("/journal/why"));
            await Walk.Type(walk.Main.Locator("#why-task"), "1");
            await walk.Click(walk.Main.Locator("form button"));
            await walk.See(walk.Main.Locator("section[aria-live]"));
        }),
        Scene.Client("undelivered", walk => walk.GoTo("undelivered")),
        Scene.Client("undelivered-list", async walk =>
        {
            await walk.Click(walk.Main.Locator("details summary").First);
            await walk.See(walk.Main.Locator("button[hx-get^='/undelivered/']").First);
        }),
        Scene.Client("undelivered-drop", async walk =>
        {
            await walk.Click(walk.Main.Locator("button[hx-get*='handler=drop&']").First);
            await walk.App.Locator("dialog[open]").WaitForAsync();
        }),
        Scene.Client("undelivered-one", async walk =>
        {
            await walk.Click(walk.Main.Locator("button[hx-get^='/undelivered/']").First);
            await walk.See(walk.Main.Locator("button.back"));
        }),
        Scene.Client("matching", walk => walk.GoTo("matching")),
        Scene.Client("matching-choose", async walk =>
        {
            await walk.Click(walk.Main.Locator("button[hx-get*='handler=choose']").First);
            await walk.App.Locator("dialog[open]").WaitForAsync();
        }),
        Scene.Client("carry", walk => walk.GoTo("carry")),
        Scene.Client("carry-rule", async walk =>
        {
            await walk.GoTo("carry");
            await walk.Click(walk.Posts("/carry?handler=new&kind=former"));
            await walk.See(walk.Main.Locator("#rule-form"));
            await walk.Click(walk.Main.Locator("button[hx-get$='?handler=sample']"));
            await walk.See(walk.Main.Locator("#rule-sample-lines > *").First);
        }),
        Scene.Client("settings", walk => walk.GoTo("settings")),
        Scene.Client("settings-calls", async walk =>
        {
            await walk.Click(walk.Opens("/settings/calls"));
            await walk.See(walk.Main.Locator("button.back"));
        }),
        Scene.Partner("partner-home", walk => walk.GoTo("home")),
        Scene.Partner("partner-proposal", async walk =>
        {
            await walk.GoTo("links");
            await walk.Click(walk.Main.Locator("td.lead button").First);
            await walk.See(walk.Main.Locator("button[hx-post$='?handler=agree']"));
        }),
        new("accept", cast => cast.Partner, async (cast, walk) =>
        {
            await walk.GoTo("links");
            await walk.Click(walk.Opens("/links/accept"));
            await walk.See(walk.Main.Locator("#code"));
            await Walk.Type(walk.Main.Locator("#code"), cast.Code);
        }),
        Scene.Partner("accept-consent", async walk =>
        {
            await walk.Click(walk.Posts("?handler=look"));
            await walk.See(walk.Main.Locator("#accept"));
        }),
        Scene.Partner("partner-undelivered", walk => walk.GoTo("undelivered")),
        new("task", cast => cast.Employee, async (cast, walk) =>
        {
            await walk.OpenInTask(ClientGroup, cast.Shared);
            await walk.See(walk.Main.Locator(".pill-good").First);
        }),
        new("task-why", cast => cast.Employee, async (cast, walk) =>
        {
            await walk.OpenInTask(ClientGroup + 1, cast.Private);
            await walk.Click(walk.Opens("/task/card?handler=why"));
            await walk.See(walk.Main.Locator("section[aria-live]"));
        }),
        new("task-offer", cast => cast.Client, async (cast, walk) =>
        {
            await walk.OpenInTask(ClientGroup + 1, cast.Private);
            await walk.Click(walk.Opens("/task/card?handler=offer"));
            await walk.See(walk.Main.Locator("section[aria-live] form"));
        }),
        new("crm-card", cast => cast.Employee, async (_, walk) =>
        {
            await walk.OpenInCrm("contact", 1);
            await walk.See(walk.Main.Locator("section.card").First);
        }),
        new("employee-home", cast => cast.Employee, async (_, walk) =>
        {
            await walk.Open();
            await walk.GoTo("home");
        }),
        new("employee-settings", cast => cast.Employee, (_, walk) => walk.GoTo("settings")),
        new("employee-no-rights", cast => cast.Employee, async (_, walk) =>
        {
            walk.Expect("403");
            await walk.Click(walk.App.Locator(".nav-entry[data-screen=undelivered]"));
            await walk.See(walk.Main.Locator(".state-trouble"));
        }),
    ];

    private static Scene OfLink(string name, string page, string sign) => new(name, cast => cast.Client, async (cast, walk) =>
    {
        await OpenLink(cast, walk);
        await walk.Click(walk.Main.Locator($"button[hx-get$='/{page}']"));
        await walk.See(walk.Main.Locator(sign).First);
    });

    private static async Task OpenLink(Cast cast, Walk walk)
    {
        await walk.GoTo("links");
        await walk.Click(walk.Main.Locator(FormattableString.Invariant($"td.lead button[hx-get='/links/{cast.Link}']")));
        await walk.See(walk.Posts("?handler=pause"));
    }

    private static Task Step(Walk walk, int step) => walk.See(walk.Main.Locator(FormattableString.Invariant($"form#wizard[hx-post*='/step/{step}']")));

    private static async Task Next(Walk walk, int step)
    {
        await walk.Click(walk.Posts(FormattableString.Invariant($"?handler=next&to={step}")));
        await Step(walk, step);
    }
}

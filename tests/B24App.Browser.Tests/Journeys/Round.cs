using B24App.Browser.Tests.Given;

namespace B24App.Browser.Tests.Journeys;

/// <summary>Every screen of the application, one after the other, each looked at for complaints, scrollbars and barriers.</summary>
internal static class Round
{
    /// <summary>The screens of the navigation and what opens from them, at a portal whose link runs.</summary>
    public static async Task Of(Walk walk)
    {
        foreach (var screen in new[] { "home", "links", "journal", "undelivered", "matching", "carry", "settings" })
        {
            await walk.GoTo(screen);
            await walk.Check();
        }

        await walk.Click(walk.Opens("/settings/calls"));
        await Seen(walk, ".back");
        await CarryRule(walk);
        await Acceptance(walk);
        await Steps(walk);
        await OneLink(walk);
        await Why(walk);
    }

    private static async Task CarryRule(Walk walk)
    {
        await walk.GoTo("carry");
        await walk.Click(walk.Posts("/carry?handler=new&kind=contact"));
        await Seen(walk, "#rule-form");
        await walk.Click(walk.Main.Locator("button[hx-get$='?handler=sample']"));
        await Seen(walk, "#rule-sample-lines > *");
        await walk.Choose(walk.Main.Locator("#rule-source"), "1"); // a lead has other fields, and is no contact that leaves a company
        await walk.See(walk.Main.Locator("#rule-form:not(:has(#rule-former))"));
        await walk.Check();
    }

    private static async Task Acceptance(Walk walk)
    {
        await walk.GoTo("links");
        await walk.Click(walk.Opens("/links/accept"));
        await Seen(walk, "#code");
        await Walk.Type(walk.Main.Locator("#code"), "no such code");
        await walk.Click(walk.Posts("?handler=look"));
        await Seen(walk, "#code-problem");
    }

    private static async Task Steps(Walk walk)
    {
        await walk.GoTo("links");
        await walk.Click(walk.Posts("/links/draft"));
        await Seen(walk, "form#wizard[hx-post*='/step/1']");
        await walk.Click(walk.Posts("?handler=next&to=2"));
        await Seen(walk, "form#wizard[hx-post*='/step/2']");
        await walk.Click(walk.Posts("?handler=next&to=3")); // nothing is chosen yet: the step stays and says what is missing
        await Seen(walk, "#finding-NoGroup");
        await walk.Click(walk.Main.Locator("#groups-hint ~ .checks input").First);
        for (var step = 3; step <= 5; step++)
        {
            await walk.Click(walk.Posts(FormattableString.Invariant($"?handler=next&to={step}")));
            await Seen(walk, FormattableString.Invariant($"form#wizard[hx-post*='/step/{step}']"));
            await Narrowest(walk);
        }

        await walk.Click(walk.Posts("?handler=discard"));
        await walk.Click(walk.App.Locator("dialog button:not([data-close])"));
        await walk.Main.Locator("#rows").WaitForAsync();
    }

    // The names of the steps stand side by side, and the longest of them is Russian.
    private static async Task Narrowest(Walk walk)
    {
        var size = walk.Page.ViewportSize!;
        if (size.Width > Sight.Narrowest)
        {
            await walk.Page.SetViewportSizeAsync(Sight.Narrowest, size.Height);
            await walk.Settled();
            await CutWords.Demand(walk);
            await walk.Page.SetViewportSizeAsync(size.Width, size.Height);
        }
    }

    private static async Task OneLink(Walk walk)
    {
        await walk.Click(walk.Main.Locator("td.lead button").First);
        await Seen(walk, "button[hx-post$='?handler=pause']");
        await walk.Click(walk.Main.Locator("button[hx-get$='/unlink']"));
        await walk.App.Locator("dialog[open]").WaitForAsync();
        await walk.Check();
        await walk.Click(walk.App.Locator("dialog [data-close]"));
        foreach (var page in new[] { "leaks", "pairs", "before" })
        {
            if (page != "leaks")
            {
                await walk.Click(walk.Main.Locator("button.back"));
            }

            await walk.Click(walk.Main.Locator($"button[hx-get$='/{page}']"));
            await Seen(walk, "button[hx-get^='/links/'].back");
            await walk.See(walk.Main.Locator("form, button[hx-post*='handler=search']").First);
        }

        // A run looks again by itself while it reads; when it has read, the whole screen comes back in its place.
        await walk.Click(walk.Posts("?handler=preview"));
        await Seen(walk, "#run-start");
    }

    private static async Task Why(Walk walk)
    {
        await walk.GoTo("journal");
        await walk.Click(walk.Opens("/journal/why"));
        await walk.See(walk.Main.Locator("#why-task"));
        await Walk.Type(walk.Main.Locator("#why-task"), "1");
        await walk.Click(walk.Main.Locator("form button"));
        await Seen(walk, "section[aria-live]");
    }

    private static async Task Seen(Walk walk, string what)
    {
        await walk.See(walk.Main.Locator(what).First);
        await walk.Check();
    }
}
